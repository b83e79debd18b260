import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import {
  type BroadcastTemplate,
  type BroadcastView,
  broadcastTemplate,
  exclusions,
} from '#contract/gateway/broadcasts.ts';
import type { RefusalReason } from '#contract/gateway/refusals.ts';
import type { Database, Statements, Value } from '../../../data/database.ts';
import type { SealedDatabase } from '../../sessions/seal-again.ts';
import type { Seal } from '../../sessions/sealed.ts';
import type { Person } from '../store.ts';
import {
  contextOf,
  type RecipientRow,
  type RecipientState,
  type BroadcastRow as Row,
  recipientContext,
  sealedBroadcasts,
} from './broadcast-tables.ts';

export type Exclusion = (typeof exclusions)[number];
export type BroadcastState = BroadcastView['state'];

/** A broadcast as the gateway keeps it. Times in ms since the epoch. */
export interface Broadcast {
  readonly id: string;
  readonly organisation: string;
  readonly person: Person;
  readonly state: BroadcastState;
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

/** What changes about a recipient. */
export type RecipientChange = Partial<
  Pick<Recipient, 'state' | 'made' | 'at' | 'problem' | 'exclusion' | 'said'>
>;

/** As long as the ledger keeps what was sent. */
const keptMs = 90 * 24 * 60 * 60 * 1000;

const reason = v.custom<RefusalReason>((value) => v.is(v.looseObject({ code: v.string() }), value));

/** Before it has ended in one way or another. */
const cancellable: readonly BroadcastState[] = ['waiting', 'sending', 'stopped'];
const continuable: readonly BroadcastState[] = ['stopped', 'done'];

const old = `changed_at <= ? AND state NOT IN ('waiting', 'sending')`;
const sql = {
  find: 'SELECT * FROM broadcasts WHERE id = ?',
  insert: `INSERT INTO broadcasts (id, organisation, person, person_name, state, at, send_at, changed_at, account, content)
    VALUES (?1, ?2, ?3, ?4, 'waiting', ?5, ?6, ?5, ?7, ?8)`,
  insertRecipient: `INSERT INTO recipients (broadcast, number, individual, key, state, sealed) VALUES (?, ?, ?, ?, ?, ?)`,
  turn: 'UPDATE broadcasts SET state = ?, problem = ?, changed_at = ? WHERE id = ?',
  plan: 'UPDATE broadcasts SET looks = ?, look_at = ? WHERE id = ?',
  change: `UPDATE recipients SET state = ?, made = ?, at = ?, sealed = ?
    WHERE broadcast = ? AND number = ? AND state = ?`,
  leave: `UPDATE recipients SET state = 'sending', at = ?1 WHERE broadcast = ?2 AND number = ?3 AND state = 'waiting'
    AND EXISTS (SELECT 1 FROM broadcasts WHERE id = ?2 AND state = 'sending')`,
  list: `SELECT * FROM broadcasts WHERE organisation = ?1 AND (CAST(?2 AS BIGINT) IS NULL OR at < ?2)
    ORDER BY at DESC, id LIMIT ?3`,
  underWay: `SELECT * FROM broadcasts WHERE state IN ('waiting', 'sending') ORDER BY at, id`,
  toLook: `SELECT id, looks, look_at FROM broadcasts WHERE look_at IS NOT NULL ORDER BY look_at, id`,
  recipients: 'SELECT * FROM recipients WHERE broadcast = ? ORDER BY number',
  inState: 'SELECT * FROM recipients WHERE broadcast = ? AND state = ? ORDER BY number',
  next: `SELECT * FROM recipients WHERE broadcast = ? AND state = 'waiting' ORDER BY number LIMIT 1`,
  lastAt: 'SELECT max(at) AS at FROM recipients WHERE broadcast = ?',
  turnRecipients: 'UPDATE recipients SET state = ? WHERE broadcast = ? AND state = ?',
  counts: 'SELECT state, count(*) AS count FROM recipients WHERE broadcast = ? GROUP BY state ORDER BY state',
  attention: `SELECT count(*) AS count FROM broadcasts b WHERE organisation = ? AND (state = 'stopped' OR EXISTS (
      SELECT 1 FROM recipients r WHERE r.broadcast = b.id AND r.state = 'unknown'))`,
  pruneRecipients: `DELETE FROM recipients WHERE broadcast IN (SELECT id FROM broadcasts WHERE ${old})`,
  prune: `DELETE FROM broadcasts WHERE ${old}`,
};

/**
 * Broadcasts and their recipients; what people wrote and who gets it is sealed. Whoever changes a state says which one they
 * have seen: of two who send or cancel at the same time, one does.
 */
export class BroadcastStore {
  readonly sealed: SealedDatabase;
  readonly #database: Database;
  readonly #seal: Seal;
  readonly #now: () => number;

