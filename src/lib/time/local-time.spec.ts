import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromLocalField, isInFuture, toLocalField } from './local-time.ts';

const zone = process.env.TZ;
beforeAll(() => {
  process.env.TZ = 'Europe/Brussels';
});
afterAll(() => {
  process.env.TZ = zone ?? '';
});

describe('a local time', () => {
  it.each([
    ['2027-03-28T01:59', '2027-03-28T00:59:00.000Z'],
    ['2027-03-28T03:00', '2027-03-28T01:00:00.000Z'],
    ['2027-10-31T01:59', '2027-10-30T23:59:00.000Z'],
    ['2027-10-31T03:00', '2027-10-31T02:00:00.000Z'],
    ['2027-07-01T10:00', '2027-07-01T08:00:00.000Z'],
  ])('%s is %s', (text, iso) => {
    expect(fromLocalField(text)?.toISOString()).toBe(iso);
    expect(toLocalField(Date.parse(iso))).toBe(text);
  });

  it('does not exist in the hour that clocks skip', () => {
    expect(fromLocalField('2027-03-28T02:30')).toBeUndefined();
  });

  it('is the first of two in the hour that clocks repeat', () => {
    expect(fromLocalField('2027-10-31T02:30')?.toISOString()).toBe('2027-10-31T00:30:00.000Z');
  });

  it.each(['', '2027-02-30T10:00', '2027-13-01T10:00', 'tomorrow', '10:00'])('“%s” is none', (text) => {
    expect(fromLocalField(text)).toBeUndefined();
  });

  it.each([
    ['2026-01-31T10:01', true],
    ['2026-01-31T10:00', false],
    ['', false],
    ['tomorrow', false],
  ])('“%s” is still to come: %s', (text, expected) => {
    expect(isInFuture(text, new Date(2026, 0, 31, 10).getTime())).toBe(expected);
  });
});
