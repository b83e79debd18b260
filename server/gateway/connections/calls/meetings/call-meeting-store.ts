import { firstRun, type OwnRun } from '../../../../data/data-lock.ts';
import type { Database, Migrating } from '../../../../data/database.ts';

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
  /** Whether a gateway is working on it. */
  readonly isHeld: boolean;
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
  holder: string | null;
  held_until: number;
}

export const callMeetings = `
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

/** Files from before there were migrations may have no such column. */
export const addType = (within: Migrating) => within.addColumn('call_meetings', 'type', 'INTEGER');

/** Which gateway works on it, and until when nobody else does. */
export async function addHolder(within: Migrating): Promise<void> {
  await within.addColumn('call_meetings', 'holder', 'TEXT');
  await within.addColumn('call_meetings', 'held_until', 'INTEGER NOT NULL DEFAULT 0');
}

/** A gateway that has not said for so long that it is at work, in ms, is not. */
const heldMs = 90_000;

const one = 'WHERE organisation = ?1 AND call = ?2';
const sql = {
  all: 'SELECT * FROM call_meetings WHERE organisation = ?',
  find: `SELECT * FROM call_meetings ${one}`,
  begin: `INSERT INTO call_meetings
      (organisation, call, state, person, person_name, name, type, sound, sent, total, doubtful_until, begun_at)
    VALUES (?1, ?2, 'creating', ?3, ?4, ?5, ?6, 'pending', 0, 0, 0, ?7)
    ON CONFLICT (organisation, call) DO NOTHING`,
  hold: `UPDATE call_meetings SET holder = ?3, held_until = ?5
    ${one} AND (holder IS NULL OR holder = ?3 OR held_until <= ?4)`,
  release: `UPDATE call_meetings SET holder = NULL, held_until = 0 ${one} AND holder = ?3`,
  change: `UPDATE call_meetings SET state = COALESCE(?4, state), meeting = COALESCE(?5, meeting),
      number = COALESCE(?6, number), sound = COALESCE(?7, sound), sent = COALESCE(?8, sent),
      total = COALESCE(?9, total), doubtful_until = COALESCE(?10, doubtful_until)
    ${one} AND holder = ?3 RETURNING *`,
  take: `UPDATE call_meetings SET person = ?4, person_name = ?5 ${one} AND holder = ?3`,
  undo: `DELETE FROM call_meetings ${one} AND holder = ?3 AND state = 'creating'`,
  forget: 'UPDATE call_meetings SET holder = NULL, held_until = 0 WHERE holder IS NOT NULL',
  forgetRun: 'UPDATE call_meetings SET holder = NULL, held_until = 0 WHERE holder = ?',
};

/**
 * Which calls became meetings. An intent is here before anything is made. It outlives the connection: whoever connects
 * the system again does not make second meetings. One gateway at a time works on a call; only that one changes it.
 */
export class CallMeetingStore {
  readonly #database: Database;
  readonly #now: () => number;
  /** Of this gateway. */
  #holder = firstRun().id;

  /** @param now clock in ms since the epoch. */
  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** Whoever had this file before, and the run before this one, no longer work on anything. */
  async open({ id, before }: OwnRun): Promise<void> {
    this.#holder = id;
    if (this.#database.engine === 'sqlite') await this.#database.run(sql.forget);
    else if (before !== undefined) await this.#database.run(sql.forgetRun, before);
  }

  /** By call. */
  async all(organisation: string): Promise<ReadonlyMap<string, CallMeeting>> {
    const rows = await this.#database.all<Row>(sql.all, organisation);
    return new Map(rows.map((row) => [row.call, this.#meetingOf(row)]));
  }

  async find({ organisation, call }: CallPlace): Promise<CallMeeting | undefined> {
    const row = await this.#database.one<Row>(sql.find, organisation, call);
    return row && this.#meetingOf(row);
  }

  /** Returns whether nobody had begun it before. */
  async begin({ organisation, call }: CallPlace, by: Person, { name, type }: Wanted): Promise<boolean> {
    const values = [organisation, call, by.uuid, by.name, name, type ?? null, this.#now()];
    return (await this.#database.run(sql.begin, ...values)) === 1;
  }

  /** Keeps it for this gateway, for a while. @returns false where another one is working on it */
  async hold({ organisation, call }: CallPlace): Promise<boolean> {
    const now = this.#now();
    const values = [organisation, call, this.#holder, now, now + heldMs];
    return (await this.#database.run(sql.hold, ...values)) === 1;
  }

  async release({ organisation, call }: CallPlace): Promise<void> {
    await this.#database.run(sql.release, organisation, call, this.#holder);
  }

  /** Returns it as it is afterwards. @throws Error where this gateway does not hold it */
  async change({ organisation, call }: CallPlace, change: Change): Promise<CallMeeting> {
    const { state, meeting, number, sound, sent, total, doubtfulUntil } = change;
    const values = [state, meeting, number, sound, sent, total, doubtfulUntil].map((value) => value ?? null);
    const row = await this.#database.one<Row>(sql.change, organisation, call, this.#holder, ...values);
    if (!row) throw new Error('the meeting of a call is no longer held');
    return this.#meetingOf(row);
  }

  /** Someone continues what another person began, of which nothing exists. */
  async take({ organisation, call }: CallPlace, by: Person): Promise<void> {
    await this.#database.run(sql.take, organisation, call, this.#holder, by.uuid, by.name);
  }

  /** Nothing was made. */
  async undo({ organisation, call }: CallPlace): Promise<void> {
    await this.#database.run(sql.undo, organisation, call, this.#holder);
  }

  #meetingOf(row: Row): CallMeeting {
    return {
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
      isHeld: row.holder !== null && row.held_until > this.#now(),
    };
  }
}
