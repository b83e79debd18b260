import type { IncomingHttpHeaders } from 'node:http';
import type { RateClass } from '#contract/operation.ts';
import type { RateHeaders } from '../../upstreams/upstream.ts';
import { refusal } from '../http/refusal.ts';

/** A longer wait is not believed, in ms. */
const longestMs = 60 * 60 * 1000;
/** This many holds are kept before expired ones are cleared. */
const sweepAt = 1_000;

interface Hold {
  readonly until: number;
  readonly limit: string | undefined;
}

/** What is known about a system that asks to wait. */
interface HeldUpstream {
  readonly name: string;
  readonly rateHeaders: RateHeaders;
}

/**
 * Waits that systems have asked for: after a 429, nothing with that credential and rate-limit class is sent until the
 * time it named has passed. Others have their own quotas and never notice.
 */
export class RetryAfterHolds {
  readonly #upstream: HeldUpstream;
  readonly #now: () => number;
  readonly #holds = new Map<string, Hold>();

  /** @param now clock in ms. */
  constructor(upstream: HeldUpstream, now: () => number = Date.now) {
    this.#upstream = upstream;
    this.#now = now;
  }

  /** @throws Refusal with 429 while the system asks the holder of a credential to wait. */
  check(holder: string, rateClass: RateClass): void {
    const key = keyOf(holder, rateClass);
    const hold = this.#holds.get(key);
    if (!hold) return;
    const leftMs = hold.until - this.#now();
    if (leftMs <= 0) {
      this.#holds.delete(key);
      return;
    }
    throw refusal(
      'upstream-waits',
      { system: this.#upstream.name },
      {
        'retry-after': String(Math.ceil(leftMs / 1000)),
        'x-ratelimit-remaining': '0',
        ...(hold.limit === undefined ? {} : { 'x-ratelimit-limit': hold.limit }),
      },
    );
  }

  /** Records a 429. One that does not say how long holds nothing back. */
  note(holder: string, rateClass: RateClass, headers: IncomingHttpHeaders): void {
    const now = this.#now();
    const { retryAfter, limit: limitHeader } = this.#upstream.rateHeaders;
    const ms = waitMs(textOf(headers[retryAfter]), now);
    if (ms === undefined || ms <= 0 || ms > longestMs) return;
    if (this.#holds.size >= sweepAt) this.#sweep(now);
    const limit = textOf(headers[limitHeader]);
    this.#holds.set(keyOf(holder, rateClass), {
      until: now + ms,
      limit: limit !== undefined && /^\d{1,9}$/.test(limit) ? limit : undefined,
    });
  }

  #sweep(now: number): void {
    for (const [key, { until }] of this.#holds) if (until <= now) this.#holds.delete(key);
  }
}

const keyOf = (holder: string, rateClass: RateClass) => `${rateClass} ${holder}`;
const textOf = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

/** Returns the milliseconds of a `Retry-After`: seconds or an HTTP date; undefined when it is neither. */
export function waitMs(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,6}$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : at - now;
}
