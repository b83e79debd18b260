import { describe, expect, it } from 'vitest';
import { lastDay, periodOf, problemOf, readPeriod } from './period.ts';

describe('the last day with a report', () => {
  it.each([
    // Half past one in Brussels, where the report of the 1st is made at two.
    ['2026-03-02T00:30:00Z', 60, '2026-02-28'],
    ['2026-03-02T01:00:00Z', 60, '2026-03-01'],
    ['2026-03-02T22:59:00Z', 60, '2026-03-01'],
    // In New York it is still the evening of the 1st.
    ['2026-03-02T03:00:00Z', -300, '2026-02-28'],
    ['2026-01-01T12:00:00Z', 0, '2025-12-31'],
  ])('at %s with a clock %i minutes ahead is %s', (now, offset, day) => {
    expect(lastDay(Date.parse(now), offset)).toBe(day);
  });
});

describe('presets', () => {
  it.each([
    ['yesterday', { from: '2026-03-01', until: '2026-03-01' }],
    ['week', { from: '2026-02-23', until: '2026-03-01' }],
    ['month', { from: '2026-01-31', until: '2026-03-01' }],
    ['lastMonth', { from: '2026-02-01', until: '2026-02-28' }],
  ] as const)('%s', (preset, period) => {
    expect(periodOf(preset, '2026-03-01')).toEqual(period);
  });

  it('last month is over, also on the day after it', () => {
    expect(periodOf('lastMonth', '2026-01-31')).toEqual({ from: '2026-01-01', until: '2026-01-31' });
    expect(periodOf('lastMonth', '2026-01-30')).toEqual({ from: '2025-12-01', until: '2025-12-31' });
  });
});

describe('days that were entered', () => {
  it.each([
    ['2026-01-30', '2026-03-01', undefined],
    ['2026-01-29', '2026-03-01', 'long'],
    ['2026-03-01', '2026-02-28', 'backwards'],
    ['2026-03-01', '2026-03-02', 'early'],
    ['', '2026-03-01', 'incomplete'],
    ['2026-02-30x', '2026-03-01', 'incomplete'],
  ])('from %s until %s: %s', (from, until, problem) => {
    expect(problemOf({ from, until }, '2026-03-01')).toBe(problem);
  });
});

describe('the period in an address', () => {
  const read = (search: string) => {
    const params = new URLSearchParams(search);
    return readPeriod((name) => params.get(name) ?? '', '2026-03-01');
  };

  it('is a preset, entered days, or the last week', () => {
    expect(read('period=yesterday')).toEqual({
      preset: 'yesterday',
      from: '2026-03-01',
      until: '2026-03-01',
    });
    expect(read('from=2026-02-01&until=2026-02-03')).toEqual({
      preset: undefined,
      from: '2026-02-01',
      until: '2026-02-03',
    });
    const week = { preset: 'week', from: '2026-02-23', until: '2026-03-01' };
    expect([read(''), read('period=odd'), read('from=2026-02-09&until=2026-02-03')]).toEqual([
      week,
      week,
      week,
    ]);
  });
});
