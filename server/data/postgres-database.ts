import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Database, Databases, Migrating, Statements, StorePlan, Value } from './database.ts';
import { definitionOf, isRead } from './dialect.ts';
import { subjectOf } from './followers.ts';
import { migrate } from './migrate.ts';
import {
  defaultLimits,
  type Lent,
  PostgresConnections,
  type PostgresLimits,
} from './postgres-connections.ts';
import { endsConnection, isPassing, problemIn } from './postgres-errors.ts';
import { PostgresNews } from './postgres-news.ts';
import { statementsOf } from './statements.ts';
import { StoreFailure, type StoreProblem } from './store-failure.ts';
import { storeTimes } from './store-times.ts';

/** How often something is tried that another gateway was in the way of. */
const attempts = 5;
const againMs = 20;
/** A gateway waits this long for another that migrates, in ms. */
const migrationMs = 10 * 60 * 1000;

/** A lock's name as PostgreSQL takes it: a number of eight bytes. */
const lockNumber = (name: string): string =>
  createHash('sha256').update(name).digest().readBigInt64BE().toString();

/** A store in PostgreSQL, in a database that it shares with the others and with other gateways. */
class PostgresDatabase implements Database {
  readonly engine = 'postgres';
  readonly all: Statements['all'];
  readonly one: Statements['one'];
  readonly run: Statements['run'];
  readonly #plan: StorePlan;
  readonly #connections: PostgresConnections;
  readonly #news: PostgresNews;

  constructor(plan: StorePlan, connections: PostgresConnections, news: PostgresNews) {
    this.#plan = plan;
    this.#connections = connections;
    this.#news = news;
    const { all, one, run } = statementsBy((sql, values) => this.#query(sql, values));
    [this.all, this.one, this.run] = [all, one, run];
  }

  get store(): string {
    return this.#plan.store;
  }

  transaction<T>(lock: string, work: (within: Statements) => Promise<T>): Promise<T> {
    const begin = `BEGIN; SELECT pg_advisory_xact_lock(${lockNumber(`${this.store} ${lock}`)})`;
    return this.#patiently('transaction', () => this.#transact(begin, (lent) => work(this.#within(lent))));
  }

  get isHearing(): boolean {
    return this.#news.isHearing;
  }

  async tell(topic?: string): Promise<void> {
    const subject = subjectOf(this.store, topic);
    this.#news.tell(subject);
    await this.one(PostgresNews.statement, subject);
  }

  follow(heard: () => void, topic?: string): () => void {
    return this.#news.follow(subjectOf(this.store, topic), heard);
  }

  async problem(): Promise<StoreProblem | undefined> {
    try {
      const row = await this.one<{ refuses: string }>(
        `SELECT CASE WHEN pg_is_in_recovery() THEN 'on' ELSE current_setting('transaction_read_only') END AS refuses`,
      );
      return row?.refuses === 'on' ? 'read-only' : undefined;
    } catch (error) {
      return problemIn(error) ?? 'failed';
    }
  }

  async size(): Promise<number> {
    const tables = this.#plan.tables.map((table) => `pg_total_relation_size('${table}')`);
    const row = await this.one<{ bytes: number }>(`SELECT ${['0', ...tables].join(' + ')} AS bytes`);
    return row?.bytes ?? 0;
  }

  /** Nothing is its own: the connections belong to all stores. */
  async close(): Promise<void> {}

  /** Takes what the tables lack; gateways that start together wait for the first. */
  async migrate(): Promise<void> {
    const number = lockNumber('migrations of the dashboard');
    const begin = `BEGIN; SET LOCAL statement_timeout = ${migrationMs}; SET LOCAL lock_timeout = ${migrationMs};
      SELECT pg_advisory_xact_lock(${number})`;
    await this.#patiently('transaction', () =>
      this.#transact(
        begin,
        (lent) => migrate(migratingIn(lent, this.#within(lent)), this.#plan),
        migrationMs,
      ),
    );
  }

  #transact<T>(begin: string, work: (lent: Lent) => Promise<T>, waitMs?: number): Promise<T> {
    return this.#connections.lend(this.store, async (lent) => {
      try {
        await lent.simple(begin, waitMs);
        const result = await work(lent);
        await this.#commit(lent);
        return result;
      } catch (error) {
        // With its connection it ends, too.
        if (!endsConnection(error)) await lent.simple('ROLLBACK');
        throw error;
      }
    });
  }

  async #commit(lent: Lent): Promise<void> {
    const did = await timed(this.store, 'commit', () => lent.simple('COMMIT')).catch((error: unknown) => {
      throw this.#failure(error, true);
    });
    // A statement failed, and whoever called it overlooked that.
    if (did !== 'COMMIT') throw new Error(`a transaction of ${this.store} was undone`);
  }

  #within(lent: Lent): Statements {
    return statementsBy((sql, values) => timed(this.store, kindOf(sql), () => lent.query(sql, values)));
  }

  /** One statement, on any connection. */
  #query(sql: string, values: readonly Value[]): Promise<pg.QueryResult> {
    const ask = () =>
      this.#connections.lend(this.store, (lent) =>
        timed(this.store, kindOf(sql), () => lent.query(sql, values)),
      );
    return this.#patiently(kindOf(sql), ask);
  }

  async #patiently<T>(kind: 'read' | 'write' | 'transaction', ask: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await ask();
      } catch (error) {
        if (error instanceof StoreFailure) throw error;
        const isLost = problemIn(error) === 'unreachable';
        // The connection may have been lost long ago.
        const isWorthIt = isPassing(error) ? attempt < attempts : kind === 'read' && isLost && attempt === 1;
        if (!isWorthIt) throw this.#failure(error, kind === 'write' && isLost);
        await pause(Math.random() * againMs * attempt);
      }
    }
  }

  #failure(error: unknown, isUncertain: boolean): unknown {
    const problem = problemIn(error);
    return problem ? new StoreFailure(this.store, problem, error, isUncertain) : error;
  }
}

const statementsBy = (query: (sql: string, values: readonly Value[]) => Promise<pg.QueryResult>) =>
  statementsOf({
    rows: async (sql, values) => (await query(sql, values)).rows,
    changes: async (sql, values) => (await query(sql, values)).rowCount ?? 0,
  });

const kindOf = (sql: string) => (isRead(sql) ? 'read' : 'write');

async function timed<T>(
  store: string,
  kind: 'read' | 'write' | 'commit',
  work: () => Promise<T>,
): Promise<T> {
  if (!storeTimes.isHeard) return work();
  const startedAt = performance.now();
  try {
    return await work();
  } finally {
    storeTimes.tell({ store, kind, seconds: (performance.now() - startedAt) / 1000 });
  }
}

const migratingIn = (lent: Lent, within: Statements): Migrating => ({
  ...within,
  engine: 'postgres',
  async define(sql) {
    await lent.simple(definitionOf(sql), migrationMs);
  },
  async addColumn(table, column, type) {
    const sql = `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${column} ${definitionOf(type)}`;
    await lent.simple(sql, migrationMs);
  },
});

/**
 * Stores in one PostgreSQL database; its address is libpq's, `postgres://…`. Nothing is connected before a store is
 * opened.
 */
export function postgresDatabases(url: string, limits: Partial<PostgresLimits> = {}): Databases {
  const all = { ...defaultLimits, ...limits };
  const connections = new PostgresConnections(url, all);
  const news = new PostgresNews(url, all.connectMs);
  return {
    async open(plan) {
      const database = new PostgresDatabase(plan, connections, news);
      await database.migrate();
      return database;
    },
    async close() {
      await news.close();
      await connections.close();
    },
  };
}
