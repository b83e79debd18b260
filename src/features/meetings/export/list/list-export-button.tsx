import { useTranslations } from 'use-intl';
import { DialogButton } from '../dialog-button.tsx';
import type { ListScope } from './use-list-export.ts';

const load = () => import('./list-export-dialog.tsx');

/** Opens the dialog that exports all meetings of a list, from every page. */
export function ListExportButton({ scope }: { readonly scope: ListScope }) {
  const t = useTranslations('meetings');
  return (
    <DialogButton label={t('exportList')} load={load}>
      {({ ListExportDialog }, close) => <ListExportDialog scope={scope} onClose={close} />}
    </DialogButton>
  );
}
