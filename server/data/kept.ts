import type { Database } from './database.ts';

/** A connection that was lost without anyone noticing keeps news from coming: nothing is kept for longer, in ms. */
const keptMs = 1_000;
const most = 10_000;

interface Read<T> {
  readonly value: Promise<T>;
  readonly at: number;
}

/**
 * Keeps for a moment what was read of a store, so that not each request has to ask PostgreSQL again: as long as news of the
 * store arrive, and until there are any. SQLite is asked each time; that takes no longer than looking here.
 */
export class Kept<T> {
  readonly #database: Database;
  #reads = new Map<string, Read<T>>();

  /** @param topics what changes it */
  constructor(database: Database, topics: readonly string[]) {
    this.#database = database;
    if (database.engine === 'sqlite') return;
    for (const topic of topics) database.follow(() => this.clear(), topic);
  }

  /** Reads it, unless it was read a moment ago. */
  read(key: string, load: () => Promise<T>): Promise<T> {
    if (this.#database.engine === 'sqlite' || !this.#database.isHearing) return load();
    const now = performance.now();
    const known = this.#reads.get(key);
    if (known && now - known.at < keptMs) return known.value;
    if (this.#reads.size >= most) this.clear();
    const reads = this.#reads;
    const value = load();
    reads.set(key, { value, at: now });
    value.catch(() => reads.delete(key));
    return value;
  }

  /** What is being read may be what was before, so it is not kept either. */
  clear(): void {
    this.#reads = new Map();
  }
}
