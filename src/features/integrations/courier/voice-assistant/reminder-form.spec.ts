import { expect, it } from 'vitest';
import { normaliseReminder } from '#src/api/courier/technical/reminders.ts';
import { changesOf, formOf, problemsOf } from './reminder-form.ts';

const before = formOf(
  normaliseReminder({
    id: '1',
    of: {
      name: 'Call',
      'reminder-content': 'Call the bank.',
      'reminder-time-local': '09:00',
      'reminder-rrule': 'FREQ=DAILY',
      'tz-info': 'Europe/Brussels',
    },
  }),
  'Asia/Tokyo',
);

it('is new with what was filled in, otherwise changed by what differs', () => {
  const fresh = { ...formOf(undefined, 'Asia/Tokyo'), content: ' Call. ', time: '08:30' };
  expect(changesOf(formOf(undefined, 'Asia/Tokyo'), fresh, true)).toEqual({
    content: 'Call.',
    time: '08:30',
    zone: 'Asia/Tokyo',
  });
  expect(changesOf(before, before, false)).toEqual({});
  expect(changesOf(before, { ...before, rule: '', name: ' Call ' }, false)).toEqual({ rule: '' });
});

it.each([
  [{}, []],
  [{ time: '2026-01-31T09:00:00.000' }, []],
  [{ time: '24:00' }, ['time']],
  [{ time: '9 am' }, ['time']],
  [{ content: ' ', zone: 'Mars/Base' }, ['content', 'zone']],
])('%j: %j is wrong', (change, problems) => {
  expect(problemsOf({ ...before, ...change })).toEqual(problems);
});
