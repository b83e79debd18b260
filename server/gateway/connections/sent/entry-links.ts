import type { ledgerStates } from '#contract/gateway/ledger-entry.ts';
import type { About } from '#contract/gateway/sent.ts';
import { reminding } from '#contract/gateway/todos.ts';
import type { Database, Statements } from '../../../data/database.ts';
import { allOfMany, manyPlaces } from '../../../data/many.ts';
import type { Subjects } from './subjects.ts';

/** What a request is said to be about, and which entry it does again. */
export interface Links {
  readonly about?: About | undefined;
  readonly retryOf?: number | undefined;
  /** Something that was sent is not kept, so that it cannot be sent again. */
  readonly isCut?: boolean | undefined;
  /** E-mail address of the one in whose name it is done, where the system counts by that. */
  readonly author?: string | undefined;
}

/** What is known about an entry beyond the entry itself. */
export interface EntryFacts {
  readonly retryOf: number | null;
  readonly retriedBy: number | null;
  readonly client: number | null;
  readonly dialog: number | null;
  /** Id of what it made at the system: a message, or a ticket. */
  readonly made: string | null;
  /** When someone last looked what became of it, in ms since the epoch. */
  readonly lookedAt: number | null;
  /** 1 where something that was sent is not kept. */
  readonly isCut: number | null;
  readonly meetings: readonly string[];
}

/** One to-do that an entry is about. */
interface EntryTodo {
  readonly meeting: string;
  readonly todo: string;
}

/** An entry about a to-do that happened, or may have. */
export interface MeetingEntry extends EntryTodo, Pick<EntryFacts, 'client' | 'dialog' | 'made'> {
  readonly id: number;
  readonly operation: string;
  readonly state: (typeof ledgerStates)[number];
  /** In ms since the epoch. */
  readonly at: number;
  /** UUID and name of who asked for it. */
  readonly person: string;
  readonly by: string;
}

export const entryLinks = `
  CREATE TABLE IF NOT EXISTS entry_facts (
    entry INTEGER PRIMARY KEY,
    retry_of INTEGER UNIQUE,
    client INTEGER,
    dialog INTEGER,
    made TEXT,
    looked_at INTEGER,
    is_cut INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS entry_todos (
    entry INTEGER NOT NULL,
    organisation TEXT NOT NULL,
    operation TEXT NOT NULL,
    meeting TEXT NOT NULL,
    /** Empty: the meeting as such. */
    todo TEXT NOT NULL,
    PRIMARY KEY (entry, meeting, todo)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS entry_facts_made ON entry_facts (made);
  CREATE INDEX IF NOT EXISTS entry_todos_meeting ON entry_todos (organisation, meeting, todo);
`;

type FactsRow = Omit<EntryFacts, 'meetings'> & { readonly entry: number };

const nothing: Omit<EntryFacts, 'meetings'> = {
  retryOf: null,
  retriedBy: null,
  client: null,
  dialog: null,
  made: null,
  lookedAt: null,
  isCut: null,
};

const made = `FROM entry_facts f JOIN entries e ON e.id = f.entry
  WHERE f.made = ?1 AND e.organisation = ?2 AND e.operation = ?3`;
const didNotHappen = "('refused', 'not-sent')";
const sql = {
  facts: `SELECT f.entry, f.retry_of AS "retryOf", f.client, f.dialog, f.made, f.looked_at AS "lookedAt",
      f.is_cut AS "isCut", r.entry AS "retriedBy"
    FROM entry_facts f LEFT JOIN entry_facts r ON r.retry_of = f.entry WHERE f.entry IN (${manyPlaces})`,
  meetings: `SELECT DISTINCT entry, meeting FROM entry_todos WHERE entry IN (${manyPlaces}) ORDER BY entry, meeting`,
  add: 'INSERT INTO entry_facts (entry, retry_of, client, dialog, is_cut) VALUES (?, ?, ?, ?, ?)',
  addTodo: `INSERT INTO entry_todos (entry, organisation, operation, meeting, todo) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (entry, meeting, todo) DO NOTHING`,
  copyTodos: `INSERT INTO entry_todos (entry, organisation, operation, meeting, todo)
    SELECT CAST(?1 AS BIGINT), organisation, operation, meeting, todo FROM entry_todos WHERE entry = ?2
    ON CONFLICT (entry, meeting, todo) DO NOTHING`,
  answered: `UPDATE entry_facts SET client = COALESCE(?, client), dialog = COALESCE(?, dialog), made = ? WHERE entry = ?`,
  looked: 'UPDATE entry_facts SET looked_at = ? WHERE entry = ?',
  about: `SELECT DISTINCT entry FROM entry_todos WHERE organisation = ? AND meeting = ? AND operation = ?
    ORDER BY entry DESC LIMIT ?`,
  hasMade: `SELECT f.entry ${made} AND e.person = ?4 LIMIT 1`,
  keysOf: `SELECT f.made, e.key FROM entry_facts f JOIN entries e ON e.id = f.entry
    WHERE f.made IN (${manyPlaces}) AND e.organisation = ? AND e.operation = ? AND e.person = ?`,
  isMade: `SELECT f.entry ${made} LIMIT 1`,
  todosOf: `SELECT meeting, todo FROM entry_todos WHERE entry = ? AND todo <> ''`,
  ofMeeting: `SELECT e.id, e.operation, e.state, e.at, e.person, e.person_name AS by, f.client, f.dialog, f.made,
      t.meeting, t.todo
    FROM entry_todos t JOIN entries e ON e.id = t.entry JOIN entry_facts f ON f.entry = t.entry
    WHERE t.organisation = ? AND t.meeting = ? AND t.todo <> '' AND e.state NOT IN ${didNotHappen}
    ORDER BY e.id DESC`,
  newest: `SELECT e.id, e.state FROM entries e JOIN entry_todos t ON t.entry = e.id
    WHERE t.organisation = ? AND t.meeting = ? AND t.todo = ? AND t.operation = ?
      AND e.state NOT IN ${didNotHappen} AND (e.id > ? OR e.state <> 'done')
    ORDER BY e.id DESC LIMIT 1`,
};

