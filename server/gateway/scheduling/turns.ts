/**
 * Starts work in portions, a few in each turn of the event loop, so that what arrives at once is not done in one piece:
 * in between, others' bytes are read and written. Where there is more than fits, the parties take turns, however much
 * each has waiting. What fits is started at once.
 */
export class Turns {
  readonly #perTurn: number;
  /** Whoever was served last comes last. */
  readonly #parties = new Map<string, (() => void)[]>();
  #left: number;
  #isScheduled = false;

  /** @param perTurn how much is started in a turn. */
  constructor(perTurn: number) {
    this.#perTurn = perTurn;
    this.#left = perTurn;
  }

  /** @param partyOf is only called where `start` has to wait; it may take a moment, and must not fail. */
  run(partyOf: () => string | Promise<string>, start: () => void): void {
    this.#schedule();
    if (this.#left > 0) {
      this.#left -= 1;
      start();
      return;
    }
    const party = partyOf();
    if (typeof party === 'string') this.#wait(party, start);
    else void party.then((known) => this.#wait(known, start));
  }

  #wait(party: string, start: () => void): void {
    this.#schedule();
    const waiting = this.#parties.get(party);
    if (waiting) waiting.push(start);
    else this.#parties.set(party, [start]);
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#turn());
  }

  #turn(): void {
    this.#isScheduled = false;
    this.#left = this.#perTurn;
    for (const [party, waiting] of this.#parties) {
      if (this.#left === 0) break;
      this.#left -= 1;
      const start = waiting.shift();
      this.#parties.delete(party);
      if (waiting.length > 0) this.#parties.set(party, waiting);
      start?.();
    }
    if (this.#left < this.#perTurn) this.#schedule();
  }
}
