import { expect, it } from 'vitest';
import { isSince } from './messages-since.tsx';

const since = Date.parse('2026-11-30T10:00:05.400Z');

it.each([
  ['2026-11-30T10:00:04Z', false],
  // It may have been written after the instant: Chat2Desk leaves out what comes behind the second.
  ['2026-11-30T10:00:05Z', true],
  ['2026-11-30T10:00:06Z', true],
])('what was written at %s: %s', (at, expected) => {
  expect(isSince(new Date(at), since)).toBe(expected);
});

it('what has no time is not since anything', () => {
  expect(isSince(undefined, since)).toBe(false);
});
