import { wholeCharacters } from '#contract/whole-characters.ts';
import type { DocumentTexts } from '#src/i18n/document-languages.ts';
import { intl } from '#src/lib/intl.ts';
import type { FollowedTodo } from './followed-todo.ts';

/** What an e-mail about to-dos is about. */
export function reminderSubject({ t }: DocumentTexts, todos: readonly FollowedTodo[]): string {
  const meeting = oneMeeting(todos);
  const subject = meeting === undefined ? t('reminder.subjectAny') : t('reminder.subject', { meeting });
  return wholeCharacters(subject, longestSubject);
}

const longestSubject = 255;

/** The name of the meeting that all of them are from. */
function oneMeeting(todos: readonly FollowedTodo[]): string | undefined {
  const [first] = todos;
  const isOne = todos.every(({ meeting }) => meeting.id === first?.meeting.id);
  return isOne ? first?.meeting.name : undefined;
}

/** What a client is told of their to-dos, in the language of the texts. */
export function reminderText(
  { t, locale }: DocumentTexts,
  name: string,
  todos: readonly FollowedTodo[],
): string {
  const date = intl.dateTime(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const meeting = oneMeeting(todos);
  const lines = todos.map(({ description: todo, due }) =>
    due === undefined
      ? t('reminder.todo', { todo })
      : t('reminder.todoDue', { todo, date: date.format(new Date(`${due}T00:00:00Z`)) }),
  );
  return [
    t('reminder.greeting', { name }),
    '',
    meeting === undefined ? t('reminder.leadAny') : t('reminder.lead', { meeting }),
    '',
    ...lines,
    '',
    t('reminder.end'),
  ].join('\n');
}
