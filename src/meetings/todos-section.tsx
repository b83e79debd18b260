import { VisuallyHidden } from '@mantine/core';
import { IconSquare, IconSquareCheck } from '@tabler/icons-react';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import type { Todo } from '#src/api/meetings-parts.ts';
import classes from './marked-list.module.css';
import { dayOf } from './model/periods.ts';
import { Nothing, Section } from './section.tsx';

/** What somebody has to do after the meeting. */
export function TodosSection({ todos }: { readonly todos: readonly Todo[] }) {
  const t = useTranslations('meeting');
  const done = todos.filter((todo) => todo.done).length;
  return (
    <Section
      id="todos"
      title={t('sections.todos')}
      {...(done > 0 ? { count: t('todos.count', { done, total: todos.length }) } : {})}
    >
      {todos.length === 0 && <Nothing>{t('todos.none')}</Nothing>}
      <ul className={classes.list}>
        {todos.map((todo) => (
          <TodoItem key={`${todo.description} ${todo.assignee ?? ''}`} todo={todo} />
        ))}
      </ul>
    </Section>
  );
}

function TodoItem({ todo }: { readonly todo: Todo }) {
  const t = useTranslations('meeting.todos');
  const format = useFormatter();
  const today = dayOf(useNow());
  const { dueDate } = todo;
  const late = !todo.done && dueDate !== undefined && dueDate < today;
  // A day of the calendar: read and written in one and the same zone.
  const date =
    dueDate && format.dateTime(new Date(`${dueDate}T00:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' });
  const Icon = todo.done ? IconSquareCheck : IconSquare;
  return (
    <li className={classes.item} data-state={todo.done ? 'done' : undefined}>
      <Icon size={19} className={classes.icon} aria-hidden />
      <div className={classes.body}>
        <VisuallyHidden>{t(todo.done ? 'done' : 'open')}: </VisuallyHidden>
        {todo.description}
        {(todo.assignee !== undefined || date !== undefined) && (
          <div className={classes.meta}>
            {todo.assignee && <span>{todo.assignee}</span>}
            {date && (
              <span className={late ? classes.late : undefined}>{t(late ? 'overdue' : 'due', { date })}</span>
            )}
          </div>
        )}
      </div>
    </li>
  );
}
