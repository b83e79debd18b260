import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import {
  type BroadcastTemplate,
  type BroadcastView,
  broadcastTemplate,
  exclusions,
  type recipientStates,
} from '#contract/gateway/broadcasts.ts';
import type { RefusalReason } from '#contract/gateway/refusals.ts';
import { direct } from '../../../data/direct.ts';
import { openPrivateDatabase } from '../../../data/private-files.ts';
import { query } from '../../../data/query.ts';
import { type SealedDatabase, sealedTable } from '../../sessions/seal-again.ts';
import type { Seal } from '../../sessions/sealed.ts';
import type { Person } from '../store.ts';

export type RecipientState = (typeof recipientStates)[number];
export type Exclusion = (typeof exclusions)[number];

/** A broadcast as the gateway keeps it. Times in ms since the epoch. */
export interface Broadcast {
  readonly id: string;
  readonly organisation: string;
  readonly person: Person;
  readonly state: BroadcastView['state'];
  readonly at: number;
  readonly sendAt: number;
  readonly looks: number;
  /** When the gateway looks for the next time what became of it. */
  readonly lookAt: number | null;
  /** Undefined where its secret is gone. */
  readonly content: BroadcastTemplate | undefined;
  /** Account that text messages are sent with. */
  readonly account: string | null;
  readonly problem: RefusalReason | undefined;
}

const recipient = v.object({
  user: v.string(),
  name: v.string(),
  /** Address or number; empty where there is none. */
  address: v.string(),
  values: v.record(v.string(), v.string()),
  exclusion: v.optional(v.picklist(exclusions)),
  problem: v.optional(v.custom<RefusalReason>((value) => v.is(v.looseObject({ code: v.string() }), value))),
  said: v.optional(v.string()),
});

/** Who they are and why they got nothing: what is sealed of a recipient. */
type Sealed = v.InferOutput<typeof recipient>;

/** Someone who is to get a broadcast, or not: `exclusion`. */
export interface Recipient extends Sealed {
  readonly position: number;
  readonly individual: string;
  /** Idempotency key of their message. */
  readonly key: string;
  readonly state: RecipientState;
  /** Id of the draft, or of what was sent. */
  readonly made: string | null;
  readonly at: number | null;
}

interface Row {
  id: string;
  organisation: string;
  person: string;
  person_name: string;
  state: BroadcastView['state'];
  at: number;
  send_at: number;
  looks: number;
  look_at: number | null;
  account: string | null;
  content: Uint8Array;
  problem: Uint8Array | null;
}

interface RecipientRow {
  broadcast: string;
  number: number;
  individual: string;
  key: string;
  state: RecipientState;
  made: string | null;
  at: number | null;
  sealed: Uint8Array;
}

const schema = `
  CREATE TABLE IF NOT EXISTS broadcasts (
    id TEXT PRIMARY KEY,
    organisation TEXT NOT NULL,
    person TEXT NOT NULL,
    person_name TEXT NOT NULL,
    state TEXT NOT NULL,
    at INTEGER NOT NULL,
    send_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    looks INTEGER NOT NULL DEFAULT 0,
    look_at INTEGER,
    account TEXT,
    content BLOB NOT NULL,
    problem BLOB
  ) STRICT;
  CREATE INDEX IF NOT EXISTS broadcasts_at ON broadcasts (organisation, at);
  CREATE TABLE IF NOT EXISTS recipients (
    broadcast TEXT NOT NULL,
    number INTEGER NOT NULL,
    individual TEXT NOT NULL,
    key TEXT NOT NULL,
    state TEXT NOT NULL,
    made TEXT,
    at INTEGER,
    sealed BLOB NOT NULL,
    PRIMARY KEY (broadcast, number)
  ) STRICT;
  CREATE TRIGGER IF NOT EXISTS broadcasts_gone AFTER DELETE ON broadcasts BEGIN
    DELETE FROM recipients WHERE broadcast = OLD.id;
  END;
`;

/** As long as the ledger keeps what was sent. */
const keptMs = 90 * 24 * 60 * 60 * 1000;

const reason = v.custom<RefusalReason>((value) => v.is(v.looseObject({ code: v.string() }), value));

/** Broadcasts and their recipients; what people wrote and who gets it is sealed. */
export class BroadcastStore {
  readonly #database: DatabaseSync;
  readonly #seal: Seal;
  readonly #statements;

