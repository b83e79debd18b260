import { createHash, randomBytes } from 'node:crypto';
import { type ConsentAnswer, consentLimits } from '#contract/gateway/consents/consents.ts';
import type { SubjectKey } from '#contract/gateway/session.ts';
import type { Database, Statements, StorePlan } from '../../data/database.ts';
import { type SealedDatabase, sealedTable } from '../sessions/seal-again.ts';
import type { Seal } from '../sessions/sealed.ts';
import { type ConsentFacts, type ConsentLanguage, type ConsentWords, wordsOf } from './consent-texts.ts';

const hourMs = 3_600_000;
/** Nobody reads about more meetings at once. */
const mostWithdrawn = 100;
/** 128 bits and more: nobody finds one by guessing. */
const secretBytes = 16;

interface AskedRow {
  readonly recording: string;
  readonly owner: string;
  readonly token_hash: string;
  readonly token: Uint8Array;
  readonly facts: Uint8Array;
  readonly open_until: number;
  readonly until: number;
  readonly meeting: string | null;
  readonly withdrawn: number;
  readonly withdrawn_at: number | null;
  readonly seen: number;
}

interface AnswerRow {
  readonly receipt_hash: string;
  readonly recording: string;
  readonly number: number;
  readonly answer: Uint8Array;
}

export const consentPlan: StorePlan = {
  store: 'consents',
  tables: ['consents', 'consent_answers'],
  migrations: [
    `CREATE TABLE consents (
      recording TEXT PRIMARY KEY,
      owner TEXT NOT NULL,
      token_hash TEXT NOT NULL,
      token BLOB NOT NULL,
      facts BLOB NOT NULL,
      open_until INTEGER NOT NULL,
      until INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX consents_token ON consents (token_hash);
    CREATE INDEX consents_until ON consents (until);
    CREATE TABLE consent_answers (
      receipt_hash TEXT PRIMARY KEY,
      recording TEXT NOT NULL,
      number INTEGER NOT NULL,
      answer BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX consent_answers_recording ON consent_answers (recording, number);`,
    async ({ addColumn, define }) => {
      await addColumn('consents', 'meeting', 'TEXT');
      await addColumn('consents', 'withdrawn', 'INTEGER NOT NULL DEFAULT 0');
      await addColumn('consents', 'withdrawn_at', 'INTEGER');
      await addColumn('consents', 'seen', 'INTEGER NOT NULL DEFAULT 0');
      await define('CREATE INDEX IF NOT EXISTS consents_owner ON consents (owner, withdrawn_at)');
    },
  ],
};

const tokenContext = ({ recording }: Pick<AskedRow, 'recording'>) => `${recording} token`;
const factsContext = ({ recording }: Pick<AskedRow, 'recording'>) => `${recording} facts`;
const answerContext = ({ receipt_hash }: Pick<AnswerRow, 'receipt_hash'>) => `${receipt_hash} answer`;

const sealedTables = [
  sealedTable<AskedRow>({
    name: 'consents',
    order: 'recording',
    columns: { token: tokenContext, facts: factsContext },
  }),
  sealedTable<AnswerRow>({
    name: 'consent_answers',
    order: 'receipt_hash',
    columns: { answer: answerContext },
  }),
];

/** Whom a recording asks, and until when (ms since the epoch). */
export interface Asked {
  readonly recording: string;
  readonly owner: SubjectKey;
  readonly token: string;
  readonly facts: ConsentFacts;
  /** As they were when it was asked: what people answered to stays what it was. */
  readonly words: ConsentWords;
  readonly openUntil: number;
  readonly until: number;
  /** What the recording became, and how many withdrawals were shown there. */
  readonly meeting: string | null;
  readonly seen: number;
}

/** Answers that were withdrawn since their meeting was last looked at. */
export interface Withdrawn {
  readonly meeting: string;
  readonly count: number;
  /** The last of them, in ms since the epoch. */
  readonly at: number;
}

/** What someone says on their telephone. */
export interface Saying {
  readonly decision: ConsentAnswer['decision'];
  readonly name: string | null;
  readonly language: ConsentLanguage;
  /** Of the form that it was said with, each of which is another: pressed twice, it says the same. */
  readonly once?: string | undefined;
}

