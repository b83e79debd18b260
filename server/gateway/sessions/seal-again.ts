import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { query } from '../../data/query.ts';
import { codeOf } from '../../lib/error-code.ts';
import type { Logger } from '../http/log.ts';
import type { Seal } from './sealed.ts';

/** A table with sealed columns. `Row` is what it contains. */
export interface SealedTable<Row> {
  readonly name: string;
  /** The column in whose order it is read: `rowid`, or the primary key of a table that has none. */
  readonly order: string;
  /** What a column's values are sealed to. */
  readonly columns: Readonly<Record<string, (row: Row) => string>>;
  /** Bytes before what is sealed, in every column. */
  readonly prefixBytes?: number;
}

/** Reads the rows of one table, one at a time. */
export interface SealedRows {
  readonly name: string;
  /** @returns what was found behind a position, and the next position; undefined at the end. */
  next(
    database: DatabaseSync,
    after: SQLInputValue,
    seal: Seal,
  ): (Found & { position: SQLInputValue }) | undefined;
}

interface Found {
  readonly renewed: number;
  readonly unreadable: number;
}

/** A database, and what in it is sealed. */
export interface SealedDatabase {
  /** For the log. */
  readonly store: string;
  readonly database: DatabaseSync;
  readonly seal: Seal;
  readonly tables: readonly SealedRows[];
  /** Called after values have changed, for whoever keeps some in memory. */
  readonly changed?: () => void;
}

export const sealedTable = <Row extends object>(table: SealedTable<Row>): SealedRows => ({
  name: table.name,
  next(database, after, seal) {
    const { name, order, columns, prefixBytes = 0 } = table;
    const where = after === null ? '' : `WHERE ${order} > ?`;
    const select = `SELECT ${order} AS position, * FROM ${name} ${where} ORDER BY ${order} LIMIT 1`;
    const read = query<Row & { position: SQLInputValue }>(database.prepare(select));
    const row = after === null ? read.get() : read.get(after);
    if (!row) return undefined;
    const found = { renewed: 0, unreadable: 0, position: row.position };
    for (const [column, contextOf] of Object.entries(columns)) {
      const value: unknown = Reflect.get(row, column);
      if (!(value instanceof Uint8Array) || value.length === 0) continue;
      const context = contextOf(row);
      const opened = seal.openWith(value.subarray(prefixBytes), context);
      if (!opened) found.unreadable += 1;
      if (!opened || opened.secret === 0) continue;
      const sealed = Buffer.concat([value.subarray(0, prefixBytes), seal.close(opened.bytes, context)]);
      database.prepare(`UPDATE ${name} SET ${column} = ? WHERE ${order} = ?`).run(sealed, row.position);
      found.renewed += 1;
    }
    return found;
  },
});

/** Work for so long, and then a rest, in ms: requests do not notice. */
const workMs = 8;
const restMs = 40;
/** When a database was locked or its disk full. */
const retryMs = 30_000;

const marks = 'CREATE TABLE IF NOT EXISTS sealed_with (only INTEGER PRIMARY KEY, id TEXT NOT NULL) STRICT';

/**
 * Seals what older secrets have sealed with the newest one, a little at a time, so that the older ones can be removed. A
 * database that is finished remembers for which secrets; one that was interrupted is done again from its beginning.
 */
export class SealAgain {
  readonly #databases: readonly SealedDatabase[];
  readonly #log: Logger;
  readonly #end = new AbortController();
  /** Resolves when everything is sealed with the newest secret, or this was closed. */
  readonly finished: Promise<void>;

  constructor(databases: readonly SealedDatabase[], log: Logger) {
    this.#databases = databases.filter(({ seal }) => seal.isRotating);
    this.#log = log;
    this.finished = this.#run();
  }

  /** Stops after the current few rows; the databases can be closed then. */
  async close(): Promise<void> {
    this.#end.abort();
    await this.finished;
  }

  async #run(): Promise<void> {
    if (this.#databases.length === 0) return;
    for (const one of this.#databases) {
      await this.#rest(0);
      const done = await this.#sealAgain(one);
      if (!done) return;
    }
    this.#log.info('all is sealed with the newest keys; the old ones can be removed after a day');
  }

  /** @returns false when it was ended before. */
  async #sealAgain(one: SealedDatabase): Promise<boolean> {
    const { store, database, seal, tables } = one;
    let [table, position]: [number, SQLInputValue] = [0, null];
    let [renewed, unreadable] = [0, 0];
    while (!this.#end.signal.aborted) {
      try {
        if (table === 0 && position === null && isMarked(database, seal.id)) return true;
        const until = performance.now() + workMs;
        // What is counted and where it continues counts only once it is on disk.
        const slice = together(database, () => {
          const at = { table, position, renewed, unreadable };
          while (performance.now() < until && at.table < tables.length) {
            const found = tables[at.table]?.next(database, at.position, seal);
            at.position = found?.position ?? null;
            at.renewed += found?.renewed ?? 0;
            at.unreadable += found?.unreadable ?? 0;
            if (!found) at.table += 1;
          }
          if (at.table === tables.length)
            database.prepare('INSERT OR REPLACE INTO sealed_with VALUES (1, ?)').run(seal.id);
          return at;
        });
        if (slice.renewed > renewed) one.changed?.();
        ({ table, position, renewed, unreadable } = slice);
        if (table === tables.length) {
          const level = unreadable > 0 ? 'warn' : 'info';
          this.#log[level]('sealed again', { store, values: renewed, unreadable });
          return true;
        }
        await this.#rest(restMs);
      } catch (error) {
        this.#log.warn('could not be sealed again yet', { store, error: codeOf(error) ?? 'unknown' });
        await this.#rest(retryMs);
      }
    }
    return false;
  }

  #rest(ms: number): Promise<void> {
    return pause(ms, undefined, { signal: this.#end.signal, ref: false }).catch(() => undefined);
  }
}

function isMarked(database: DatabaseSync, id: string): boolean {
  database.exec(marks);
  return query<{ id: string }>(database.prepare('SELECT id FROM sealed_with')).get()?.id === id;
}

function together<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
