import type { DocumentTexts } from '#src/i18n/document-languages.ts';
import { intl } from '#src/lib/intl.ts';
import type { FollowedTodo } from './followed-todo.ts';

/** What a client is told of their to-dos, in the language of the texts. */
export function reminderText(
  { t, locale }: DocumentTexts,
  name: string,
  todos: readonly FollowedTodo[],
): string {
  const date = intl.dateTime(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const [first] = todos;
  const isOne = todos.every(({ meeting }) => meeting.id === first?.meeting.id);
  const meeting = isOne ? first?.meeting.name : undefined;
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
