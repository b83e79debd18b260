import { VisuallyHidden } from '@mantine/core';
import { IconPencil, IconSquare, IconSquareCheck } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Todo } from '#src/api/claritalk/meetings/meetings-parts.ts';
import type { ReviewPath } from '#src/api/claritalk/meetings/review.ts';
import { reviewPaths } from '#src/api/claritalk/meetings/write-review.ts';
import { dayOf } from '#src/lib/time/day-of.ts';
import type { Elements } from '#src/ui/elements.ts';
import { useMinute } from '#src/ui/minute-clock.ts';
import classes from '../shared/marked-list.module.css';
import type { ReviewedTodo } from './review-view.ts';
import form from './todo-item.module.css';

interface TodoItemProps {
  readonly todo: ReviewedTodo;
  readonly readOnly: boolean;
  /** Names to choose an owner from. */
  readonly people: readonly string[];
  readonly set: (path: ReviewPath, value: unknown) => void;
  /** What became of it beyond the meeting. */
  readonly followUp?: Elements;
  /** The sound that is kept for it. */
  readonly evidence?: Elements;
}

/** A to-do with its owner, its day and whether it is done; these can be changed where the review can. */
export function TodoItem({ todo, readOnly, people, set, followUp, evidence }: TodoItemProps) {
  const t = useTranslations('meeting.todos');
  const review = useTranslations('review.todo');
  const [editing, setEditing] = useState(false);
  const { key, description, done } = todo;
  const Icon = done ? IconSquareCheck : IconSquare;
  return (
    <li className={classes.item} data-state={done ? 'done' : undefined}>
      {readOnly ? (
        <Icon size={19} className={`ui-dimmed ${classes.icon}`} aria-hidden />
      ) : (
        <input
          type="checkbox"
          className={form.check}
          checked={done}
          aria-label={review('done', { what: description })}
          onChange={(event) => set(reviewPaths.todo(key, 'done'), event.currentTarget.checked)}
        />
      )}
      <div className={`ui-grow ${classes.body}`}>
        {readOnly && <VisuallyHidden>{`${t(done ? 'done' : 'open')}: `}</VisuallyHidden>}
        <span dir="auto">{description}</span>
        <div className={`ui-meta ui-small ${classes.meta}`}>
          <Who todo={todo} />
          {!readOnly && (
            <button
              type="button"
              className={`ui-accent ${form.edit}`}
              data-screen
              aria-expanded={editing}
              aria-label={review(editing ? 'closeOf' : 'changeOf', { what: description })}
              onClick={() => setEditing(!editing)}
            >
              <IconPencil size={14} aria-hidden />
              <span>{review(editing ? 'close' : 'change')}</span>
            </button>
          )}
        </div>
        {editing && !readOnly && <TodoForm todo={todo} people={people} set={set} />}
        {followUp}
        {evidence}
      </div>
    </li>
  );
}

function Who({ todo }: { readonly todo: ReviewedTodo }) {
  const t = useTranslations('meeting.todos');
  const format = useFormatter();
  const today = dayOf(new Date(useMinute()));
  const { dueDate, assignee, done } = todo;
  const late = !done && dueDate !== undefined && dueDate < today;
  // A day of the calendar: read and written in one and the same zone.
  const date =
    dueDate && format.dateTime(new Date(`${dueDate}T00:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' });
  return (
    <>
      {assignee && <span dir="auto">{assignee}</span>}
      {date && (
        <span className={late ? 'ui-danger' : undefined}>{t(late ? 'overdue' : 'due', { date })}</span>
      )}
    </>
  );
}

/** Who has to do it, and until when: saved while it is typed. */
export function TodoForm({
  todo,
  people,
  set,
}: Pick<TodoItemProps, 'people' | 'set'> & { readonly todo: Pick<Todo, 'key' | 'assignee' | 'dueDate'> }) {
  const t = useTranslations('review.todo');
  const id = useId();
  const { key, assignee, dueDate } = todo;
  return (
    <div className={`ui-stack ui-tight ui-after ${form.form}`} data-screen>
      <label>
        <span>{t('owner')}</span>
        <input
          type="text"
          list={id}
          maxLength={255}
          autoComplete="off"
          defaultValue={assignee ?? ''}
          onChange={(event) => set(reviewPaths.todo(key, 'owner'), textOrNull(event.currentTarget.value))}
          dir="auto"
        />
      </label>
      <datalist id={id}>
        {people.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <label>
        <span>{t('due')}</span>
        <input
          type="date"
          max="9999-12-31"
          defaultValue={dueDate ?? ''}
          onChange={(event) => set(reviewPaths.todo(key, 'due'), textOrNull(event.currentTarget.value))}
        />
      </label>
    </div>
  );
}

const textOrNull = (value: string) => (value.trim() === '' ? null : value);
