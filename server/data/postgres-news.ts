import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { Followers } from './followers.ts';

const channel = 'claritalk_dashboard';
const firstPauseMs = 100;
const longestPauseMs = 5_000;

/**
 * Hears what other gateways tell of their stores, on a connection of its own. While that is lost nothing is heard, so
 * when it is there again all followers look for themselves.
 */
export class PostgresNews {
  readonly #url: string;
  readonly #connectMs: number;
  readonly #followers = new Followers();
  readonly #end = new AbortController();
  #running: Promise<void> | undefined;
  #isHearing = false;

  constructor(url: string, connectMs: number) {
    this.#url = url;
    this.#connectMs = connectMs;
  }

  get isHearing(): boolean {
    return this.#isHearing;
  }

  /** @param subject a store, or a topic of one */
  follow(subject: string, heard: () => void): () => void {
    this.#running ??= this.#run();
    return this.#followers.add(subject, heard);
  }

  /** Tells those in this process; `statement` tells the others. */
  tell(subject: string): void {
    this.#followers.tell(subject);
  }

  static readonly statement = `SELECT pg_notify('${channel}', ?) AS told`;

  async close(): Promise<void> {
    this.#end.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#end;
    for (let pauseMs = firstPauseMs; !signal.aborted; ) {
      const wasHeard = await this.#hear();
      pauseMs = wasHeard ? firstPauseMs : Math.min(longestPauseMs, pauseMs * 2);
      await pause(pauseMs * (0.5 + Math.random()), undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** @returns whether there was a connection; resolves when it is lost. */
  async #hear(): Promise<boolean> {
    const { signal } = this.#end;
    const client = new pg.Client({
      connectionString: this.#url,
      connectionTimeoutMillis: this.#connectMs,
      application_name: 'claritalk-dashboard news',
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    const lost = Promise.withResolvers<void>();
    client.on('error', () => lost.resolve());
    client.on('end', () => lost.resolve());
    client.on('notification', ({ payload = '' }) => this.#followers.tell(payload));
    const leave = () => lost.resolve();
    signal.addEventListener('abort', leave);
    try {
      await client.connect();
      await client.query(`LISTEN ${channel}`);
      this.#isHearing = true;
      this.#followers.tellAll();
      await lost.promise;
      return true;
    } catch {
      return false;
    } finally {
      this.#isHearing = false;
      signal.removeEventListener('abort', leave);
      await client.end().catch(() => undefined);
    }
  }
}
