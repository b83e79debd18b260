import type { DatabaseSync } from 'node:sqlite';

/**
 * Puts what is written in one turn of the event loop into one transaction: everyone else waits for the disk once, and not
 * once for each line.
 */
export class SharedCommit {
  readonly #database: DatabaseSync;
  #open: PromiseWithResolvers<void> | undefined;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Runs a statement, to be saved with the others. @returns what it returns. */
  write<T>(statement: () => T): T {
    if (!this.#open) {
      this.#database.exec('BEGIN IMMEDIATE');
      const open = Promise.withResolvers<void>();
      this.#open = open;
      // Whoever depends on it asks for it.
      open.promise.catch(() => {});
      setImmediate(() => {
        if (this.#open === open) this.#commit(open);
      });
    }
    return statement();
  }

  /** Resolves when everything written so far is on disk; rejects when it cannot be saved. */
  async saved(): Promise<void> {
    await this.#open?.promise;
  }

  /** Saves everything written so far at once. @throws when that is impossible. */
  save(): void {
    const open = this.#open;
    if (!open) return;
    const failure = this.#commit(open);
    if (failure !== undefined) throw failure;
  }

  #commit({ resolve, reject }: PromiseWithResolvers<void>): unknown {
    this.#open = undefined;
    try {
      this.#database.exec('COMMIT');
      resolve();
      return undefined;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      reject(error);
      return error;
    }
  }
}
