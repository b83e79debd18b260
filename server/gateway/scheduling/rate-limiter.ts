/** Counts each actor's requests within a minute, or another period. */
export class RateLimiter {
  readonly #requests: number;
  readonly #perMs: number;
  readonly #now: () => number;
  #windowStart = 0;
  #used = new Map<string, number>();

  /** @param now clock in ms. */
  constructor(requests: number, now: () => number = Date.now, perMs = 60_000) {
    this.#requests = requests;
    this.#perMs = perMs;
    this.#now = now;
  }

  /** Takes one; returns the seconds to wait when there is none left, else 0. */
  take(actor: string): number {
    const taken = this.#taken(actor);
    if (taken >= this.#requests) {
      return Math.max(1, Math.ceil((this.#windowStart + this.#perMs - this.#now()) / 1000));
    }
    this.#used.set(actor, taken + 1);
    return 0;
  }

  /** Returns one that was taken in advance. */
  giveBack(actor: string): void {
    this.#used.set(actor, Math.max(0, this.#taken(actor) - 1));
  }

  #taken(actor: string): number {
    const now = this.#now();
    if (now - this.#windowStart >= this.#perMs) {
      this.#windowStart = now;
      this.#used = new Map();
    }
    return this.#used.get(actor) ?? 0;
  }
}
