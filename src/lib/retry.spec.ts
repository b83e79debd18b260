import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { backoffMs, doublingMs, retry } from './retry.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Fails a given number of times, then succeeds; `at` are the times of its tries, in ms from now. */
function failing(times: number) {
  const began = Date.now();
  const at: number[] = [];
  const attempt = async () => {
    at.push(Date.now() - began);
    if (at.length <= times) throw new Error(`failure ${at.length}`);
    return 'done';
  };
  return { attempt, at };
}

describe('retry', () => {
  test('retries after exactly the given time, and passes on what failed', async () => {
    const { attempt, at } = failing(3);
    const told: unknown[] = [];
    const waitMs = (failures: number, error: unknown) => {
      told.push([failures, (error as Error).message]);
      return failures * 100;
    };
    const result = retry(attempt, { waitMs });
    await vi.advanceTimersByTimeAsync(600);
    await expect(result).resolves.toBe('done');
    expect(at).toEqual([0, 100, 300, 600]);
    expect(told).toEqual([
      [1, 'failure 1'],
      [2, 'failure 2'],
      [3, 'failure 3'],
    ]);
  });

  test('fails like the last try when there is no reason to wait', async () => {
    const { attempt, at } = failing(9);
    const result = retry(attempt, { waitMs: (failures) => (failures < 3 ? 10 : undefined) });
    const failed = expect(result).rejects.toThrow('failure 3');
    await vi.advanceTimersByTimeAsync(20);
    await failed;
    expect(at).toEqual([0, 10, 20]);
  });

  test('ends at once when it is aborted while it waits', async () => {
    const control = new AbortController();
    const { attempt, at } = failing(9);
    const result = retry(attempt, { waitMs: () => 1_000, signal: control.signal });
    const failed = expect(result).rejects.toBe('enough');
    await vi.advanceTimersByTimeAsync(10);
    control.abort('enough');
    await failed;
    expect(at).toEqual([0]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('does not try at all when it was aborted before, nor again when it was in the meantime', async () => {
    const attempt = vi.fn(async () => 'done');
    const before = retry(attempt, { waitMs: () => 1, signal: AbortSignal.abort('before') });
    await expect(before).rejects.toBe('before');
    expect(attempt).not.toHaveBeenCalled();
    const control = new AbortController();
    const waitMs = vi.fn(() => 1);
    const waiting = retry(
      async () => {
        control.abort('waiting');
        throw new Error('cut off');
      },
      { waitMs, signal: control.signal },
    );
    await expect(waiting).rejects.toBe('waiting');
    expect(waitMs).not.toHaveBeenCalled();
  });

  test('tries at once when it is woken', async () => {
    let wake = () => {};
    const { attempt, at } = failing(1);
    const result = retry(attempt, {
      waitMs: () => 60_000,
      wakeOn: (end) => {
        wake = end;
        return () => undefined;
      },
    });
    await vi.advanceTimersByTimeAsync(300);
    wake();
    await expect(result).resolves.toBe('done');
    expect(at).toEqual([0, 300]);
  });
});

describe('how long to wait', () => {
  test('doubles to its longest', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 5_000].map((failures) => doublingMs(failures, 1_000, 60_000));
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  test('is spread over the whole range below that', () => {
    expect([0, 0.5, 0.999_999_9].map((part) => backoffMs(4, 1_000, 60_000, () => part))).toEqual([
      0, 4_000, 8_000,
    ]);
  });

  test('is whole, never negative, and never above the ceiling', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000 }),
        fc.integer({ min: 1, max: 10_000 }),
        fc.nat(100_000),
        (failures, first, max) => {
          const ms = backoffMs(failures, first, max);
          expect(Number.isInteger(ms)).toBe(true);
          expect(ms).toBeGreaterThanOrEqual(0);
          expect(ms).toBeLessThanOrEqual(doublingMs(failures, first, max));
        },
      ),
    );
  });
});
