import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TokenBucket } from './token-bucket.ts';

it('lets a minute’s worth through at once, then one for each interval', () => {
  let now = 0;
  const bucket = new TokenBucket(60, () => now);
  const burst = Array.from({ length: 61 }, () => bucket.take('ada'));
  expect(burst).toEqual([...Array(60).fill(0), 1]);
  expect(bucket.take('owen')).toBe(0);
  now = 1000;
  expect([bucket.take('ada'), bucket.take('ada')]).toEqual([0, 1]);
  now = 4000;
  expect([1, 2, 3, 4].map(() => bucket.take('ada'))).toEqual([0, 0, 0, 1]);
});

it('never asks for more than a second where ten come back in each, and keeps to the rate', () => {
  const gaps = fc.array(fc.nat({ max: 400 }), { minLength: 700, maxLength: 900 });
  fc.assert(
    fc.property(gaps, (steps) => {
      let now = 0;
      let taken = 0;
      const bucket = new TokenBucket(600, () => now);
      for (const step of steps) {
        now += step;
        const wait = bucket.take('ada');
        expect(wait).toBeLessThanOrEqual(1);
        if (wait === 0) taken += 1;
        expect(taken).toBeLessThanOrEqual(600 + Math.floor(now / 100));
      }
    }),
    { numRuns: 30 },
  );
});

it('forgets whoever has everything back', () => {
  let now = 0;
  const bucket = new TokenBucket(60, () => now);
  for (let actor = 0; actor < 100; actor += 1) bucket.take(String(actor));
  expect(bucket.size).toBe(100);
  now = 60_000;
  bucket.take('ada');
  expect(bucket.size).toBe(1);
});
