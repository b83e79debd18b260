/** Counts what each actor asks for in a minute. */
export class Allowance {
  readonly #perMinute: number;
  readonly #now: () => number;
  #windowStart = 0;
  #used = new Map<string, number>();

  constructor(perMinute: number, now: () => number = Date.now) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  /** Takes one; answers the seconds to wait when there is none left, else 0. */
  take(actor: string): number {
    const now = this.#now();
    if (now - this.#windowStart >= 60_000) {
      this.#windowStart = now;
      this.#used = new Map();
    }
    const used = this.#used.get(actor) ?? 0;
    if (used >= this.#perMinute) return Math.max(1, Math.ceil((this.#windowStart + 60_000 - now) / 1000));
    this.#used.set(actor, used + 1);
    return 0;
  }
}
