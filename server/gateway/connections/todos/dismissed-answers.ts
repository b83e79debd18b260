import type { Database, Statements } from '../../../data/database.ts';

export const dismissedAnswers = `
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

const sql = {
  of: 'SELECT message FROM dismissed_answers WHERE organisation = ? AND meeting = ? AND todo = ?',
  dismiss: `INSERT INTO dismissed_answers (organisation, meeting, todo, message, at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (organisation, meeting, todo) DO UPDATE SET at = excluded.at,
      message = CASE WHEN excluded.message > dismissed_answers.message
        THEN excluded.message ELSE dismissed_answers.message END`,
  clear: 'DELETE FROM dismissed_answers WHERE organisation = ?',
  prune: 'DELETE FROM dismissed_answers WHERE at <= ?',
};

/** Messages of clients that someone decided are no answer to a reminder; ids alone. */
export class DismissedAnswers {
  readonly #database: Database;
  readonly #now: () => number;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** Id of the newest dismissed message; 0 where there is none. */
  async of(organisation: string, meeting: string, todo: string): Promise<number> {
    const row = await this.#database.one<{ message: number }>(sql.of, organisation, meeting, todo);
    return row?.message ?? 0;
  }

  async dismiss(organisation: string, meeting: string, todo: string, message: number): Promise<void> {
    await this.#database.run(sql.dismiss, organisation, meeting, todo, message, this.#now());
  }

  async delete(within: Statements, organisation: string): Promise<void> {
    await within.run(sql.clear, organisation);
  }

  async prune(): Promise<void> {
    await this.#database.run(sql.prune, this.#now() - heldMs);
  }
}
