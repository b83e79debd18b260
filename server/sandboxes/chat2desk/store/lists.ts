import type { Database, Value } from '../../lib/database.ts';

/** Conditions of a query, joined by AND. */
export class Conditions {
  readonly #parts: string[] = [];
  readonly values: Value[] = [];

  /** Adds a condition where its value is there. */
  when(value: Value | undefined, sql: string): this {
    if (value === undefined) return this;
    return this.and(sql, value);
  }

  and(sql: string, ...values: Value[]): this {
    this.#parts.push(sql);
    this.values.push(...values);
    return this;
  }

  get sql(): string {
    return this.#parts.length === 0 ? '' : `WHERE ${this.#parts.join(' AND ')}`;
  }
}

export interface Page {
  readonly limit?: string | number | undefined;
  readonly offset?: string | number | undefined;
}

export const usualLimit = 20;
export const maybeNumber = (value: string | number | undefined): number | undefined =>
  value === undefined ? undefined : Number(value);

/** Returns a page of rows from a complete list, with the total number. */
export function pageOf(rows: readonly unknown[], { limit = usualLimit, offset = 0 }: Page) {
  const meta = { total: rows.length, limit: Number(limit), offset: Number(offset) };
  return { data: rows.slice(meta.offset, meta.offset + meta.limit), meta };
}

export interface List {
  /** Table; its rows are ordered by `id`, unless there is another `by`. */
  readonly from: string;
  readonly where?: Conditions;
  readonly order?: 'asc' | 'desc' | undefined;
}

/** Returns a page of a table, as a response. */
export function listed<Row>(
  database: Database,
  { from, where = new Conditions(), order = 'asc' }: List,
  page: Page,
  view: (row: Row) => unknown,
) {
  const meta = {
    total:
      database.get<{ total: number }>(`SELECT count(*) AS total FROM ${from} ${where.sql}`, ...where.values)
        ?.total ?? 0,
    limit: Number(page.limit ?? usualLimit),
    offset: Number(page.offset ?? 0),
  };
  const sql = `SELECT * FROM ${from} ${where.sql} ORDER BY id ${order} LIMIT ? OFFSET ?`;
  const rows = database.all<Row>(sql, ...where.values, meta.limit, meta.offset);
  return { data: rows.map(view), meta, status: 'success' };
}
