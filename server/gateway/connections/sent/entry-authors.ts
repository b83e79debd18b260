import { emailKey } from '#contract/email.ts';
import type { SystemId } from '#contract/system.ts';
import type { Statements } from '../../../data/database.ts';

/** Something that was, or may have been, done in an author's name. */
export interface Authored {
  /** In ms since the epoch. */
  readonly at: number;
  /** Id of what it made, where the system has said it. */
  readonly made: string | null;
}

/** An operation of an organisation within a sliding window. */
export interface Counted {
  readonly organisation: string;
  readonly system: SystemId;
  readonly operation: string;
  readonly perMs: number;
}

export const entryAuthors = `
  CREATE TABLE IF NOT EXISTS entry_authors (
    entry INTEGER PRIMARY KEY,
    /** The same for all spellings of one mailbox. */
    author TEXT NOT NULL
  ) STRICT;
`;

const counts = `e.organisation = ?1 AND e.system = ?2 AND e.operation = ?3 AND e.at > ?4
  AND e.state IN ('done', 'unknown', 'under-way')`;

const sql = {
  add: 'INSERT INTO entry_authors (entry, author) VALUES (?, ?)',
  of: `SELECT e.at, f.made FROM entry_authors a JOIN entries e ON e.id = a.entry
      JOIN entry_facts f ON f.entry = e.id WHERE ${counts} AND a.author = ?5 ORDER BY e.at`,
  most: `SELECT count(*) AS times FROM entries e LEFT JOIN entry_authors a ON a.entry = e.id WHERE ${counts}
    GROUP BY a.author ORDER BY times DESC LIMIT 1`,
};

/** In whose name entries of the ledger were made, where the system counts by that; in the ledger's store. */
export class EntryAuthors {
  readonly #database: Statements;
  readonly #now: () => number;

  constructor(database: Statements, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  async add(within: Statements, entry: number, author: string): Promise<void> {
    await within.run(sql.add, entry, emailKey(author));
  }

  /** What was, or may have been, done in an author's name; the oldest first. */
  of(counted: Counted, author: string): Promise<readonly Authored[]> {
    return this.#database.all(sql.of, ...this.#values(counted), emailKey(author));
  }

  /** How often it was, or may have been, done by the one who did it most often. */
  async most(counted: Counted): Promise<number> {
    return (await this.#database.one<{ times: number }>(sql.most, ...this.#values(counted)))?.times ?? 0;
  }

  #values({ organisation, system, operation, perMs }: Counted) {
    return [organisation, system, operation, this.#now() - perMs];
  }
}
