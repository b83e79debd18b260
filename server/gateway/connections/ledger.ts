import { createHash, randomUUID } from 'node:crypto';
import type { Effect, SystemId } from '#contract/system.ts';
import { firstRun, type OwnRun } from '../../data/data-lock.ts';
import type { Database, Statements } from '../../data/database.ts';
import { StoreFailure } from '../../data/store-failure.ts';
import { refusal } from '../http/refusal.ts';
import type { Attempt, AttemptEnd, KeptAnswer } from '../proxy/attempt.ts';
import type { SealedDatabase } from '../sessions/seal-again.ts';
import type { Seal } from '../sessions/sealed.ts';
import { type LedgerState, type LedgerRow as Row, sealedEntries } from './ledger-tables.ts';
import { EntryAuthors } from './sent/entry-authors.ts';
import { EntryContents } from './sent/entry-contents.ts';
import { EntryLinks, type Links } from './sent/entry-links.ts';
import { OwedWrites } from './sent/owed-writes.ts';
import { subjectsOf } from './sent/subjects.ts';
import { WaitingRequests } from './sent/waiting-requests.ts';
import type { Person } from './store.ts';
import { LedgerHolder } from './stores/ledger-holder.ts';

/** What is about to be asked of a system. */
export interface Intent {
  readonly organisation: string;
  readonly person: Person;
  /** Idempotency key. */
  readonly key: string;
  readonly system: SystemId;
  /** The system's display name. */
  readonly systemName: string;
  readonly operation: string;
  readonly effect: Effect;
  /** Everything that identifies the request. */
  readonly request: readonly string[];
  /** What may be shown later; sealed. */
  readonly sent: unknown;
  /** What it is about, and which entry it does again. */
  readonly links?: Links | undefined;
}

export interface Entry {
  readonly id: number;
  readonly organisation: string;
  readonly person: Person;
  readonly key: string;
  readonly system: SystemId;
  readonly operation: string;
  readonly effect: Effect;
  readonly state: LedgerState;
  /** Times in ms since the epoch. */
  readonly at: number;
  readonly endedAt: number | null;
  readonly status: number | null;
  /** Whether it was kept what was sent. */
  readonly isKept: boolean;
  /** Whether it has not left its gateway for a while. */
  readonly isWaiting: boolean;
}

/** What is kept of an entry. */
export interface FoundEntry {
  readonly entry: Entry;
  readonly sent: unknown;
  readonly answer: unknown;
}

export interface LedgerFilter {
  readonly organisation: string;
  /** Undefined for everyone of the organisation. */
  readonly person: string | undefined;
  readonly before?: number | undefined;
  readonly system?: SystemId | undefined;
  readonly state?: LedgerState | undefined;
  readonly limit: number;
}

export interface LedgerLimits {
  readonly entries: number;
  readonly days: number;
  /** Of a request and of a response, in bytes; longer ones are not kept. */
  readonly sentBytes: number;
  readonly answerBytes: number;
}

export const ledgerLimits: LedgerLimits = {
  entries: 50_000,
  days: 90,
  sentBytes: 8 * 1024,
  answerBytes: 16 * 1024,
};

/** Of a request that was carried out before. */
const endedAttempt: Omit<Attempt, 'before'> = {
  withdrawn: new AbortController().signal,
  async leaves() {},
  async end() {},
};
const dayMs = 24 * 60 * 60 * 1000;
/** How often what could not be written is tried again, and the others are told that this gateway is there. */
const tendEveryMs = 5_000;

