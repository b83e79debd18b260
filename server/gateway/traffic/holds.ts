import type { IncomingHttpHeaders } from 'node:http';
import type { RateClass } from '#contract/operation.ts';
import { Refusal } from '../refusal.ts';

/** A wait beyond this is not believed, in ms. */
const longestMs = 60 * 60 * 1000;
/** So many holds are kept before those that are over are looked for. */
const sweepAt = 1_000;

interface Hold {
  readonly until: number;
  readonly limit: string | undefined;
}

/**
 * What Claritalk asked of whom: after a 429 nothing of that session and rate-limit class is sent until the time it
 * named is over. Other sessions have allowances of their own and never notice.
 */
export class Holds {
  readonly #now: () => number;
  readonly #holds = new Map<string, Hold>();

  /** @param now clock in ms. */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** @throws Refusal with 429 as Claritalk would answer, while it asks the session to wait. */
  check(session: string, rateClass: RateClass): void {
    const key = keyOf(session, rateClass);
    const hold = this.#holds.get(key);
    if (!hold) return;
    const leftMs = hold.until - this.#now();
    if (leftMs <= 0) {
      this.#holds.delete(key);
      return;
    }
    throw new Refusal(429, 'Too Many Attempts.', {
      'retry-after': String(Math.ceil(leftMs / 1000)),
      'x-ratelimit-remaining': '0',
      ...(hold.limit === undefined ? {} : { 'x-ratelimit-limit': hold.limit }),
    });
  }

  /** Takes note of a 429. One that does not say how long holds nothing back. */
  note(session: string, rateClass: RateClass, headers: IncomingHttpHeaders): void {
    const now = this.#now();
    const ms = waitMs(headers['retry-after'], now);
    if (ms === undefined || ms <= 0 || ms > longestMs) return;
    if (this.#holds.size >= sweepAt) this.#sweep(now);
    const limit = headers['x-ratelimit-limit'];
    this.#holds.set(keyOf(session, rateClass), {
      until: now + ms,
      limit: typeof limit === 'string' && /^\d{1,9}$/.test(limit) ? limit : undefined,
    });
  }

  #sweep(now: number): void {
    for (const [key, { until }] of this.#holds) if (until <= now) this.#holds.delete(key);
  }
}

const keyOf = (session: string, rateClass: RateClass) => `${rateClass} ${session}`;

/** Milliseconds of a `Retry-After`: seconds or an HTTP date. */
function waitMs(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,6}$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : at - now;
}
