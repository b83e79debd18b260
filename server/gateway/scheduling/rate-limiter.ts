interface Count {
  taken: number;
  /** Whether it has been reported that none is left. */
  told: boolean;
}

/** Counts each actor's requests within a minute, or another period. */
export class RateLimiter {
  readonly #requests: number;
  readonly #perMs: number;
  readonly #now: () => number;
  #windowStart = 0;
  #used = new Map<string, Count>();

  /** @param now clock in ms. */
  constructor(requests: number, now: () => number = Date.now, perMs = 60_000) {
    this.#requests = requests;
    this.#perMs = perMs;
    this.#now = now;
  }

  /** Takes one; returns the seconds to wait when there is none left, else 0. */
  take(actor: string): number {
    const count = this.#countOf(actor);
    if (count.taken >= this.#requests) {
      return Math.max(1, Math.ceil((this.#windowStart + this.#perMs - this.#now()) / 1000));
    }
    count.taken += 1;
    return 0;
  }

  /** Returns one that was taken in advance. */
  giveBack(actor: string): void {
    const count = this.#countOf(actor);
    count.taken = Math.max(0, count.taken - 1);
  }

  /** True once in that period for each actor: later refusals need not be reported again. */
  tellOnce(actor: string): boolean {
    const count = this.#countOf(actor);
    const first = !count.told;
    count.told = true;
    return first;
  }

  #countOf(actor: string): Count {
    const now = this.#now();
    if (now - this.#windowStart >= this.#perMs) {
      this.#windowStart = now;
      this.#used = new Map();
    }
    const count = this.#used.get(actor) ?? { taken: 0, told: false };
    this.#used.set(actor, count);
    return count;
  }
}
