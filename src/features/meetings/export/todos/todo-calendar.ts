import { dayAfter, writeCalendar } from '../calendar/icalendar.ts';
import type { ExportedTodo, TodoWords } from './exported-todo.ts';

const uidOf = ({ key, meeting }: ExportedTodo) => `${key}.${meeting.id.toLowerCase()}@claritalk-dashboard`;

const descriptionOf = ({ owner, meeting }: ExportedTodo, { untitled }: TodoWords) =>
  [owner, meeting.name ?? untitled, meeting.url].filter((line) => line !== undefined).join('\n');

/** To-dos as entries of whole days. Those without a due date have no place in a calendar and are left out. */
export function writeTodoDays(todos: readonly ExportedTodo[], words: TodoWords, now: Date): string {
  const items = todos.flatMap((todo) => {
    const { description, due, meeting } = todo;
    if (due === undefined) return [];
    return [
      {
        kind: 'vevent' as const,
        uid: uidOf(todo),
        days: { dtstart: due, dtend: dayAfter(due) },
        // Whoever has something to do that day is not away.
        texts: {
          summary: description,
          description: descriptionOf(todo, words),
          url: meeting.url,
          transp: 'TRANSPARENT',
        },
      },
    ];
  });
  return writeCalendar(items, now);
}

/** To-dos as tasks, with or without a day. */
export function writeTodoTasks(todos: readonly ExportedTodo[], words: TodoWords, now: Date): string {
  const items = todos.map((todo) => ({
    kind: 'vtodo' as const,
    uid: uidOf(todo),
    ...(todo.due === undefined ? {} : { days: { due: todo.due } }),
    texts: {
      summary: todo.description,
      description: descriptionOf(todo, words),
      url: todo.meeting.url,
      status: todo.done ? 'COMPLETED' : 'NEEDS-ACTION',
    },
  }));
  return writeCalendar(items, now);
}
