import type { DatabaseSync } from 'node:sqlite';
import { query } from '../../../data/query.ts';

const schema = `
  CREATE TABLE IF NOT EXISTS dismissed_answers (
    organisation TEXT NOT NULL,
    meeting TEXT NOT NULL,
    todo TEXT NOT NULL,
    message INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (organisation, meeting, todo)
  ) STRICT, WITHOUT ROWID;
`;

/** As long as reminders are known. */
const heldMs = 90 * 24 * 60 * 60 * 1000;

/** Messages of clients that someone decided are no answer to a reminder; ids alone. */
export class DismissedAnswers {
  readonly #now: () => number;
  readonly #statements;

  constructor(database: DatabaseSync, now: () => number) {
    database.exec(schema);
    this.#now = now;
    this.#statements = {
      of: query<{ message: number }>(
        database.prepare(
          'SELECT message FROM dismissed_answers WHERE organisation = ? AND meeting = ? AND todo = ?',
        ),
      ),
      dismiss: database.prepare(
        `INSERT INTO dismissed_answers VALUES (?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET message = max(message, excluded.message), at = excluded.at`,
      ),
      clear: database.prepare('DELETE FROM dismissed_answers WHERE organisation = ?'),
      prune: database.prepare('DELETE FROM dismissed_answers WHERE at <= ?'),
    };
  }

  /** Id of the newest dismissed message; 0 where there is none. */
  of(organisation: string, meeting: string, todo: string): number {
    return this.#statements.of.get(organisation, meeting, todo)?.message ?? 0;
  }

  dismiss(organisation: string, meeting: string, todo: string, message: number): void {
    this.#statements.dismiss.run(organisation, meeting, todo, message, this.#now());
  }

  delete(organisation: string): void {
    this.#statements.clear.run(organisation);
  }

  prune(): void {
    this.#statements.prune.run(this.#now() - heldMs);
  }
}