/** What entries of the ledger are about, and which does another one again; in the ledger's store. Ids alone, no contents. */
export class EntryLinks {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async of(entry: number, within: Pick<Statements, 'all'> = this.#database): Promise<EntryFacts> {
    return (await this.ofAll([entry], within))(entry);
  }

  /** The same of several. */
  async ofAll(
    entries: readonly number[],
    within: Pick<Statements, 'all'> = this.#database,
  ): Promise<(entry: number) => EntryFacts> {
    const of = { of: entries, none: 0 };
    const [facts, rows] = [
      await allOfMany<FactsRow>(within, sql.facts, of),
      await allOfMany<{ entry: number; meeting: string }>(within, sql.meetings, of),
    ];
    const known = new Map(facts.map(({ entry, ...about }) => [entry, about]));
    const meetings = Map.groupBy(rows, ({ entry }) => entry);
    return (entry) => ({
      ...(known.get(entry) ?? nothing),
      meetings: (meetings.get(entry) ?? []).map(({ meeting }) => meeting),
    });
  }

  /** @param of what the entry is. */
  async add(
    within: Statements,
    entry: number,
    of: Links & Subjects & { readonly organisation: string; readonly operation: string },
  ): Promise<void> {
    const { organisation, operation, about, retryOf, client, dialog, isCut } = of;
    await within.run(sql.add, entry, retryOf ?? null, client ?? null, dialog ?? null, isCut ? 1 : 0);
    for (const { id, todos = [] } of about?.meetings ?? []) {
      for (const todo of todos.length > 0 ? todos : [''])
        await within.run(sql.addTodo, entry, organisation, operation, id.toLowerCase(), todo);
    }
    if (retryOf !== undefined) await within.run(sql.copyTodos, entry, retryOf);
  }

  /** Ids of the entries of an operation about a meeting, the newest first. */
  async about(
    organisation: string,
    operation: string,
    meeting: string,
    limit: number,
  ): Promise<readonly number[]> {
    const values = [organisation, meeting.toLowerCase(), operation, limit];
    return (await this.#database.all<{ entry: number }>(sql.about, ...values)).map(({ entry }) => entry);
  }

  /** Whether a person made something with this id at the system by an operation, through the gateway. */
  async hasMade(organisation: string, person: string, operation: string, id: string): Promise<boolean> {
    return (await this.#database.one(sql.hasMade, id, organisation, operation, person)) !== undefined;
  }

  /** The keys under which a person has made things, by their ids at the system. */
  async keysOf(
    organisation: string,
    person: string,
    operation: string,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    const of = { of: ids, none: '' };
    const values = [organisation, operation, person];
    const rows = await allOfMany<{ made: string; key: string }>(this.#database, sql.keysOf, of, ...values);
    return new Map(rows.map(({ made: id, key }) => [id, key]));
  }

  /** Whether an entry of an operation, whoever’s it is, has made something with this id. */
  async isMade(organisation: string, operation: string, id: string): Promise<boolean> {
    return (await this.#database.one(sql.isMade, id, organisation, operation)) !== undefined;
  }

  /** How many to-dos of a meeting an entry is about. */
  async todosAbout(entry: number, meeting: string): Promise<number> {
    const todos = await this.#database.all<EntryTodo>(sql.todosOf, entry);
    return todos.filter((one) => one.meeting === meeting.toLowerCase()).length;
  }

  /** A response says what the entry made. */
  async answered(entry: number, { client, dialog, made: id }: Subjects): Promise<void> {
    await this.#database.run(sql.answered, client ?? null, dialog ?? null, id ?? null, entry);
  }

  async looked(entry: number, at: number): Promise<void> {
    await this.#database.run(sql.looked, at, entry);
  }

  /** Entries about to-dos of a meeting that happened, or may have; the newest first. */
  ofMeeting(organisation: string, meeting: string): Promise<readonly MeetingEntry[]> {
    return this.#database.all<MeetingEntry>(sql.ofMeeting, organisation, meeting.toLowerCase());
  }

  /**
   * The newest entry about one of the to-dos, of that operation or of any that reminds as it does, that happened, or may
   * have, and that the person who asks has not seen; one whose outcome is not known counts also if they have.
   */
  async newest(
    within: Statements,
    organisation: string,
    operation: string,
    { about, retryOf }: Links,
  ): Promise<{ readonly id: number; readonly isOpen: boolean } | undefined> {
    const again = retryOf === undefined ? [] : await within.all<EntryTodo>(sql.todosOf, retryOf);
    const named = (about?.meetings ?? []).flatMap(({ id, todos = [] }) =>
      todos.map((todo) => ({ meeting: id.toLowerCase(), todo })),
    );
    const seen = about?.seen ?? retryOf ?? 0;
    const alike = reminding.includes(operation) ? reminding : [operation];
    let newest: { readonly id: number; readonly state: string } | undefined;
    for (const { meeting, todo } of [...again, ...named]) {
      for (const one of alike) {
        const values = [organisation, meeting, todo, one, seen];
        const found = await within.one<{ id: number; state: string }>(sql.newest, ...values);
        if (found && found.id > (newest?.id ?? 0)) newest = found;
      }
    }
    return newest && { id: newest.id, isOpen: newest.state !== 'done' };
  }
}
