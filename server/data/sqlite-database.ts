import { AsyncLocalStorage } from 'node:async_hooks';
import { join } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Database, Databases, Migrating, Statements, StorePlan, Value } from './database.ts';
import { isRead, textOf } from './dialect.ts';
import { Followers, subjectOf } from './followers.ts';
import { migrate } from './migrate.ts';
import { makePrivateFolder, openPrivateDatabase } from './private-files.ts';
import { SharedCommit } from './shared-commit.ts';
import { statementsOf } from './statements.ts';
import { StoreFailure, type StoreProblem } from './store-failure.ts';

/** Of SQLite (https://www.sqlite.org/rescode.html). */
const problems: Readonly<Record<number, StoreProblem>> = {
  5: 'locked',
  6: 'locked',
  8: 'read-only',
  10: 'failed',
  11: 'failed',
  13: 'full',
  14: 'failed',
  26: 'failed',
};

/** What an error of SQLite says of a database; undefined when it is about the statement. */
const problemIn = (error: unknown): StoreProblem | undefined =>
  error instanceof Error && 'errcode' in error ? problems[Number(error.errcode) & 0xff] : undefined;

/** Takes the lock, writes something, and takes that back before it reaches the disk. */
export function sqliteProblem(database: DatabaseSync): StoreProblem | undefined {
  try {
    // It is being written to right now.
    if (database.isTransaction) return undefined;
    database.exec('BEGIN IMMEDIATE; PRAGMA user_version = 1; ROLLBACK');
    return undefined;
  } catch (error) {
    if (database.isOpen && database.isTransaction) database.exec('ROLLBACK');
    return problemIn(error) ?? 'failed';
  }
}

interface Transaction {
  readonly ended: Promise<void>;
}

/** The transaction that is being carried out. */
const carriedOut = new AsyncLocalStorage<Transaction>();

/**
 * A store in an SQLite file of its own. Statements are carried out when they are called; what is written in one turn of
 * the event loop is committed together, and reaches the disk without anyone else waiting for it.
 */
class SqliteDatabase implements Database {
  readonly engine = 'sqlite';
  /** There are no others. */
  readonly isHearing = true;
  readonly store: string;
  readonly all: Statements['all'];
  readonly one: Statements['one'];
  readonly run: Statements['run'];
  readonly #connection: DatabaseSync;
  readonly #shared: SharedCommit;
  readonly #followers = new Followers();
  readonly #prepared = new Map<string, StatementSync>();
  /** Others wait for it: what they write would be undone with it. */
  #transaction: Transaction | undefined;

  constructor(store: string, connection: DatabaseSync, file: string | undefined) {
    this.store = store;
    this.#connection = connection;
    this.#shared = new SharedCommit(connection, file);
    const { all, one, run } = statementsOf({
      rows: (sql, values) => this.#execute(isRead(sql), () => this.#rows(sql, values)),
      changes: (sql, values) => this.#execute(false, () => this.#changes(sql, values)),
    });
    [this.all, this.one, this.run] = [all, one, run];
  }

  async transaction<T>(_lock: string, work: (within: Statements) => Promise<T>): Promise<T> {
    const { result, saved } = await this.#alone(work);
    return this.#when(saved, result);
  }

  async tell(topic?: string): Promise<void> {
    this.#followers.tell(subjectOf(this.store, topic));
  }

  follow(heard: () => void, topic?: string): () => void {
    return this.#followers.add(subjectOf(this.store, topic), heard);
  }

