import { describe, expect, it } from 'vitest';
import { isBackwards, isPreset, periodOf } from './periods.ts';

// A Sunday.
const today = new Date(2026, 10, 22, 23, 59);

describe('periodOf', () => {
  it.each([
    ['today', '2026-11-22'],
    ['week', '2026-11-16'],
    ['month', '2026-10-24'],
    ['quarter', '2026-10-01'],
  ] as const)('%s begins on %s', (preset, from) => {
    expect(periodOf(preset, today)).toEqual({ from, until: '2026-11-22' });
  });

  it('begins a quarter in the same year on its last day', () => {
    expect(periodOf('quarter', new Date(2026, 11, 31)).from).toBe('2026-10-01');
    expect(periodOf('quarter', new Date(2026, 4, 31)).from).toBe('2026-04-01');
  });

  it('knows the names of presets only', () => {
    expect(isPreset('week')).toBe(true);
    expect(isPreset('toString')).toBe(false);
    expect(isPreset(null)).toBe(false);
  });
});

it('isBackwards', () => {
  expect(isBackwards({ from: '2026-02-01', until: '2026-01-31' })).toBe(true);
  expect(isBackwards({ from: '2026-02-01', until: '2026-02-01' })).toBe(false);
  expect(isBackwards({ from: undefined, until: '2026-01-31' })).toBe(false);
});
