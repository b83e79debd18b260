import { Box } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { reviewPaths } from '#src/api/claritalk/meetings/write-review.ts';
import { paths } from '#src/paths.ts';
import type { EvidenceParts } from '../evidence/use-evidence-parts.ts';
import { TodoExportButton } from '../export/todos/todo-export-button.tsx';
import type { FollowedTodo } from '../follow-up/followed-todo.ts';
import { RoomForFollowUp } from '../follow-up/room-for-follow-up.tsx';
import { useFollowUpParts } from '../follow-up/use-follow-up-parts.ts';
import classes from '../shared/marked-list.module.css';
import { Nothing, Section } from '../shared/section.tsx';
import type { ReviewedTodo } from './review-view.ts';
import { TodoItem } from './todo-item.tsx';
import type { ReviewOfMeeting } from './use-review.ts';

interface TodosSectionProps {
  readonly todos: readonly ReviewedTodo[];
  readonly session: ReviewOfMeeting;
  readonly evidence: EvidenceParts | undefined;
}

/** What someone has to do after the meeting. */
export function TodosSection({ todos, session, evidence }: TodosSectionProps) {
  const t = useTranslations('meeting');
  const parts = useFollowUpParts();
  const { id, name, locale, createdAt } = session.meeting;
  const followed = todos.map(
    ({ key, description, assignee: owner, dueDate: due, done: isDone }): FollowedTodo => ({
      ...{ key, description, owner, due, done: isDone },
      meeting: { id, name, locale },
    }),
  );
  const done = todos.filter((todo) => todo.done).length;
  const people = [
    ...new Set([
      ...session.meeting.attendees.map(({ name }) => name),
      ...todos.flatMap(({ assignee }) => assignee ?? []),
    ]),
  ];
  return (
    <Section
      id="todos"
      title={t('sections.todos')}
      {...(done > 0 ? { count: t('todos.count', { done, total: todos.length }) } : {})}
    >
      {todos.length === 0 && <Nothing>{t('todos.none')}</Nothing>}
      {parts && todos.length > 0 && <parts.FollowUpsFailed meetings={[id]} />}
      <ul className={`ui-list ui-stack ${classes.list}`}>
        {todos.map((todo, at) => (
          <TodoItem
            key={todo.key}
            todo={todo}
            readOnly={session.readOnly !== undefined}
            people={people}
            set={session.set}
            evidence={
              evidence && (
                <>
                  <evidence.EvidenceHere kind="todo" of={todo.key} label={todo.description} />
                  <div>
                    <evidence.KeepSound kind="todo" of={todo.key} label={todo.description} />
                  </div>
                </>
              )
            }
            followUp={
              !parts ? (
                <RoomForFollowUp todo={todo} />
              ) : (
                followed[at] && (
                  <parts.TodoFollowUp
                    todo={followed[at]}
                    all={followed}
                    meetings={[id]}
                    onDone={
                      session.readOnly === undefined
                        ? () => session.set(reviewPaths.todo(todo.key, 'done'), true)
                        : undefined
                    }
                  />
                )
              )
            }
          />
        ))}
      </ul>
      {followed.length > 0 && (
        <Box mt="sm" data-screen>
          <TodoExportButton
            what={t('todos.exported', { count: followed.length })}
            read={async () => {
              const url = new URL(paths.meeting(id), window.location.origin).href;
              return followed.map((todo) => ({
                ...todo,
                meeting: { id, name, createdAt: createdAt?.getTime(), url },
              }));
            }}
            someDone={done > 0}
          />
        </Box>
      )}
    </Section>
  );
}
