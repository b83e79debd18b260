import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { dossiersOptions } from '#src/api/claritalk/meetings/dossiers.ts';
import type { ReviewPath } from '#src/api/claritalk/meetings/review.ts';
import type { Finding } from '#src/services/preflight/finding.ts';
import type { ReviewedTodo } from '../review/review-view.ts';
import { TodoForm } from '../review/todo-item.tsx';
import type { Mend } from './mend.ts';

interface FindingFormProps {
  readonly finding: Finding;
  readonly todos: readonly ReviewedTodo[];
  /** Names to choose the owner of a to-do from. */
  readonly people: readonly string[];
  readonly set: (path: ReviewPath, value: unknown) => void;
  readonly busy: boolean;
  readonly onMend: (mend: Mend) => void;
}

/** What a fix needs to know: the owner and the day of a to-do, or the dossier. */
export function FindingForm({ finding, todos, people, set, busy, onMend }: FindingFormProps) {
  if (finding.kind === 'todo') {
    const todo = todos.find(({ key }) => key === finding.todo.key);
    return todo ? <TodoForm todo={todo} people={people} set={set} /> : null;
  }
  return <DossierForm busy={busy} onChoose={(dossierId) => onMend({ kind: 'dossier', dossierId })} />;
}

interface DossierFormProps {
  readonly busy: boolean;
  readonly onChoose: (dossierId: string) => void;
}

function DossierForm({ busy, onChoose }: DossierFormProps) {
  const t = useTranslations('preflight');
  const { data: dossiers = [] } = useQuery(dossiersOptions());
  const [chosen, setChosen] = useState('');
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (chosen !== '') onChoose(chosen);
  };
  return (
    <form className="ui-row" onSubmit={submit}>
      <NativeSelect
        size="xs"
        className="ui-grow"
        aria-label={t('areas.dossier')}
        value={chosen}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={[
          { value: '', label: t('chooseDossier') },
          ...dossiers.map(({ id, name, reference }) => ({
            value: id,
            label: reference ? `${name} (${reference})` : name,
          })),
        ]}
      />
      <Button type="submit" size="xs" aria-disabled={busy || chosen === ''}>
        {t('fix.save')}
      </Button>
    </form>
  );
}
