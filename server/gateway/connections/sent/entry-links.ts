import type { DatabaseSync } from 'node:sqlite';
import type { ledgerStates } from '#contract/gateway/ledger-entry.ts';
import type { About } from '#contract/gateway/sent.ts';
import { reminding } from '#contract/gateway/todos.ts';
import { query } from '../../../data/query.ts';
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

const schema = `
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
  CREATE TRIGGER IF NOT EXISTS entries_gone AFTER DELETE ON entries BEGIN
    DELETE FROM entry_facts WHERE entry = OLD.id;
    DELETE FROM entry_todos WHERE entry = OLD.id;
  END;
`;

type FactsRow = Omit<EntryFacts, 'meetings'>;

/** What entries of the ledger are about, and which does another one again; in the ledger's file. Ids alone, no contents. */
export class EntryLinks {
  readonly #statements;

  constructor(database: DatabaseSync) {
    database.exec(schema);
    const prepare = (sql: string) => database.prepare(sql);
    this.#statements = {
      facts: query<FactsRow>(
        prepare(
          `SELECT f.retry_of AS retryOf, f.client, f.dialog, f.made, f.looked_at AS lookedAt, f.is_cut AS isCut,
             (SELECT entry FROM entry_facts WHERE retry_of = ?1) AS retriedBy
           FROM (SELECT ?1 AS entry) LEFT JOIN entry_facts f USING (entry)`,
        ),
      ),
      meetings: query<{ meeting: string }>(
        prepare('SELECT DISTINCT meeting FROM entry_todos WHERE entry = ?'),
      ),
      add: prepare(
        'INSERT INTO entry_facts (entry, retry_of, client, dialog, is_cut) VALUES (?, ?, ?, ?, ?)',
      ),
      addTodo: prepare('INSERT OR IGNORE INTO entry_todos VALUES (?, ?, ?, ?, ?)'),
      copyTodos: prepare(
        `INSERT OR IGNORE INTO entry_todos SELECT ?1, organisation, operation, meeting, todo FROM entry_todos WHERE entry = ?2`,
      ),
      answered: prepare(
        `UPDATE entry_facts SET client = COALESCE(?, client), dialog = COALESCE(?, dialog), made = ? WHERE entry = ?`,
      ),
      looked: prepare('UPDATE entry_facts SET looked_at = ? WHERE entry = ?'),
      about: query<{ entry: number }>(
        prepare(
          `SELECT DISTINCT entry FROM entry_todos WHERE organisation = ? AND meeting = ? AND operation = ?
           ORDER BY entry DESC LIMIT ?`,
        ),
      ),
      made: query<{ entry: number }>(
        prepare(
          `SELECT f.entry FROM entry_facts f JOIN entries e ON e.id = f.entry
           WHERE f.made = ? AND e.organisation = ? AND e.person = ? AND e.operation = ? LIMIT 1`,
        ),
      ),
      keyOf: query<{ key: string }>(
        prepare(
          `SELECT e.key FROM entry_facts f JOIN entries e ON e.id = f.entry
           WHERE f.made = ? AND e.organisation = ? AND e.person = ? AND e.operation = ? LIMIT 1`,
        ),
      ),
      madeBy: query<{ entry: number }>(
        prepare(
          `SELECT f.entry FROM entry_facts f JOIN entries e ON e.id = f.entry
           WHERE f.made = ? AND e.organisation = ? AND e.operation = ? LIMIT 1`,
        ),
      ),
      todosOf: query<EntryTodo>(
        prepare(`SELECT meeting, todo FROM entry_todos WHERE entry = ? AND todo <> ''`),
      ),
      ofMeeting: query<MeetingEntry>(
        prepare(
          `SELECT e.id, e.operation, e.state, e.at, e.person, e.person_name AS by, f.client, f.dialog, f.made,
             t.meeting, t.todo
           FROM entry_todos t JOIN entries e ON e.id = t.entry JOIN entry_facts f ON f.entry = t.entry
           WHERE t.organisation = ? AND t.meeting = ? AND t.todo <> '' AND e.state NOT IN ('refused', 'not-sent')
           ORDER BY e.id DESC`,
        ),
      ),
      newest: query<{ id: number; state: string }>(
        prepare(
          `SELECT id, state FROM entries JOIN entry_todos t ON t.entry = id
           WHERE t.organisation = ? AND t.meeting = ? AND t.todo = ? AND t.operation = ?
             AND state NOT IN ('refused', 'not-sent') AND (id > ? OR state <> 'done')
           ORDER BY id DESC LIMIT 1`,
        ),
      ),
    };
  }

  of(entry: number): EntryFacts {
    const facts = this.#statements.facts.get(entry);
    const meetings = this.#statements.meetings.all(entry).map(({ meeting }) => meeting);
    if (!facts) throw new Error('a query of one row has one row');
    return { ...facts, meetings };
  }

  /** @param of what the entry is. */
  add(
    entry: number,
    of: Links & Subjects & { readonly organisation: string; readonly operation: string },
  ): void {
    const { organisation, operation, about, retryOf, client, dialog, isCut } = of;
    this.#statements.add.run(entry, retryOf ?? null, client ?? null, dialog ?? null, isCut ? 1 : 0);
    for (const { id, todos = [] } of about?.meetings ?? []) {
      for (const todo of todos.length > 0 ? todos : [''])
        this.#statements.addTodo.run(entry, organisation, operation, id.toLowerCase(), todo);
    }
    if (retryOf !== undefined) this.#statements.copyTodos.run(entry, retryOf);
  }

  /** Ids of the entries of an operation about a meeting, the newest first. */
  about(organisation: string, operation: string, meeting: string, limit: number): readonly number[] {
    const rows = this.#statements.about.all(organisation, meeting.toLowerCase(), operation, limit);
    return rows.map(({ entry }) => entry);
  }

  /** Whether a person made something with this id at the system by an operation, through the gateway. */
  hasMade(organisation: string, person: string, operation: string, made: string): boolean {
    return this.#statements.made.get(made, organisation, person, operation) !== undefined;
  }

  /** The key under which a person has made something with this id. */
  keyOf(organisation: string, person: string, operation: string, made: string): string | undefined {
    return this.#statements.keyOf.get(made, organisation, person, operation)?.key;
  }

  /** Whether an entry of an operation, whoever’s it is, has made something with this id. */
  isMade(organisation: string, operation: string, made: string): boolean {
    return this.#statements.madeBy.get(made, organisation, operation) !== undefined;
  }

  /** How many to-dos of a meeting an entry is about. */
  todosAbout(entry: number, meeting: string): number {
    return this.#statements.todosOf.all(entry).filter((one) => one.meeting === meeting.toLowerCase()).length;
  }

  /** A response says what the entry made. */
  answered(entry: number, { client, dialog, made }: Subjects): void {
    this.#statements.answered.run(client ?? null, dialog ?? null, made ?? null, entry);
  }

  looked(entry: number, at: number): void {
    this.#statements.looked.run(at, entry);
  }

  /** Entries about to-dos of a meeting that happened, or may have; the newest first. */
  ofMeeting(organisation: string, meeting: string): readonly MeetingEntry[] {
    return this.#statements.ofMeeting.all(organisation, meeting.toLowerCase());
  }

  /**
   * The newest entry about one of the to-dos, of that operation or of any that reminds as it does, that happened, or may have, and that the person who asks has not seen; one
   * whose outcome is not known counts also if they have.
   */
  newest(
    organisation: string,
    operation: string,
    { about, retryOf }: Links,
  ): { readonly id: number; readonly isOpen: boolean } | undefined {
    const again = retryOf === undefined ? [] : this.#statements.todosOf.all(retryOf);
    const named = (about?.meetings ?? []).flatMap(({ id, todos = [] }) =>
      todos.map((todo) => ({ meeting: id.toLowerCase(), todo })),
    );
    const seen = about?.seen ?? retryOf ?? 0;
    const alike = reminding.includes(operation) ? reminding : [operation];
    const found = [...again, ...named].flatMap(({ meeting, todo }) =>
      alike.flatMap((one) => this.#statements.newest.get(organisation, meeting, todo, one, seen) ?? []),
    );
    const newest = found.toSorted((one, other) => other.id - one.id)[0];
    return newest && { id: newest.id, isOpen: newest.state !== 'done' };
  }
}
