import { expect, it } from 'vitest';
import { dayOf } from './day-of.ts';

it.each([
  [new Date(2026, 0, 1), '2026-01-01'],
  [new Date(2026, 11, 31, 23, 59, 59), '2026-12-31'],
  [new Date(1999, 1, 9, 3), '1999-02-09'],
])('%s is on %s', (date, day) => {
  expect(dayOf(date)).toBe(day);
});
