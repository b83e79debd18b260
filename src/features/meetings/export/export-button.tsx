import { useTranslations } from 'use-intl';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { DialogButton } from './dialog-button.tsx';

const load = () => import('./export-dialog.tsx');

/** Opens the dialog that exports a meeting's minutes. */
export function ExportButton({ meeting }: { readonly meeting: Meeting }) {
  const t = useTranslations('export');
  return (
    <DialogButton label={t('open')} load={load}>
      {({ ExportDialog }, close) => <ExportDialog meeting={meeting} onClose={close} />}
    </DialogButton>
  );
}