  /** @param file path of the database, created if missing. */
  constructor(file: string, seal: Seal) {
    this.#seal = seal;
    const database = openPrivateDatabase(file);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
    database.exec(schema);
    this.#database = database;
    const rows = (sql: string) => query<Row>(database.prepare(sql));
    this.#statements = {
      find: rows('SELECT * FROM broadcasts WHERE id = ?'),
      insert: database.prepare(
        `INSERT INTO broadcasts (id, organisation, person, person_name, state, at, send_at, changed_at, account, content)
         VALUES (?1, ?2, ?3, ?4, 'waiting', ?5, ?6, ?5, ?7, ?8)`,
      ),
      insertRecipient: database.prepare('INSERT INTO recipients VALUES (?, ?, ?, ?, ?, NULL, NULL, ?)'),
      change: database.prepare(
        'UPDATE broadcasts SET state = ?, looks = ?, look_at = ?, problem = ?, changed_at = ? WHERE id = ?',
      ),
      changeRecipient: database.prepare(
        'UPDATE recipients SET state = ?, made = ?, at = ?, sealed = ? WHERE broadcast = ? AND number = ?',
      ),
      list: rows(
        'SELECT * FROM broadcasts WHERE organisation = ? AND (?2 IS NULL OR at < ?2) ORDER BY at DESC LIMIT ?3',
      ),
      inState: rows('SELECT * FROM broadcasts WHERE state IN (?, ?) ORDER BY at'),
      toLook: rows('SELECT * FROM broadcasts WHERE look_at IS NOT NULL ORDER BY look_at'),
      recipients: query<RecipientRow>(
        database.prepare('SELECT * FROM recipients WHERE broadcast = ? ORDER BY number'),
      ),
      next: query<RecipientRow>(
        database.prepare(
          `SELECT * FROM recipients WHERE broadcast = ? AND state = 'waiting' ORDER BY number LIMIT 1`,
        ),
      ),
      lastAt: query<{ at: number | null }>(
        database.prepare('SELECT max(at) AS at FROM recipients WHERE broadcast = ?'),
      ),
      turn: database.prepare('UPDATE recipients SET state = ? WHERE broadcast = ? AND state = ?'),
      counts: query<{ state: string; count: number }>(
        database.prepare(
          'SELECT state, count(*) AS count FROM recipients WHERE broadcast = ? GROUP BY state ORDER BY state',
        ),
      ),
      attention: query<{ count: number }>(
        database.prepare(
          `SELECT count(*) AS count FROM broadcasts b WHERE organisation = ? AND (state = 'stopped' OR EXISTS (
             SELECT 1 FROM recipients r WHERE r.broadcast = b.id AND r.state = 'unknown'))`,
        ),
      ),
      prune: database.prepare(
        `DELETE FROM broadcasts WHERE changed_at <= ? AND state NOT IN ('waiting', 'sending')`,
      ),
    };
  }

  find(id: string): Broadcast | undefined {
    const row = this.#statements.find.get(id.toLowerCase());
    return row && this.#broadcast(row);
  }

  /** @throws Error where there is none */
  get(id: string): Broadcast {
    const found = this.find(id);
    if (!found) throw new Error('there is no such broadcast');
    return found;
  }

  /** Keeps a broadcast with all its recipients, or nothing of it. */
  add(
    given: Pick<Broadcast, 'organisation' | 'person' | 'at' | 'sendAt' | 'account'> & {
      readonly id: string;
      readonly content: BroadcastTemplate;
    },
    recipients: readonly (Sealed & { readonly individual: string })[],
  ): Broadcast {
    const id = given.id.toLowerCase();
    const { organisation, person, at, sendAt, account, content } = given;
    const sealed = this.#seal.close(JSON.stringify(content), contextOf({ organisation, id }));
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const { insert, insertRecipient } = this.#statements;
      insert.run(id, organisation, person.uuid, person.name, at, sendAt, account, sealed);
      for (const [position, { individual, ...more }] of recipients.entries()) {
        const state = more.exclusion ? 'excluded' : 'waiting';
        const of = this.#seal.close(
          JSON.stringify(more),
          recipientContext({ broadcast: id, number: position }),
        );
        insertRecipient.run(id, position, individual, randomUUID(), state, of);
      }
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
    return this.get(id);
  }

  change(
    id: string,
    change: Partial<Pick<Broadcast, 'state' | 'looks' | 'lookAt' | 'problem'>>,
    now = Date.now(),
  ): Broadcast {
    const before = this.get(id);
    const { state, looks, lookAt, problem } = { ...before, ...change };
    const sealed = problem && this.#seal.close(JSON.stringify(problem), contextOf(before));
    this.#statements.change.run(state, looks, lookAt, sealed ?? null, now, id);
    return this.get(id);
  }

  changeRecipient(
    id: string,
    before: Recipient,
    change: Partial<Pick<Recipient, 'state' | 'made' | 'at' | 'problem' | 'exclusion' | 'said'>>,
  ): Recipient {
    const next = { ...before, ...change };
    const { position, state, made, at, user, name, address, values, exclusion, problem, said } = next;
    const text = JSON.stringify({ user, name, address, values, exclusion, problem, said });
    const sealed = this.#seal.close(text, recipientContext({ broadcast: id, number: position }));
    this.#statements.changeRecipient.run(state, made, at, sealed, id, position);
    return next;
  }

  recipients(id: string): readonly Recipient[] {
    return this.#statements.recipients.all(id).map((row) => this.#recipient(row));
  }

  /** The first of those whose turn has not come. */
  next(id: string): Recipient | undefined {
    const row = this.#statements.next.get(id);
    return row && this.#recipient(row);
  }

  /** When the last message left; undefined before the first. */
  lastAt(id: string): number | undefined {
    return this.#statements.lastAt.get(id)?.at ?? undefined;
  }

  /** Has everyone in one state be in another one. */
  turn(id: string, from: RecipientState, to: RecipientState): void {
    this.#statements.turn.run(to, id, from);
  }

  counts(id: string): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#statements.counts.all(id).map(({ state, count }) => [state, count]));
  }

  list(organisation: string, before: number | undefined, limit: number): readonly Broadcast[] {
    return this.#all(this.#statements.list.all(organisation, before ?? null, limit));
  }

  /** Those that continue when the gateway starts. */
  underWay(): readonly Broadcast[] {
    return this.#all(this.#statements.inState.all('waiting', 'sending'));
  }

  /** Those of which something is still to be found out, the most urgent first. */
  toLook(): readonly Broadcast[] {
    return this.#all(this.#statements.toLook.all());
  }

  /** How many a person has to look at. */
  attention(organisation: string): number {
    return this.#statements.attention.get(organisation)?.count ?? 0;
  }

  prune(now = Date.now()): void {
    this.#statements.prune.run(now - keptMs);
  }

  get sealed(): SealedDatabase {
    return {
      database: direct('broadcasts', this.#database),
      seal: this.#seal,
      tables: [sealedBroadcasts, sealedRecipients],
    };
  }

  close(): void {
    this.#database.close();
  }

  readonly #all = (rows: readonly Row[]) => rows.map((row) => this.#broadcast(row));

  #broadcast(row: Row): Broadcast {
    const { id, organisation, state, at, account, looks } = row;
    const open = (sealed: Uint8Array | null): unknown => {
      const text = sealed && this.#seal.open(sealed, contextOf(row));
      return text ? JSON.parse(text) : undefined;
    };
    const content = v.safeParse(broadcastTemplate, open(row.content));
    const problem = v.safeParse(reason, open(row.problem));
    return {
      id,
      organisation,
      person: { uuid: row.person, name: row.person_name },
      state,
      at,
      sendAt: row.send_at,
      looks,
      lookAt: row.look_at,
      account,
      content: content.success ? content.output : undefined,
      problem: problem.success ? problem.output : undefined,
    };
  }

  #recipient(row: RecipientRow): Recipient {
    const { number: position, individual, key, state, made, at } = row;
    const text = this.#seal.open(row.sealed, recipientContext(row));
    const read = v.safeParse(recipient, text === undefined ? undefined : JSON.parse(text));
    const sealed = read.success ? read.output : { user: '', name: '', address: '', values: {} };
    return { ...sealed, position, individual, key, state, made, at };
  }
}

const contextOf = ({ organisation, id }: Pick<Row, 'organisation' | 'id'>) => `${organisation} ${id}`;
const recipientContext = ({ broadcast, number }: Pick<RecipientRow, 'broadcast' | 'number'>) =>
  `${broadcast} ${number}`;

const sealedBroadcasts = sealedTable<Row>({
  name: 'broadcasts',
  order: 'rowid',
  columns: { content: contextOf, problem: contextOf },
});
const sealedRecipients = sealedTable<RecipientRow>({
  name: 'recipients',
  order: 'rowid',
  columns: { sealed: recipientContext },
});
