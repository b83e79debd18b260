import { type ConnectedOperation, isPathGuessed, type SystemId } from '#contract/system.ts';
import type { Database, Statements } from '../../../data/database.ts';

export const paths = `
  CREATE TABLE IF NOT EXISTS paths (
    organisation TEXT NOT NULL,
    system TEXT NOT NULL,
    operation TEXT NOT NULL,
    path TEXT NOT NULL,
    PRIMARY KEY (organisation, system, operation)
  ) STRICT;
`;

const of = 'WHERE organisation = ? AND system = ?';
const sql = {
  list: `SELECT operation, path FROM paths ${of}`,
  find: `SELECT path FROM paths ${of} AND operation = ?`,
  set: `INSERT INTO paths (organisation, system, operation, path) VALUES (?, ?, ?, ?)
    ON CONFLICT (organisation, system, operation) DO UPDATE SET path = excluded.path`,
  drop: `DELETE FROM paths ${of} AND operation = ?`,
  remove: `DELETE FROM paths ${of}`,
};

/** Paths that admins have set for the server of their organisation, by operation. They go with the connection. */
export class PathStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  all(organisation: string, system: SystemId): Promise<ReadonlyMap<string, string>> {
    return allWithin(this.#database, organisation, system);
  }

  /** The template by which an organisation's server has a row. */
  async templateOf(organisation: string, row: ConnectedOperation): Promise<string> {
    // No other can be set, and nearly every request is for one of these.
    if (!isPathGuessed(row)) return row.path;
    const set = await this.#database.one<{ path: string }>(sql.find, organisation, row.system, row.name);
    return set?.path ?? row.path;
  }

  /**
   * Sets a path; null is the usual one.
   * @param check is given what is set at that moment, and refuses what cannot be.
   */
  async set(
    { organisation, system, operation }: { organisation: string; system: SystemId; operation: string },
    path: string | null,
    check: (set: ReadonlyMap<string, string>) => void,
  ): Promise<void> {
    await this.#database.transaction(`paths ${organisation}`, async (within) => {
      check(await allWithin(within, organisation, system));
      if (path === null) await within.run(sql.drop, organisation, system, operation);
      else await within.run(sql.set, organisation, system, operation, path);
    });
  }

  async delete(within: Statements, organisation: string, system: SystemId): Promise<void> {
    await within.run(sql.remove, organisation, system);
  }
}

async function allWithin(statements: Statements, organisation: string, system: SystemId) {
  const rows = await statements.all<{ operation: string; path: string }>(sql.list, organisation, system);
  return new Map(rows.map(({ operation, path }) => [operation, path]));
}
