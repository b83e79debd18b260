import { sleep, type WakeUp } from './sleep.ts';

interface RetryOptions {
  /** How long to wait before the next try, in ms; undefined gives up. `failures` is 1 after the first try. */
  readonly waitMs: (failures: number, error: unknown) => number | undefined;
  /** Ends the waiting, and there is no further try. */
  readonly signal?: AbortSignal | undefined;
  readonly wakeOn?: WakeUp;
}

/**
 * Tries until it succeeds or `waitMs` gives up.
 * @throws the error of the last try; the signal's reason as soon as it is aborted.
 */
export async function retry<T>(
  attempt: () => Promise<T>,
  { waitMs, signal, wakeOn }: RetryOptions,
): Promise<T> {
  for (let failures = 1; ; failures += 1) {
    signal?.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      signal?.throwIfAborted();
      const ms = waitMs(failures, error);
      if (ms === undefined) throw error;
      await sleep(ms, signal, wakeOn);
    }
  }
}

/** A wait that doubles with each failure, in ms: `firstMs` after the first, never more than `maxMs`. */
export const doublingMs = (failures: number, firstMs: number, maxMs: number): number =>
  Math.min(maxMs, firstMs * 2 ** (failures - 1));

/**
 * A random part of {@link doublingMs}, in whole ms, so that many who failed together do not come back together.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export const backoffMs = (
  failures: number,
  firstMs: number,
  maxMs: number,
  random: () => number = Math.random,
): number => Math.round(random() * doublingMs(failures, firstMs, maxMs));
