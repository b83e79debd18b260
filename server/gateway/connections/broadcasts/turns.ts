import { setTimeout as pause } from 'node:timers/promises';

/** Time in ms, and how to wait. */
export interface TurnsClock {
  now(): number;
  pause(ms: number, signal: AbortSignal): Promise<void>;
}

const realClock: TurnsClock = {
  now: () => performance.now(),
  pause: (ms, signal) => pause(ms, undefined, { signal }),
};

const windowMs = 1_000;

/** Requests of one organisation. */
interface Line {
  /** Nothing leaves before. */
  notBefore: number;
  /** Those that are not answered yet. */
  readonly underWay: Set<Promise<void>>;
  /** When the places of those that were answered are free again. */
  taken: readonly number[];
}

const aborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

/**
 * Has the requests of an organisation's broadcasts follow one another at an even rate, and no more of them arrive at the
 * system in any second than that. All that is known of an arrival is that it was between leaving and the answer, so a
 * place is free again a second after its answer, however late a timer is and however slow the system.
 */
export class Turns {
  readonly #perSecond: number;
  readonly #clock: TurnsClock;
  readonly #lines = new Map<string, Line>();

  /** @param perSecond a whole number. */
  constructor(perSecond: number, clock = realClock) {
    this.#perSecond = perSecond;
    this.#clock = clock;
  }

  /**
   * Sends a request when its turn comes.
   * @param send resolves or rejects with the answer.
   * @throws the signal's reason, before anything was sent.
   */
  async run<T>(organisation: string, signal: AbortSignal, send: () => Promise<T>): Promise<T> {
    const answered = await this.#turnIn(this.#lineOf(organisation), signal);
    try {
      return await send();
    } finally {
      answered();
    }
  }

  /** Lets nothing leave for a while, because the system said so. */
  hold(organisation: string, ms: number): void {
    const line = this.#lineOf(organisation);
    line.notBefore = Math.max(line.notBefore, this.#clock.now() + ms);
  }

  /** Takes a turn when it comes. Returns what to call when the request is answered. */
  async #turnIn(line: Line, signal: AbortSignal): Promise<() => void> {
    for (;;) {
      signal.throwIfAborted();
      const now = this.#clock.now();
      line.taken = line.taken.filter((until) => until > now);
      const isFull = line.taken.length + line.underWay.size >= this.#perSecond;
      const freeAt = isFull ? Math.min(...line.taken) : now;
      if (freeAt === Number.POSITIVE_INFINITY) await Promise.race([...line.underWay, aborted(signal)]);
      else if (Math.max(freeAt, line.notBefore) > now)
        await this.#clock.pause(Math.max(freeAt, line.notBefore) - now, signal);
      // Nothing is awaited between looking and taking, so nobody else takes the same one.
      else return this.#take(line);
    }
  }

  #take(line: Line): () => void {
    line.notBefore = this.#clock.now() + windowMs / this.#perSecond;
    const { promise, resolve } = Promise.withResolvers<void>();
    line.underWay.add(promise);
    return () => {
      line.underWay.delete(promise);
      line.taken = [...line.taken, this.#clock.now() + windowMs];
      resolve();
    };
  }

  #lineOf(organisation: string): Line {
    const line = this.#lines.get(organisation) ?? { notBefore: 0, underWay: new Set(), taken: [] };
    this.#lines.set(organisation, line);
    return line;
  }
}
