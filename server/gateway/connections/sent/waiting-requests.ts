import { refusal } from '../../http/refusal.ts';

/** Requests that were recorded and have not left the gateway yet: only these can be withdrawn. */
export class WaitingRequests {
  readonly #waiting = new Map<number, AbortController>();

  /** Until it leaves, the signal aborts when someone withdraws it. */
  add(id: number): { readonly withdrawn: AbortSignal; readonly leaves: () => void } {
    const controller = new AbortController();
    this.#waiting.set(id, controller);
    return {
      withdrawn: controller.signal,
      leaves: () => {
        if (this.#waiting.get(id) === controller) this.#waiting.delete(id);
      },
    };
  }

  has(id: number): boolean {
    return this.#waiting.has(id);
  }

  /** Returns whether it was in time. */
  cancel(id: number): boolean {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.abort(refusal('withdrawn', {}));
    return waiting !== undefined;
  }
}
