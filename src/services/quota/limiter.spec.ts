import * as fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Limiter } from './limiter.ts';

const times = (count: number, limiter: Limiter, now = 0) =>
  Array.from({ length: count }, () => limiter.take(now));

describe('a limiter', () => {
  test('lets a burst through and then one request per interval', () => {
    expect(times(5, new Limiter({ perMinute: 40, burst: 3 }))).toEqual([0, 0, 0, 1500, 3000]);
  });

  test('refills with time, up to the burst', () => {
    const limiter = new Limiter({ perMinute: 40, burst: 2 });
    times(2, limiter);
    expect(times(3, limiter, 60_000)).toEqual([0, 0, 1500]);
  });

  test('a clock that is set back frees nothing, and delays nothing for long', () => {
    const limiter = new Limiter({ perMinute: 60, burst: 1 });
    expect(limiter.take(10_000)).toBe(0);
    expect(limiter.take(4_000)).toBe(1000);
    expect(limiter.take(6_000)).toBe(0);
  });

  test('a request that counts as several waits for one and is paid for by the next', () => {
    const limiter = new Limiter({ perMinute: 120, burst: 1 });
    expect([limiter.take(0, 3), limiter.take(0), limiter.take(0)]).toEqual([0, 1500, 2000]);
  });

  test('says how long to wait without taking anything', () => {
    const limiter = new Limiter({ perMinute: 60, burst: 1 });
    expect([limiter.waitMs(0), limiter.waitMs(0), limiter.take(0), limiter.waitMs(250)]).toEqual([
      0, 0, 0, 750,
    ]);
  });

  test('lets nothing through before the latest instant it was given', () => {
    const limiter = new Limiter({ perMinute: 60, burst: 5 });
    limiter.hold(7_000);
    limiter.hold(3_000);
    expect([limiter.waitMs(1_000), limiter.take(6_500), limiter.take(7_000)]).toEqual([6_000, 500, 0]);
  });

  test('continues from what another one left', () => {
    const first = new Limiter({ perMinute: 40, burst: 5 });
    times(6, first);
    expect(new Limiter({ perMinute: 40, burst: 5 }, first.level).take(0)).toBe(3000);
  });

  test('no minute ever sees more than the rate and the burst', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5000), { maxLength: 200 }), (gaps) => {
        const limiter = new Limiter({ perMinute: 40, burst: 5 });
        const sent: number[] = [];
        let now = 0;
        for (const gap of gaps) {
          now += gap;
          now += limiter.take(now);
          sent.push(now);
        }
        for (const start of sent) {
          expect(sent.filter((at) => at >= start && at < start + 60_000).length).toBeLessThanOrEqual(45);
        }
      }),
    );
  });
});

describe('a turn', () => {
  afterEach(() => void vi.useRealTimers());

  test('comes exactly when the limiter says, and immediately where there is nothing to wait for', async () => {
    vi.useFakeTimers();
    const limiter = new Limiter({ perMinute: 60, burst: 1 });
    const began = Date.now();
    const at: number[] = [];
    const all = [1, 2, 3].map(() => limiter.turn().then(() => at.push(Date.now() - began)));
    await vi.advanceTimersByTimeAsync(2_000);
    await Promise.all(all);
    expect(at).toEqual([0, 1_000, 2_000]);
  });

  test('ends immediately when nobody wants it any longer', async () => {
    vi.useFakeTimers();
    const limiter = new Limiter({ perMinute: 60, burst: 1 });
    await limiter.turn();
    const control = new AbortController();
    const waiting = limiter.turn(control.signal);
    control.abort('gone');
    await expect(waiting).rejects.toBe('gone');
    expect(vi.getTimerCount()).toBe(0);
  });
});