  async problem(): Promise<StoreProblem | undefined> {
    return sqliteProblem(this.#connection);
  }

  async size(): Promise<number> {
    const sql = 'SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()';
    const row = await this.one<{ bytes: number }>(sql);
    return row?.bytes ?? 0;
  }

  async close(): Promise<void> {
    while (this.#transaction) await this.#endOf(this.#transaction);
    this.#shared.close();
    this.#prepared.clear();
    this.#connection.close();
  }

  /** Takes what the tables lack. */
  async migrate(plan: StorePlan): Promise<void> {
    await this.transaction('migrations', (within) => migrate(this.#migrating(within), plan));
  }

  /** Carries out a transaction. @returns its result, and when that is on disk. */
  async #alone<T>(work: (within: Statements) => Promise<T>) {
    while (this.#transaction) await this.#endOf(this.#transaction);
    const ended = Promise.withResolvers<void>();
    const transaction: Transaction = { ended: ended.promise };
    this.#transaction = transaction;
    const release = this.#shared.hold();
    try {
      this.#told(() => this.#shared.write(() => this.#connection.exec('SAVEPOINT work')));
      const saved = this.#shared.saved();
      const result = await this.#carryOut(transaction, work);
      this.#told(() => this.#connection.exec('RELEASE work'));
      return { result, saved };
    } finally {
      this.#transaction = undefined;
      release();
      ended.resolve();
    }
  }

  #migrating(within: Statements): Migrating {
    return {
      ...within,
      engine: this.engine,
      define: async (sql) => this.#connection.exec(sql),
      addColumn: async (table, column, type) => {
        const known = this.#connection.prepare('SELECT 1 FROM pragma_table_info(?) WHERE name = ?');
        if (known.get(table, column)) return;
        this.#connection.exec(`ALTER TABLE ${table} ADD COLUMN ${column} ${type}`);
      },
    };
  }

  async #carryOut<T>(transaction: Transaction, work: (within: Statements) => Promise<T>): Promise<T> {
    let failure: { readonly error: unknown } | undefined;
    const attempt = async <R>(statement: () => R): Promise<R> => {
      if (this.#transaction !== transaction) throw new Error(`a transaction of ${this.store} has ended`);
      // As PostgreSQL does: nothing more is carried out.
      if (failure) throw failure.error;
      try {
        return this.#told(() => this.#shared.write(statement));
      } catch (error) {
        failure ??= { error };
        throw error;
      }
    };
    const within = statementsOf({
      rows: (sql, values) => attempt(() => this.#rows(sql, values)),
      changes: (sql, values) => attempt(() => this.#changes(sql, values)),
    });
    try {
      const result = await carriedOut.run(transaction, () => work(within));
      // Whoever overlooked it.
      if (failure) throw failure.error;
      return result;
    } catch (error) {
      if (this.#connection.isTransaction) this.#connection.exec('ROLLBACK TO work; RELEASE work');
      throw error;
    }
  }

  /** @throws Error where that would never be. */
  #endOf(transaction: Transaction): Promise<void> {
    if (carriedOut.getStore() !== transaction) return transaction.ended;
    throw new Error(`a transaction of ${this.store} waits for itself: use its own statements`);
  }

  #rows(sql: string, values: readonly Value[]): readonly unknown[] {
    return this.#prepare(sql).all(...values.map(clean));
  }

  #changes(sql: string, values: readonly Value[]): number {
    return Number(this.#prepare(sql).run(...values.map(clean)).changes);
  }

  #prepare(sql: string): StatementSync {
    const known = this.#prepared.get(sql);
    if (known) return known;
    const statement = this.#connection.prepare(sql);
    this.#prepared.set(sql, statement);
    return statement;
  }

  async #execute<T>(isReading: boolean, statement: () => T): Promise<T> {
    while (this.#transaction) await this.#endOf(this.#transaction);
    if (isReading) return this.#told(statement);
    const result = this.#told(() => this.#shared.write(statement));
    return this.#when(this.#shared.saved(), result);
  }

  async #when<T>(saved: Promise<void>, result: T): Promise<T> {
    try {
      await saved;
    } catch (error) {
      throw this.#failure(error);
    }
    return result;
  }

  #told<T>(statement: () => T): T {
    try {
      return statement();
    } catch (error) {
      throw this.#failure(error);
    }
  }

  #failure(error: unknown): unknown {
    const problem = problemIn(error) ?? (this.#connection.isOpen ? undefined : 'failed');
    return problem ? new StoreFailure(this.store, problem, error) : error;
  }
}

const clean = (value: Value): Value => (typeof value === 'string' ? textOf(value) : value);

/** SQLite's name for a database without a file. */
const inMemory = ':memory:';

/** @param file created if missing. */
async function openSqlite(plan: StorePlan, file: string): Promise<Database> {
  const connection = openPrivateDatabase(file);
  // What was deleted or replaced is overwritten on disk.
  connection.exec('PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON');
  connection.exec('SELECT count(*) FROM sqlite_schema');
  const database = new SqliteDatabase(plan.store, connection, file === inMemory ? undefined : file);
  try {
    await database.migrate(plan);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Stores in one folder, each in a file of its own; without a folder, in memory. */
export function sqliteDatabases(folder: string | undefined): Databases {
  const opened: Database[] = [];
  if (folder !== undefined) makePrivateFolder(folder);
  return {
    async open(plan) {
      const file = folder === undefined ? inMemory : join(folder, `${plan.store}.sqlite`);
      const database = await openSqlite(plan, file);
      opened.push(database);
      return database;
    },
    async close() {
      for (const database of opened.splice(0)) await database.close();
    },
  };
}
