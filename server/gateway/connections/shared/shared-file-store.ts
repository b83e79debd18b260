import { createHash, timingSafeEqual } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { FileKind } from '#contract/gateway/file-kind.ts';
import { type SharedFileView, sharedFileLimits } from '#contract/gateway/shared-files.ts';
import { direct } from '../../../data/direct.ts';
import { openPrivateDatabase } from '../../../data/private-files.ts';
import { query } from '../../../data/query.ts';
import { refusal } from '../../http/refusal.ts';
import { type SealedDatabase, sealedTable } from '../../sessions/seal-again.ts';
import type { Seal } from '../../sessions/sealed.ts';

/** Whose link it is: the message with this idempotency key contains it. */
export interface SharedFor {
  readonly organisation: string;
  readonly person: string;
  readonly key: string;
}

/** A file as it leaves. */
export interface FetchedFile {
  readonly name: string;
  readonly type: FileKind;
  readonly content: Buffer;
}

/** Who may be sent a link: a client of Chat2Desk, or whoever has a telephone number. */
export type SharedWith = { readonly client: number } | { readonly phone: string };

export interface NewSharedFile extends SharedFor, FetchedFile {
  readonly to: SharedWith;
  /** Undefined for what a person attaches to a reply. */
  readonly meeting: string | undefined;
}

interface Row {
  id: number;
  hash: Uint8Array;
  organisation: string;
  person: string;
  key: string;
  client: number;
  meeting: string;
  digest: Uint8Array;
  name: Uint8Array;
  content: Uint8Array | null;
  fetched: number;
  until: number;
  revoked: number;
  type: FileKind;
  message: string | null;
  link: Uint8Array | null;
  recipient: Uint8Array | null;
}

const schema = `
  CREATE TABLE IF NOT EXISTS files (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    hash BLOB NOT NULL UNIQUE,
    organisation TEXT NOT NULL,
    person TEXT NOT NULL,
    key TEXT NOT NULL,
    client INTEGER NOT NULL,
    meeting TEXT NOT NULL,
    digest BLOB NOT NULL,
    name BLOB NOT NULL,
    content BLOB,
    fetched INTEGER NOT NULL DEFAULT 0,
    until INTEGER NOT NULL,
    revoked INTEGER NOT NULL DEFAULT 0,
    UNIQUE (organisation, person, key)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS files_until ON files (until);
`;

/**
 * Columns that older files lack: what a file is, the key of the message that was sent with it, its link, and the telephone
 * number that it is for; both sealed.
 */
const later = ["type TEXT NOT NULL DEFAULT 'application/pdf'", 'message TEXT', 'link BLOB', 'recipient BLOB'];

/** Of whom Chat2Desk does not know. */
const noClient = 0;

/** Of a file without a meeting. */
const noMeeting = '';

const hourMs = 60 * 60 * 1000;
const { hours, fetches } = sharedFileLimits;
/** As long as the ledger keeps the message. */
const knownMs = 90 * 24 * hourMs;

export interface SharedFileBounds {
  /** Links of a person that work at a time. */
  readonly each: number;
  /** Of all people. */
  readonly total: number;
  /** Bytes of all files. */
  readonly bytes: number;
}

export const sharedFileBounds: SharedFileBounds = { each: 100, total: 2_000, bytes: 512 * 1024 * 1024 };

const idForm = /^[\w-]{43}$/;
const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest();

/**
 * Files for clients, sealed. A link has 256 bits, which are computed from the secret and the message's key, and stored
 * sealed: a request that is repeated gets the same link, and whoever reads the disk gets none. It is looked up by its
 * hash, whose order tells nothing about the ids.
 */
export class SharedFileStore {
  readonly #database: DatabaseSync;
  readonly #seal: Seal;
  readonly #now: () => number;
  readonly #bounds: SharedFileBounds;
  readonly #statements;

