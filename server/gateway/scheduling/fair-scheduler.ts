import { refusal } from '../http/refusal.ts';

export interface FairSchedulerLimits {
  /** Concurrent requests of all people together. */
  readonly total: number;
  /** Concurrent requests of one person. */
  readonly each: number;
  /** Requests of one person that may wait; further ones are refused. */
  readonly waiting: number;
  /** Requests of all people together that may wait; without it, as many as there are people. */
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
 * Lets requests through, a limited number at once. When there are more, people take turns, however much each has
 * waiting: someone who asks for a thousand things delays only themselves. One person's more urgent requests go first.
 */
export class FairScheduler {
  readonly #limits: FairSchedulerLimits;
  /** People with something in progress or waiting; whoever was served last comes last. */
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
    // Everyone waiting is waiting because of a limit, so nobody is overtaken here.
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

  /** Serves the person who has gone unserved the longest, of those who may be served. */
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
