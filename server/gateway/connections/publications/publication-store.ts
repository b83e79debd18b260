import type { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import {
  endStates,
  failedStates,
  type NewPublication,
  type PublicationState,
  type PublicationView,
  startPublication,
} from '#contract/claap/publications.ts';
import type { RefusalReason } from '#contract/gateway/refusals.ts';
import { direct } from '../../../data/direct.ts';
import { openPrivateDatabase } from '../../../data/private-files.ts';
import { query } from '../../../data/query.ts';
import { type SealedDatabase, sealedTable } from '../../sessions/seal-again.ts';
import type { Seal } from '../../sessions/sealed.ts';
import type { Person } from '../store.ts';

/** A publication as the gateway keeps it. Times in ms since the epoch. */
export interface Publication {
  readonly id: string;
  readonly organisation: string;
  readonly person: Person;
  readonly author: string;
  readonly meeting: string;
  readonly state: PublicationState;
  readonly at: number;
  readonly changedAt: number;
  readonly bytes: number;
  readonly received: number;
  /** Idempotency key of its creation at the system: a new recording has a new one. */
  readonly creation: string;
  readonly recording: string | null;
  readonly url: string | null;
  /** Whether the file may have reached the recording already. */
  readonly isAttempted: boolean;
  readonly needsNew: boolean;
  /** Whether the system has said what it does with it. */
  readonly isFollowed: boolean;
  readonly handedAt: number | null;
  readonly looks: number;
  readonly lookAt: number | null;
  readonly problem: RefusalReason | undefined;
  /** What stayed at the system of what was given up. */
  readonly leftover: Leftover | undefined;
}

/** @see PublicationView */
export type Leftover = NonNullable<PublicationView['leftover']>;

interface Row {
  id: string;
  organisation: string;
  person: string;
  person_name: string;
  author: Uint8Array;
  meeting: string;
  state: PublicationState;
  at: number;
  changed_at: number;
  bytes: number;
  received: number;
  creation: string;
  recording: string | null;
  url: string | null;
  attempted: number;
  needs_new: number;
  followed: number;
  handed_at: number | null;
  looks: number;
  look_at: number | null;
  problem: Uint8Array | null;
  left_kind: Leftover['kind'] | null;
  left_url: string | null;
  content: Uint8Array;
}

const schema = `
  CREATE TABLE IF NOT EXISTS publications (
    id TEXT PRIMARY KEY,
    organisation TEXT NOT NULL,
    person TEXT NOT NULL,
    person_name TEXT NOT NULL,
    author BLOB NOT NULL,
    meeting TEXT NOT NULL,
    state TEXT NOT NULL,
    at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    received INTEGER NOT NULL DEFAULT 0,
    creation TEXT NOT NULL,
    recording TEXT,
    url TEXT,
    attempted INTEGER NOT NULL DEFAULT 0,
    needs_new INTEGER NOT NULL DEFAULT 0,
    followed INTEGER NOT NULL DEFAULT 0,
    handed_at INTEGER,
    looks INTEGER NOT NULL DEFAULT 0,
    look_at INTEGER,
    problem BLOB,
    left_kind TEXT,
    left_url TEXT,
    content BLOB NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS publications_meeting ON publications (organisation, meeting);
  CREATE INDEX IF NOT EXISTS publications_at ON publications (organisation, at);
`;

const dayMs = 24 * 60 * 60 * 1000;
/** As long as the ledger keeps what was sent. */
const keptMs = 90 * dayMs;

const quoted = (states: readonly PublicationState[]) => states.map((state) => `'${state}'`).join(', ');
const reason = v.custom<RefusalReason>((value) => v.is(v.looseObject({ code: v.string() }), value));

/** What changes about a publication. */
export type PublicationChange = Partial<
  Pick<
    Publication,
    | 'state'
    | 'creation'
    | 'recording'
    | 'url'
    | 'isAttempted'
    | 'needsNew'
    | 'isFollowed'
    | 'handedAt'
    | 'looks'
    | 'lookAt'
    | 'problem'
    | 'leftover'
  >
>;

/** Whose publications: undefined for everyone's of the organisation. */
export interface PublicationFilter {
  readonly organisation: string;
  readonly person: string | undefined;
}

/** Publications; what people wrote and why one stopped is sealed. */
export class PublicationStore {
  readonly #database: DatabaseSync;
  readonly #seal: Seal;
  readonly #now: () => number;
  readonly #statements;

  /** @param file path of the database, created if missing; `now` in ms since the epoch. */
  constructor(file: string, seal: Seal, now: () => number = Date.now) {
    this.#seal = seal;
    this.#now = now;
    const database = openPrivateDatabase(file);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
    database.exec(schema);
    addColumns(database);
    this.#database = database;
    const rows = (sql: string) => query<Row>(database.prepare(sql));
    const mine = 'organisation = ?1 AND (?2 IS NULL OR person = ?2)';
    const failed = `state IN (${quoted(failedStates)})`;
    this.#statements = {
      find: rows('SELECT * FROM publications WHERE id = ?'),
      insert: database.prepare(
        `INSERT INTO publications (id, organisation, person, person_name, author, meeting, state, at, changed_at, bytes,
           creation, content) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'receiving', ?7, ?7, ?8, ?1, ?9)`,
      ),
      received: database.prepare(
        `UPDATE publications SET received = ?, changed_at = ? WHERE id = ? AND state = 'receiving'`,
      ),
      change: database.prepare(
        `UPDATE publications SET state = ?, changed_at = ?, creation = ?, recording = ?, url = ?, attempted = ?,
           needs_new = ?, followed = ?, handed_at = ?, looks = ?, look_at = ?, problem = ?, left_kind = ?, left_url = ?
         WHERE id = ?`,
      ),
      ofMeeting: rows(
        'SELECT * FROM publications WHERE organisation = ? AND meeting = ? ORDER BY at DESC LIMIT 100',
      ),
      ofRecording: rows('SELECT * FROM publications WHERE organisation = ? AND recording = ?'),
      inState: rows('SELECT * FROM publications WHERE state = ? ORDER BY at'),
      held: rows(`SELECT * FROM publications WHERE state IN ('receiving', 'sending', 'stopped')`),
      list: rows(
        `SELECT * FROM publications WHERE ${mine} AND (?3 IS NULL OR at < ?3) AND (?4 = 0 OR ${failed})
         ORDER BY at DESC LIMIT ?5`,
      ),
      countFailed: query<{ count: number }>(
        database.prepare(`SELECT count(*) AS count FROM publications WHERE ${mine} AND ${failed}`),
      ),
      prune: database.prepare(
        `DELETE FROM publications WHERE changed_at <= ? AND state IN (${quoted([...endStates, 'handed-over'])})`,
      ),
    };
  }

  find(id: string): Publication | undefined {
    const row = this.#statements.find.get(id.toLowerCase());
    return row && this.#publication(row);
  }

  /** What is to be published; undefined where its secret is gone. */
  contentOf({ id }: Publication): NewPublication | undefined {
    const row = this.#statements.find.get(id);
    const text = row && this.#seal.open(row.content, contextOf(row));
    const read = v.safeParse(startPublication.body, text === undefined ? undefined : JSON.parse(text));
    return read.success ? read.output : undefined;
  }

  add(
    { id, organisation, person, author }: Pick<Publication, 'id' | 'organisation' | 'person' | 'author'>,
    content: NewPublication,
  ): Publication {
    const row = { id: id.toLowerCase(), organisation };
    this.#statements.insert.run(
      row.id,
      organisation,
      person.uuid,
      person.name,
      this.#seal.close(author, contextOf(row)),
      content.meeting.toLowerCase(),
      this.#now(),
      content.bytes,
      this.#seal.close(JSON.stringify(content), contextOf(row)),
    );
    return this.get(row.id);
  }

  /** @throws Error where there is none */
  get(id: string): Publication {
    const found = this.find(id);
    if (!found) throw new Error('there is no such publication');
    return found;
  }

  received(id: string, bytes: number): void {
    this.#statements.received.run(bytes, this.#now(), id);
  }

  change(id: string, change: PublicationChange): Publication {
    const before = this.get(id);
    const next = { ...before, ...change };
    const { state, creation, recording, url, isAttempted, needsNew, isFollowed, handedAt, looks, lookAt } =
      next;
    const problem = next.problem && this.#seal.close(JSON.stringify(next.problem), contextOf(before));
    this.#statements.change.run(
      state,
      state === before.state && change.problem === undefined ? before.changedAt : this.#now(),
      creation,
      recording,
      url,
      Number(isAttempted),
      Number(needsNew),
      Number(isFollowed),
      handedAt,
      looks,
      lookAt,
      problem ?? null,
      next.leftover?.kind ?? null,
      next.leftover?.url ?? null,
      id,
    );
    return this.get(id);
  }

  ofMeeting(organisation: string, meeting: string): readonly Publication[] {
    return this.#all(this.#statements.ofMeeting.all(organisation, meeting.toLowerCase()));
  }

  ofRecording(organisation: string, recording: string): Publication | undefined {
    return this.#all(this.#statements.ofRecording.all(organisation, recording))[0];
  }

  inState(state: PublicationState): readonly Publication[] {
    return this.#all(this.#statements.inState.all(state));
  }

  /** Those whose file is here, or has a place here. */
  held(): readonly Publication[] {
    return this.#all(this.#statements.held.all());
  }

  list(
    { organisation, person }: PublicationFilter,
    { before, onlyFailed, limit }: { before: number | undefined; onlyFailed: boolean; limit: number },
  ): readonly Publication[] {
    const rows = this.#statements.list.all(
      organisation,
      person ?? null,
      before ?? null,
      Number(onlyFailed),
      limit,
    );
    return this.#all(rows);
  }

  countFailed({ organisation, person }: PublicationFilter): number {
    return this.#statements.countFailed.get(organisation, person ?? null)?.count ?? 0;
  }

  prune(): void {
    this.#statements.prune.run(this.#now() - keptMs);
  }

  get sealed(): SealedDatabase {
    return {
      database: direct('publications', this.#database),
      seal: this.#seal,
      tables: [sealedPublications],
    };
  }

  close(): void {
    this.#database.close();
  }

  readonly #all = (rows: readonly Row[]) => rows.map((row) => this.#publication(row));

  #publication(row: Row): Publication {
    const problem = row.problem && this.#seal.open(row.problem, contextOf(row));
    const read = v.safeParse(reason, problem ? JSON.parse(problem) : undefined);
    return {
      id: row.id,
      organisation: row.organisation,
      person: { uuid: row.person, name: row.person_name },
      author: this.#seal.open(row.author, contextOf(row)) ?? '',
      meeting: row.meeting,
      state: row.state,
      at: row.at,
      changedAt: row.changed_at,
      bytes: row.bytes,
      received: row.received,
      creation: row.creation,
      recording: row.recording,
      url: row.url,
      isAttempted: row.attempted === 1,
      needsNew: row.needs_new === 1,
      isFollowed: row.followed === 1,
      handedAt: row.handed_at,
      looks: row.looks,
      lookAt: row.look_at,
      problem: read.success ? read.output : undefined,
      leftover: row.left_kind === null ? undefined : { kind: row.left_kind, url: row.left_url },
    };
  }
}

/** What older versions did not keep. */
function addColumns(database: DatabaseSync): void {
  const known = query<{ name: string }>(database.prepare('PRAGMA table_info(publications)')).all();
  for (const column of ['left_kind', 'left_url']) {
    if (known.some(({ name }) => name === column)) continue;
    database.exec(`ALTER TABLE publications ADD COLUMN ${column} TEXT`);
  }
}

const contextOf = ({ organisation, id }: Pick<Row, 'organisation' | 'id'>) => `${organisation} ${id}`;

const sealedPublications = sealedTable<Row>({
  name: 'publications',
  order: 'rowid',
  columns: { author: contextOf, content: contextOf, problem: contextOf },
});
