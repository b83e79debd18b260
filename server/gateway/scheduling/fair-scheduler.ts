import { refusal } from '../http/refusal.ts';

export interface FairSchedulerLimits {
  /** Requests under way at once, of all people together. */
  readonly total: number;
  /** Requests under way at once of one person. */
  readonly each: number;
  /** Requests of one person that may wait; further ones are refused. */
  readonly waiting: number;
  /** Requests of all people together that may wait; as many as there are people when absent. */
  readonly waitingInAll?: number;
}

/** Gives the place back. */
export type Leave = () => void;

interface Waiting {
  readonly urgency: number;
  start(): void;
}

interface Party {
  running: number;
  /** The most urgent first, then the oldest. */
  readonly waiting: Waiting[];
}

/**
 * Lets requests through, a bounded number at once. When there are more, the people take turns,
 * whatever each of them has waiting: one that asks for a thousand things delays itself. Of one person's the more
 * urgent go first.
 */
export class FairScheduler {
  readonly #limits: FairSchedulerLimits;
  /** People with something under way or waiting; who was served last stands at the end. */
  readonly #parties = new Map<string, Party>();
  #running = 0;
  #waiting = 0;

  constructor(limits: FairSchedulerLimits) {
    this.#limits = limits;
  }

  /** Whether nobody is here. */
  get idle(): boolean {
    return this.#parties.size === 0;
  }

  /**
   * Resolves when a request may be sent.
   *
   * @param person whose request it is.
   * @param urgency 0 for what a person waits for; the higher, the less urgent.
   * @param signal takes the request out while it waits.
   * @throws Refusal with 429 when too many of the person wait, with 503 when too many do; the signal's reason.
   */
  async enter(person: string, urgency: number, signal: AbortSignal): Promise<Leave> {
    signal.throwIfAborted();
    const party = this.#parties.get(person) ?? { running: 0, waiting: [] };
    this.#parties.set(person, party);
    // Anyone who waits does so because of a limit, so nobody is overtaken here.
    if (this.#running < this.#limits.total && party.running < this.#limits.each) {
      return this.#admit(person, party);
    }
    if (party.waiting.length >= this.#limits.waiting) {
      throw refusal('too-many-at-once', {}, { 'retry-after': '1' });
    }
    if (this.#waiting >= (this.#limits.waitingInAll ?? Number.POSITIVE_INFINITY)) {
      this.#tidy(person, party);
      throw refusal('server-busy', {}, { 'retry-after': '5' });
    }
    this.#waiting += 1;
    return new Promise<Leave>((resolve, reject) => {
      const giveUp = () => {
        this.#waiting -= 1;
        party.waiting.splice(party.waiting.indexOf(entry), 1);
        this.#tidy(person, party);
        reject(signal.reason);
      };
      const entry: Waiting = {
        urgency,
        start: () => {
          this.#waiting -= 1;
          signal.removeEventListener('abort', giveUp);
          resolve(this.#admit(person, party));
        },
      };
      const behind = party.waiting.findIndex((other) => other.urgency > urgency);
      party.waiting.splice(behind < 0 ? party.waiting.length : behind, 0, entry);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  #admit(person: string, party: Party): Leave {
    this.#parties.delete(person);
    this.#parties.set(person, party);
    this.#running += 1;
    party.running += 1;
    let here = true;
    return () => {
      if (!here) return;
      here = false;
      this.#running -= 1;
      party.running -= 1;
      this.#tidy(person, party);
      this.#next();
    };
  }

  /** Serves the person that has not been served for the longest time, of those that may be. */
  #next(): void {
    for (const party of this.#parties.values()) {
      if (this.#running >= this.#limits.total) return;
      const entry = party.running < this.#limits.each ? party.waiting.shift() : undefined;
      if (!entry) continue;
      entry.start();
      return;
    }
  }

  #tidy(person: string, party: Party): void {
    if (party.running === 0 && party.waiting.length === 0) this.#parties.delete(person);
  }
}
