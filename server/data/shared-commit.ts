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
  /** The write-ahead log; undefined in memory. */
  readonly #log: number | undefined;
  /** What is being written, and what is committed but not on disk; the last promise of these. */
  #open: Group | undefined;
  #committed: Group[] = [];
  #last = Promise.resolve();
  /** How many keep the group open, and whether it was to be committed in the meantime. */
  #held = 0;
  #isDue = false;
  #isSyncing = false;
  #isClosed = false;

  /** @param file of the database, which has been read or written at least once in WAL mode; undefined in memory. */
  constructor(database: DatabaseSync, file: string | undefined, sync: Sync = fdatasync) {
    database.exec('PRAGMA synchronous = NORMAL');
    this.#database = database;
    this.#sync = sync;
    this.#log = file === undefined ? undefined : openSync(`${file}-wal`, 'r+');
  }

  /** Runs a statement, to be saved with the others. @returns what it returns. */
  write<T>(statement: () => T): T {
    const open = this.#open ?? this.#begin();
    try {
      const result = statement();
      // In memory there is nothing to wait for.
      if (this.#log === undefined && this.#held === 0 && this.#open === open) this.#commit(open);
      return result;
    } catch (error) {
      // SQLite has undone all of it: the disk is full, for one.
      if (!this.#database.isTransaction && this.#open === open) {
        this.#open = undefined;
        open.reject(error);
      }
      throw error;
    }
  }

  /** Keeps what is being written from being committed until the returned function is called. */
  hold(): () => void {
    this.#held += 1;
    return () => {
      this.#held -= 1;
      if (this.#held > 0 || !this.#isDue) return;
      this.#isDue = false;
      if (this.#open) this.#commit(this.#open);
    };
  }

  /** Resolves when everything written so far is on disk; rejects when the last of it cannot be saved. */
  saved(): Promise<void> {
    return this.#last;
  }

  /** Saves everything written so far at once. @throws when that is impossible. */
  save(): void {
    const failure = this.#open && this.#commit(this.#open);
    if (failure !== undefined) throw failure;
    if (this.#log !== undefined) fdatasyncSync(this.#log);
  }

  /** Saves everything, and lets go of the file. */
  close(): void {
    this.save();
    this.#isClosed = true;
    if (!this.#isSyncing) this.#closeLog();
  }

  #begin(): Group {
    this.#database.exec('BEGIN IMMEDIATE');
    const open = Promise.withResolvers<void>();
    this.#open = open;
    this.#last = open.promise;
    // Whoever depends on it asks for it.
    this.#last.catch(() => {});
    const commit = () => {
      if (this.#open !== open) return;
      if (this.#held > 0) this.#isDue = true;
      else this.#commit(open);
    };
    if (this.#log !== undefined) setImmediate(commit);
    else if (this.#held > 0) this.#isDue = true;
    return open;
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
    const groups = this.#committed;
    this.#committed = [];
    if (this.#log === undefined) {
      for (const { resolve } of groups) resolve();
      return;
    }
    this.#isSyncing = true;
    this.#sync(this.#log, (error) => {
      this.#isSyncing = false;
      for (const { resolve, reject } of groups) {
        if (error) reject(error);
        else resolve();
      }
      this.#bringToDisk();
      if (this.#isClosed && !this.#isSyncing) this.#closeLog();
    });
  }

  #closeLog(): void {
    if (this.#log !== undefined) closeSync(this.#log);
  }
}
