import type { Reminder, ReminderFields } from '#src/api/courier/technical/reminders.ts';

export const longest = { name: 255, content: 1000, time: 64, rule: 500, zone: 64 };

/** Repetitions that are offered, as iCalendar has them; empty is once. */
export const rules = [
  '',
  'FREQ=DAILY',
  'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
  'FREQ=WEEKLY',
  'FREQ=MONTHLY',
] as const;

export const formOf = (reminder: Reminder | undefined, zone: string): ReminderFields => ({
  name: reminder?.name ?? '',
  content: reminder?.content ?? '',
  time: reminder?.time ?? '',
  rule: reminder?.rule ?? '',
  zone: reminder?.zone ?? zone,
});

export function isZone(zone: string): boolean {
  try {
    return zone !== '' && new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}

const wellFormed = /^(\d{4}-\d{2}-\d{2}T)?([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?$/;

export type Problem = 'content' | 'time' | 'zone';

export const problemsOf = ({ content, time, zone }: ReminderFields): readonly Problem[] => [
  ...(content.trim() === '' ? (['content'] as const) : []),
  ...(wellFormed.test(time.trim()) ? [] : (['time'] as const)),
  ...(isZone(zone.trim()) ? [] : (['zone'] as const)),
];

const names = ['name', 'content', 'time', 'rule', 'zone'] as const;

/** What is sent: of a new one everything that is not empty, otherwise what differs. */
export function changesOf(
  before: ReminderFields,
  form: ReminderFields,
  isNew: boolean,
): Partial<ReminderFields> {
  const fields = names.flatMap((name) => {
    const value = form[name].trim();
    return (isNew ? value !== '' : value !== before[name]) ? [[name, value] as const] : [];
  });
  return Object.fromEntries(fields);
}
