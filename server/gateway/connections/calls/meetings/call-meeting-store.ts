import type { DatabaseSync } from 'node:sqlite';
import { query } from '../../../../data/query.ts';

/** Someone who makes a meeting. */
interface Person {
  readonly uuid: string;
  readonly name: string;
}

/** A call, and whose it is. */
export interface CallPlace {
  readonly organisation: string;
  /** UUID of its recording. */
  readonly call: string;
}

/** What a meeting is to be. */
export type Wanted = Pick<CallMeeting, 'name' | 'type'>;

/** How far a call is on its way to being a meeting. */
export interface CallMeeting {
  /** Creating: the meeting may exist. Made: it does, without all that belongs to it. */
  readonly state: 'creating' | 'made' | 'done';
  readonly by: Person;
  /** Name of the meeting, by which it is looked for. */
  readonly name: string;
  /** Meeting type that was asked for; undefined for the default one. */
  readonly type: number | undefined;
  /** UUID, once that is known. */
  readonly meeting: string | undefined;
  /** The number by which its chat is known; only where there is no sound. */
  readonly number: number | undefined;
  /** What becomes of the sound. */
  readonly sound: 'pending' | 'sent' | 'none';
  /** Parts of the sound that arrived, of how many. */
  readonly sent: number;
  readonly total: number;
  /** Until then a request whose response was lost may still be carried out. In ms since the epoch, as `begunAt`. */
  readonly doubtfulUntil: number;
  readonly begunAt: number;
}

type Change = Partial<Pick<CallMeeting, 'state' | 'meeting' | 'number' | 'sound' | 'sent' | 'total'>> & {
  readonly doubtfulUntil?: number;
};

interface Row {
  call: string;
  state: CallMeeting['state'];
  person: string;
  person_name: string;
  name: string;
  type: number | null;
  meeting: string | null;
  number: number | null;
  sound: CallMeeting['sound'];
  sent: number;
  total: number;
  doubtful_until: number;
  begun_at: number;
}

const schema = `
  CREATE TABLE IF NOT EXISTS call_meetings (
    organisation TEXT NOT NULL,
    call TEXT NOT NULL,
    state TEXT NOT NULL,
    person TEXT NOT NULL,
    person_name TEXT NOT NULL,
    name TEXT NOT NULL,
    type INTEGER,
    meeting TEXT,
    number INTEGER,
    sound TEXT NOT NULL,
    sent INTEGER NOT NULL,
    total INTEGER NOT NULL,
    doubtful_until INTEGER NOT NULL,
    begun_at INTEGER NOT NULL,
    PRIMARY KEY (organisation, call)
  ) STRICT, WITHOUT ROWID;
`;

/**
 * Which calls became meetings. An intent is here before anything is made. It outlives the connection: whoever connects
 * the system again does not make second meetings.
 */
export class CallMeetingStore {
  readonly #now: () => number;
  readonly #statements;

  /** @param now clock in ms since the epoch. */
  constructor(database: DatabaseSync, now: () => number) {
    database.exec(schema);
    addType(database);
    this.#now = now;
    const one = 'WHERE organisation = ? AND call = ?';
    this.#statements = {
      all: query<Row>(database.prepare('SELECT * FROM call_meetings WHERE organisation = ?')),
      find: query<Row>(database.prepare(`SELECT * FROM call_meetings ${one}`)),
      begin: database.prepare(
        `INSERT OR IGNORE INTO call_meetings
         (organisation, call, state, person, person_name, name, type, sound, sent, total, doubtful_until, begun_at)
         VALUES (?, ?, 'creating', ?, ?, ?, ?, 'pending', 0, 0, 0, ?)`,
      ),
      change: database.prepare(
        `UPDATE call_meetings SET state = ?, meeting = ?, number = ?, sound = ?, sent = ?, total = ?, doubtful_until = ? ${one}`,
      ),
      take: database.prepare(`UPDATE call_meetings SET person = ?, person_name = ? ${one}`),
      undo: database.prepare(`DELETE FROM call_meetings ${one} AND state = 'creating'`),
    };
  }

  /** By call. */
  all(organisation: string): ReadonlyMap<string, CallMeeting> {
    return new Map(this.#statements.all.all(organisation).map((row) => [row.call, meetingOf(row)]));
  }

  find({ organisation, call }: CallPlace): CallMeeting | undefined {
    const row = this.#statements.find.get(organisation, call);
    return row && meetingOf(row);
  }

  /** Returns whether nobody had begun it before. */
  begin({ organisation, call }: CallPlace, by: Person, { name, type }: Wanted): boolean {
    const { begin } = this.#statements;
    const { changes } = begin.run(organisation, call, by.uuid, by.name, name, type ?? null, this.#now());
    return changes === 1;
  }

  /** Returns it as it is afterwards. */
  change({ organisation, call }: CallPlace, change: Change): CallMeeting {
    const before = this.find({ organisation, call });
    if (!before) throw new Error('nobody has begun it');
    const after = { ...before, ...change };
    const { state, meeting, number, sound, sent, total, doubtfulUntil } = after;
    this.#statements.change.run(
      ...[state, meeting ?? null, number ?? null, sound, sent, total, doubtfulUntil],
      ...[organisation, call],
    );
    return after;
  }

  /** Someone continues what another person began, of which nothing exists. */
  take({ organisation, call }: CallPlace, by: Person): void {
    this.#statements.take.run(by.uuid, by.name, organisation, call);
  }

  /** Nothing was made. */
  undo({ organisation, call }: CallPlace): void {
    this.#statements.undo.run(organisation, call);
  }
}

/** Files of before have no such column. */
function addType(database: DatabaseSync): void {
  const columns = database.prepare('PRAGMA table_info(call_meetings)').all();
  if (!columns.some(({ name }) => name === 'type'))
    database.exec('ALTER TABLE call_meetings ADD COLUMN type INTEGER');
}

const meetingOf = (row: Row): CallMeeting => ({
  state: row.state,
  by: { uuid: row.person, name: row.person_name },
  name: row.name,
  type: row.type ?? undefined,
  meeting: row.meeting ?? undefined,
  number: row.number ?? undefined,
  sound: row.sound,
  sent: row.sent,
  total: row.total,
  doubtfulUntil: row.doubtful_until,
  begunAt: row.begun_at,
});
