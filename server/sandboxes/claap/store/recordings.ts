import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Database } from '../../lib/database.ts';
import { jsonColumn } from '../../lib/json-column.ts';

export type State = 'Empty' | 'Uploaded' | 'Ready' | 'Failed';

export interface Recording {
  readonly number: number;
  readonly id: string;
  /** Unix ms. */
  readonly created: number;
  /** E-mail address. */
  readonly author: string;
  readonly title: string;
  readonly folder: string | null;
  readonly state: State;
  /** Seconds. */
  readonly duration: number | null;
  readonly signature: string;
  readonly details: string;
  readonly transcript: string | null;
  readonly media_type: string | null;
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly deleted: number;
}

const detailsColumn = jsonColumn(
  v.looseObject({
    wantsTranscript: v.optional(v.boolean(), false),
    meeting: v.optional(
      v.looseObject({ startedAt: v.optional(v.string()), endedAt: v.optional(v.string()) }),
    ),
    deal: v.optional(v.looseObject({})),
    downloadUrl: v.optional(v.string()),
    source: v.optional(v.string(), 'Api'),
    labels: v.optional(v.array(v.string()), []),
  }),
);

export const detailsOf = ({ details }: Recording) => v.parse(detailsColumn, details);

/** Recordings of the workspace. One that was deleted still counts where recordings are counted. */
export class Recordings {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add(
    { author, title, folder, details }: Pick<Recording, 'author' | 'title' | 'folder'> & { details: object },
    created: number = Date.now(),
  ): Recording {
    const id = randomUUID();
    this.#database.run(
      `INSERT INTO recordings (id, created, author, title, folder, state, signature, details)
       VALUES (?, ?, ?, ?, ?, 'Empty', ?, ?)`,
      ...[id, created, author, title, folder, randomUUID(), JSON.stringify(details)],
    );
    const made = this.find(id);
    if (!made) throw new Error('the recording was not kept');
    return made;
  }

  find(id: string): Recording | undefined {
    return this.#database.get<Recording>('SELECT * FROM recordings WHERE id = ? AND deleted = 0', id);
  }

  all(): readonly Recording[] {
    return this.#database.all<Recording>('SELECT * FROM recordings WHERE deleted = 0 ORDER BY number');
  }

  /** How many someone has created since then, and after a recording. */
  createdBy(author: string, { since, after }: { since: number; after: number }): number {
    const sql = 'SELECT count(*) AS count FROM recordings WHERE author = ? AND created > ? AND number > ?';
    return this.#database.get<{ count: number }>(sql, author, since, after)?.count ?? 0;
  }

  setState(id: string, state: State): void {
    this.#database.run('UPDATE recordings SET state = ? WHERE id = ?', state, id);
  }

  setReady(id: string, { duration, transcript }: { duration: number; transcript: string }): void {
    const sql = "UPDATE recordings SET state = 'Ready', duration = ?, transcript = ? WHERE id = ?";
    this.#database.run(sql, duration, transcript, id);
  }

  setTranscript(id: string, transcript: object): void {
    this.#database.run('UPDATE recordings SET transcript = ? WHERE id = ?', JSON.stringify(transcript), id);
  }

  setPayload(
    id: string,
    { mediaType, bytes, sha256 }: { mediaType: string; bytes: number; sha256: string },
  ): void {
    const sql = 'UPDATE recordings SET media_type = ?, bytes = ?, sha256 = ? WHERE id = ?';
    this.#database.run(sql, mediaType, bytes, sha256, id);
  }

  delete(id: string): void {
    this.#database.run('UPDATE recordings SET deleted = 1 WHERE id = ?', id);
  }
}
