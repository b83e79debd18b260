import { refusal } from '../../http/refusal.ts';

interface Waiting {
  readonly controller: AbortController;
  /** Resolves when its end is recorded. */
  readonly ended: PromiseWithResolvers<void>;
}

/** Requests that were recorded and have not left the gateway yet: only these can be withdrawn. */
export class WaitingRequests {
  readonly #waiting = new Map<number, Waiting>();

  /** Until it leaves, the signal aborts when someone withdraws it. */
  add(id: number): {
    readonly withdrawn: AbortSignal;
    readonly leaves: () => void;
    readonly ended: () => void;
  } {
    const waiting = { controller: new AbortController(), ended: Promise.withResolvers<void>() };
    this.#waiting.set(id, waiting);
    return {
      withdrawn: waiting.controller.signal,
      leaves: () => {
        if (this.#waiting.get(id) === waiting) this.#waiting.delete(id);
      },
      ended: () => waiting.ended.resolve(),
    };
  }

  has(id: number): boolean {
    return this.#waiting.has(id);
  }

  /** Returns what resolves when its end is recorded; undefined where it was too late. */
  cancel(id: number): Promise<void> | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.controller.abort(refusal('withdrawn', {}));
    return waiting?.ended.promise;
  }
}
