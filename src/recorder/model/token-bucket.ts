/**
 * Spreads requests over time: at most `burst` at once and `perMinute` in the long run, so at most
 * `perMinute + burst` in any minute.
 */
export class TokenBucket {
  readonly #burst: number;
  readonly #refillMs: number;
  #tokens: number;
  #refilledAt: number;

  constructor(perMinute: number, burst: number, now: number) {
    this.#burst = burst;
    this.#refillMs = 60_000 / perMinute;
    this.#tokens = burst;
    this.#refilledAt = now;
  }

  /** Takes one token and answers how many milliseconds to wait before using it. */
  take(now: number): number {
    const refilled = this.#tokens + Math.max(0, now - this.#refilledAt) / this.#refillMs;
    this.#tokens = Math.min(this.#burst, refilled) - 1;
    this.#refilledAt = Math.max(now, this.#refilledAt);
    return this.#tokens >= 0 ? 0 : Math.ceil(-this.#tokens * this.#refillMs);
  }
}
