import type { Database, Statements } from '../../../../data/database.ts';

/** Where in a meeting's chat a message belongs. */
export interface Place {
  readonly organisation: string;
  /** UUID, lower case. */
  readonly meeting: string;
  readonly dialog: number;
  readonly message: number;
}

export interface BroughtMessage {
  readonly message: number;
  /** Begun: it may be there. */
  readonly state: 'begun' | 'done';
  /** In ms since the epoch. */
  readonly at: number;
}

export const broughtMessages = `
  CREATE TABLE IF NOT EXISTS brought_messages (
    organisation TEXT NOT NULL,
    meeting TEXT NOT NULL,
    message INTEGER NOT NULL,
    dialog INTEGER NOT NULL,
    state TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (organisation, meeting, message)
  ) STRICT, WITHOUT ROWID;
`;

const one = 'WHERE organisation = ? AND meeting = ? AND message = ?';
const sql = {
  of: 'SELECT message, state, at FROM brought_messages WHERE organisation = ? AND meeting = ? AND dialog = ?',
  begin: `INSERT INTO brought_messages (organisation, meeting, message, dialog, state, at)
    VALUES (?, ?, ?, ?, 'begun', ?) ON CONFLICT (organisation, meeting, message) DO NOTHING`,
  resume: `UPDATE brought_messages SET at = ? ${one} AND state = 'begun' AND at <= ?`,
  end: `UPDATE brought_messages SET state = 'done' ${one}`,
  undo: `DELETE FROM brought_messages ${one} AND state = 'begun'`,
  clear: 'DELETE FROM brought_messages WHERE organisation = ?',
};

/** Which messages are in which meeting's chat. An intent is here before anything is added there. */
export class BroughtStore {
  readonly #database: Database;
  readonly #now: () => number;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  of({ organisation, meeting, dialog }: Omit<Place, 'message'>): Promise<readonly BroughtMessage[]> {
    return this.#database.all<BroughtMessage>(sql.of, organisation, meeting, dialog);
  }

  /** @returns whether nobody had begun it before. */
  async begin({ organisation, meeting, message, dialog }: Place): Promise<boolean> {
    const changed = await this.#database.run(sql.begin, organisation, meeting, message, dialog, this.#now());
    return changed === 1;
  }

  /**
   * Takes over what was begun longer ago than a request can take.
   * @returns whether it is the caller's now. @param forMs milliseconds
   */
  async resume({ organisation, meeting, message }: Place, forMs: number): Promise<boolean> {
    const now = this.#now();
    const of = [organisation, meeting, message];
    return (await this.#database.run(sql.resume, now, ...of, now - forMs)) === 1;
  }

  async end({ organisation, meeting, message }: Place): Promise<void> {
    await this.#database.run(sql.end, organisation, meeting, message);
  }

  /** Nothing was added. */
  async undo({ organisation, meeting, message }: Place): Promise<void> {
    await this.#database.run(sql.undo, organisation, meeting, message);
  }

  async delete(within: Statements, organisation: string): Promise<void> {
    await within.run(sql.clear, organisation);
  }
}