const of = 'organisation = ?1 AND person = ?2 AND key = ?3';
const sql = {
  find: `SELECT * FROM entries WHERE ${of}`,
  entry: 'SELECT * FROM entries WHERE organisation = ? AND id = ?',
  insert: `INSERT INTO entries
      (organisation, person, key, person_name, fingerprint, system, operation, effect, state, at, sent, holder, attempt)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'under-way', ?9, ?10, ?11, ?12) RETURNING id`,
  again: `UPDATE entries SET state = 'under-way', ended_at = NULL, status = NULL, answer = NULL, waiting = 0, holder = ?,
    attempt = ? WHERE id = ?`,
  end: `UPDATE entries SET state = ?, ended_at = ?, status = ?, answer = ?
    WHERE id = ? AND attempt = ? AND state = 'under-way'`,
  never: `UPDATE entries SET state = 'not-sent', ended_at = ? WHERE attempt = ? AND state = 'under-way'`,
  settle: `UPDATE entries SET state = ? WHERE id = ? AND state = 'unknown'`,
  list: `SELECT * FROM entries WHERE organisation = ?1 AND (CAST(?2 AS TEXT) IS NULL OR person = ?2)
      AND (CAST(?3 AS BIGINT) IS NULL OR id < ?3) AND (CAST(?4 AS TEXT) IS NULL OR system = ?4)
      AND (CAST(?5 AS TEXT) IS NULL OR state = ?5) ORDER BY id DESC LIMIT ?6`,
  count: 'SELECT system, state, count(*) AS entries FROM entries GROUP BY system, state',
  // What is in progress stays, whatever its age.
  prune: `DELETE FROM entries WHERE state <> 'under-way'
    AND (at <= ?1 OR id <= (SELECT id FROM entries ORDER BY id DESC LIMIT 1 OFFSET ?2))`,
};

/** Opens the ledger: what nobody is carrying out may have been done. @param now in ms since the epoch. */
export async function openLedger(
  database: Database,
  seal: Seal,
  limits: LedgerLimits = ledgerLimits,
  now: () => number = Date.now,
  run: OwnRun = firstRun(),
): Promise<Ledger> {
  const holder = new LedgerHolder(database, run.id, now);
  await holder.open(run.before);
  const ledger = new Ledger({ database, seal, limits, now, holder });
  await ledger.prune();
  return ledger;
}

interface LedgerParts {
  /** Of `ledgerPlan`. */
  readonly database: Database;
  readonly seal: Seal;
  readonly limits: LedgerLimits;
  readonly now: () => number;
  readonly holder: LedgerHolder;
}

/** What was found under a key. */
type Begun = { readonly id: number } | { readonly before: KeptAnswer };

/**
 * Requests with an effect, recorded before they are sent and again with their outcome. Under one key a request is sent
 * once, whichever gateway gets it: a repeat gets the same response, and where the outcome is unknown, nothing is sent again.
 */
export class Ledger {
  readonly links: EntryLinks;
  readonly authors: EntryAuthors;
  readonly sealed: SealedDatabase;
  readonly #database: Database;
  readonly #contents: EntryContents;
  readonly #now: () => number;
  readonly #limits: LedgerLimits;
  readonly #holder: LedgerHolder;
  readonly #waiting: WaitingRequests;
  readonly #owed = new OwedWrites();
  readonly #tending: NodeJS.Timeout;

  constructor({ database, seal, limits, now, holder }: LedgerParts) {
    this.links = new EntryLinks(database);
    this.authors = new EntryAuthors(database, now);
    this.sealed = { database, seal, tables: [sealedEntries] };
    this.#database = database;
    this.#contents = new EntryContents(seal, limits);
    this.#now = now;
    this.#limits = limits;
    this.#holder = holder;
    this.#waiting = new WaitingRequests(database, holder.id);
    this.#tending = setInterval(() => void this.tend().catch(() => undefined), tendEveryMs).unref();
  }

