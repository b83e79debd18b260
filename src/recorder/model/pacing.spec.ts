import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';
import { TokenBucket } from './token-bucket.ts';

describe('backoffMs', () => {
  test('doubles its ceiling from 1 s to 60 s', () => {
    const ceilings = [0, 1, 2, 3, 4, 5, 6, 7, 5000].map((attempt) => backoffMs(attempt, () => 1));
    expect(ceilings).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  test('is spread over everything below the ceiling', () => {
    expect(backoffMs(3, () => 0)).toBe(0);
    expect(backoffMs(3, () => 0.5)).toBe(4000);
  });
});

describe('TokenBucket', () => {
  test('lets a burst through and then one request per interval', () => {
    const bucket = new TokenBucket(40, 3, 0);
    expect([0, 0, 0, 0, 0].map((now) => bucket.take(now))).toEqual([0, 0, 0, 1500, 3000]);
  });

  test('refills with time, up to the burst', () => {
    const bucket = new TokenBucket(40, 2, 0);
    bucket.take(0);
    bucket.take(0);
    expect([60_000, 60_000, 60_000].map((now) => bucket.take(now))).toEqual([0, 0, 1500]);
  });

  test('a clock that is set back frees nothing', () => {
    const bucket = new TokenBucket(60, 1, 10_000);
    expect(bucket.take(10_000)).toBe(0);
    expect(bucket.take(4_000)).toBe(1000);
  });

  test('no minute ever sees more than the rate and the burst', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5000), { maxLength: 200 }), (gaps) => {
        const bucket = new TokenBucket(40, 5, 0);
        const sent: number[] = [];
        let now = 0;
        for (const gap of gaps) {
          now += gap;
          now += bucket.take(now);
          sent.push(now);
        }
        for (const start of sent) {
          expect(sent.filter((at) => at >= start && at < start + 60_000).length).toBeLessThanOrEqual(45);
        }
      }),
    );
  });
});
