import { expect, it } from 'vitest';
import { readPeriod, spansOf } from './periods.ts';

const day = (ms: number) => {
  const date = new Date(ms);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate(), date.getHours()].join(' ');
};

it.each([
  [
    'weeks4',
    new Date(2026, 2, 31, 23, 59),
    'week',
    ['2026 3 9 0', '2026 3 16 0', '2026 3 23 0', '2026 3 30 0'],
  ],
  ['weeks4', new Date(2026, 0, 4), 'week', ['2025 12 8 0', '2025 12 15 0', '2025 12 22 0', '2025 12 29 0']],
] as const)('%s before %s', (period, today, unit, expected) => {
  const spans = spansOf(period, today);
  expect([spans.unit, spans.starts.map(day)]).toEqual([unit, expected]);
});

it.each([
  ['weeks13', 13, '2025 12 8 0', '2026 3 2 0'],
  ['months12', 12, '2025 4 1 0', '2026 3 1 0'],
  ['quarters12', 12, '2023 4 1 0', '2026 1 1 0'],
] as const)('%s has %i spans', (period, count, first, last) => {
  const { starts, from, before } = spansOf(period, new Date(2026, 2, 5, 12));
  expect([starts.length, day(starts[0]!), day(starts.at(-1)!)]).toEqual([count, first, last]);
  expect(from).toBe(starts[0]);
  // Compared with as much time as has passed until the end of today.
  expect(from - before).toBe(new Date(2026, 2, 6).getTime() - from);
});

it('reads an odd period as the usual one', () => {
  expect([readPeriod('weeks4'), readPeriod('x'), readPeriod(null)]).toEqual([
    'weeks4',
    'months12',
    'months12',
  ]);
});
