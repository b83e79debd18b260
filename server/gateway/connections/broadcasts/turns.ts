import { setTimeout as pause } from 'node:timers/promises';

/** Has the requests of an organisation's broadcasts follow one another at an even rate. */
export class Turns {
  readonly #everyMs: number;
  readonly #next = new Map<string, number>();

  constructor(perSecond: number) {
    this.#everyMs = 1000 / perSecond;
  }

  /** Resolves when the next request may leave. @throws the signal's reason */
  async next(organisation: string, signal: AbortSignal): Promise<void> {
    const now = performance.now();
    const at = Math.max(now, this.#next.get(organisation) ?? 0);
    this.#next.set(organisation, at + this.#everyMs);
    if (at > now) await pause(at - now, undefined, { signal });
    signal.throwIfAborted();
  }

  /** Lets nothing leave for a while, because the system said so. */
  hold(organisation: string, ms: number): void {
    const until = performance.now() + ms;
    this.#next.set(organisation, Math.max(until, this.#next.get(organisation) ?? 0));
  }
}