  /** @param database of `broadcastPlan`. @param now in ms since the epoch. */
  constructor(database: Database, seal: Seal, now: () => number = Date.now) {
    this.sealed = { database, seal, tables: sealedBroadcasts };
    this.#database = database;
    this.#seal = seal;
    this.#now = now;
  }

  async find(id: string): Promise<Broadcast | undefined> {
    return this.#find(this.#database, id);
  }

  /** @throws Error where there is none */
  async get(id: string): Promise<Broadcast> {
    return this.#get(this.#database, id);
  }

  /** Keeps a broadcast with all its recipients, or nothing of it; undefined where there is one under this id. */
  async add(
    given: Pick<Broadcast, 'organisation' | 'person' | 'at' | 'sendAt' | 'account'> & {
      readonly id: string;
      readonly content: BroadcastTemplate;
    },
    recipients: readonly (Sealed & { readonly individual: string })[],
  ): Promise<Broadcast | undefined> {
    const id = given.id.toLowerCase();
    const { organisation, person, at, sendAt, account, content } = given;
    const sealed = this.#seal.close(JSON.stringify(content), contextOf({ organisation, id }));
    return this.#database.transaction(id, async (within) => {
      if (await this.#find(within, id)) return undefined;
      await within.run(
        sql.insert,
        ...[id, organisation, person.uuid, person.name, at, sendAt, account, sealed],
      );
      for (const [position, { individual, ...more }] of recipients.entries()) {
        const state = more.exclusion ? 'excluded' : 'waiting';
        const context = recipientContext({ broadcast: id, number: position });
        const of = this.#seal.close(JSON.stringify(more), context);
        await within.run(sql.insertRecipient, id, position, individual, randomUUID(), state, of);
      }
      return this.#get(within, id);
    });
  }

  /** Has a broadcast in one of these states be in another; undefined if it is in none of them. */
  async turn(
    id: string,
    from: readonly BroadcastState[],
    to: BroadcastState,
    problem?: RefusalReason,
  ): Promise<Broadcast | undefined> {
    return this.#database.transaction(id, (within) => this.#turn(within, id, from, to, problem));
  }

