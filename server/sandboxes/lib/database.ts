import { join } from 'node:path';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { makePrivateFolder, openPrivateDatabase } from '../../data/private-files.ts';
import { query } from '../../data/query.ts';

export type Value = SQLInputValue;

/** What a database consists of. */
export interface Plan {
  /** Name of its file, in the directory of the sandbox's data. */
  readonly file: string;
  /** In order; `PRAGMA user_version` counts those applied. */
  readonly migrations: readonly string[];
}

/** A sandbox's SQLite file: statements are prepared once and kept. */
export class Database {
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #depth = 0;

  /** Opens the file in `dataDir`, creating it if needed, and applies the migrations it lacks. */
  constructor(dataDir: string, { file, migrations }: Plan) {
    makePrivateFolder(dataDir);
    this.#connection = openPrivateDatabase(join(dataDir, file));
    this.#connection.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000;',
    );
    this.#migrate(migrations);
  }

  /** Rows of a query. `Row` states what the SQL selects; nothing checks it at run time. */
  all<Row>(sql: string, ...values: Value[]): Row[] {
    return query<Row>(this.#prepare(sql)).all(...values);
  }

  /** First row of a query, if any. */
  get<Row>(sql: string, ...values: Value[]): Row | undefined {
    return query<Row>(this.#prepare(sql)).get(...values);
  }

  /** Runs a statement; answers how many rows it changed and the id of an inserted row. */
  run(sql: string, ...values: Value[]): { changes: number; id: number } {
    const result = this.#prepare(sql).run(...values);
    return { changes: Number(result.changes), id: Number(result.lastInsertRowid) };
  }

  /** Runs `work` in one transaction; an error undoes everything. A transaction inside another joins it. */
  transaction<Result>(work: () => Result): Result {
    if (this.#depth > 0) return work();
    this.#connection.exec('BEGIN IMMEDIATE');
    this.#depth++;
    try {
      const result = work();
      this.#connection.exec('COMMIT');
      return result;
    } catch (error) {
      this.#connection.exec('ROLLBACK');
      throw error;
    } finally {
      this.#depth--;
    }
  }

  /** Refreshes the statistics that the query planner uses. */
  analyse(): void {
    this.#connection.exec('ANALYZE');
  }

  close(): void {
    this.#statements.clear();
    this.#connection.close();
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #migrate(migrations: readonly string[]): void {
    const version = this.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
    for (const [index, sql] of migrations.entries()) {
      if (index < version) continue;
      this.transaction(() => this.#connection.exec(`${sql}; PRAGMA user_version = ${index + 1};`));
    }
  }
}
