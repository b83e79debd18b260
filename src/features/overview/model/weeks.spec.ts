import { expect, test } from 'vitest';
import { countMeanings, totalOf } from './week-counts.ts';
import { lastWeeks, weeksOf } from './weeks.ts';

const local = (text: string) => new Date(`${text}T00:00:00`);

test('weeks begin on Monday, over the change of the clocks and of the year', () => {
  expect(lastWeeks(3, new Date('2026-10-28T12:00:00'))).toEqual([
    local('2026-10-12'),
    local('2026-10-19'),
    local('2026-10-26'),
  ]);
  expect(lastWeeks(2, local('2026-01-04'))).toEqual([local('2025-12-22'), local('2025-12-29')]);
  expect(lastWeeks(1, local('2026-01-05'))).toEqual([local('2026-01-05')]);
});

const starts = lastWeeks(3, new Date('2026-11-18T12:00:00'));
const meeting = (day: string, status = 'finished') => ({ createdAt: local(day), status });

test('counts meetings by week and by what their status means', () => {
  const items = [
    meeting('2026-11-18', 'processing'),
    meeting('2026-11-16'),
    meeting('2026-11-15', 'Meeting processed'),
    meeting('2026-11-03', 'something new'),
    { createdAt: undefined, status: 'finished' },
  ];
  expect(weeksOf(starts, items, true)).toEqual([
    { start: starts[0], counts: { unknown: 1 } },
    { start: starts[1], counts: { final: 1 } },
    { start: starts[2], counts: { working: 1, final: 1 } },
  ]);
  expect(weeksOf(starts, [], true).map(({ counts }) => totalOf(counts))).toEqual([0, 0, 0]);
});

test('leaves out weeks that may have more meetings', () => {
  const items = [meeting('2026-11-18'), meeting('2026-11-10')];
  expect(weeksOf(starts, items, false)).toEqual([{ start: starts[2], counts: { final: 1 } }]);
});

test('statuses with the same meaning are one', () => {
  expect(
    countMeanings([
      ['finished', 2],
      ['Meeting processed', 3],
      ['failed', 1],
      [undefined, 4],
    ]),
  ).toEqual({
    final: 5,
    failed: 1,
    unknown: 4,
  });
});
