import { createHash } from 'node:crypto';
import type { Database, Statements, StorePlan, Value } from './database.ts';

/** Why nothing was copied, in one sentence. */
export class CopyError extends Error {
  override readonly name = 'CopyError';
}

export interface CopiedTable {
  readonly table: string;
  readonly rows: number;
  /** SHA-256 of all rows, whatever their order; the same on both sides. */
  readonly hash: string;
}

export interface CopiedStore {
  readonly store: string;
  readonly tables: readonly CopiedTable[];
  /** It was there already, row by row. */
  readonly wasThere: boolean;
}

type Row = Readonly<Record<string, Value>>;

/** Some rows are reports of megabytes. */
const rowsAtOnce = 20;

interface Columns {
  readonly all: readonly string[];
  readonly key: readonly string[];
}

/** What SQLite says of a table. */
async function columnsOf(from: Statements, table: string): Promise<Columns> {
  const rows = await from.all<{ name: string; pk: number }>(
    'SELECT name, pk FROM pragma_table_info(?)',
    table,
  );
  const key = rows.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  return { all: rows.map(({ name }) => name), key: key.map(({ name }) => name) };
}

/** Reads a table in the order of its key, a few rows at a time. */
async function* read(from: Statements, table: string, { all, key }: Columns): AsyncGenerator<readonly Row[]> {
  const order = key.join(', ');
  const select = `SELECT ${all.join(', ')} FROM ${table}`;
  const end = `ORDER BY ${order} LIMIT ${rowsAtOnce}`;
  let rows = await from.all<Row>(`${select} ${end}`);
  while (rows.length > 0) {
    yield rows;
    const last = rows.at(-1);
    if (rows.length < rowsAtOnce || !last) return;
    const after = key.map((column) => last[column] ?? null);
    rows = await from.all<Row>(
      `${select} WHERE (${order}) > (${key.map(() => '?').join(', ')}) ${end}`,
      ...after,
    );
  }
}

/** Adds up the digests of rows, so that their order does not matter and no two cancel each other out. */
class Sum {
  #rows = 0;
  #total = 0n;

  add(row: Row, columns: readonly string[]): void {
    const values = columns.map((column) => {
      const value = row[column] ?? null;
      return value instanceof Uint8Array ? { bytes: Buffer.from(value).toString('base64') } : value;
    });
    const digest = createHash('sha256').update(JSON.stringify(values)).digest('hex');
    this.#total = (this.#total + BigInt(`0x${digest}`)) % 2n ** 256n;
    this.#rows += 1;
  }

  of(table: string): CopiedTable {
    return { table, rows: this.#rows, hash: this.#total.toString(16).padStart(64, '0') };
  }
}

async function sumOf(from: Statements, table: string, columns: Columns): Promise<CopiedTable> {
  const sum = new Sum();
  for await (const rows of read(from, table, columns)) for (const row of rows) sum.add(row, columns.all);
  return sum.of(table);
}

async function insert(to: Statements, table: string, columns: Columns, rows: readonly Row[]): Promise<void> {
  const one = `(${columns.all.map(() => '?').join(', ')})`;
  const sql = `INSERT INTO ${table} (${columns.all.join(', ')}) VALUES ${rows.map(() => one).join(', ')}`;
  await to.run(sql, ...rows.flatMap((row) => columns.all.map((column) => row[column] ?? null)));
}

/** Numbers go on where they were: one that was deleted is not given again. */
async function continueNumbers(from: Statements, to: Statements, table: string): Promise<void> {
  const numbered = await to.one<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns WHERE table_name = ? AND is_identity = 'YES'`,
    table,
  );
  if (!numbered) return;
  const given = await from.one<{ seq: number }>('SELECT seq FROM sqlite_sequence WHERE name = ?', table);
  if (given)
    await to.one(
      `SELECT setval(pg_get_serial_sequence('${table}', '${numbered.name}'), ?) AS number`,
      given.seq,
    );
}

/**
 * Copies a store from SQLite to PostgreSQL, as a whole or not at all, and compares what arrived with what was there: the
 * number of rows, and a hash of them. No gateway may be writing.
 * @param from and `to` were opened with the plan, so their tables are the same.
 * @throws CopyError
 */
export async function copyStore(plan: StorePlan, from: Database, to: Database): Promise<CopiedStore> {
  const { store, tables, seeded = [] } = plan;
  const columns = new Map<string, Columns>();
  for (const table of tables) columns.set(table, await columnsOf(from, table));
  const sums = async (of: Statements) => {
    const found: CopiedTable[] = [];
    for (const [table, known] of columns) found.push(await sumOf(of, table, known));
    return found;
  };
  const wanted = await sums(from);
  const present = await sums(to);
  if (JSON.stringify(present) === JSON.stringify(wanted)) return { store, tables: wanted, wasThere: true };
  const other = present.find(({ table, rows }) => rows > 0 && !seeded.includes(table));
  if (other) {
    throw new CopyError(
      `The table ${other.table} of PostgreSQL has ${other.rows} rows already, and not the same; nothing of ${store} was copied.`,
    );
  }
  await to.transaction('copy', async (within) => {
    for (const [table, known] of columns) {
      if (seeded.includes(table)) await within.run(`DELETE FROM ${table}`);
      for await (const rows of read(from, table, known)) await insert(within, table, known, rows);
      await continueNumbers(from, within, table);
    }
    const copied = await sums(within);
    const wrong = copied.find((one, at) => JSON.stringify(one) !== JSON.stringify(wanted[at]));
    if (wrong)
      throw new CopyError(
        `The table ${wrong.table} did not arrive as it was; nothing of ${store} was copied.`,
      );
  });
  return { store, tables: wanted, wasThere: false };
}
