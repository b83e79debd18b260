import * as v from 'valibot';
import {
  endStates,
  failedStates,
  type NewPublication,
  type PublicationState,
  startPublication,
} from '#contract/claap/publications.ts';
import type { RefusalReason } from '#contract/gateway/refusals.ts';
import type { Database, Statements, Value } from '../../../data/database.ts';
import type { SealedDatabase } from '../../sessions/seal-again.ts';
import type { Seal } from '../../sessions/sealed.ts';
import type { Person } from '../store.ts';
import {
  contextOf,
  type Leftover,
  type PublicationRow as Row,
  sealedPublications,
} from './publication-tables.ts';

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
  readonly leftover: Leftover | undefined;
  /** What has left of its file, as far as that was told. */
  readonly sent: number;
  /** Whether it begins with another recording in place of the one that cannot be filled. */
  readonly isToRenew: boolean;
  /** What is to be published; undefined where its secret is gone. */
  readonly content: NewPublication | undefined;
}

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
    | 'isToRenew'
  >
>;

/** What else has to be so for a change: who carries it out, and that nothing has changed since. */
export interface Expected {
  readonly runner?: string;
  readonly changedAt?: number;
}

/** Whose publications: undefined for everyone's of the organisation. */
export interface PublicationFilter {
  readonly organisation: string;
  readonly person: string | undefined;
}

const mine = 'organisation = ?1 AND (CAST(?2 AS TEXT) IS NULL OR person = ?2)';
const failed = `state IN (${quoted(failedStates)})`;
const sql = {
  find: 'SELECT * FROM publications WHERE id = ?',
  insert: `INSERT INTO publications (id, organisation, person, person_name, author, meeting, state, at, changed_at, bytes,
      creation, content) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'receiving', ?7, ?7, ?8, ?1, ?9)`,
  received: `UPDATE publications SET received = ?, changed_at = ? WHERE id = ? AND state = 'receiving' AND received = ?`,
  change: `UPDATE publications SET state = ?, changed_at = ?, creation = ?, recording = ?, url = ?, attempted = ?,
      needs_new = ?, followed = ?, handed_at = ?, looks = ?, look_at = ?, problem = ?, left_kind = ?, left_url = ?, renew = ?
    WHERE id = ?`,
  ofMeeting:
    'SELECT * FROM publications WHERE organisation = ? AND meeting = ? ORDER BY at DESC, id LIMIT 100',
  ofRecording: 'SELECT * FROM publications WHERE organisation = ? AND recording = ?',
  inState: 'SELECT * FROM publications WHERE state = ? ORDER BY at, id',
  held: `SELECT * FROM publications WHERE state IN ('receiving', 'sending', 'stopped')`,
  toLook: `SELECT id, look_at FROM publications WHERE state = 'handed-over' AND look_at IS NOT NULL ORDER BY look_at, id`,
  list: `SELECT * FROM publications WHERE ${mine} AND (CAST(?3 AS BIGINT) IS NULL OR at < ?3) AND (?4 = 0 OR ${failed})
    ORDER BY at DESC, id LIMIT ?5`,
  countFailed: `SELECT count(*) AS count FROM publications WHERE ${mine} AND ${failed}`,
  claim: 'UPDATE publications SET runner = ?1, sent = 0 WHERE id = ?2 AND (runner IS NULL OR runner = ?1)',
  release: 'UPDATE publications SET runner = NULL WHERE id = ? AND runner = ?',
  releaseAll: 'UPDATE publications SET runner = NULL WHERE runner IS NOT NULL',
  runner: 'SELECT runner FROM publications WHERE id = ?',
  sent: 'UPDATE publications SET sent = ? WHERE id = ? AND runner = ?',
  lookNow: `UPDATE publications SET look_at = ? WHERE organisation = ? AND recording = ? AND state = 'handed-over'`,
  prune: `DELETE FROM publications WHERE changed_at <= ? AND state IN (${quoted([...endStates, 'handed-over'])})`,
};

/** Publications; what people wrote and why one stopped is sealed. */
export class PublicationStore {
  readonly sealed: SealedDatabase;
  readonly #database: Database;
  readonly #seal: Seal;
  readonly #now: () => number;

