import type { DatabaseSync } from 'node:sqlite';
import { emailKey } from '#contract/email.ts';
import type { SystemId } from '#contract/system.ts';
import { query } from '../../../data/query.ts';

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

const schema = `
  CREATE TABLE IF NOT EXISTS entry_authors (
    entry INTEGER PRIMARY KEY,
    /** The same for all spellings of one mailbox. */
    author TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER IF NOT EXISTS entries_unauthored AFTER DELETE ON entries BEGIN
    DELETE FROM entry_authors WHERE entry = OLD.id;
  END;
`;

const counts = `e.organisation = ?1 AND e.system = ?2 AND e.operation = ?3 AND e.at > ?4
  AND e.state IN ('done', 'unknown', 'under-way')`;

/** In whose name entries of the ledger were made, where the system counts by that; in the ledger's file. */
export class EntryAuthors {
  readonly #now: () => number;
  readonly #statements;

  constructor(database: DatabaseSync, now: () => number) {
    this.#now = now;
    database.exec(schema);
    this.#statements = {
      add: database.prepare('INSERT INTO entry_authors VALUES (?, ?)'),
      of: query<Authored>(
        database.prepare(
          `SELECT e.at, f.made FROM entry_authors a JOIN entries e ON e.id = a.entry
             JOIN entry_facts f ON f.entry = e.id WHERE ${counts} AND a.author = ?5 ORDER BY e.at`,
        ),
      ),
      most: query<{ count: number }>(
        database.prepare(
          `SELECT count(*) AS count FROM entries e LEFT JOIN entry_authors a ON a.entry = e.id WHERE ${counts}
           GROUP BY a.author ORDER BY count DESC LIMIT 1`,
        ),
      ),
    };
  }

  add(entry: number, author: string): void {
    this.#statements.add.run(entry, emailKey(author));
  }

  /** What was, or may have been, done in an author's name; the oldest first. */
  of({ organisation, system, operation, perMs }: Counted, author: string): readonly Authored[] {
    const since = this.#now() - perMs;
    return this.#statements.of.all(organisation, system, operation, since, emailKey(author));
  }

  /** How often it was, or may have been, done by the one who did it most often. */
  most({ organisation, system, operation, perMs }: Counted): number {
    return this.#statements.most.get(organisation, system, operation, this.#now() - perMs)?.count ?? 0;
  }
}
