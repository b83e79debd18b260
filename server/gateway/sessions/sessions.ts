import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { SubjectKey } from '#contract/gateway/session.ts';
import { openPrivateDatabase } from '../../data/private-files.ts';
import { query } from '../../data/query.ts';
import { type SealedDatabase, sealedTable } from './seal-again.ts';
import type { Seal } from './sealed.ts';
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

/** What the gateway needs from its session store; several gateways could share another implementation. */
export interface SessionStore {
  /** Stores the tokens of a new session and returns the id for the cookie. */
  create(tokens: Tokens): string;
  find(id: string): Session | undefined;
  /**
   * Compares a bearer with the session's tokens; undefined without a session. The previous token counts as the
   * session's own for two minutes, as long as another tab's request may take.
   */
  claim(id: string, bearer: string): Claim | undefined;
  /** Whose session it is; undefined without a session. Cheaper than `find`. */
  personOf(id: string): SubjectKey | undefined;
  /** Whether the session exists; cheaper than `find`. */
  exists(id: string): boolean;
  /**
   * Replaces the tokens. Returns false when the session has ended in the meantime, or the tokens are another person's:
   * then nothing is stored.
   */
  replace(key: string, tokens: Tokens): boolean;
  /** Records that Claritalk refused this access token, if it is the session's current one. */
  refuse(id: string, accessToken: string): void;
  /** Ends a session; false when there was none. */
  end(key: string): boolean;
  /** How many sessions the person of this one has, itself included; undefined when its tokens do not say whose it is. */
  count(id: string): number | undefined;
  /** Ends this session and, where Claritalk's tokens say whose it is, all others of the same person. */
  endAll(id: string): EndedSessions;
  /** Whether the session was ended by {@link endAll}; known until it would have expired. */
  wasEndedEverywhere(key: string): boolean;
  /** A salt that stays the same for the session's life, whatever happens to the secret; undefined without a session. */
  indexSalt(id: string): Buffer | undefined;
  /** Deletes expired sessions. */
  sweep(): void;
  readonly sealed: SealedDatabase;
  close(): void;
}

/** A session store that reports when sessions are ended. */
export interface ObservedSessionStore extends SessionStore {
  /** The listener is called when one or more sessions ended before their time. */
  onEnd(listener: () => void): void;
}

export function tellEndings(store: SessionStore): ObservedSessionStore {
  const listeners: (() => void)[] = [];
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    ...store,
    // Listeners check every stream: nobody without a session can make them do so.
    end(key) {
      const ended = store.end(key);
      if (ended) tell();
      return ended;
    },
    endAll(id) {
      const result = store.endAll(id);
      if (result.ended > 0) tell();
      return result;
    },
    onEnd: (listener) => void listeners.push(listener),
  };
}

const schema = `
  CREATE TABLE IF NOT EXISTS sessions (
    key TEXT PRIMARY KEY,
    access_token BLOB NOT NULL,
    access_hash TEXT NOT NULL,
    access_expires_at INTEGER NOT NULL,
    refresh_token BLOB,
    refused INTEGER NOT NULL DEFAULT 0,
    since INTEGER NOT NULL,
    until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS sessions_until ON sessions (until);
`;

/**
 * Columns that were added later: whose session it is, as SHA-256; whether it was ended from another browser; when its
 * tokens came, the SHA-256 of the previous access token, and the sealed salt of the key of its local index.
 */
const laterColumns = {
  subject: 'TEXT',
  ended: 'INTEGER NOT NULL DEFAULT 0',
  renewed_at: 'INTEGER NOT NULL DEFAULT 0',
  previous_hash: 'TEXT',
  index_salt: 'BLOB',
};

/** No request takes longer than this: another tab's may still carry the token from before the renewal. */
const previousMs = 120_000;

const saltContext = (key: string) => `${key} index`;

const sealedRows = sealedTable<Row>({
  name: 'sessions',
  order: 'key',
  columns: {
    access_token: ({ key }) => `${key} access`,
    refresh_token: ({ key }) => `${key} refresh`,
    index_salt: ({ key }) => saltContext(key),
  },
});

