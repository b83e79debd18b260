import { expect, it } from 'vitest';
import { clockOf } from './clock.ts';

it.each([
  [0, '0:00'],
  [59.9, '0:59'],
  [307, '5:07'],
  [3907, '1:05:07'],
])('%d s is %s', (seconds, expected) => {
  expect(clockOf(seconds)).toBe(expected);
});
