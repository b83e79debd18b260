import { Button } from '@mantine/core';
import { IconBookmarkPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useOnDemand } from '#src/ui/use-on-demand.ts';

const load = () => import('./save-view-dialog.tsx');

/** Gives the current search a name. */
export function SaveView({ search }: { readonly search: string }) {
  const t = useTranslations('meetings.views');
  const [asking, setAsking] = useState(false);
  const dialog = useOnDemand(load, asking);
  return (
    <>
      <Button
        variant="subtle"
        leftSection={<IconBookmarkPlus size={17} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {t('save')}
      </Button>
      {dialog && <dialog.SaveViewDialog search={search} onClose={() => setAsking(false)} />}
    </>
  );
}
