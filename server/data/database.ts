import type { StoreProblem } from './store-failure.ts';

/** What a statement is given. Numbers are whole and safe. */
export type Value = string | number | Uint8Array | null;

/**
 * Statements in the SQL that both engines speak, with `?` or `?1` for values; one that may be absent needs a type,
 * `CAST(?1 AS BIGINT) IS NULL`. `Row` is what a statement selects or returns; nothing checks it at run time. Numbers come
 * back as numbers, bytes as `Uint8Array`.
 */
export interface Statements {
  all<Row>(sql: string, ...values: readonly Value[]): Promise<readonly Row[]>;
  /** The first row. */
  one<Row>(sql: string, ...values: readonly Value[]): Promise<Row | undefined>;
  /** Returns how many rows were changed. */
  run(sql: string, ...values: readonly Value[]): Promise<number>;
}

/** What only migrations may do. */
export interface Migrating extends Statements {
  readonly engine: Engine;
  /** Several statements that define tables, as SQLite takes them. */
  define(sql: string): Promise<void>;
  /** Adds a column unless the table has it. */
  addColumn(table: string, column: string, type: string): Promise<void>;
}

/** One step of a store's tables; on PostgreSQL and on a database of SQLite from before there were steps, the same. */
export type Migration = string | ((within: Migrating) => Promise<void>);

export type Engine = 'sqlite' | 'postgres';

/**
 * The tables of one store. A statement, or a transaction, is saved when its promise resolves; when it rejects, nothing of
 * it is there, except that a connection lost at that very moment may leave that open (`StoreFailure.isUncertain`).
 */
export interface Database extends Statements {
  /** Name of the store. */
  readonly store: string;
  readonly engine: Engine;
  /**
   * Carries out statements that belong together; an error undoes all. No other transaction under the same lock runs at the
   * same time, in any gateway, and each sees what those before have saved.
   *
   * @param lock names what is changed. SQLite lets one transaction of a store run at a time anyway.
   * @param work waits for nothing but `within`, and has no other effect: it may be run a second time.
   */
  transaction<T>(lock: string, work: (within: Statements) => Promise<T>): Promise<T>;
  /** Tells whoever follows this store, in any gateway, that something in it has changed. @param topic what, if not all of it */
  tell(topic?: string): Promise<void>;
  /**
   * Follows a store. `heard` is called after each `tell`, and whenever one may have been missed: it looks for itself what is
   * new. One call may stand for several. Returns what ends it.
   */
  follow(heard: () => void, topic?: string): () => void;
  /** Whether whoever follows hears now what other gateways tell. */
  readonly isHearing: boolean;
  /** Whether it could be written now. */
  problem(): Promise<StoreProblem | undefined>;
  /** Bytes that its tables take. */
  size(): Promise<number>;
  close(): Promise<void>;
}

/** What a store consists of. */
export interface StorePlan {
  /** Its name, and that of its file where it has one. */
  readonly store: string;
  /** All its tables, those that others refer to first. No two stores have one of the same name. */
  readonly tables: readonly string[];
  /** Those that have rows from the start. */
  readonly seeded?: readonly string[];
  /** In order. Only ever added to. */
  readonly migrations: readonly Migration[];
}

/** Where the stores are. */
export interface Databases {
  /**
   * Opens a store, and takes the migrations that its tables lack.
   * @throws StoreTooNew, StoreFailure
   */
  open(plan: StorePlan): Promise<Database>;
  close(): Promise<void>;
}
