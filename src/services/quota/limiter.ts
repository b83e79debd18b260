import { sleep } from '#src/lib/sleep.ts';

interface Rate {
  /** In the long run. */
  readonly perMinute: number;
  /** At once, after a rest. */
  readonly burst: number;
}

/** How full a limiter is; what one of another tab continues from. */
export interface LimiterLevel {
  /** Negative while there is a debt. */
  readonly tokens: number;
  /** Milliseconds of whichever clock its user has. */
  readonly at: number;
}

/**
 * Spreads requests over time: at most `burst` at once and `perMinute` in the long run, so at most
 * `perMinute + burst` in any minute. The quota says what the server allows (quota.ts); this keeps well below it.
 */
export class Limiter {
  readonly #burst: number;
  readonly #refillMs: number;
  #level: LimiterLevel;
  #notBefore = Number.NEGATIVE_INFINITY;

  /** Full, or as full as another one left it. */
  constructor({ perMinute, burst }: Rate, left?: LimiterLevel) {
    this.#burst = burst;
    this.#refillMs = 60_000 / perMinute;
    this.#level = left ?? { tokens: burst, at: Number.NEGATIVE_INFINITY };
  }

  get level(): LimiterLevel {
    return this.#level;
  }

  /** Milliseconds until the next request may be sent. */
  waitMs(now: number): number {
    const tokensMs = Math.ceil((1 - this.#tokensAt(now)) * this.#refillMs);
    return Math.max(0, tokensMs, this.#notBefore - now);
  }

  /** Returns the milliseconds to wait before sending one request, which may count as several, and reserves it. */
  take(now: number, cost = 1): number {
    const waitMs = this.waitMs(now);
    this.#level = { tokens: this.#tokensAt(now) - cost, at: now };
    return waitMs;
  }

  /** Nothing is sent before an instant of the clock; an earlier one changes nothing. */
  hold(until: number): void {
    this.#notBefore = Math.max(this.#notBefore, until);
  }

  /** Resolves when a request may be sent, by the device's clock. @throws the signal's reason when it is aborted */
  async turn(signal?: AbortSignal, cost = 1): Promise<void> {
    const waitMs = this.take(Date.now(), cost);
    if (waitMs > 0) await sleep(waitMs, signal);
  }

  #tokensAt(now: number): number {
    const { tokens, at } = this.#level;
    // A clock that was set back adds nothing, and what passes from there on counts again.
    return Math.min(this.#burst, tokens + Math.max(0, now - at) / this.#refillMs);
  }
}

/**
 * What a page reads one after the other although nobody waits for each: a third of the 480 requests that Claritalk
 * allows in a minute, for all pages together, so that the rest stays quick.
 */
export const seriesLimiter = new Limiter({ perMinute: 160, burst: 30 });
