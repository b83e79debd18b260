import { useTranslations } from 'use-intl';
import { DialogButton } from '../dialog-button.tsx';
import type { ExportedTodo } from './exported-todo.ts';

const load = () => import('./todo-export-dialog.tsx');

interface TodoExportButtonProps {
  readonly what: string;
  readonly read: (signal: AbortSignal | undefined) => Promise<readonly ExportedTodo[]>;
  readonly someDone: boolean;
}

/** Opens the dialog that exports to-dos. */
export function TodoExportButton(props: TodoExportButtonProps) {
  const t = useTranslations('todoExport');
  return (
    <DialogButton label={t('open')} load={load}>
      {({ TodoExportDialog }, close) => <TodoExportDialog {...props} onClose={close} />}
    </DialogButton>
  );
}
