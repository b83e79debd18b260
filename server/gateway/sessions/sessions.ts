import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SubjectKey } from '#contract/gateway/session.ts';
import type { Database } from '../../data/database.ts';
import { Kept } from '../../data/kept.ts';
import { personSalts, sealedPersonSalts } from './person-salts.ts';
import type { SealedDatabase } from './seal-again.ts';
import type { Seal } from './sealed.ts';
import {
  accessContext,
  type SessionRow as Row,
  refreshContext,
  saltContext,
  sealedSessions,
} from './session-tables.ts';
import { subjectOf } from './token-subject.ts';

/** What Claritalk's token endpoint gave. */
export interface Tokens {
  readonly accessToken: string;
  /** Milliseconds since the epoch. */
  readonly accessExpiresAt: number;
  /** Undefined when Claritalk gave none: the session then ends with its access token. */
  readonly refreshToken: string | undefined;
}

export interface Session extends Tokens {
  /** Key of the session in the store: SHA-256 of the id in the cookie, in hexadecimal. */
  readonly key: string;
  /** Whose session it is; never changes. */
  readonly subjectKey: SubjectKey;
  /** Claritalk answered 401 to the current access token. */
  readonly refused: boolean;
  /** When the tokens came, in ms since the epoch. */
  readonly renewedAt: number;
  /** Milliseconds since the epoch: sign-in, and the end whatever happens. */
  readonly since: number;
  readonly until: number;
}

/** The result of signing out everywhere. */
export interface EndedSessions {
  readonly ended: number;
  /** False: Claritalk's tokens do not say whose they are, so only this session was ended. */
  readonly complete: boolean;
}

/** What a token means for a session. */
export interface Claim {
  /** Whether the token is the session's own: its current one or, for a moment, the previous one. */
  readonly own: boolean;
  /** The session's current token. Undefined for a token that is not its own. */
  readonly accessToken: string | undefined;
  readonly subjectKey: SubjectKey;
  /** Claritalk answered 401 to the current access token. */
  readonly refused: boolean;
}

