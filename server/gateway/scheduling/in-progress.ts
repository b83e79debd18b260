import { refusal } from '../http/refusal.ts';
import type { Leave } from './fair-scheduler.ts';

export interface InProgressLimits {
  /** One person's requests, from their head to the end of their response. */
  readonly requests: number;
  /** Bytes of bodies that are held for one person, and for all together. */
  readonly bytes: number;
  readonly allBytes: number;
}

interface Load {
  requests: number;
  bytes: number;
}

/**
 * Limits what is in memory before and while a request waits for its turn: anyone who sends more is refused before any
 * of it is read.
 */
export class InProgress {
  readonly #limits: InProgressLimits;
  readonly #people = new Map<string, Load>();
  #bytes = 0;

  constructor(limits: InProgressLimits) {
    this.#limits = limits;
  }

  /**
   * Admits a request with a body of this many bytes; must be released when it is finished.
   * @throws Refusal with 429 when the person has too many, with 503 when all together have.
   */
  enter(person: string, bytes: number): Leave {
    const load = this.#people.get(person) ?? { requests: 0, bytes: 0 };
    const { requests, bytes: maxBytes, allBytes } = this.#limits;
    if (load.requests >= requests || (bytes > 0 && load.bytes + bytes > maxBytes)) {
      throw refusal('too-many-at-once', {}, { 'retry-after': '1' });
    }
    if (bytes > 0 && this.#bytes + bytes > allBytes) {
      throw refusal('server-busy', {}, { 'retry-after': '2' });
    }
    load.requests += 1;
    load.bytes += bytes;
    this.#bytes += bytes;
    this.#people.set(person, load);
    let here = true;
    return () => {
      if (!here) return;
      here = false;
      load.requests -= 1;
      load.bytes -= bytes;
      this.#bytes -= bytes;
      if (load.requests === 0) this.#people.delete(person);
    };
  }
}
