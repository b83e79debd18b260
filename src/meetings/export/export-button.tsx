import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Meeting } from '#src/api/meetings-normalise.ts';
import { useOnDemand } from '#src/ui/use-on-demand.ts';

const load = () => import('./export-dialog.tsx');

/** Opens the dialog that takes a meeting's minutes out. */
export function ExportButton({ meeting }: { readonly meeting: Meeting }) {
  const t = useTranslations('export');
  const [open, setOpen] = useState(false);
  const dialog = useOnDemand(load, open);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={17} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('open')}
      </Button>
      {dialog && <dialog.ExportDialog meeting={meeting} onClose={() => setOpen(false)} />}
    </>
  );
}