/** Sessions, in a store that several gateways may share. */
export interface SessionStore {
  /** Stores the tokens of a new session and returns the id for the cookie. */
  create(tokens: Tokens): Promise<string>;
  find(id: string): Promise<Session | undefined>;
  /**
   * Compares a bearer with the session's tokens; undefined without a session. The previous token counts as the
   * session's own for two minutes, as long as another tab's request may take.
   */
  claim(id: string, bearer: string): Promise<Claim | undefined>;
  /** Whose session it is; undefined without a session. Cheaper than `find`. */
  personOf(id: string): Promise<SubjectKey | undefined>;
  /** Whether the session exists; cheaper than `find`. */
  exists(id: string): Promise<boolean>;
  /** Which of these sessions exist. */
  existing(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /**
   * Replaces the tokens. Returns false when the session has ended in the meantime, or the tokens are another person's:
   * then nothing is stored.
   */
  replace(key: string, tokens: Tokens): Promise<boolean>;
  /** Records that Claritalk refused this access token, if it is the session's current one. */
  refuse(id: string, accessToken: string): Promise<void>;
  /** Ends a session; false when there was none. */
  end(key: string): Promise<boolean>;
  /** How many sessions the person of this one has, itself included; undefined when its tokens do not say whose it is. */
  count(id: string): Promise<number | undefined>;
  /** Ends this session and, where Claritalk's tokens say whose it is, all others of the same person. */
  endAll(id: string): Promise<EndedSessions>;
  /** Whether the session was ended by {@link endAll}; known until it would have expired. */
  wasEndedEverywhere(key: string): Promise<boolean>;
  /** A salt that stays the same for the session's life, whatever happens to the secret; undefined without a session. */
  indexSalt(id: string): Promise<Buffer | undefined>;
  /** A salt that is the same for all sessions of the person; undefined without a session. */
  personSalt(id: string): Promise<Buffer | undefined>;
  /**
   * Calls the listener when one or more sessions may have ended before their time, in whichever gateway. Nobody without a
   * session can make it do so.
   */
  onEnd(listener: () => void): void;
  /** Deletes expired sessions. */
  sweep(): Promise<void>;
  readonly sealed: SealedDatabase;
}

/** What other gateways are told of. */
const topics = ['ended', 'renewed'] as const;

/** No request takes longer than this: another tab's may still carry the token from before the renewal. */
const previousMs = 120_000;
const askedAtOnce = 100;

/**
 * Gives sessions from before there was one the salt of the secret that sealed them, as it was used then.
 * @returns the newest salt.
 */
async function addSalts(database: Database, seal: Seal): Promise<Buffer> {
  const salts = seal.salts('index salt');
  const without = await database.all<Pick<Row, 'key' | 'access_token'>>(
    'SELECT key, access_token FROM sessions WHERE index_salt IS NULL AND ended = 0 AND length(access_token) > 0',
  );
  const set = 'UPDATE sessions SET index_salt = ? WHERE key = ? AND index_salt IS NULL';
  const given = without.map(({ key, access_token }) => {
    const secret = seal.openWith(access_token, accessContext(key))?.secret;
    const salt = secret === undefined ? undefined : salts[secret];
    return salt && database.run(set, seal.close(salt, saltContext(key)), key);
  });
  await Promise.all(given);
  return salts[0];
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** Takes constant time wherever two digests differ. */
const same = (one: string, other: string | null) =>
  other !== null && one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

const digestOf = (subject: string | undefined) =>
  subject === undefined ? null : digest(`subject ${subject}`);

/** A session counts as its own person where its tokens do not say whose it is. */
const personKey = (key: string, subject: string | null): SubjectKey =>
  createHash('sha256')
    .update(`subject key ${subject ?? key}`)
    .digest('base64url');

export const sessionKey = (id: string): string => digest(id);

/** Still going on; the first value is its key, the second the time. */
const live = 'key = ?1 AND until > ?2 AND ended = 0';
const places = Array.from({ length: askedAtOnce }, () => '?').join();
const sql = {
  insert: `INSERT INTO sessions
      (key, access_token, access_hash, access_expires_at, refresh_token, subject, since, until, renewed_at, index_salt)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?7, ?9)`,
  find: `SELECT * FROM sessions WHERE ${live}`,
  claim: `SELECT access_token, access_hash, previous_hash, renewed_at, subject, refused, until FROM sessions WHERE ${live}`,
  subject: `SELECT subject FROM sessions WHERE ${live}`,
  existing: `SELECT key FROM sessions WHERE key IN (${places}) AND until > ? AND ended = 0`,
  replace: `UPDATE sessions SET access_token = ?1, access_hash = ?2, access_expires_at = ?3, refresh_token = ?4,
      subject = ?5, refused = 0, previous_hash = access_hash, renewed_at = ?7
    WHERE key = ?6 AND until > ?7 AND ended = 0 AND (subject IS NULL OR subject = ?5)`,
  refuse: 'UPDATE sessions SET refused = 1 WHERE key = ? AND access_hash = ? AND ended = 0',
  remove: 'DELETE FROM sessions WHERE key = ? AND ended = 0',
  forget: 'DELETE FROM sessions WHERE key = ? AND access_token = ?',
  count: `SELECT subject, (SELECT count(*) FROM sessions o
      WHERE o.subject = sessions.subject AND o.until > ?2 AND o.ended = 0) AS sessions
    FROM sessions WHERE ${live}`,
  // The row stays without its tokens: the other browsers can then be told why they were signed out.
  endAll: `UPDATE sessions SET access_token = ?3, access_hash = '', previous_hash = NULL, refresh_token = NULL, ended = 1
    WHERE until > ?2 AND ended = 0 AND (key = ?1 OR subject = (SELECT subject FROM sessions WHERE ${live}))
    RETURNING key, subject`,
  wasEnded: 'SELECT 1 AS found FROM sessions WHERE key = ? AND ended = 1',
  sweep: 'DELETE FROM sessions WHERE until <= ?',
};

/**
 * Sessions, without any usable secret: ids as SHA-256, tokens encrypted.
 *
 * @param database of `sessionPlan`.
 * @param now clock in ms since the epoch.
 */
export async function openSessionStore(
  database: Database,
  seal: Seal,
  sessionDays: number,
  now: () => number = Date.now,
): Promise<SessionStore> {
  const newestSalt = await addSalts(database, seal);
  const salts = personSalts(database, seal, now);
  const sealed = (key: string, tokens: Tokens) =>
    [
      seal.close(tokens.accessToken, accessContext(key)),
      digest(tokens.accessToken),
      tokens.accessExpiresAt,
      tokens.refreshToken === undefined ? null : seal.close(tokens.refreshToken, refreshContext(key)),
      digestOf(subjectOf(tokens.accessToken)),
    ] as const;
  const claims = new Kept<Row | undefined>(database, topics);
  /** Who does not hear it looks at every heartbeat, or after a second. */
  const tell = (topic: (typeof topics)[number]) => void database.tell(topic).catch(() => undefined);
  const subject = (key: string) => database.one<Pick<Row, 'subject'>>(sql.subject, key, now());

  function claimIn(row: Row | undefined, key: string, bearer: string): Claim | undefined {
    if (!row || row.until <= now()) return undefined;
    const hash = digest(bearer);
    const current = same(hash, row.access_hash);
    const previous = same(hash, row.previous_hash) && now() - row.renewed_at < previousMs;
    const opened = () => seal.open(row.access_token, accessContext(key));
    const accessToken = current ? bearer : previous ? opened() : undefined;
    return {
      own: accessToken !== undefined,
      accessToken,
      subjectKey: personKey(key, row.subject),
      refused: row.refused === 1,
    };
  }

  async function personOf(id: string): Promise<SubjectKey | undefined> {
    const key = sessionKey(id);
    const row = await subject(key);
    return row && personKey(key, row.subject);
  }

  async function existing(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    const byKey = new Map(ids.map((id) => [sessionKey(id), id]));
    const keys = [...byKey.keys()];
    for (let at = 0; at < keys.length; at += askedAtOnce) {
      const some = keys.slice(at, at + askedAtOnce);
      // One statement, however many there are.
      const all = [...some, ...Array.from({ length: askedAtOnce - some.length }, () => '')];
      for (const { key } of await database.all<Pick<Row, 'key'>>(sql.existing, ...all, now())) {
        found.add(byKey.get(key) ?? '');
      }
    }
    return found;
  }

  return {
    async create(tokens) {
      const id = randomBytes(32).toString('base64url');
      const key = sessionKey(id);
      const since = now();
      const until = since + sessionDays * 24 * 60 * 60 * 1000;
      const salt = seal.close(newestSalt, saltContext(key));
      await database.run(sql.insert, key, ...sealed(key, tokens), since, until, salt);
      return id;
    },
    async find(id) {
      const key = sessionKey(id);
      const row = await database.one<Row>(sql.find, key, now());
      if (!row) return undefined;
      const accessToken = seal.open(row.access_token, accessContext(key));
      const refreshToken =
        row.refresh_token === null ? null : seal.open(row.refresh_token, refreshContext(key));
      // Sealed with another secret (SESSION_SECRET was changed): nobody can use this session now.
      if (accessToken === undefined || refreshToken === undefined) {
        await database.run(sql.forget, key, row.access_token);
        return undefined;
      }
      return {
        key,
        subjectKey: personKey(key, row.subject),
        accessToken,
        accessExpiresAt: row.access_expires_at,
        refreshToken: refreshToken ?? undefined,
        refused: row.refused === 1,
        renewedAt: row.renewed_at,
        since: row.since,
        until: row.until,
      };
    },
    async claim(id, bearer) {
      const key = sessionKey(id);
      const load = () => database.one<Row>(sql.claim, key, now());
      const kept = claimIn(await claims.read(key, load), key, bearer);
      // What is kept may be from before another gateway renewed it: nobody is turned away for that.
      return kept?.own === false && database.engine === 'postgres'
        ? claimIn(await load(), key, bearer)
        : kept;
    },
    personOf,
    exists: async (id) => (await subject(sessionKey(id))) !== undefined,
    existing,
    async replace(key, tokens) {
      const isReplaced = (await database.run(sql.replace, ...sealed(key, tokens), key, now())) === 1;
      if (isReplaced) tell('renewed');
      return isReplaced;
    },
    async refuse(id, accessToken) {
      const isRefused = (await database.run(sql.refuse, sessionKey(id), digest(accessToken))) === 1;
      if (isRefused) tell('renewed');
    },
    async end(key) {
      const isEnded = (await database.run(sql.remove, key)) === 1;
      if (isEnded) tell('ended');
      return isEnded;
    },
    async count(id) {
      const row = await database.one<Pick<Row, 'subject'> & { sessions: number }>(
        sql.count,
        sessionKey(id),
        now(),
      );
      return row ? (row.subject === null ? undefined : row.sessions) : 0;
    },
    async endAll(id) {
      const key = sessionKey(id);
      const none = new Uint8Array();
      const rows = await database.all<Pick<Row, 'key' | 'subject'>>(sql.endAll, key, now(), none);
      if (rows.length > 0) tell('ended');
      return { ended: rows.length, complete: rows.some((row) => row.subject !== null) };
    },
    wasEndedEverywhere: async (key) => (await database.one(sql.wasEnded, key)) !== undefined,
    async indexSalt(id) {
      const key = sessionKey(id);
      const salt = (await database.one<Row>(sql.find, key, now()))?.index_salt;
      return salt ? seal.openBytes(salt, saltContext(key)) : undefined;
    },
    async personSalt(id) {
      const person = await personOf(id);
      return person === undefined ? undefined : salts.of(person);
    },
    onEnd: (listener) => void database.follow(listener, 'ended'),
    async sweep() {
      await database.run(sql.sweep, now());
      await salts.sweep();
    },
    sealed: { database, seal, tables: [sealedSessions, sealedPersonSalts] },
  };
}
