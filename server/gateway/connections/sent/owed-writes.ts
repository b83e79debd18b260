import { StoreFailure } from '../../../data/store-failure.ts';

type Write = () => Promise<unknown>;

/** What the store could not take when it was to be written: it is tried again until it is there. */
export class OwedWrites {
  readonly #owed = new Map<string, Write>();

  /** The first word about an attempt counts. */
  add(attempt: string, write: Write): void {
    if (!this.#owed.has(attempt)) this.#owed.set(attempt, write);
  }

  /** Where one thing cannot be written, neither can the others: they are not tried. */
  async pay(): Promise<void> {
    for (const [attempt, write] of this.#owed) {
      const isPaid = await write().then(
        () => true,
        (error: unknown) => !(error instanceof StoreFailure),
      );
      if (!isPaid) return;
      this.#owed.delete(attempt);
    }
  }
}
