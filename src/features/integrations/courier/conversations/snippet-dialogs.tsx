import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { changesOf } from '#src/api/courier/administration/change.ts';
import {
  changeSnippet,
  createSnippet,
  type NewSnippet,
  type Snippet,
  type SnippetChange,
} from '#src/api/courier/administration/snippets.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { JsonTree } from '#src/ui/json-tree.tsx';
import { ChangeDialog } from '../../tab/change-dialog.tsx';
import { TextField } from '../../tab/text-field.tsx';
import { type DialogForm, useDialogForm } from '../../tab/use-dialog-form.ts';
import { problemOf, type SnippetForm } from './snippet-form.ts';

interface NewSnippetDialogProps {
  readonly organisation: string;
  /** Those that there are. */
  readonly snippets: readonly Snippet[];
  readonly onClose: () => void;
}

/** Asks for a new snippet. */
export function NewSnippetDialog({ organisation, snippets, onClose }: NewSnippetDialogProps) {
  const t = useTranslations('courierConversations.snippets');
  const writing = useWrite<NewSnippet, unknown>(createSnippet);
  const fields = useDialogForm<SnippetForm>({ name: '', text: '' }, writing);
  const taken = snippets.map(({ name }) => name);
  return (
    <ChangeDialog
      title={t('create')}
      submit={t('submit')}
      writing={writing}
      request={() =>
        fields.check(problemOf(fields.form, taken) === undefined)
          ? { ...wishNow(), organisation, type: snippets.find(({ text }) => text)?.type, ...fields.form }
          : undefined
      }
      onClose={onClose}
    >
      <SnippetFields fields={fields} taken={taken} />
    </ChangeDialog>
  );
}

interface SnippetDialogProps {
  readonly snippet: Snippet;
  readonly snippets: readonly Snippet[];
  readonly onClose: () => void;
}

/** Asks for changes to a snippet; one that is not a text is shown, and changed in the API console. */
export function SnippetDialog({ snippet, snippets, onClose }: SnippetDialogProps) {
  const t = useTranslations('courierConversations.snippets');
  const writing = useWrite<SnippetChange, unknown>(changeSnippet);
  const fields = useDialogForm<SnippetForm>({ name: snippet.name, text: snippet.text ?? '' }, writing);
  const taken = snippets.flatMap(({ id, name }) => (id === snippet.id ? [] : [name]));
  const isText = snippet.text !== undefined || Object.keys(snippet.args).length === 0;
  const request = (): SnippetChange | 'same' | undefined => {
    const changes = changesOf(fields.before, fields.form);
    if (Object.keys(changes).length === 0) return 'same';
    const isRight = problemOf(isText ? fields.form : { ...fields.form, text: '-' }, taken) === undefined;
    return fields.check(isRight) ? { ...wishNow(), id: snippet.id, args: snippet.args, changes } : undefined;
  };
  return (
    <ChangeDialog
      title={t('change', { name: fields.before.name })}
      submit={t('save')}
      writing={writing}
      request={request}
      onClose={onClose}
    >
      <SnippetFields fields={fields} taken={taken} isText={isText} />
      {!isText && (
        <>
          <p className="ui-note">{t('otherHint')}</p>
          <JsonTree value={snippet.args} />
        </>
      )}
    </ChangeDialog>
  );
}

interface SnippetFieldsProps {
  readonly fields: DialogForm<SnippetForm>;
  readonly taken: readonly string[];
  readonly isText?: boolean;
}

function SnippetFields({ fields: { form, invalid, edit }, taken, isText = true }: SnippetFieldsProps) {
  const t = useTranslations('courierConversations.snippets');
  const problem = invalid ? problemOf(form, taken) : undefined;
  return (
    <>
      <TextField
        label={t('name')}
        hint={t('nameHint')}
        value={form.name}
        longest={15}
        focus
        error={(problem === 'name' || problem === 'taken') && t(`problems.${problem}`)}
        onChange={(name) => edit({ name: name.toLowerCase() })}
      />
      {isText && (
        <TextField
          label={t('text')}
          lines
          value={form.text}
          longest={20_000}
          error={problem === 'text' && t('problems.text')}
          onChange={(text) => edit({ text })}
        />
      )}
    </>
  );
}