  /**
   * Records what is about to be sent.
   * @throws Refusal with 409 while it is in progress, when it may have been done, or when the key belongs to another
   *   request; the refusal that the same request got before.
   */
  async begin(intent: Intent): Promise<Attempt> {
    const fingerprint = createHash('sha256').update(JSON.stringify(intent.request)).digest('hex');
    const attempt = randomUUID();
    await this.#holder.beSure();
    const begun = await this.#database
      .transaction(intent.organisation, (within) => this.#begin(within, intent, fingerprint, attempt))
      .catch((error: unknown) => {
        // It may be there all the same, and nothing will be sent.
        if (error instanceof StoreFailure && error.isUncertain)
          this.#owed.add(attempt, () => this.#never(attempt));
        throw error;
      });
    if ('before' in begun) return { ...endedAttempt, before: begun.before };
    // What was recorded is to be sent, whether or not old entries can be forgotten now.
    if (begun.id % 100 === 0) await this.prune().catch(() => undefined);
    return this.#attempt(begun.id, attempt, intent);
  }

  /** Whether this key was used before. */
  async knows(of: Pick<Intent, 'organisation' | 'person' | 'key'>): Promise<boolean> {
    return (await this.byKey(of)) !== undefined;
  }

  async list({
    organisation,
    person,
    before,
    system,
    state,
    limit,
  }: LedgerFilter): Promise<readonly Entry[]> {
    const filter = [person ?? null, before ?? null, system ?? null, state ?? null];
    return (await this.#database.all<Row>(sql.list, organisation, ...filter, limit)).map(toEntry);
  }

  /** An entry, what was sent and what came back; what was not kept is null. */
  async find(organisation: string, id: number): Promise<FoundEntry | undefined> {
    const row = await this.#database.one<Row>(sql.entry, organisation, id);
    if (!row) return undefined;
    return { entry: toEntry(row), ...this.#contents.of(row) };
  }

  /** Whether an entry has not left its gateway yet. */
  isWaiting({ id, isWaiting }: Entry): boolean {
    return isWaiting || this.#waiting.has(id);
  }

  /** Withdraws what has not left yet, and waits for its end. Returns whether it was in time. */
  cancel(id: number): Promise<boolean> {
    return this.#waiting.cancel(id);
  }

  /** Someone has looked what became of an entry that was unknown; undefined where that does not show. */
  async settle(id: number, found: 'done' | 'not-sent' | undefined): Promise<void> {
    if (found) await this.#database.run(sql.settle, found, id);
    await this.links.looked(id, this.#now());
  }

  /** The entry under a key of someone. */
  async byKey({
    organisation,
    person,
    key,
  }: Pick<Intent, 'organisation' | 'person' | 'key'>): Promise<Entry | undefined> {
    const row = await this.#database.one<Row>(sql.find, organisation, person.uuid, key);
    return row && toEntry(row);
  }

  /** How many there are of each system in each state. */
  count(): Promise<readonly (Pick<Row, 'system' | 'state'> & { readonly entries: number })[]> {
    return this.#database.all(sql.count);
  }

  /** Forgets old entries, and those beyond the limit. */
  async prune(): Promise<void> {
    await this.#database.run(sql.prune, this.#now() - this.#limits.days * dayMs, this.#limits.entries);
  }

  /** Writes what is owed, and looks after what other gateways have left. */
  async tend(): Promise<void> {
    await this.#owed.pay();
    await this.#holder.look();
    await this.#waiting.look();
  }

  /** What is still under way may be done. */
  async close(): Promise<void> {
    clearInterval(this.#tending);
    await this.#owed.pay();
    await this.#holder.close().catch(() => undefined);
  }

  async #begin(within: Statements, intent: Intent, fingerprint: string, attempt: string): Promise<Begun> {
    const { organisation, person, key, systemName } = intent;
    const known = await within.one<Row>(sql.find, organisation, person.uuid, key);
    if (!known) {
      await this.#checkLinks(within, intent);
      return { id: await this.#insert(within, intent, fingerprint, attempt) };
    }
    if (known.fingerprint !== fingerprint) throw refusal('key-used', {});
    switch (known.state) {
      case 'under-way':
        throw refusal('under-way', {});
      case 'unknown':
        throw refusal('may-be-done', { system: systemName });
      case 'refused':
        throw this.#contents.refusalOf(known, systemName);
      case 'not-sent':
        // Someone has sent it again under another key.
        if ((await this.links.of(known.id, within)).retriedBy !== null) throw refusal('retried-before', {});
        await this.#checkLinks(within, intent, known.id);
        await within.run(sql.again, this.#holder.id, attempt, known.id);
        return { id: known.id };
      case 'done':
        return { before: this.#contents.answerOf(known, systemName) };
    }
  }

  async #insert(within: Statements, intent: Intent, fingerprint: string, attempt: string): Promise<number> {
    const { organisation, person, key, system, operation, effect, links } = intent;
    const sealed = this.#contents.closeSent(intent, intent.sent);
    const row = await within.one<Pick<Row, 'id'>>(
      sql.insert,
      ...[organisation, person.uuid, key, person.name, fingerprint, system, operation, effect],
      ...[this.#now(), sealed, this.#holder.id, attempt],
    );
    const id = row?.id ?? 0;
    await this.links.add(within, id, { organisation, operation, ...subjectsOf(intent.sent), ...links });
    if (links?.author !== undefined) await this.authors.add(within, id, links.author);
    return id;
  }

  /** @throws Refusal where it was sent again, or done by someone else, in the meantime. */
  async #checkLinks(
    within: Statements,
    { organisation, operation, systemName, links = {} }: Intent,
    own?: number,
  ): Promise<void> {
    if (links.retryOf !== undefined) {
      const again = await within.one<Row>(sql.entry, organisation, links.retryOf);
      const { retriedBy } = await this.links.of(links.retryOf, within);
      if (!again || again.operation !== operation) throw refusal('entry-missing', {});
      if (retriedBy !== null && retriedBy !== own) throw refusal('retried-before', {});
      if (again.state !== 'not-sent' && again.state !== 'refused')
        throw refusal('may-be-done', { system: systemName });
    }
    const newer = await this.links.newest(within, organisation, operation, links);
    if (newer && newer.id !== own) {
      throw newer.isOpen ? refusal('may-be-done', { system: systemName }) : refusal('done-by-others', {});
    }
  }

  #attempt(id: number, attempt: string, intent: Intent): Attempt {
    const { withdrawn, leaves, gone, ended } = this.#waiting.add(id, attempt);
    let ending: Promise<void> | undefined;
    return {
      before: undefined,
      withdrawn,
      leaves: async () => {
        await leaves();
        // It may have waited for long.
        if (!this.#holder.isSure) throw refusal('store-unavailable', {});
      },
      // A later word must not overtake the first where that takes long to write.
      end: (end) => {
        gone();
        ending ??= this.#end(id, attempt, intent, end).finally(ended);
        return ending;
      },
    };
  }

  async #end(id: number, attempt: string, intent: Intent, end: AttemptEnd): Promise<void> {
    const status = end.state === 'done' ? end.answer.status : end.refusal.status;
    const sealed = this.#contents.closeEnd(intent, end);
    const values = [end.state, this.#now(), status, sealed, id, attempt];
    const made = end.state === 'done' ? subjectsOf(end.answer.body?.toString('utf8')) : undefined;
    const write = () =>
      Promise.all([made && this.links.answered(id, made), this.#database.run(sql.end, ...values)]);
    try {
      await write();
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error;
      // What the system has said is known, and will be here, too.
      this.#owed.add(attempt, write);
    }
  }

  #never(attempt: string): Promise<number> {
    return this.#database.run(sql.never, this.#now(), attempt);
  }
}

const toEntry = (row: Row): Entry => ({
  id: row.id,
  organisation: row.organisation,
  person: { uuid: row.person, name: row.person_name },
  key: row.key,
  system: row.system,
  operation: row.operation,
  effect: row.effect,
  state: row.state,
  at: row.at,
  endedAt: row.ended_at,
  status: row.status,
  isKept: row.sent !== null,
  isWaiting: row.state === 'under-way' && row.waiting === 1,
});