  /** @param file path of the database, created if missing; `now` in ms since the epoch. */
  constructor(
    file: string,
    seal: Seal,
    now: () => number = Date.now,
    bounds: SharedFileBounds = sharedFileBounds,
  ) {
    const database = openPrivateDatabase(file);
    // A file that is revoked is overwritten on disk.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
    database.exec(schema);
    addColumns(database);
    addLinks(database, seal);
    this.#database = database;
    this.#seal = seal;
    this.#now = now;
    this.#bounds = bounds;
    const prepare = (sql: string) => database.prepare(sql);
    this.#statements = {
      byHash: query<Row>(prepare('SELECT * FROM files WHERE hash = ?')),
      byKey: query<Row>(prepare('SELECT * FROM files WHERE organisation = ? AND person = ? AND key = ?')),
      byMessage: query<Row>(
        prepare('SELECT * FROM files WHERE organisation = ? AND person = ? AND message = ?'),
      ),
      bind: prepare('UPDATE files SET message = ? WHERE hash = ? AND organisation = ? AND person = ?'),
      byId: query<Row>(prepare('SELECT * FROM files WHERE organisation = ? AND id = ?')),
      used: query<{ own: number; files: number; bytes: number }>(
        prepare(
          `SELECT count(*) FILTER (WHERE organisation = ? AND person = ?) AS own, count(*) AS files,
             coalesce(sum(length(content)), 0) AS bytes FROM files WHERE content IS NOT NULL`,
        ),
      ),
      insert: prepare(
        `INSERT INTO files (hash, organisation, person, key, client, meeting, digest, name, content, until, type, link, recipient)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ),
      // Counted before a byte leaves: a crash in between costs a fetch, and gives none away.
      take: prepare(
        `UPDATE files SET fetched = fetched + 1
         WHERE id = ? AND content IS NOT NULL AND revoked = 0 AND fetched < ${fetches} AND until > ?`,
      ),
      revoke: prepare('UPDATE files SET content = NULL, revoked = 1 WHERE id = ? AND content IS NOT NULL'),
      drop: prepare(
        `UPDATE files SET content = NULL WHERE content IS NOT NULL AND (until <= ? OR fetched >= ${fetches})`,
      ),
      forget: prepare('DELETE FROM files WHERE until <= ?'),
      clear: prepare('DELETE FROM files WHERE organisation = ?'),
    };
  }

  /**
   * Keeps a file. Returns the id of its link, the same for the same key.
   * @throws Refusal with 409 when the key belongs to another file, or too many links work.
   */
  add(given: NewSharedFile): { readonly link: string; readonly view: SharedFileView } {
    const { organisation, person, key, to, meeting = noMeeting, name, type, content } = given;
    const digest = sha256(content);
    const known = this.#statements.byKey.get(organisation, person, key);
    if (known) {
      const isSame =
        this.#isTo(known, to) && known.meeting === meeting && digest.equals(Buffer.from(known.digest));
      if (!isSame) throw refusal('key-used', {});
      return { link: this.#linkOf(known), view: this.#viewOf(known) };
    }
    const [link] = linksOf(this.#seal, given);
    this.#dropOld();
    const used = this.#statements.used.get(organisation, person);
    const { each, total, bytes } = this.#bounds;
    const isFull = used && (used.own >= each || used.files >= total || used.bytes + content.length > bytes);
    if (isFull) throw refusal('shares-full', {});
    const hash = sha256(link);
    const context = contextOf(hash);
    this.#statements.insert.run(
      hash,
      organisation,
      person,
      key,
      'client' in to ? to.client : noClient,
      meeting,
      digest,
      this.#seal.close(name, `${context} name`),
      this.#seal.close(content, context),
      this.#now() + hours * hourMs,
      type,
      this.#seal.close(link, linkContext(hash)),
      'phone' in to ? this.#seal.close(to.phone, recipientContext(hash)) : null,
    );
    const row = this.#statements.byKey.get(organisation, person, key);
    if (!row) throw new Error('a shared file is gone as soon as it is kept');
    return { link, view: this.#viewOf(row) };
  }

  /** @throws Error for a link whose secret is gone */
  #linkOf({ hash, link }: Row): string {
    const opened = link && this.#seal.open(link, linkContext(hash));
    if (!opened) throw new Error('the secret of a shared link is gone');
    return opened;
  }

  /** Returns a file and counts that; undefined where its link does not work, whatever the reason. */
  fetch(link: string): FetchedFile | undefined {
    const row = this.#rowOf(link);
    if (!row || this.#statements.take.run(row.id, this.#now()).changes !== 1) return undefined;
    const file = this.#open(row);
    if (row.fetched + 1 >= fetches) this.#dropOld();
    return file;
  }

  /** The same for those who may see the message anyway, and for requests that get no bytes: nothing is counted. */
  look(link: string): FetchedFile | undefined {
    const row = this.#rowOf(link);
    return row && this.#viewOf(row).state === 'available' ? this.#open(row) : undefined;
  }

  /** Whether a link works, and is this client's. */
  isFor(link: string, organisation: string, to: SharedWith): boolean {
    const row = this.#rowOf(link);
    return (
      row?.organisation === organisation && this.#isTo(row, to) && this.#viewOf(row).state === 'available'
    );
  }

  #isTo({ hash, client, recipient }: Row, to: SharedWith): boolean {
    if ('client' in to) return recipient === null && client === to.client;
    return recipient !== null && this.#seal.open(recipient, recipientContext(hash)) === to.phone;
  }

  /** What became of the file of a message; undefined where it has none. */
  of({ organisation, person, key }: SharedFor): SharedFileView | undefined {
    const { byKey, byMessage } = this.#statements;
    const row = byKey.get(organisation, person, key) ?? byMessage.get(organisation, person, key);
    return row && this.#viewOf(row);
  }

  /** Notes the message with which a link of its own sender leaves, so that the file can be revoked where it is shown. */
  bind(link: string, { organisation, person, key }: SharedFor): void {
    if (idForm.test(link)) this.#statements.bind.run(key, sha256(link), organisation, person);
  }

  find(organisation: string, id: number): (SharedFor & { readonly meeting: string }) | undefined {
    return this.#statements.byId.get(organisation, id);
  }

  /** Ends a link and deletes its file; once it no longer works there is nothing to do. */
  revoke(id: number): void {
    this.#dropOld();
    this.#statements.revoke.run(id);
  }

  /** Deletes everything of a connection that is gone. */
  delete(organisation: string): void {
    this.#statements.clear.run(organisation);
  }

  /** Deletes files that can no longer be fetched, and forgets old ones. */
  prune(): void {
    this.#dropOld();
    this.#statements.forget.run(this.#now() - knownMs);
  }

  get sealed(): SealedDatabase {
    return { database: direct('shared', this.#database), seal: this.#seal, tables: [sealedFiles] };
  }

  close(): void {
    this.#database.close();
  }

  #rowOf(link: string): Row | undefined {
    if (!idForm.test(link)) return undefined;
    const hash = sha256(link);
    const row = this.#statements.byHash.get(hash);
    return row && timingSafeEqual(hash, Buffer.from(row.hash)) ? row : undefined;
  }

  #open({ hash, name, type, content }: Row): FetchedFile | undefined {
    const context = contextOf(hash);
    const opened = content && this.#seal.openBytes(content, context);
    const called = this.#seal.open(name, `${context} name`);
    // Sealed with another secret: it can no longer be fetched.
    return opened && called !== undefined ? { name: called, type, content: opened } : undefined;
  }

  #viewOf({ id, content, fetched, until, revoked }: Row): SharedFileView {
    const isOver = until <= this.#now();
    const ended = fetched >= fetches ? 'used-up' : isOver || content === null ? 'expired' : 'available';
    return {
      id,
      state: revoked === 1 ? 'revoked' : ended,
      fetched,
      until: new Date(until).toISOString(),
    };
  }

  #dropOld(): void {
    this.#statements.drop.run(this.#now());
  }
}

function addColumns(database: DatabaseSync): void {
  const known = query<{ name: string }>(database.prepare('PRAGMA table_info(files)'));
  const names = new Set(known.all().map(({ name }) => name));
  for (const column of later) {
    if (!names.has(column.split(' ')[0] ?? '')) database.exec(`ALTER TABLE files ADD COLUMN ${column}`);
  }
}

const contextOf = (hash: Uint8Array) => `shared ${Buffer.from(hash).toString('base64url')}`;
const linkContext = (hash: Uint8Array) => `${contextOf(hash)} link`;
const recipientContext = (hash: Uint8Array) => `${contextOf(hash)} recipient`;

const sealedFiles = sealedTable<Row>({
  name: 'files',
  order: 'rowid',
  columns: {
    name: ({ hash }) => `${contextOf(hash)} name`,
    content: ({ hash }) => contextOf(hash),
    link: ({ hash }) => linkContext(hash),
    recipient: ({ hash }) => recipientContext(hash),
  },
});

/** The link of a message's file, and what it would have been with older secrets. */
function linksOf(seal: Seal, { organisation, person, key }: SharedFor): readonly [string, ...string[]] {
  const [newest, ...older] = seal.derive(`${organisation} ${person} ${key}`);
  return [newest.toString('base64url'), ...older.map((bytes) => bytes.toString('base64url'))];
}

/** Gives files from before links were stored theirs. */
function addLinks(database: DatabaseSync, seal: Seal): void {
  const without = query<Pick<Row, 'id' | 'hash' | keyof SharedFor>>(
    database.prepare('SELECT id, hash, organisation, person, key FROM files WHERE link IS NULL'),
  );
  const set = database.prepare('UPDATE files SET link = ? WHERE id = ?');
  for (const row of without.all()) {
    const link = linksOf(seal, row).find((one) => sha256(one).equals(Buffer.from(row.hash)));
    if (link !== undefined) set.run(seal.close(link, linkContext(row.hash)), row.id);
  }
}
