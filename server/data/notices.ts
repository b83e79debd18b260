import { randomUUID } from 'node:crypto';
import type { Database } from './database.ts';
import { StoreFailure } from './store-failure.ts';

/** One kind of news of this moment that gateways tell each other. */
export interface Topic<About> {
  /** Tells the other gateways. Resolves when it is written, so that whoever is up to date then knows; or will be. */
  tell(about: About): Promise<void>;
  /** What others tell, each in its order; it may come twice. `missed`: some of it may never come. */
  on(heard: (about: About) => void, missed?: () => void): void;
}

/** What gateways that share stores tell each other, without a place in any of them. */
export interface Notices {
  topic<About>(name: string): Topic<About>;
  /** Resolves when everything that was told before was heard here. @throws StoreFailure */
  upToDate(): Promise<void>;
  close(): void;
}

/** What is told may name people and sessions: it is stored sealed. */
export interface NoticeSeal {
  close(text: string, context: string): Uint8Array;
  open(sealed: Uint8Array, context: string): string | undefined;
}

interface Row {
  readonly number: number;
  readonly sender: string;
  readonly topic: string;
  readonly body: Uint8Array;
}

interface Listener {
  readonly heard: (text: string) => void;
  readonly missed: () => void;
}

/** A gateway that could not look for longer has missed something. */
const keptMs = 10 * 60_000;
const usualLookMs = 5_000;
const readAtOnce = 200;
/** Of what could not be written; whoever cannot write for so long is not asked either. */
const mostOwed = 1_000;

const sql = {
  newest: 'SELECT coalesce(max(number), 0) AS number FROM notices',
  tell: 'INSERT INTO notices (sender, topic, body, at) VALUES (?, ?, ?, ?)',
  next: `SELECT number, sender, topic, body FROM notices WHERE number > ? ORDER BY number LIMIT ${readAtOnce}`,
  sweep: 'DELETE FROM notices WHERE at <= ?',
};

/** Where there is one gateway. */
export const noNotices: Notices = {
  topic: () => ({ tell: async () => {}, on: () => {} }),
  upToDate: async () => {},
  close: () => {},
};

/** @param database of `workPlan`; `now` in ms since the epoch. @param lookEveryMs where nothing was heard of a notice */
export async function openNotices(
  database: Database,
  seal: NoticeSeal,
  now: () => number = Date.now,
  lookEveryMs = usualLookMs,
): Promise<Notices> {
  if (database.engine === 'sqlite') return noNotices;
  const newest = await database.one<{ number: number }>(sql.newest);
  return new SharedNotices(database, seal, now, newest?.number ?? 0, lookEveryMs);
}

/**
 * Notices are numbered under one lock, so whoever has read up to one has missed none before it. They are kept for a few
 * minutes; nothing of them is the only place where something is known.
 */
class SharedNotices implements Notices {
  readonly #database: Database;
  readonly #seal: NoticeSeal;
  readonly #now: () => number;
  readonly #sender = randomUUID();
  readonly #listeners = new Map<string, Listener[]>();
  readonly #unfollow: () => void;
  readonly #looking: NodeJS.Timeout;
  #position: number;
  #readAt: number;
  #reading: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;
  #owed: (() => Promise<void>)[] = [];

  constructor(
    database: Database,
    seal: NoticeSeal,
    now: () => number,
    position: number,
    lookEveryMs: number,
  ) {
    this.#database = database;
    this.#seal = seal;
    this.#now = now;
    this.#position = position;
    this.#readAt = now();
    const look = () => void this.upToDate().catch(() => undefined);
    this.#unfollow = database.follow(look, 'notices');
    this.#looking = setInterval(() => {
      look();
      void this.#tend().catch(() => undefined);
    }, lookEveryMs).unref();
  }

  topic<About>(name: string): Topic<About> {
    return {
      tell: (about) => this.#tell(name, JSON.stringify(about)),
      on: (heard, missed = () => {}) => {
        const listeners = this.#listeners.get(name) ?? [];
        const read = (text: string) => {
          const about: About = JSON.parse(text);
          heard(about);
        };
        this.#listeners.set(name, [...listeners, { heard: read, missed }]);
      },
    };
  }

  /** Those who ask while it is being read wait for the next reading, together. */
  upToDate(): Promise<void> {
    if (!this.#next) {
      const next = this.#reading.then(() => {
        this.#next = undefined;
        const reading = this.#read();
        this.#reading = reading.catch(() => undefined);
        return reading;
      });
      next.catch(() => undefined);
      this.#next = next;
    }
    return this.#next;
  }

  close(): void {
    clearInterval(this.#looking);
    this.#unfollow();
  }

  async #tell(topic: string, text: string): Promise<void> {
    const write = async () => {
      const body = this.#seal.close(text, topic);
      await this.#database.transaction('notices', async (within) => {
        await within.run(sql.tell, this.#sender, topic, body, this.#now());
      });
      await this.#database.tell('notices').catch(() => undefined);
    };
    try {
      await write();
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error;
      if (this.#owed.length < mostOwed) this.#owed.push(write);
    }
  }

  async #read(): Promise<void> {
    const startedAt = this.#now();
    if (startedAt - this.#readAt >= keptMs) this.#missed();
    for (;;) {
      const rows = await this.#database.all<Row>(sql.next, this.#position);
      for (const row of rows) this.#hear(row);
      if (rows.length < readAtOnce) break;
    }
    this.#readAt = startedAt;
  }

  #hear({ number, sender, topic, body }: Row): void {
    this.#position = number;
    if (sender === this.#sender) return;
    const text = this.#seal.open(body, topic);
    for (const { heard, missed } of this.#listeners.get(topic) ?? []) {
      // Sealed with a secret that this gateway does not have yet.
      if (text === undefined) missed();
      else heard(text);
    }
  }

  #missed(): void {
    for (const { missed } of [...this.#listeners.values()].flat()) missed();
  }

  async #tend(): Promise<void> {
    const owed = this.#owed;
    this.#owed = [];
    for (const [at, write] of owed.entries()) {
      try {
        await write();
      } catch {
        this.#owed = [...owed.slice(at), ...this.#owed];
        return;
      }
    }
    await this.#database.run(sql.sweep, this.#now() - keptMs);
  }
}
