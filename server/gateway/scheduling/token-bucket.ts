const minuteMs = 60_000;

/**
 * Lets each actor do so much in a minute, or another period, all of it at once if they like, and as much again as time passes: whoever has
 * used everything up waits for the next one, not for the end of a minute. For what pages read while people look at them,
 * where a long pause would be seen.
 */
export class TokenBucket {
  readonly #intervalMs: number;
  readonly #perMs: number;
  readonly #now: () => number;
  /** When each actor has everything back, in ms. */
  readonly #fullAt = new Map<string, number>();
  #sweptAt = 0;

  /** @param now clock in ms. */
  constructor(requests: number, now: () => number = Date.now, perMs = minuteMs) {
    this.#intervalMs = perMs / requests;
    this.#perMs = perMs;
    this.#now = now;
  }

  /** Takes one; returns the seconds to wait when there is none, else 0. */
  take(actor: string): number {
    const now = this.#now();
    this.#sweep(now);
    const fullAt = Math.max(now, this.#fullAt.get(actor) ?? now) + this.#intervalMs;
    const waitMs = fullAt - this.#perMs - now;
    if (waitMs > 0) return Math.ceil(waitMs / 1000);
    this.#fullAt.set(actor, fullAt);
    return 0;
  }

  /** Returns one that was taken in advance. */
  giveBack(actor: string): void {
    const fullAt = this.#fullAt.get(actor);
    if (fullAt !== undefined) this.#fullAt.set(actor, fullAt - this.#intervalMs);
  }

  /** Forgets those who have everything, so that memory does not grow with everyone who ever came. */
  #sweep(now: number): void {
    if (now - this.#sweptAt < minuteMs) return;
    this.#sweptAt = now;
    for (const [actor, fullAt] of this.#fullAt) if (fullAt <= now) this.#fullAt.delete(actor);
  }

  /** How many actors are remembered. */
  get size(): number {
    return this.#fullAt.size;
  }
}
