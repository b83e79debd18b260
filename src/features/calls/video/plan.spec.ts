import { expect, it } from 'vitest';
import { isInFuture } from './plan.ts';

it('takes only what is still to come', () => {
  const now = new Date('2026-01-31T10:00').getTime();
  expect(isInFuture('2026-01-31T10:01', now)).toBe(true);
  expect(isInFuture('2026-01-31T10:00', now)).toBe(false);
  expect(isInFuture('', now)).toBe(false);
  expect(isInFuture('tomorrow', now)).toBe(false);
});
