import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { serverDate } from '#src/lib/clock.ts';
import { separatorOf } from '#src/lib/csv/csv.ts';
import { saveFile } from '#src/lib/save-file.ts';
import { dayOf } from '#src/lib/time/day-of.ts';
import { fileName } from '../file-name.ts';
import type { ExportedTodo, TodoFormat, TodoWords } from './exported-todo.ts';

export interface SavedTodos {
  /** Undefined where there was nothing to save. */
  readonly name: string | undefined;
  /** How many are in the file, and how many are not because they have no due date. */
  readonly count: number;
  readonly undated: number;
}

interface SaveOptions {
  readonly format: TodoFormat;
  readonly onlyOpen: boolean;
  readonly signal: AbortSignal | undefined;
}

/** Returns a function that reads to-dos, writes them in a format and has the browser save the file. */
export function useSaveTodos() {
  const t = useTranslations('todoExport');
  const meetings = useTranslations('meetings');
  const format = useFormatter();
  const locale = useLocale();
  // A day of the calendar: read and written in one and the same zone.
  const dayText = (day: string) =>
    format.dateTime(new Date(`${day}T00:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' });
  const words: TodoWords = {
    untitled: meetings('untitled'),
    note: ({ owner, due }) =>
      [owner, due && t('dueOn', { date: dayText(due) })].filter((part) => part !== undefined).join(', '),
    columns: {
      task: t('columns.task'),
      who: t('columns.who'),
      due: t('columns.due'),
      state: t('columns.state'),
      meeting: t('columns.meeting'),
      link: t('columns.link'),
    },
    state: (done) => t(done ? 'done' : 'toDo'),
  };
  return async (
    read: (signal: AbortSignal | undefined) => Promise<readonly ExportedTodo[]>,
    { format, onlyOpen, signal }: SaveOptions,
  ): Promise<SavedTodos> => {
    const wanted = (await read(signal)).filter(({ done }) => !(onlyOpen && done));
    const undated = format === 'calendar' ? wanted.filter(({ due }) => due === undefined).length : 0;
    const count = wanted.length - undated;
    if (count === 0) return { name: undefined, count, undated };
    const now = serverDate();
    const { content, type, extension } = await written(wanted, { format, words, now, locale });
    signal?.throwIfAborted();
    const name = fileName({ day: dayOf(now), name: t('file'), kind: String(count), extension });
    saveFile(new Blob([content], { type: `${type};charset=utf-8` }), name);
    return { name, count, undated };
  };
}

interface Writing {
  readonly format: TodoFormat;
  readonly words: TodoWords;
  readonly now: Date;
  readonly locale: string;
}

/** The file's content. What writes calendars is loaded when someone wants one. */
async function written(todos: readonly ExportedTodo[], { format, words, now, locale }: Writing) {
  if (format === 'calendar' || format === 'tasks') {
    const { writeTodoDays, writeTodoTasks } = await import('./todo-calendar.ts');
    const write = format === 'calendar' ? writeTodoDays : writeTodoTasks;
    return { content: write(todos, words, now), type: 'text/calendar', extension: 'ics' };
  }
  const { writeTodoCsv, writeTodoMarkdown, writeTodoTxt } = await import('./todo-lists.ts');
  if (format === 'csv') {
    return { content: writeTodoCsv(todos, words, separatorOf(locale)), type: 'text/csv', extension: 'csv' };
  }
  return format === 'todotxt'
    ? { content: writeTodoTxt(todos, words, dayOf(now)), type: 'text/plain', extension: 'txt' }
    : { content: writeTodoMarkdown(todos, words), type: 'text/markdown', extension: 'md' };
}
