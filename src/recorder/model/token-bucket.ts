/** How full a bucket is; what a bucket of another tab goes on from. */
export interface BucketLevel {
  /** Negative while requests wait for their turn. */
  readonly tokens: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * Spreads requests over time: at most `burst` at once and `perMinute` in the long run, so at most
 * `perMinute + burst` in any minute.
 */
export class TokenBucket {
  readonly #burst: number;
  readonly #refillMs: number;
  #level: BucketLevel;

  /** Full at `now`, or as full as another bucket left it. */
  constructor(perMinute: number, burst: number, now: number, left?: BucketLevel) {
    this.#burst = burst;
    this.#refillMs = 60_000 / perMinute;
    this.#level = left ?? { tokens: burst, at: now };
  }

  get level(): BucketLevel {
    return this.#level;
  }

  /** Takes one token and answers how many milliseconds to wait before using it. */
  take(now: number): number {
    // A clock that was set back adds nothing, and what passes from there on counts again.
    const refilled = this.#level.tokens + Math.max(0, now - this.#level.at) / this.#refillMs;
    const tokens = Math.min(this.#burst, refilled) - 1;
    this.#level = { tokens, at: now };
    return tokens >= 0 ? 0 : Math.ceil(-tokens * this.#refillMs);
  }
}