  /** @param database of `publicationPlan`. @param now in ms since the epoch. */
  constructor(database: Database, seal: Seal, now: () => number = Date.now) {
    this.sealed = { database, seal, tables: sealedPublications };
    this.#database = database;
    this.#seal = seal;
    this.#now = now;
  }

  async find(id: string): Promise<Publication | undefined> {
    return this.#find(this.#database, id);
  }

  /** @throws Error where there is none */
  async get(id: string): Promise<Publication> {
    return this.#get(this.#database, id);
  }

  /**
   * Keeps a place for a file, or returns what is known under this id.
   * @param check is given what is held already, and throws where there is no room for another.
   */
  async add(
    { id, organisation, person, author }: Pick<Publication, 'id' | 'organisation' | 'person' | 'author'>,
    content: NewPublication,
    check: (held: readonly Publication[]) => void = () => undefined,
  ): Promise<Publication> {
    const row = { id: id.toLowerCase(), organisation };
    return this.#database.transaction('room', async (within) => {
      const known = await this.#find(within, row.id);
      if (known) return known;
      check(await this.#all(within, sql.held));
      await within.run(
        sql.insert,
        ...[row.id, organisation, person.uuid, person.name, this.#seal.close(author, contextOf(row))],
        ...[content.meeting.toLowerCase(), this.#now(), content.bytes],
        this.#seal.close(JSON.stringify(content), contextOf(row)),
      );
      return this.#get(within, row.id);
    });
  }

  /**
   * More of its file is here, unless that was known, or nobody waits for it any longer.
   * @param keep keeps what is here, if it is news.
   */
  async received(
    id: string,
    before: number,
    bytes: number,
    keep: (within: Statements) => Promise<void> = async () => undefined,
  ): Promise<boolean> {
    return this.#database.transaction(id, async (within) => {
      const isNews = (await within.run(sql.received, bytes, this.#now(), id, before)) === 1;
      if (isNews) await keep(within);
      return isNews;
    });
  }

  /** Has one gateway carry out a publication in one of these states; undefined where another does. */
  async claim(
    states: readonly PublicationState[],
    id: string,
    runner: string,
  ): Promise<Publication | undefined> {
    return this.#database.transaction(id, async (within) => {
      const publication = await this.#get(within, id);
      if (!states.includes(publication.state)) return undefined;
      return (await within.run(sql.claim, runner, id)) === 1 ? publication : undefined;
    });
  }

  /** It is not carried out any longer. */
  async release(id: string, runner: string): Promise<void> {
    await this.#database.run(sql.release, id, runner);
  }

  /** Whoever carried any out does so no longer: the gateway that says so owns that now. */
  async takeOver(): Promise<void> {
    await this.#database.run(sql.releaseAll);
  }

  async isClaimed(id: string): Promise<boolean> {
    const row = await this.#database.one<Pick<Row, 'runner'>>(sql.runner, id);
    return row !== undefined && row.runner !== null;
  }

  /** How much has left of its file. */
  async sent(id: string, runner: string, bytes: number): Promise<void> {
    await this.#database.run(sql.sent, bytes, id, runner);
  }

  /** @throws Error where there is none */
  async change(id: string, change: PublicationChange): Promise<Publication> {
    return this.#database.transaction(id, async (within) =>
      this.#change(within, await this.#get(within, id), change),
    );
  }

  /** The same if it is in one of these states, and as it is expected to be; undefined if it is not. */
  async changeFrom(
    states: readonly PublicationState[],
    id: string,
    change: PublicationChange,
    { runner, changedAt }: Expected = {},
  ): Promise<Publication | undefined> {
    return this.#database.transaction(id, async (within) => {
      const before = await this.#get(within, id);
      if (!states.includes(before.state)) return undefined;
      if (changedAt !== undefined && changedAt !== before.changedAt) return undefined;
      if (runner !== undefined && (await within.one<Pick<Row, 'runner'>>(sql.runner, id))?.runner !== runner)
        return undefined;
      return this.#change(within, before, change);
    });
  }

  /** Which recording a creation has made. Returns the publication, which may have had another creation since. */
  async made(
    { id, creation }: Pick<Publication, 'id' | 'creation'>,
    made: Pick<Publication, 'recording' | 'url'>,
  ): Promise<Publication> {
    return this.#database.transaction(id, async (within) => {
      const before = await this.#get(within, id);
      return before.creation === creation ? this.#change(within, before, made) : before;
    });
  }

  /** A recording is to be looked at now. Returns whether there is one that is followed. */
  async lookNow(organisation: string, recording: string): Promise<boolean> {
    return (await this.#database.run(sql.lookNow, this.#now(), organisation, recording)) > 0;
  }

  /** Tells whoever publishes, in any gateway, that there is something to do. */
  async tell(): Promise<void> {
    await this.#database.tell();
  }

  follow(heard: () => void): () => void {
    return this.#database.follow(heard);
  }

  async ofMeeting(organisation: string, meeting: string): Promise<readonly Publication[]> {
    return this.#all(this.#database, sql.ofMeeting, organisation, meeting.toLowerCase());
  }

  async ofRecording(organisation: string, recording: string): Promise<Publication | undefined> {
    return (await this.#all(this.#database, sql.ofRecording, organisation, recording))[0];
  }

  async inState(state: PublicationState): Promise<readonly Publication[]> {
    return this.#all(this.#database, sql.inState, state);
  }

  /** Those whose file is here, or has a place here. */
  async held(): Promise<readonly Publication[]> {
    return this.#all(this.#database, sql.held);
  }

  /** When to look at which of those that the system has, the most urgent first. */
  async toLook(): Promise<readonly { readonly id: string; readonly lookAt: number }[]> {
    const rows = await this.#database.all<{ id: string; look_at: number }>(sql.toLook);
    return rows.map(({ id, look_at: lookAt }) => ({ id, lookAt }));
  }

  async list(
    { organisation, person }: PublicationFilter,
    { before, onlyFailed, limit }: { before: number | undefined; onlyFailed: boolean; limit: number },
  ): Promise<readonly Publication[]> {
    const values = [organisation, person ?? null, before ?? null, Number(onlyFailed), limit];
    return this.#all(this.#database, sql.list, ...values);
  }

  async countFailed({ organisation, person }: PublicationFilter): Promise<number> {
    const row = await this.#database.one<{ count: number }>(sql.countFailed, organisation, person ?? null);
    return row?.count ?? 0;
  }

  async prune(): Promise<void> {
    await this.#database.run(sql.prune, this.#now() - keptMs);
  }

  async #find(within: Statements, id: string): Promise<Publication | undefined> {
    return (await this.#all(within, sql.find, id.toLowerCase()))[0];
  }

  async #get(within: Statements, id: string): Promise<Publication> {
    const found = await this.#find(within, id);
    if (!found) throw new Error('there is no such publication');
    return found;
  }

  async #change(within: Statements, before: Publication, change: PublicationChange): Promise<Publication> {
    const next = { ...before, ...change };
    const isNews = next.state !== before.state || change.problem !== undefined;
    await within.run(
      sql.change,
      ...[next.state, isNews ? this.#now() : before.changedAt, next.creation, next.recording, next.url],
      ...[Number(next.isAttempted), Number(next.needsNew), Number(next.isFollowed)],
      ...[next.handedAt, next.looks, next.lookAt],
      next.problem ? this.#seal.close(JSON.stringify(next.problem), contextOf(before)) : null,
      ...[next.leftover?.kind ?? null, next.leftover?.url ?? null, Number(next.isToRenew), before.id],
    );
    return this.#get(within, before.id);
  }

  async #all(within: Statements, text: string, ...values: readonly Value[]): Promise<readonly Publication[]> {
    return (await within.all<Row>(text, ...values)).map((row) => this.#publication(row));
  }

  #publication(row: Row): Publication {
    const open = (sealed: Uint8Array | null): unknown => {
      const text = sealed && this.#seal.open(sealed, contextOf(row));
      return text ? JSON.parse(text) : undefined;
    };
    const problem = v.safeParse(reason, open(row.problem));
    const content = v.safeParse(startPublication.body, open(row.content));
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
      problem: problem.success ? problem.output : undefined,
      leftover: row.left_kind === null ? undefined : { kind: row.left_kind, url: row.left_url },
      sent: row.sent,
      isToRenew: row.renew === 1,
      content: content.success ? content.output : undefined,
    };
  }
}