/**
 * Gives sessions from before there was one the salt of the secret that sealed them, as it was used then.
 * @returns the salts, the newest first.
 */
function addSalts(database: DatabaseSync, seal: Seal): readonly [Buffer, ...Buffer[]] {
  const [newest, ...older] = seal.salts('index salt');
  const without = query<Pick<Row, 'key' | 'access_token'>>(
    database.prepare(
      'SELECT key, access_token FROM sessions WHERE index_salt IS NULL AND ended = 0 AND length(access_token) > 0',
    ),
  ).all();
  if (without.length === 0) return [newest, ...older];
  const set = database.prepare('UPDATE sessions SET index_salt = ? WHERE key = ?');
  database.exec('BEGIN IMMEDIATE');
  for (const { key, access_token } of without) {
    const secret = seal.openWith(access_token, `${key} access`)?.secret;
    const salt = secret === undefined ? undefined : [newest, ...older][secret];
    if (salt) set.run(seal.close(salt, saltContext(key)), key);
  }
  database.exec('COMMIT');
  return [newest, ...older];
}

function addLaterColumns(database: DatabaseSync): void {
  const known = database.prepare("SELECT name FROM pragma_table_info('sessions')").all();
  for (const [column, type] of Object.entries(laterColumns)) {
    if (known.some(({ name }) => name === column)) continue;
    database.exec(`ALTER TABLE sessions ADD COLUMN ${column} ${type}`);
  }
  database.exec('CREATE INDEX IF NOT EXISTS sessions_subject ON sessions (subject)');
}

