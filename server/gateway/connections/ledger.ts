import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import { refusals } from '#contract/gateway/refusals.ts';
import type { Effect, SystemId } from '#contract/system.ts';
import { direct } from '../../data/direct.ts';
import { openPrivateDatabase } from '../../data/private-files.ts';
import { query } from '../../data/query.ts';
import { Refusal, refusal } from '../http/refusal.ts';
import type { Attempt, AttemptEnd, KeptAnswer } from '../proxy/attempt.ts';
import type { SealedDatabase } from '../sessions/seal-again.ts';
import type { Seal } from '../sessions/sealed.ts';
import {
  contextOf,
  contextOfRow,
  type LedgerState,
  type LedgerRow as Row,
  schema,
  sealedEntries,
} from './ledger-tables.ts';
import { EntryAuthors } from './sent/entry-authors.ts';
import { EntryLinks, type Links } from './sent/entry-links.ts';
import { kept, keptRefusal } from './sent/kept-ends.ts';
import { subjectsOf } from './sent/subjects.ts';
import { WaitingRequests } from './sent/waiting-requests.ts';
import type { Person } from './store.ts';

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
  leaves() {},
  end() {},
};
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Requests with an effect, recorded before they are sent and again with their outcome. Under one key a request is sent
 * once: a repeat gets the same response, and where the outcome is unknown, the gateway sends nothing again.
 */
export class Ledger {
  readonly #database: DatabaseSync;
  readonly #seal: Seal;
  readonly #now: () => number;
  readonly #limits: LedgerLimits;
  readonly #statements;
  readonly #waiting = new WaitingRequests();
  readonly links: EntryLinks;
  readonly authors: EntryAuthors;

