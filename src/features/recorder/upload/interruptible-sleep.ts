import { sleep } from '#src/lib/sleep.ts';
import { createStore } from '#src/lib/store.ts';

/** A wait that ends by time, by a call, or by an abort, whichever comes first. */
export class InterruptibleSleep {
  readonly #wakes = createStore(0);

  readonly subscribe = this.#wakes.subscribe;

  /** How often `wake` was called: shows a caller about to sleep whether it has just missed a call. */
  get wakes(): number {
    return this.#wakes.get();
  }

  /**
   * Waits `ms` milliseconds, or without a limit when it is undefined.
   * @throws the signal's reason when aborted.
   */
  sleep(ms: number | undefined, signal: AbortSignal): Promise<void> {
    return sleep(ms, signal, this.subscribe);
  }

  /** Ends every wait now. */
  wake(): void {
    this.#wakes.set(this.wakes + 1);
  }
}
