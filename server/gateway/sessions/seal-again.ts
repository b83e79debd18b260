import { setTimeout as pause } from 'node:timers/promises';
import type { Database, Statements, Value } from '../../data/database.ts';
import { codeOf } from '../../lib/error-code.ts';
import type { Logger } from '../http/log.ts';
import type { Seal } from './sealed.ts';

/** A table with sealed columns. `Row` is what it contains. */
export interface SealedTable<Row> {
  readonly name: string;
  /** The columns in whose order it is read: its primary key. */
  readonly order: string;
  /** What a column's values are sealed to. */
  readonly columns: Readonly<Record<string, (row: Row) => string>>;
  /** Bytes before what is sealed, in every column. */
  readonly prefixBytes?: number;
}

/** Where reading continues: the key of the last row. */
type Position = readonly Value[] | undefined;

/** Reads the rows of one table, one at a time. */
export interface SealedRows {
  readonly name: string;
  /** @returns what was found behind a position, and the next position; undefined at the end. */
  next(
    within: Statements,
    after: Position,
    seal: Seal,
  ): Promise<(Found & { position: Position }) | undefined>;
}

interface Found {
  readonly renewed: number;
  readonly unreadable: number;
}

/** A database, and what in it is sealed. */
export interface SealedDatabase {
  readonly database: Database;
  readonly seal: Seal;
  readonly tables: readonly SealedRows[];
  /** Called after values have changed, for whoever keeps some in memory. */
  readonly changed?: () => void;
}

export const sealedTable = <Row extends object>(table: SealedTable<Row>): SealedRows => ({
  name: table.name,
  async next(within, after, seal) {
    const { name, order, columns, prefixBytes = 0 } = table;
    const key = order.split(', ');
    const places = key.map(() => '?').join(', ');
    const where = after ? `WHERE (${order}) > (${places})` : '';
    const positions = key.map((column, index) => `${column} AS position_${index}`);
    const select = `SELECT ${positions.join(', ')}, ${name}.* FROM ${name} ${where} ORDER BY ${order} LIMIT 1`;
    const row = await within.one<Row & Record<string, Value>>(select, ...(after ?? []));
    if (!row) return undefined;
    const position = key.map((_, index) => row[`position_${index}`] ?? null);
    const found = { renewed: 0, unreadable: 0, position };
    for (const [column, contextOf] of Object.entries(columns)) {
      const value: unknown = Reflect.get(row, column);
      if (!(value instanceof Uint8Array) || value.length === 0) continue;
      const context = contextOf(row);
      const opened = seal.openWith(value.subarray(prefixBytes), context);
      if (!opened) found.unreadable += 1;
      if (!opened || opened.secret === 0) continue;
      const sealed = Buffer.concat([value.subarray(0, prefixBytes), seal.close(opened.bytes, context)]);
      // Unless someone has written something else in the meantime, with the newest secret.
      const update = `UPDATE ${name} SET ${column} = ? WHERE (${order}) = (${places}) AND ${column} = ?`;
      found.renewed += await within.run(update, sealed, ...position, value);
    }
    return found;
  },
});

/** Work for so long, and then a rest, in ms: requests do not notice. */
const workMs = 8;
const restMs = 40;
/** When a database was locked or its disk full. */
const retryMs = 30_000;

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
    const { database, seal, tables } = one;
    const { store } = database;
    let [table, position]: [number, Position] = [0, undefined];
    let [renewed, unreadable] = [0, 0];
    while (!this.#end.signal.aborted) {
      try {
        // What is counted and where it continues counts only once it is on disk.
        const slice = await database.transaction('seal again', async (within) => {
          const at = { table, position, renewed, unreadable };
          if (table === 0 && position === undefined && (await isMarked(within, store, seal.id)))
            return undefined;
          const until = performance.now() + workMs;
          while (performance.now() < until && at.table < tables.length) {
            const found = await tables[at.table]?.next(within, at.position, seal);
            at.position = found?.position;
            at.renewed += found?.renewed ?? 0;
            at.unreadable += found?.unreadable ?? 0;
            if (!found) at.table += 1;
          }
          if (at.table === tables.length) await within.run(mark, store, seal.id);
          return at;
        });
        if (!slice) return true;
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

const mark = `INSERT INTO sealed_for (store, id) VALUES (?, ?)
  ON CONFLICT (store) DO UPDATE SET id = excluded.id`;

async function isMarked(within: Statements, store: string, id: string): Promise<boolean> {
  const marked = await within.one<{ id: string }>('SELECT id FROM sealed_for WHERE store = ?', store);
  return marked?.id === id;
}
