import { open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../data/database.ts';
import { privateFileMode } from '../data/private-files.ts';
import type { StoreProblem } from '../data/store-failure.ts';
import { codeOf } from '../lib/error-code.ts';

/** Why the gateway cannot do its work. */
export interface ReadinessProblem {
  /** Name of a store; `disk` for the data directory. */
  readonly store: string;
  readonly problem: StoreProblem;
}

export interface Readiness {
  readonly status: 'ready' | 'not-ready' | 'shutting-down';
  readonly problems: readonly ReadinessProblem[];
}

export type CheckedStore = Pick<Database, 'store' | 'problem'>;

/** Anyone may ask, so it is checked this often at most. */
const keptMs = 2_000;
/** A database and its log need some room for whatever comes next. */
const leastBytes = 16 * 1024 * 1024;

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

  /** Whether it still takes requests, which depends on nothing else. */
  ending(): Readiness {
    return { status: this.#isEnding ? 'shutting-down' : 'ready', problems: [] };
  }

  async check(): Promise<Readiness> {
    if (this.#isEnding) return this.ending();
    if (!this.#last || this.#now() - this.#last.at >= keptMs)
      this.#last = { at: this.#now(), problems: this.#problems() };
    const problems = await this.#last.problems;
    return { status: problems.length === 0 ? 'ready' : 'not-ready', problems };
  }

  async #problems(): Promise<readonly ReadinessProblem[]> {
    const disk = await this.#diskProblem();
    const found: ReadinessProblem[] = disk ? [{ store: 'disk', problem: disk }] : [];
    const asked = this.#isEnding ? [] : this.#stores;
    const problems = await Promise.all(asked.map((one) => one.problem()));
    for (const [index, { store }] of asked.entries()) {
      const problem = problems[index];
      if (problem) found.push({ store, problem });
    }
    return found;
  }

  /** Nobody waits for the disk but this. */
  async #diskProblem(): Promise<StoreProblem | undefined> {
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
