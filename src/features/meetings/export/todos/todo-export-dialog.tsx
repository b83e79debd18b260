import '@mantine/core/styles/Checkbox.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import { Checkbox } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { certainOf } from '#src/api/client/certain.ts';
import { useErrorText } from '#src/services/problems/error-text.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import { FormatChoice } from '../format-choice.tsx';
import { type ExportedTodo, type TodoFormat, todoFormats } from './exported-todo.ts';
import { type SavedTodos, useSaveTodos } from './use-save-todos.ts';

interface TodoExportDialogProps {
  /** What is exported, in words. */
  readonly what: string;
  /** All to-dos that are meant. @throws ApiError */
  readonly read: (signal: AbortSignal | undefined) => Promise<readonly ExportedTodo[]>;
  /** Whether some of them may be done already. */
  readonly someDone: boolean;
  readonly onClose: () => void;
}

/** Exports to-dos for the calendars and lists that people work with. */
export function TodoExportDialog({ what, read, someDone, onClose }: TodoExportDialogProps) {
  const t = useTranslations('todoExport');
  const dialog = useTranslations('dialog');
  const errorText = useErrorText();
  const [format, setFormat] = useState<TodoFormat>('calendar');
  const [onlyOpen, setOnlyOpen] = useState(someDone);
  const saveTodos = useSaveTodos();
  const { state, busy, run } = useWrite<void, SavedTodos>((_queryClient, _, { signal }) =>
    certainOf(saveTodos(read, { format, onlyOpen, signal })),
  );
  return (
    <FormDialog
      title={t('title')}
      submit={t('save')}
      busy={busy}
      cancel={state.phase === 'done' ? dialog('close') : undefined}
      error={state.phase === 'refused' && `${t('failed')} ${errorText(state.error)}`}
      onSubmit={() => {
        void run();
        return false;
      }}
      onClose={onClose}
    >
      <p className="ui-dimmed" dir="auto">
        {what}
      </p>
      <FormatChoice
        formats={todoFormats}
        texts={(one) => ({ name: t(`formats.${one}.name`), hint: t(`formats.${one}.hint`) })}
        chosen={format}
        disabled={busy}
        onChoose={setFormat}
      />
      {someDone && (
        <Checkbox
          label={t('onlyOpen')}
          checked={onlyOpen}
          disabled={busy}
          onChange={({ currentTarget: { checked } }) => setOnlyOpen(checked)}
        />
      )}
      <div role="status">{state.phase === 'done' && <Outcome saved={state.value} />}</div>
    </FormDialog>
  );
}

function Outcome({ saved: { name, count, undated } }: { readonly saved: SavedTodos }) {
  const t = useTranslations('todoExport');
  if (name === undefined) return <p dir="auto">{t(undated > 0 ? 'noneDated' : 'none')}</p>;
  return (
    <>
      <p className="ui-line">
        <IconCheck size={18} aria-hidden />
        <span className="ui-grow" dir="auto">
          {t('saved', { count, name })}
        </span>
      </p>
      {undated > 0 && <p dir="auto">{t('undated', { count: undated })}</p>}
    </>
  );
}
