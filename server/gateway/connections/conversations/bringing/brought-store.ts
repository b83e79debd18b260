import type { DatabaseSync } from 'node:sqlite';
import { query } from '../../../../data/query.ts';

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

const schema = `
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

/** Which messages are in which meeting's chat. An intent is here before anything is added there. */
export class BroughtStore {
  readonly #now: () => number;
  readonly #statements;

  constructor(database: DatabaseSync, now: () => number) {
    database.exec(schema);
    this.#now = now;
    const one = 'WHERE organisation = ? AND meeting = ? AND message = ?';
    this.#statements = {
      of: query<BroughtMessage>(
        database.prepare(
          'SELECT message, state, at FROM brought_messages WHERE organisation = ? AND meeting = ? AND dialog = ?',
        ),
      ),
      begin: database.prepare("INSERT OR IGNORE INTO brought_messages VALUES (?, ?, ?, ?, 'begun', ?)"),
      resume: database.prepare(`UPDATE brought_messages SET at = ? ${one} AND state = 'begun' AND at <= ?`),
      end: database.prepare(`UPDATE brought_messages SET state = 'done' ${one}`),
      undo: database.prepare(`DELETE FROM brought_messages ${one} AND state = 'begun'`),
      clear: database.prepare('DELETE FROM brought_messages WHERE organisation = ?'),
    };
  }

  of({ organisation, meeting, dialog }: Omit<Place, 'message'>): readonly BroughtMessage[] {
    return this.#statements.of.all(organisation, meeting, dialog).map((row) => ({ ...row }));
  }

  /** @returns whether nobody had begun it before. */
  begin({ organisation, meeting, message, dialog }: Place): boolean {
    return this.#statements.begin.run(organisation, meeting, message, dialog, this.#now()).changes === 1;
  }

  /**
   * Takes over what was begun longer ago than a request can take.
   * @returns whether it is the caller's now. @param forMs milliseconds
   */
  resume({ organisation, meeting, message }: Place, forMs: number): boolean {
    const now = this.#now();
    return this.#statements.resume.run(now, organisation, meeting, message, now - forMs).changes === 1;
  }

  end({ organisation, meeting, message }: Place): void {
    this.#statements.end.run(organisation, meeting, message);
  }

  /** Nothing was added. */
  undo({ organisation, meeting, message }: Place): void {
    this.#statements.undo.run(organisation, meeting, message);
  }

  delete(organisation: string): void {
    this.#statements.clear.run(organisation);
  }
}
