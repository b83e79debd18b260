import { Refusal } from '../refusal.ts';

export interface FairQueueLimits {
  /** Requests under way at once, of all sessions together. */
  readonly total: number;
  /** Requests under way at once of one session. */
  readonly each: number;
  /** Requests of one session that may wait; further ones are refused. */
  readonly waiting: number;
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
 * Lets requests through to Claritalk, a bounded number at once. When there are more, the sessions take turns,
 * whatever each of them has waiting: one that asks for a thousand things delays itself. Within a session the more
 * urgent go first.
 */
export class FairQueue {
  readonly #limits: FairQueueLimits;
  /** Sessions with something under way or waiting; who was served last stands at the end. */
  readonly #parties = new Map<string, Party>();
  #running = 0;

  constructor(limits: FairQueueLimits) {
    this.#limits = limits;
  }

  /**
   * Resolves when a request may be sent.
   *
   * @param session whose request it is.
   * @param urgency 0 for what a person waits for; the higher, the less urgent.
   * @param signal takes the request out while it waits.
   * @throws Refusal with 429 when too many wait; the signal's reason.
   */
  async enter(session: string, urgency: number, signal: AbortSignal): Promise<Leave> {
    signal.throwIfAborted();
    const party = this.#parties.get(session) ?? { running: 0, waiting: [] };
    this.#parties.set(session, party);
    // Whoever waits does so because of a limit, so nobody is overtaken here.
    if (this.#running < this.#limits.total && party.running < this.#limits.each) {
      return this.#admit(session, party);
    }
    if (party.waiting.length >= this.#limits.waiting) {
      throw new Refusal(429, 'Too many requests at once.', { 'retry-after': '1' });
    }
    return new Promise<Leave>((resolve, reject) => {
      const giveUp = () => {
        party.waiting.splice(party.waiting.indexOf(entry), 1);
        this.#tidy(session, party);
        reject(signal.reason);
      };
      const entry: Waiting = {
        urgency,
        start: () => {
          signal.removeEventListener('abort', giveUp);
          resolve(this.#admit(session, party));
        },
      };
      const behind = party.waiting.findIndex((other) => other.urgency > urgency);
      party.waiting.splice(behind < 0 ? party.waiting.length : behind, 0, entry);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  #admit(session: string, party: Party): Leave {
    this.#running += 1;
    party.running += 1;
    let here = true;
    return () => {
      if (!here) return;
      here = false;
      this.#running -= 1;
      party.running -= 1;
      this.#tidy(session, party);
      this.#next();
    };
  }

  /** Serves the session that has not been served for the longest time, of those that may be. */
  #next(): void {
    for (const [session, party] of this.#parties) {
      if (this.#running >= this.#limits.total) return;
      const entry = party.running < this.#limits.each ? party.waiting.shift() : undefined;
      if (!entry) continue;
      this.#parties.delete(session);
      this.#parties.set(session, party);
      entry.start();
      return;
    }
  }

  #tidy(session: string, party: Party): void {
    if (party.running === 0 && party.waiting.length === 0) this.#parties.delete(session);
  }
}