  /** Nobody else gets it; undefined if that is too late. */
  async cancel(id: string): Promise<Broadcast | undefined> {
    return this.#database.transaction(id, async (within) => {
      const cancelled = await this.#turn(within, id, cancellable, 'cancelled');
      if (cancelled) await within.run(sql.turnRecipients, 'cancelled', id, 'waiting');
      return cancelled;
    });
  }

  /** Those who certainly got nothing get it after all; undefined if there is none, or it is being sent. */
  async continue(id: string): Promise<Broadcast | undefined> {
    return this.#database.transaction(id, async (within) => {
      const { waiting = 0, 'not-sent': notSent = 0 } = await this.#counts(within, id);
      if (waiting + notSent === 0) return undefined;
      const continued = await this.#turn(within, id, continuable, 'sending');
      if (continued) await within.run(sql.turnRecipients, 'waiting', id, 'not-sent');
      return continued;
    });
  }

  /** Notes when it is looked for the next time what became of it. */
  async plan(id: string, looks: number, lookAt: number | null): Promise<void> {
    await this.#database.run(sql.plan, looks, lookAt, id);
  }

  /** Changes a recipient, who is in the state in which they were seen; undefined if they are not. */
  async changeRecipient(
    id: string,
    before: Recipient,
    change: RecipientChange,
  ): Promise<Recipient | undefined> {
    const next = { ...before, ...change };
    const { position, state, made, at, user, name, address, values, exclusion, problem, said } = next;
    const text = JSON.stringify({ user, name, address, values, exclusion, problem, said });
    const sealed = this.#seal.close(text, recipientContext({ broadcast: id, number: position }));
    const changed = await this.#database.run(
      sql.change,
      ...[state, made, at, sealed, id, position, before.state],
    );
    return changed === 1 ? next : undefined;
  }

  /** Their message leaves now; undefined if it is not to, any longer. */
  async leave(id: string, before: Recipient): Promise<Recipient | undefined> {
    const at = this.#now();
    const changed = await this.#database.run(sql.leave, at, id, before.position);
    return changed === 1 ? { ...before, state: 'sending', at } : undefined;
  }

  /** @param state all if undefined */
  async recipients(id: string, state?: RecipientState): Promise<readonly Recipient[]> {
    const rows = await (state === undefined
      ? this.#database.all<RecipientRow>(sql.recipients, id)
      : this.#database.all<RecipientRow>(sql.inState, id, state));
    return rows.map((row) => this.#recipient(row));
  }

  /** The first of those whose turn has not come. */
  async next(id: string): Promise<Recipient | undefined> {
    const row = await this.#database.one<RecipientRow>(sql.next, id);
    return row && this.#recipient(row);
  }

  /** When the last message left; undefined before the first. */
  async lastAt(id: string): Promise<number | undefined> {
    return (await this.#database.one<{ at: number | null }>(sql.lastAt, id))?.at ?? undefined;
  }

  async counts(id: string): Promise<Readonly<Record<string, number>>> {
    return this.#counts(this.#database, id);
  }

  async list(organisation: string, before: number | undefined, limit: number): Promise<readonly Broadcast[]> {
    return this.#all(this.#database, sql.list, organisation, before ?? null, limit);
  }

  /** Those that are to be sent, or are being sent. */
  async underWay(): Promise<readonly Broadcast[]> {
    return this.#all(this.#database, sql.underWay);
  }

  /** When to look at which of those of which something is still to be found out, the most urgent first. */
  async toLook(): Promise<
    readonly { readonly id: string; readonly looks: number; readonly lookAt: number }[]
  > {
    const rows = await this.#database.all<{ id: string; looks: number; look_at: number }>(sql.toLook);
    return rows.map(({ id, looks, look_at: lookAt }) => ({ id, looks, lookAt }));
  }

  /** How many a person has to look at. */
  async attention(organisation: string): Promise<number> {
    return (await this.#database.one<{ count: number }>(sql.attention, organisation))?.count ?? 0;
  }

  async prune(): Promise<void> {
    const until = this.#now() - keptMs;
    await this.#database.transaction('prune', async (within) => {
      await within.run(sql.pruneRecipients, until);
      await within.run(sql.prune, until);
    });
  }

  /** Tells whoever sends, in any gateway, that there is something to do. */
  async tell(): Promise<void> {
    await this.#database.tell();
  }

  follow(heard: () => void): () => void {
    return this.#database.follow(heard);
  }

  async #find(within: Statements, id: string): Promise<Broadcast | undefined> {
    return (await this.#all(within, sql.find, id.toLowerCase()))[0];
  }

  async #get(within: Statements, id: string): Promise<Broadcast> {
    const found = await this.#find(within, id);
    if (!found) throw new Error('there is no such broadcast');
    return found;
  }

  async #turn(
    within: Statements,
    id: string,
    from: readonly BroadcastState[],
    to: BroadcastState,
    problem?: RefusalReason,
  ): Promise<Broadcast | undefined> {
    const before = await this.#get(within, id);
    if (!from.includes(before.state)) return undefined;
    const sealed = problem && this.#seal.close(JSON.stringify(problem), contextOf(before));
    await within.run(sql.turn, to, sealed ?? null, this.#now(), id);
    return { ...before, state: to, problem };
  }

  async #counts(within: Statements, id: string): Promise<Readonly<Record<string, number>>> {
    const rows = await within.all<{ state: string; count: number }>(sql.counts, id);
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  }

  async #all(within: Statements, text: string, ...values: readonly Value[]): Promise<readonly Broadcast[]> {
    return (await within.all<Row>(text, ...values)).map((row) => this.#broadcast(row));
  }

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
