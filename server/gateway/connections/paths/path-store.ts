import type { DatabaseSync } from 'node:sqlite';
import type { SystemId } from '#contract/system.ts';
import { query } from '../../../data/query.ts';

const schema = `
  CREATE TABLE IF NOT EXISTS paths (
    organisation TEXT NOT NULL,
    system TEXT NOT NULL,
    operation TEXT NOT NULL,
    path TEXT NOT NULL,
    PRIMARY KEY (organisation, system, operation)
  ) STRICT;
`;

const maxKnown = 1_000;

/** Paths that admins have set for the server of their organisation, by operation. They go with the connection. */
export class PathStore {
  readonly #statements;
  /** Every request asks; nobody else writes to the file. */
  readonly #known = new Map<string, ReadonlyMap<string, string>>();

  constructor(database: DatabaseSync) {
    database.exec(schema);
    const of = 'WHERE organisation = ? AND system = ?';
    this.#statements = {
      list: query<{ operation: string; path: string }>(
        database.prepare(`SELECT operation, path FROM paths ${of}`),
      ),
      set: database.prepare(
        'INSERT OR REPLACE INTO paths (organisation, system, operation, path) VALUES (?, ?, ?, ?)',
      ),
      drop: database.prepare(`DELETE FROM paths ${of} AND operation = ?`),
      remove: database.prepare(`DELETE FROM paths ${of}`),
    };
  }

  all(organisation: string, system: SystemId): ReadonlyMap<string, string> {
    const id = `${system} ${organisation}`;
    const known = this.#known.get(id);
    if (known) return known;
    const rows = this.#statements.list.all(organisation, system);
    const all = new Map(rows.map(({ operation, path }) => [operation, path]));
    if (this.#known.size >= maxKnown) this.#known.clear();
    this.#known.set(id, all);
    return all;
  }

  /** The template by which an organisation's server has a row. */
  templateOf(
    organisation: string,
    row: { readonly system: SystemId; readonly name: string; path: string },
  ): string {
    return this.all(organisation, row.system).get(row.name) ?? row.path;
  }

  set(organisation: string, system: SystemId, operation: string, path: string | null): void {
    this.#known.clear();
    if (path === null) this.#statements.drop.run(organisation, system, operation);
    else this.#statements.set.run(organisation, system, operation, path);
  }

  delete(organisation: string, system: SystemId): void {
    this.#known.clear();
    this.#statements.remove.run(organisation, system);
  }
}
