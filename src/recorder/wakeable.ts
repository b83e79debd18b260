/** A wait that ends by time, by somebody's call, or by an abort, whichever comes first. */
export class Wakeable {
  readonly #sleepers = new Set<() => void>();
  #wakes = 0;

  /** How often `wake` was called: tells somebody who is about to sleep whether they have just missed a call. */
  get wakes(): number {
    return this.#wakes;
  }

  /**
   * Waits `ms` milliseconds, or without a limit when it is undefined.
   * @throws the signal's reason when aborted.
   */
  async sleep(ms: number | undefined, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        this.#sleepers.delete(wake);
        signal.removeEventListener('abort', abort);
        settle();
      };
      const wake = () => finish(resolve);
      const abort = () => finish(() => reject(signal.reason));
      const timer = ms === undefined ? undefined : setTimeout(wake, ms);
      this.#sleepers.add(wake);
      signal.addEventListener('abort', abort);
    });
  }

  /** Ends every wait now. */
  wake(): void {
    this.#wakes += 1;
    for (const wake of [...this.#sleepers]) wake();
  }
}
