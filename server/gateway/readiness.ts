import { open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { privateFileMode } from '../data/private-files.ts';
import { codeOf } from '../lib/error-code.ts';

/** Why the gateway cannot do its work. */
export interface ReadinessProblem {
  /** Name of a database; `disk` for the data directory. */
  readonly store: string;
  readonly problem: 'locked' | 'full' | 'read-only' | 'failed';
}

export interface Readiness {
  readonly status: 'ready' | 'not-ready' | 'shutting-down';
  readonly problems: readonly ReadinessProblem[];
}

export interface CheckedStore {
  readonly store: string;
  readonly database: DatabaseSync;
}

/** Anyone may ask, so it is checked this often at most. */
const keptMs = 2_000;
/** A database and its log need some room for whatever comes next. */
const leastBytes = 16 * 1024 * 1024;

/** Of SQLite. */
const codes: Readonly<Record<number, ReadinessProblem['problem']>> = {
  5: 'locked',
  6: 'locked',
  8: 'read-only',
  13: 'full',
};

/** Whether the stores can be written: it is tried, nothing is remembered for longer than two seconds. */
export class ReadinessCheck {
  readonly #stores: readonly CheckedStore[];
  readonly #dataDir: string;
  readonly #now: () => number;
  #isEnding = false;
  #last: { readonly at: number; readonly problems: Promise<readonly ReadinessProblem[]> } | undefined;

  constructor(stores: readonly CheckedStore[], dataDir: string, now: () => number = Date.now) {
    this.#stores = stores;
    this.#dataDir = dataDir;
    this.#now = now;
  }

  /** From now on it says that the gateway is shutting down. */
  end(): void {
    this.#isEnding = true;
  }

  async check(): Promise<Readiness> {
    if (this.#isEnding) return { status: 'shutting-down', problems: [] };
    if (!this.#last || this.#now() - this.#last.at >= keptMs)
      this.#last = { at: this.#now(), problems: this.#problems() };
    const problems = await this.#last.problems;
    return { status: problems.length === 0 ? 'ready' : 'not-ready', problems };
  }

  async #problems(): Promise<readonly ReadinessProblem[]> {
    const disk = await this.#diskProblem();
    const found: ReadinessProblem[] = disk ? [{ store: 'disk', problem: disk }] : [];
    for (const { store, database } of this.#isEnding ? [] : this.#stores) {
      const problem = storeProblem(database);
      if (problem) found.push({ store, problem });
    }
    return found;
  }

  /** Nobody waits for the disk but this. */
  async #diskProblem(): Promise<ReadinessProblem['problem'] | undefined> {
    const file = join(this.#dataDir, 'ready');
    try {
      const { bavail, bsize } = await statfs(this.#dataDir);
      if (bavail * bsize < leastBytes) return 'full';
      const handle = await open(file, 'w', privateFileMode);
      try {
        await handle.write(Buffer.alloc(4096, 1));
        await handle.datasync();
      } finally {
        await handle.close();
        await rm(file, { force: true });
      }
      return undefined;
    } catch (error) {
      const code = codeOf(error) ?? '';
      if (['ENOSPC', 'EDQUOT'].includes(code)) return 'full';
      return ['EROFS', 'EACCES', 'EPERM'].includes(code) ? 'read-only' : 'failed';
    }
  }
}

/** Takes the lock, writes something, and takes that back before it reaches the disk. */
function storeProblem(database: DatabaseSync): ReadinessProblem['problem'] | undefined {
  try {
    // It is being written to right now.
    if (database.isTransaction) return undefined;
    database.exec('BEGIN IMMEDIATE; PRAGMA user_version = 1; ROLLBACK');
    return undefined;
  } catch (error) {
    if (database.isOpen && database.isTransaction) database.exec('ROLLBACK');
    const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
    return codes[code] ?? 'failed';
  }
}