/** A session as stored in its table. */
interface Row {
  key: string;
  access_token: Uint8Array;
  access_hash: string;
  access_expires_at: number;
  refresh_token: Uint8Array | null;
  refused: number;
  since: number;
  until: number;
  subject: string | null;
  ended: number;
  renewed_at: number;
  previous_hash: string | null;
  index_salt: Uint8Array | null;
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

/**
 * Sessions in SQLite. The file holds no usable secret: ids as SHA-256, tokens encrypted.
 *
 * @param file path of the database, created if missing.
 * @param now clock in ms since the epoch.
 */
export function openSessionStore(
  file: string,
  seal: Seal,
  sessionDays: number,
  now: () => number = Date.now,
): SessionStore {
  const database = openPrivateDatabase(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
  database.exec(schema);
  addLaterColumns(database);
  const [newestSalt] = addSalts(database, seal);
  const insert = database.prepare(
    `INSERT INTO sessions
       (key, access_token, access_hash, access_expires_at, refresh_token, subject, since, until, renewed_at, index_salt)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?7, ?9)`,
  );
  const select = query<Row>(
    database.prepare('SELECT * FROM sessions WHERE key = ? AND until > ? AND ended = 0'),
  );
  const selectClaim = query<
    Pick<Row, 'access_token' | 'access_hash' | 'previous_hash' | 'renewed_at' | 'subject' | 'refused'>
  >(
    database.prepare(
      `SELECT access_token, access_hash, previous_hash, renewed_at, subject, refused
       FROM sessions WHERE key = ? AND until > ? AND ended = 0`,
    ),
  );
  const probe = database.prepare('SELECT 1 FROM sessions WHERE key = ? AND until > ? AND ended = 0');
  const update = database.prepare(
    `UPDATE sessions SET access_token = ?1, access_hash = ?2, access_expires_at = ?3, refresh_token = ?4, subject = ?5,
       refused = 0, previous_hash = access_hash, renewed_at = ?7
     WHERE key = ?6 AND until > ?7 AND ended = 0 AND (subject IS NULL OR subject = ?5)`,
  );
  const markRefused = database.prepare(
    'UPDATE sessions SET refused = 1 WHERE key = ? AND access_hash = ? AND refused = 0',
  );
  const remove = database.prepare('DELETE FROM sessions WHERE key = ? AND ended = 0');
  const subject = query<Pick<Row, 'subject'>>(
    database.prepare('SELECT subject FROM sessions WHERE key = ? AND until > ? AND ended = 0'),
  );
  const live = `(key = ? OR subject = ?) AND until > ? AND ended = 0`;
  const countLive = database.prepare(`SELECT count(*) AS sessions FROM sessions WHERE ${live}`);
  // The row stays without its tokens: the other browsers can then be told why they were signed out.
  const endLive = database.prepare(
    `UPDATE sessions SET access_token = x'', access_hash = '', previous_hash = NULL, refresh_token = NULL, ended = 1 WHERE ${live}`,
  );
  const probeEnded = database.prepare('SELECT 1 FROM sessions WHERE key = ? AND ended = 1');
  const removeOld = database.prepare('DELETE FROM sessions WHERE until <= ?');

  const sealed = (key: string, tokens: Tokens) =>
    [
      seal.close(tokens.accessToken, `${key} access`),
      digest(tokens.accessToken),
      tokens.accessExpiresAt,
      tokens.refreshToken === undefined ? null : seal.close(tokens.refreshToken, `${key} refresh`),
      digestOf(subjectOf(tokens.accessToken)),
    ] as const;

  return {
    create(tokens) {
      const id = randomBytes(32).toString('base64url');
      const key = sessionKey(id);
      const since = now();
      const until = since + sessionDays * 24 * 60 * 60 * 1000;
      insert.run(key, ...sealed(key, tokens), since, until, seal.close(newestSalt, saltContext(key)));
      return id;
    },
    find(id) {
      const key = sessionKey(id);
      const row = select.get(key, now());
      if (!row) return undefined;
      const accessToken = seal.open(row.access_token, `${key} access`);
      const refreshToken = row.refresh_token === null ? null : seal.open(row.refresh_token, `${key} refresh`);
      // Sealed with another secret (SESSION_SECRET was changed): nobody can use this session now.
      if (accessToken === undefined || refreshToken === undefined) {
        remove.run(key);
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
    claim(id, bearer) {
      const key = sessionKey(id);
      const row = selectClaim.get(key, now());
      if (!row) return undefined;
      const hash = digest(bearer);
      const current = same(hash, row.access_hash);
      const previous = same(hash, row.previous_hash) && now() - row.renewed_at < previousMs;
      const opened = () => seal.open(row.access_token, `${key} access`);
      const accessToken = current ? bearer : previous ? opened() : undefined;
      return {
        own: accessToken !== undefined,
        accessToken,
        subjectKey: personKey(key, row.subject),
        refused: row.refused === 1,
      };
    },
    personOf(id) {
      const key = sessionKey(id);
      const row = subject.get(key, now());
      return row && personKey(key, row.subject);
    },
    exists: (id) => probe.get(sessionKey(id), now()) !== undefined,
    replace: (key, tokens) => update.run(...sealed(key, tokens), key, now()).changes === 1,
    refuse: (id, accessToken) => void markRefused.run(sessionKey(id), digest(accessToken)),
    end: (key) => remove.run(key).changes === 1,
    count(id) {
      const key = sessionKey(id);
      const row = subject.get(key, now());
      if (!row) return 0;
      return row.subject === null ? undefined : Number(countLive.get(key, row.subject, now())?.sessions);
    },
    endAll(id) {
      const key = sessionKey(id);
      const row = subject.get(key, now());
      if (!row) return { ended: 0, complete: false };
      const ended = Number(endLive.run(key, row.subject, now()).changes);
      return { ended, complete: row.subject !== null };
    },
    wasEndedEverywhere: (key) => probeEnded.get(key) !== undefined,
    indexSalt(id) {
      const key = sessionKey(id);
      const salt = select.get(key, now())?.index_salt;
      return salt ? seal.openBytes(salt, saltContext(key)) : undefined;
    },
    sweep: () => void removeOld.run(now()),
    sealed: { store: 'sessions', database, seal, tables: [sealedRows] },
    close: () => database.close(),
  };
}
