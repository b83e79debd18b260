import { type CsvSeparator, writeCsv } from '#src/lib/csv/csv.ts';
import { escapedMarkdown } from '../writers/markdown-writer.ts';
import type { ExportedTodo, TodoWords } from './exported-todo.ts';

/** To-dos as a table: days as ISO 8601, which every spreadsheet reads. */
export function writeTodoCsv(
  todos: readonly ExportedTodo[],
  { columns, state, untitled }: TodoWords,
  separator: CsvSeparator,
): string {
  const head = [columns.task, columns.who, columns.due, columns.state, columns.meeting, columns.link];
  const rows = todos.map(({ description, owner, due, done, meeting }) => [
    description,
    owner ?? '',
    due ?? '',
    state(done),
    meeting.name ?? untitled,
    meeting.url,
  ]);
  return writeCsv([head, ...rows], separator);
}

const onOneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
/** A project or a context is one word. */
const asWord = (text: string) => onOneLine(text).replaceAll(' ', '_');

/**
 * To-dos in the format of todo.txt, one a line. Open ones begin with the day of their meeting, so that nothing that
 * someone said is taken for a priority or for the mark of what is done.
 * @param today stands in for the day of a meeting that has none
 */
export function writeTodoTxt(
  todos: readonly ExportedTodo[],
  { untitled }: Pick<TodoWords, 'untitled'>,
  today: string,
): string {
  const lines = todos.map(({ description, owner, due, done, meeting }) => {
    const created =
      meeting.createdAt === undefined ? today : new Date(meeting.createdAt).toISOString().slice(0, 10);
    return [
      // The day after the mark is when it was done, and nobody knows that.
      done ? 'x' : created,
      onOneLine(description),
      `+${asWord(meeting.name ?? untitled)}`,
      ...(owner === undefined ? [] : [`@${asWord(owner)}`]),
      ...(due === undefined ? [] : [`due:${due}`]),
    ].join(' ');
  });
  return lines.map((line) => `${line}\n`).join('');
}

/** To-dos as task lists of Markdown (GitHub's), under the meetings they come from. */
export function writeTodoMarkdown(
  todos: readonly ExportedTodo[],
  { untitled, note }: Pick<TodoWords, 'untitled' | 'note'>,
): string {
  const byMeeting = Map.groupBy(todos, ({ meeting }) => meeting.id);
  const parts = [...byMeeting.values()].map((own) => {
    const meeting = own[0]?.meeting;
    const lines = own.map((todo) => {
      const rest = note(todo);
      const text = escapedMarkdown(onOneLine(todo.description));
      return `- [${todo.done ? 'x' : ' '}] ${text}${rest === '' ? '' : ` (${escapedMarkdown(onOneLine(rest))})`}`;
    });
    return `## [${escapedMarkdown(onOneLine(meeting?.name ?? untitled))}](${meeting?.url})\n\n${lines.join('\n')}\n`;
  });
  return parts.join('\n');
}
