import { createHash } from 'node:crypto';
import pg from 'pg';
import type { Value } from './database.ts';
import { placesOf, textOf } from './dialect.ts';
import { endsConnection, problemIn } from './postgres-errors.ts';
import { StoreFailure } from './store-failure.ts';

/** How long something may take, in ms. Whoever waits gets an answer within the sum of the first two. */
export interface PostgresLimits {
  /** Connections of this gateway. */
  readonly connections: number;
  /** To get a connection: one that is free, or a new one. */
  readonly connectMs: number;
  /** For a statement; the server ends it. */
  readonly statementMs: number;
  /** For a lock that another transaction has. */
  readonly lockMs: number;
  /** For the answer to arrive; beyond that the connection counts as lost. */
  readonly answerMs: number;
}

export const defaultLimits: PostgresLimits = {
  connections: 10,
  connectMs: 3_000,
  statementMs: 5_000,
  lockMs: 4_000,
  answerMs: 7_000,
};

/** Numbers of eight bytes, and sums of them: all that is stored is a safe number. */
const numbers: ReadonlySet<number> = new Set([pg.types.builtins.INT8, pg.types.builtins.NUMERIC]);
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    numbers.has(oid) ? Number : pg.types.getTypeParser(oid, format === 'binary' ? 'binary' : 'text'),
};

interface Prepared {
  readonly name: string;
  readonly text: string;
}

/** By their SQL, in which there is never a value: there are as many as the code has. */
const prepared = new Map<string, Prepared>();

function preparedFor(sql: string): Prepared {
  const known = prepared.get(sql);
  if (known) return known;
  const text = placesOf(sql);
  const statement = { name: createHash('sha256').update(text).digest('base64url').slice(0, 24), text };
  prepared.set(sql, statement);
  return statement;
}

const given = (value: Value) => (typeof value === 'string' ? textOf(value) : value);

/** A connection for as long as it is lent. */
export class Lent {
  readonly #store: string;
  #lent: pg.PoolClient | undefined;

  constructor(store: string, client: pg.PoolClient) {
    this.#store = store;
    this.#lent = client;
  }

  end(): void {
    this.#lent = undefined;
  }

  get #client(): pg.PoolClient {
    if (!this.#lent) throw new Error(`a transaction of ${this.#store} has ended`);
    return this.#lent;
  }

  async query(sql: string, values: readonly Value[]): Promise<pg.QueryResult> {
    return await this.#client.query({ ...preparedFor(sql), values: values.map(given) });
  }

  /** Statements without values; returns what the last of them did. */
  async simple(text: string, answerMs?: number): Promise<string> {
    const query = answerMs === undefined ? { text } : { text, query_timeout: answerMs };
    const result: pg.QueryResult | pg.QueryResult[] = await this.#client.query(query);
    return (Array.isArray(result) ? result.at(-1) : result)?.command ?? '';
  }
}

/** The connections of one gateway to its database. */
export class PostgresConnections {
  readonly #pool: pg.Pool;
  readonly #limits: PostgresLimits;

  constructor(url: string, limits: PostgresLimits) {
    this.#limits = limits;
    this.#pool = new pg.Pool({
      connectionString: url,
      types,
      max: limits.connections,
      connectionTimeoutMillis: limits.connectMs,
      statement_timeout: limits.statementMs,
      lock_timeout: limits.lockMs,
      idle_in_transaction_session_timeout: limits.answerMs,
      query_timeout: limits.answerMs,
      application_name: 'claritalk-dashboard',
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    // One that nobody is using was lost; the next is made when it is needed.
    this.#pool.on('error', () => undefined);
  }

  /** Lends a connection. @throws StoreFailure, or what the database says of a statement */
  async lend<T>(store: string, work: (lent: Lent) => Promise<T>): Promise<T> {
    const client = await this.#take(store);
    let isOver = false;
    // It may be lost between two statements.
    const onError = () => {
      isOver = true;
    };
    client.on('error', onError);
    const lent = new Lent(store, client);
    try {
      return await work(lent);
    } catch (error) {
      isOver ||= endsConnection(error);
      throw error;
    } finally {
      lent.end();
      client.off('error', onError);
      client.release(isOver);
    }
  }

  async close(): Promise<void> {
    if (!this.#pool.ending) await this.#pool.end();
  }

  async #take(store: string): Promise<pg.PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      const { totalCount, idleCount } = this.#pool;
      const areTaken = totalCount >= this.#limits.connections && idleCount === 0;
      const isLate = error instanceof Error && /timeout exceeded when trying to connect/.test(error.message);
      const problem = isLate ? (areTaken ? 'crowded' : 'unreachable') : (problemIn(error) ?? 'failed');
      throw new StoreFailure(store, problem, error);
    }
  }
}
