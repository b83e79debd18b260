import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

type Group = PromiseWithResolvers<void>;
/** Brings what was written to a file to the disk. */
type Sync = (file: number, done: (error: NodeJS.ErrnoException | null) => void) => void;

/**
 * Puts what is written in one turn of the event loop into one transaction, and waits for the disk in a thread of its own:
 * nobody else does. SQLite only writes to its log (`synchronous = NORMAL`) and leaves it to this to bring that to the disk,
 * which is what it does itself with FULL, but in the middle of everything (https://www.sqlite.org/pragma.html#pragma_synchronous).
 */
export class SharedCommit {
  readonly #database: DatabaseSync;
  readonly #sync: Sync;
  /** The write-ahead log. */
  readonly #log: number;
  /** What is being written, and what is committed but not on disk; the last promise of these. */
  #open: Group | undefined;
  #committed: Group[] = [];
  #last = Promise.resolve();
  #isSyncing = false;
  #isClosed = false;

  /** @param file of the database, which has been read or written at least once in WAL mode. */
  constructor(database: DatabaseSync, file: string, sync: Sync = fdatasync) {
    database.exec('PRAGMA synchronous = NORMAL');
    this.#database = database;
    this.#sync = sync;
    this.#log = openSync(`${file}-wal`, 'r+');
  }

  /** Runs a statement, to be saved with the others. @returns what it returns. */
  write<T>(statement: () => T): T {
    if (!this.#open) {
      this.#database.exec('BEGIN IMMEDIATE');
      const open = Promise.withResolvers<void>();
      this.#open = open;
      this.#last = open.promise;
      // Whoever depends on it asks for it.
      this.#last.catch(() => {});
      setImmediate(() => {
        if (this.#open === open) this.#commit(open);
      });
    }
    return statement();
  }

  /** Resolves when everything written so far is on disk; rejects when the last of it cannot be saved. */
  saved(): Promise<void> {
    return this.#last;
  }

  /** Saves everything written so far at once. @throws when that is impossible. */
  save(): void {
    const failure = this.#open && this.#commit(this.#open);
    if (failure !== undefined) throw failure;
    fdatasyncSync(this.#log);
  }

  /** Saves everything, and lets go of the file. */
  close(): void {
    this.save();
    this.#isClosed = true;
    if (!this.#isSyncing) closeSync(this.#log);
  }

  #commit(group: Group): unknown {
    this.#open = undefined;
    try {
      this.#database.exec('COMMIT');
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      group.reject(error);
      return error;
    }
    this.#committed.push(group);
    this.#bringToDisk();
    return undefined;
  }

  /** One at a time: what is committed in the meantime is brought there together. */
  #bringToDisk(): void {
    if (this.#isSyncing || this.#committed.length === 0) return;
    this.#isSyncing = true;
    const groups = this.#committed;
    this.#committed = [];
    this.#sync(this.#log, (error) => {
      this.#isSyncing = false;
      for (const { resolve, reject } of groups) {
        if (error) reject(error);
        else resolve();
      }
      this.#bringToDisk();
      if (this.#isClosed && !this.#isSyncing) closeSync(this.#log);
    });
  }
}