/** Nobody else has one. */
export const newSecret = (): string => randomBytes(secretBytes).toString('base64url');

/** The same whenever the same is said with the same form. */
const receiptFor = (said: readonly (string | null)[]): string =>
  createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, newSecret().length);

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** Who was asked to be recorded, and what they said. Addresses are stored as SHA-256 and sealed, answers sealed. */
export class ConsentStore {
  readonly #now: () => number;
  readonly #seal: Seal;
  readonly sealed: SealedDatabase;
  readonly #database: Database;

  /** @param database of `consentPlan`. @param now clock in ms since the epoch. */
  constructor(database: Database, seal: Seal, now: () => number = Date.now) {
    this.#now = now;
    this.#seal = seal;
    this.#database = database;
    this.sealed = { database, seal, tables: sealedTables };
  }

  /** Makes the address of a recording, or gives the one that it has; undefined where it is someone else's. */
  async ask(recording: string, owner: SubjectKey, facts: ConsentFacts): Promise<Asked | undefined> {
    return this.#database.transaction(`consent ${recording}`, async (within) => {
      const kept = await within.one<AskedRow>('SELECT * FROM consents WHERE recording = ?', recording);
      if (kept) return this.#opened(kept, owner);
      const token = newSecret();
      const words = wordsOf(facts);
      const days = Math.max(consentLimits.days, facts.keptDays);
      const [openUntil, until] = [
        this.#now() + consentLimits.hours * hourMs,
        this.#now() + days * 24 * hourMs,
      ];
      await within.run(
        'INSERT INTO consents (recording, owner, token_hash, token, facts, open_until, until) VALUES (?, ?, ?, ?, ?, ?, ?)',
        recording,
        owner,
        digest(token),
        this.#seal.close(token, tokenContext({ recording })),
        this.#seal.close(JSON.stringify({ ...facts, words }), factsContext({ recording })),
        openUntil,
        until,
      );
      return { recording, owner, token, facts, words, openUntil, until, meeting: null, seen: 0 };
    });
  }

  /** What was asked for a recording; undefined where nobody was, or it is someone else's. */
  async of(recording: string, owner: SubjectKey): Promise<Asked | undefined> {
    const row = await this.#database.one<AskedRow>(
      'SELECT * FROM consents WHERE recording = ? AND until > ?',
      recording,
      this.#now(),
    );
    return row && this.#opened(row, owner);
  }

  /** What an address asks; undefined for one that never was, or has ended. */
  async at(token: string): Promise<Asked | undefined> {
    const row = await this.#database.one<AskedRow>(
      'SELECT * FROM consents WHERE token_hash = ? AND until > ?',
      digest(token),
      this.#now(),
    );
    return row && this.#opened(row, row.owner);
  }

  /** In the order in which they came. */
  async answers({ recording }: Pick<Asked, 'recording'>): Promise<readonly ConsentAnswer[]> {
    const rows = await this.#database.all<AnswerRow>(
      'SELECT * FROM consent_answers WHERE recording = ? ORDER BY number',
      recording,
    );
    return rows.flatMap((row) => this.#answerIn(row) ?? []);
  }

  /** Keeps an answer. Returns the receipt with which it can be withdrawn; undefined when there are too many, or it is too late. */
  async say(asked: Asked, { decision, name, language, once }: Saying): Promise<string | undefined> {
    const { recording, words } = asked;
    if (this.#now() >= asked.openUntil) return undefined;
    const own = once === undefined ? undefined : receiptFor([once, recording, decision, name]);
    return this.#database.transaction(`consent ${recording}`, async (within) => {
      const earlier = own === undefined ? undefined : await this.#answerAt(within, asked, own);
      if (earlier?.withdrawnAt === null) return own;
      const counted = await within.one<{ count: number }>(
        'SELECT count(*) AS count FROM consent_answers WHERE recording = ?',
        recording,
      );
      const number = (counted?.count ?? 0) + 1;
      if (number > consentLimits.answers) return undefined;
      const receipt = own === undefined || earlier ? newSecret() : own;
      const salt = randomBytes(secretBytes).toString('hex');
      const at = new Date(this.#now()).toISOString();
      const { version } = words;
      const text = words.texts[language];
      const hash = digest(JSON.stringify([salt, version, language, text, decision, name, at]));
      const said = { number, decision, name, at, language, version, hash, salt, withdrawnAt: null };
      const receipt_hash = digest(receipt);
      await within.run(
        'INSERT INTO consent_answers (receipt_hash, recording, number, answer) VALUES (?, ?, ?, ?)',
        receipt_hash,
        recording,
        number,
        this.#seal.close(JSON.stringify(said), answerContext({ receipt_hash })),
      );
      return receipt;
    });
  }

  /** The answer with this receipt. */
  async said(asked: Asked, receipt: string): Promise<ConsentAnswer | undefined> {
    return this.#answerAt(this.#database, asked, receipt);
  }

  /** Withdraws an answer; doing it again changes nothing. Returns whether there is one. */
  async withdraw(asked: Asked, receipt: string): Promise<boolean> {
    return this.#database.transaction(`consent ${asked.recording}`, async (within) => {
      const receipt_hash = digest(receipt);
      const said = await this.#answerAt(within, asked, receipt);
      if (!said) return false;
      if (said.withdrawnAt !== null) return true;
      const withdrawn = { ...said, withdrawnAt: new Date(this.#now()).toISOString() };
      await within.run(
        'UPDATE consent_answers SET answer = ? WHERE receipt_hash = ?',
        this.#seal.close(JSON.stringify(withdrawn), answerContext({ receipt_hash })),
        receipt_hash,
      );
      await within.run(
        'UPDATE consents SET withdrawn = withdrawn + 1, withdrawn_at = ? WHERE recording = ?',
        this.#now(),
        asked.recording,
      );
      return true;
    });
  }

  /** Notes what a recording became, and how many withdrawals were shown there. Returns whether it is this person's. */
  async note(recording: string, owner: SubjectKey, meeting: string, seen: number): Promise<boolean> {
    const changed = await this.#database.run(
      `UPDATE consents SET meeting = ?, seen = CASE WHEN seen < ? THEN ? ELSE seen END
       WHERE recording = ? AND owner = ?`,
      ...[meeting, seen, seen, recording, owner],
    );
    return changed === 1;
  }

  /** Of whose recordings someone withdrew what they have not seen at the meeting, the latest first. */
  async withdrawn(owner: SubjectKey): Promise<readonly Withdrawn[]> {
    const rows = await this.#database.all<AskedRow>(
      `SELECT * FROM consents WHERE owner = ? AND until > ? AND withdrawn > seen AND meeting IS NOT NULL
       ORDER BY withdrawn_at DESC LIMIT ?`,
      ...[owner, this.#now(), mostWithdrawn],
    );
    return rows.flatMap(({ meeting, withdrawn, seen, withdrawn_at: at }) =>
      meeting === null || at === null ? [] : [{ meeting, count: withdrawn - seen, at }],
    );
  }

  /** Deletes what can no longer be withdrawn: by then it is in the meeting, and the time for which it was promised to be kept is over. */
  async sweep(): Promise<void> {
    const now = this.#now();
    await this.#database.run(
      'DELETE FROM consent_answers WHERE recording IN (SELECT recording FROM consents WHERE until <= ?)',
      now,
    );
    await this.#database.run('DELETE FROM consents WHERE until <= ?', now);
  }

  #opened(row: AskedRow, owner: SubjectKey): Asked | undefined {
    const { recording, open_until: openUntil, until, meeting, seen } = row;
    const token = this.#seal.open(row.token, tokenContext(row));
    const kept = this.#seal.open(row.facts, factsContext(row));
    if (row.owner !== owner || token === undefined || kept === undefined) return undefined;
    const { words, ...facts } = JSON.parse(kept);
    return {
      recording,
      owner,
      token,
      facts,
      words: words ?? wordsOf(facts),
      openUntil,
      until,
      meeting,
      seen,
    };
  }

  async #answerAt(within: Statements, { recording }: Asked, receipt: string) {
    const row = await within.one<AnswerRow>(
      'SELECT * FROM consent_answers WHERE receipt_hash = ? AND recording = ?',
      digest(receipt),
      recording,
    );
    return row && this.#answerIn(row);
  }

  #answerIn(row: AnswerRow): ConsentAnswer | undefined {
    const answer = this.#seal.open(row.answer, answerContext(row));
    return answer === undefined ? undefined : JSON.parse(answer);
  }
}