  /** @param file path of the database, created if missing; `now` in ms since the epoch. */
  constructor(file: string, seal: Seal, limits: LedgerLimits = ledgerLimits, now: () => number = Date.now) {
    const database = openPrivateDatabase(file);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
    database.exec(schema);
    this.#database = database;
    this.links = new EntryLinks(database);
    this.authors = new EntryAuthors(database, now);
    this.#seal = seal;
    this.#limits = limits;
    this.#now = now;
    const prepare = (sql: string) => database.prepare(sql);
    this.#statements = {
      find: query<Row>(prepare('SELECT * FROM entries WHERE organisation = ? AND person = ? AND key = ?')),
      entry: query<Row>(prepare('SELECT * FROM entries WHERE organisation = ? AND id = ?')),
      insert: prepare(
        `INSERT INTO entries (organisation, person, person_name, key, fingerprint, system, operation, effect, state, at, sent)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'under-way', ?, ?)`,
      ),
      again: prepare(
        `UPDATE entries SET state = 'under-way', ended_at = NULL, status = NULL, answer = NULL WHERE id = ?`,
      ),
      end: prepare(
        `UPDATE entries SET state = ?, ended_at = ?, status = ?, answer = ? WHERE id = ? AND state = 'under-way'`,
      ),
      settle: prepare(`UPDATE entries SET state = ? WHERE id = ? AND state = 'unknown'`),
      list: query<Row>(
        prepare(
          `SELECT * FROM entries WHERE organisation = ?1 AND (?2 IS NULL OR person = ?2) AND (?3 IS NULL OR id < ?3)
             AND (?4 IS NULL OR system = ?4) AND (?5 IS NULL OR state = ?5) ORDER BY id DESC LIMIT ?6`,
        ),
      ),
      count: query<Pick<Row, 'system' | 'state'> & { entries: number }>(
        prepare('SELECT system, state, count(*) AS entries FROM entries GROUP BY system, state'),
      ),
      // What is in progress stays, whatever its age.
      prune: prepare(
        `DELETE FROM entries WHERE state <> 'under-way'
           AND (at <= ?1 OR id <= (SELECT id FROM entries ORDER BY id DESC LIMIT 1 OFFSET ?2))`,
      ),
    };
    // The process that wrote these is gone, and nobody else knows their outcome.
    database.exec(`UPDATE entries SET state = 'unknown' WHERE state = 'under-way'`);
    this.prune();
  }

  /**
   * Records what is about to be sent.
   * @throws Refusal with 409 while it is in progress, when it may have been done, or when the key belongs to another
   *   request; the refusal that the same request got before.
   */
  begin(intent: Intent): Attempt {
    const fingerprint = createHash('sha256').update(JSON.stringify(intent.request)).digest('hex');
    const known = this.#statements.find.get(intent.organisation, intent.person.uuid, intent.key);
    if (!known) {
      this.#checkLinks(intent);
      return this.#attempt(this.#insert(intent, fingerprint), intent);
    }
    if (known.fingerprint !== fingerprint) throw refusal('key-used', {});
    switch (known.state) {
      case 'under-way':
        throw refusal('under-way', {});
      case 'unknown':
        throw refusal('may-be-done', { system: intent.systemName });
      case 'refused':
        throw this.#refusalOf(known, intent.systemName);
      case 'not-sent':
        // Someone has sent it again under another key.
        if (this.links.of(known.id).retriedBy !== null) throw refusal('retried-before', {});
        this.#checkLinks(intent, known.id);
        this.#statements.again.run(known.id);
        return this.#attempt(known.id, intent);
      case 'done':
        return { ...endedAttempt, before: this.#answerOf(known, intent.systemName) };
    }
  }

  /** Whether this key was used before. */
  knows({ organisation, person, key }: Pick<Intent, 'organisation' | 'person' | 'key'>): boolean {
    return this.#statements.find.get(organisation, person.uuid, key) !== undefined;
  }

  list({ organisation, person, before, system, state, limit }: LedgerFilter): readonly Entry[] {
    return this.#statements.list
      .all(organisation, person ?? null, before ?? null, system ?? null, state ?? null, limit)
      .map(toEntry);
  }

  /** An entry, what was sent and what came back; what was not kept is null. */
  find(organisation: string, id: number): { entry: Entry; sent: unknown; answer: unknown } | undefined {
    const row = this.#statements.entry.get(organisation, id);
    if (!row) return undefined;
    const answer = row.state === 'done' ? this.#open(row.answer, row, kept) : undefined;
    const body = answer?.body ? Buffer.from(answer.body, 'base64').toString('utf8') : null;
    const sent = this.#open(row.sent, row, v.unknown()) ?? null;
    return { entry: toEntry(row), sent, answer: body && parse(body) };
  }

  /** Whether an entry has not left the gateway yet. */
  isWaiting(id: number): boolean {
    return this.#waiting.has(id);
  }

  /** Withdraws what has not left yet. Returns whether it was in time. */
  cancel(id: number): boolean {
    return this.#waiting.cancel(id);
  }

  /** Someone has looked what became of an entry that was unknown; undefined where that does not show. */
  settle(id: number, found: 'done' | 'not-sent' | undefined): void {
    if (found) this.#statements.settle.run(found, id);
    this.links.looked(id, this.#now());
  }

  /** The entry under a key of someone. */
  byKey({ organisation, person, key }: Pick<Intent, 'organisation' | 'person' | 'key'>): Entry | undefined {
    const row = this.#statements.find.get(organisation, person.uuid, key);
    return row && toEntry(row);
  }

  /** How many there are of each system in each state. */
  count(): readonly (Pick<Row, 'system' | 'state'> & { readonly entries: number })[] {
    return this.#statements.count.all();
  }

  /** Forgets old entries, and those beyond the limit. */
  prune(): void {
    this.#statements.prune.run(this.#now() - this.#limits.days * dayMs, this.#limits.entries);
  }

  get sealed(): SealedDatabase {
    return { database: direct('ledger', this.#database), seal: this.#seal, tables: [sealedEntries] };
  }

  close(): void {
    this.#database.close();
  }

  #insert(intent: Intent, fingerprint: string): number {
    const { organisation, person, key, system, operation, effect } = intent;
    const sent = JSON.stringify(intent.sent ?? null);
    const isKept = Buffer.byteLength(sent) <= this.#limits.sentBytes;
    const sealed = isKept ? this.#seal.close(sent, contextOf(intent)) : null;
    const { lastInsertRowid } = this.#statements.insert.run(
      organisation,
      person.uuid,
      person.name,
      key,
      fingerprint,
      system,
      operation,
      effect,
      this.#now(),
      sealed,
    );
    const id = Number(lastInsertRowid);
    this.links.add(id, { organisation, operation, ...subjectsOf(intent.sent), ...intent.links });
    if (intent.links?.author !== undefined) this.authors.add(id, intent.links.author);
    if (id % 100 === 0) this.prune();
    return id;
  }

  /** @throws Refusal where it was sent again, or done by someone else, in the meantime. */
  #checkLinks({ organisation, operation, systemName, links = {} }: Intent, own?: number): void {
    if (links.retryOf !== undefined) {
      const again = this.#statements.entry.get(organisation, links.retryOf);
      const { retriedBy } = this.links.of(links.retryOf);
      if (!again || again.operation !== operation) throw refusal('entry-missing', {});
      if (retriedBy !== null && retriedBy !== own) throw refusal('retried-before', {});
      if (again.state !== 'not-sent' && again.state !== 'refused')
        throw refusal('may-be-done', { system: systemName });
    }
    const newer = this.links.newest(organisation, operation, links);
    if (newer && newer.id !== own) {
      throw newer.isOpen ? refusal('may-be-done', { system: systemName }) : refusal('done-by-others', {});
    }
  }

  #attempt(id: number, intent: Intent): Attempt {
    const { withdrawn, leaves } = this.#waiting.add(id);
    return {
      before: undefined,
      withdrawn,
      leaves,
      end: (end) => {
        leaves();
        if (end.state === 'done') this.links.answered(id, subjectsOf(end.answer.body?.toString('utf8')));
        const status = end.state === 'done' ? end.answer.status : end.refusal.status;
        const text = this.#textOf(end);
        const sealed = text === undefined ? null : this.#seal.close(text, contextOf(intent));
        this.#statements.end.run(end.state, this.#now(), status, sealed, id);
      },
    };
  }

  #textOf(end: AttemptEnd): string | undefined {
    if (end.state === 'done') {
      const { status, headers, body } = end.answer;
      const isKept = body !== undefined && body.length <= this.#limits.answerBytes;
      const hadBody = body === undefined || body.length > 0;
      return JSON.stringify({ status, headers, body: isKept ? body.toString('base64') : null, hadBody });
    }
    const { reason, status } = end.refusal;
    return end.state === 'refused' && reason ? JSON.stringify({ status, ...reason }) : undefined;
  }

  #answerOf(row: Row, system: string): KeptAnswer {
    const answer = this.#open(row.answer, row, kept);
    if (!answer || (answer.body === null && answer.hadBody)) throw refusal('answer-not-kept', { system });
    const { status, headers, body } = answer;
    return { status, headers, body: Buffer.from(body ?? '', 'base64') };
  }

  #refusalOf(row: Row, system: string): Refusal {
    const told = this.#open(row.answer, row, keptRefusal);
    if (!told) return refusal('upstream-failed', { system, status: String(row.status ?? 400) }, {}, 400);
    const { code, status, values } = told;
    return new Refusal(status, refusals[code].message, {}, { reason: { code, values } });
  }

  #open<S extends v.GenericSchema>(
    sealed: Uint8Array | null,
    row: Row,
    schema: S,
  ): v.InferOutput<S> | undefined {
    const text = sealed && this.#seal.open(sealed, contextOfRow(row));
    const result = v.safeParse(schema, text ? parse(text) : undefined);
    return result.success ? result.output : undefined;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
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
});
