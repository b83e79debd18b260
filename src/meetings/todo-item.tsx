import { VisuallyHidden } from '@mantine/core';
import { IconPencil, IconSquare, IconSquareCheck } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import { type ReviewPath, reviewPaths } from '#src/api/review.ts';
import classes from './marked-list.module.css';
import { dayOf } from './model/periods.ts';
import type { ReviewedTodo } from './model/review-view.ts';
import form from './todo-item.module.css';

interface TodoItemProps {
  readonly todo: ReviewedTodo;
  readonly readOnly: boolean;
  /** Names to choose an owner from. */
  readonly people: readonly string[];
  readonly set: (path: ReviewPath, value: unknown) => void;
}

/** A to-do with its owner, its day and whether it is done; these can be changed where the review can. */
export function TodoItem({ todo, readOnly, people, set }: TodoItemProps) {
  const t = useTranslations('meeting.todos');
  const review = useTranslations('review.todo');
  const [editing, setEditing] = useState(false);
  const { key, description, done } = todo;
  const Icon = done ? IconSquareCheck : IconSquare;
  return (
    <li className={classes.item} data-state={done ? 'done' : undefined}>
      {readOnly ? (
        <Icon size={19} className={classes.icon} aria-hidden />
      ) : (
        <input
          type="checkbox"
          className={form.check}
          checked={done}
          aria-label={review('done', { what: description })}
          onChange={(event) => set(reviewPaths.todo(key, 'done'), event.currentTarget.checked)}
        />
      )}
      <div className={classes.body}>
        {readOnly && <VisuallyHidden>{t(done ? 'done' : 'open')}: </VisuallyHidden>}
        {description}
        <div className={classes.meta}>
          <Who todo={todo} />
          {!readOnly && (
            <button
              type="button"
              className={form.edit}
              aria-expanded={editing}
              aria-label={review(editing ? 'closeOf' : 'changeOf', { what: description })}
              onClick={() => setEditing(!editing)}
            >
              <IconPencil size={14} aria-hidden />
              {review(editing ? 'close' : 'change')}
            </button>
          )}
        </div>
        {editing && !readOnly && <TodoForm todo={todo} people={people} set={set} />}
      </div>
    </li>
  );
}

function Who({ todo }: { readonly todo: ReviewedTodo }) {
  const t = useTranslations('meeting.todos');
  const format = useFormatter();
  const today = dayOf(useNow());
  const { dueDate, assignee, done } = todo;
  const late = !done && dueDate !== undefined && dueDate < today;
  // A day of the calendar: read and written in one and the same zone.
  const date =
    dueDate && format.dateTime(new Date(`${dueDate}T00:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' });
  return (
    <>
      {assignee && <span>{assignee}</span>}
      {date && (
        <span className={late ? classes.late : undefined}>{t(late ? 'overdue' : 'due', { date })}</span>
      )}
    </>
  );
}

function TodoForm({ todo, people, set }: Omit<TodoItemProps, 'readOnly'>) {
  const t = useTranslations('review.todo');
  const id = useId();
  const { key, assignee, dueDate } = todo;
  return (
    <div className={form.form}>
      <label>
        {t('owner')}
        <input
          type="text"
          list={id}
          maxLength={255}
          autoComplete="off"
          defaultValue={assignee ?? ''}
          onChange={(event) => set(reviewPaths.todo(key, 'owner'), textOrNull(event.currentTarget.value))}
        />
      </label>
      <datalist id={id}>
        {people.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <label>
        {t('due')}
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
