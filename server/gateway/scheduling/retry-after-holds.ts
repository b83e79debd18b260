import type { IncomingHttpHeaders } from 'node:http';
import type { RateClass } from '#contract/operation.ts';
import type { RateHeaders } from '../../upstreams/upstream.ts';
import { refusal } from '../http/refusal.ts';
import type { Hold, SharedHolds } from './shared-holds.ts';

/** A longer wait is not believed, in ms. */
const longestMs = 60 * 60 * 1000;
/** This many holds are kept before expired ones are cleared. */
const sweepAt = 1_000;

/** What is known about a system that asks to wait. */
interface HeldUpstream {
  readonly id: string;
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
  readonly #shared: SharedHolds | undefined;
  readonly #holds = new Map<string, Hold>();

  /** @param shared with other gateways, if there are any; `now` clock in ms. */
  constructor(upstream: HeldUpstream, shared: SharedHolds | undefined, now: () => number = Date.now) {
    this.#upstream = upstream;
    this.#shared = shared;
    this.#now = now;
    shared?.follow((hold) => {
      if (hold.id.startsWith(`${upstream.id} `)) this.#keep(hold);
    });
  }

  /** @throws Refusal with 429 while the system asks the holder of a credential to wait. */
  check(holder: string, rateClass: RateClass): void {
    const key = this.#idOf(holder, rateClass);
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
    const limit = textOf(headers[limitHeader]);
    const hold: Hold = {
      id: this.#idOf(holder, rateClass),
      until: now + ms,
      limit: limit !== undefined && /^\d{1,9}$/.test(limit) ? limit : undefined,
    };
    this.#keep(hold);
    this.#shared?.tell(hold);
  }

  #keep(hold: Hold): void {
    if (this.#holds.size >= sweepAt) this.#sweep(this.#now());
    this.#holds.set(hold.id, hold);
  }

  #idOf(holder: string, rateClass: RateClass): string {
    return `${this.#upstream.id} ${rateClass} ${holder}`;
  }

  #sweep(now: number): void {
    for (const [key, { until }] of this.#holds) if (until <= now) this.#holds.delete(key);
  }
}

const textOf = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

/** Returns the milliseconds of a `Retry-After`: seconds or an HTTP date; undefined when it is neither. */
export function waitMs(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,6}$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : at - now;
}
