import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { withTexts } from '#src/i18n/texts.ts';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import type { ListScope } from './use-list-export.ts';

const load = withTexts(['documents'], () => import('./list-export-dialog.tsx'));

/** Opens the dialog that takes all meetings of a list out, whatever its pages. */
export function ListExportButton({ scope }: { readonly scope: ListScope }) {
  const t = useTranslations('meetings');
  const [open, setOpen] = useState(false);
  const dialog = useOnDemand(load, open);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={18} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('exportList')}
      </Button>
      {dialog && <dialog.ListExportDialog scope={scope} onClose={() => setOpen(false)} />}
    </>
  );
}
