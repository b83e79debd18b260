import { createHash } from 'node:crypto';
import type { FileKind } from '#contract/gateway/file-kind.ts';
import { type SharedFileView, sharedFileLimits } from '#contract/gateway/shared-files.ts';
import type { Database, Statements } from '../../../data/database.ts';
import { refusal } from '../../http/refusal.ts';
import type { SealedDatabase } from '../../sessions/seal-again.ts';
import type { Seal } from '../../sessions/sealed.ts';
import {
  type ContentRow,
  contentContext,
  type FactsRow,
  facts,
  type HeadRow,
  head,
  linkContext,
  nameContext,
  recipientContext,
  sealedFiles,
} from './shared-file-tables.ts';

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

interface AddedFile {
  readonly link: string;
  readonly view: SharedFileView;
}

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

const works = `bytes > 0 AND revoked = 0 AND fetched < ${fetches} AND until > ?`;
const sql = {
  byHash: `SELECT ${facts} FROM files WHERE hash = ?`,
  byKey: `SELECT ${facts} FROM files WHERE organisation = ? AND person = ? AND key = ?`,
  // First the file that was made for the message, then one that left with it.
  ofMessage: `SELECT ${facts} FROM files WHERE organisation = ?1 AND person = ?2 AND (key = ?3 OR message = ?3)
    ORDER BY CASE WHEN key = ?3 THEN 0 ELSE 1 END, id LIMIT 1`,
  bind: 'UPDATE files SET message = ? WHERE hash = ? AND organisation = ? AND person = ?',
  byId: `SELECT ${facts} FROM files WHERE organisation = ? AND id = ?`,
  used: `SELECT count(*) FILTER (WHERE organisation = ? AND person = ?) AS own, count(*) AS files,
      coalesce(sum(bytes), 0) AS bytes FROM files WHERE bytes > 0`,
  insert: `INSERT INTO files (hash, organisation, person, key, client, meeting, digest, name, bytes, until, type, link, recipient)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING ${facts}`,
  keep: 'INSERT INTO file_contents (hash, content) VALUES (?, ?)',
  // Counted before a byte leaves: a crash in between costs a fetch, and gives none away.
  take: `UPDATE files SET fetched = fetched + 1 WHERE hash = ? AND ${works} RETURNING ${head}`,
  look: `SELECT ${head} FROM files WHERE hash = ? AND ${works}`,
  content: 'SELECT hash, content FROM file_contents WHERE hash = ?',
  revoke: 'UPDATE files SET bytes = 0, revoked = 1 WHERE id = ? AND bytes > 0',
  drop: `UPDATE files SET bytes = 0 WHERE bytes > 0 AND (until <= ? OR fetched >= ${fetches})`,
  empty: 'DELETE FROM file_contents WHERE hash NOT IN (SELECT hash FROM files WHERE bytes > 0)',
  forget: 'DELETE FROM files WHERE until <= ?',
  clear: 'DELETE FROM files WHERE organisation = ?',
  withoutLink: `SELECT ${facts} FROM files WHERE link IS NULL`,
  setLink: 'UPDATE files SET link = ? WHERE id = ? AND link IS NULL',
};

/**
 * Opens the files for clients.
 * @param database of `sharedPlan`; `now` in ms since the epoch.
 */
export async function openSharedFileStore(
  database: Database,
  seal: Seal,
  now: () => number = Date.now,
  bounds: SharedFileBounds = sharedFileBounds,
): Promise<SharedFileStore> {
  await addLinks(database, seal);
  return new SharedFileStore(database, seal, now, bounds);
}

/**
 * Files for clients, sealed. A link has 256 bits, which are computed from the secret and the message's key, and stored
 * sealed: a request that is repeated gets the same link, at any gateway, and whoever reads the disk gets none. It is looked
 * up by its hash, whose order tells nothing about the ids.
 */
export class SharedFileStore {
  readonly sealed: SealedDatabase;
  readonly #database: Database;
  readonly #seal: Seal;
  readonly #now: () => number;
  readonly #bounds: SharedFileBounds;

  constructor(database: Database, seal: Seal, now: () => number, bounds: SharedFileBounds) {
    this.sealed = { database, seal, tables: sealedFiles };
    this.#database = database;
    this.#seal = seal;
    this.#now = now;
    this.#bounds = bounds;
  }

  /**
   * Keeps a file. Returns the id of its link, the same for the same key.
   * @throws Refusal with 409 when the key belongs to another file, or too many links work.
   */
  async add(given: NewSharedFile): Promise<AddedFile> {
    const digest = sha256(given.content);
    return this.#alone(async (within) => {
      const { organisation, person, key } = given;
      const known = await within.one<FactsRow>(sql.byKey, organisation, person, key);
      return known ? this.#again(known, given, digest) : this.#insert(within, given, digest);
    });
  }

  /** Returns a file and counts that; undefined where its link does not work, whatever the reason. */
  async fetch(link: string): Promise<FetchedFile | undefined> {
    if (!idForm.test(link)) return undefined;
    const row = await this.#database.one<HeadRow>(sql.take, sha256(link), this.#now());
    const file = row && (await this.#open(row));
    // Where that fails it is done later: the file may leave.
    if (row && row.fetched >= fetches)
      await this.#alone((within) => this.#dropOld(within)).catch(() => undefined);
    return file;
  }

  /** The same for those who may see the message anyway, and for requests that get no bytes: nothing is counted. */
  async look(link: string): Promise<FetchedFile | undefined> {
    if (!idForm.test(link)) return undefined;
    const row = await this.#database.one<HeadRow>(sql.look, sha256(link), this.#now());
    return row && this.#open(row);
  }

  /** Whether a link works, and is this client's. */
  async isFor(link: string, organisation: string, to: SharedWith): Promise<boolean> {
    if (!idForm.test(link)) return false;
    const row = await this.#database.one<FactsRow>(sql.byHash, sha256(link));
    return (
      row?.organisation === organisation && this.#isTo(row, to) && this.#viewOf(row).state === 'available'
    );
  }

  /** What became of the file of a message; undefined where it has none. */
  async of({ organisation, person, key }: SharedFor): Promise<SharedFileView | undefined> {
    const row = await this.#database.one<FactsRow>(sql.ofMessage, organisation, person, key);
    return row && this.#viewOf(row);
  }

  /** Notes the message with which a link of its own sender leaves, so that the file can be revoked where it is shown. */
  async bind(link: string, { organisation, person, key }: SharedFor): Promise<void> {
    if (idForm.test(link)) await this.#database.run(sql.bind, key, sha256(link), organisation, person);
  }

  find(organisation: string, id: number): Promise<(SharedFor & { readonly meeting: string }) | undefined> {
    return this.#database.one<FactsRow>(sql.byId, organisation, id);
  }

  /** Ends a link and deletes its file; once it no longer works there is nothing to do. */
  async revoke(id: number): Promise<void> {
    await this.#alone(async (within) => {
      await this.#dropOld(within);
      if ((await within.run(sql.revoke, id)) > 0) await within.run(sql.empty);
    });
  }

  /** Deletes everything of a connection that is gone. */
  async delete(organisation: string): Promise<void> {
    await this.#alone(async (within) => {
      await within.run(sql.clear, organisation);
      await within.run(sql.empty);
    });
  }

  /** Deletes files that can no longer be fetched, and forgets old ones. */
  async prune(): Promise<void> {
    await this.#alone(async (within) => {
      await this.#dropOld(within);
      await within.run(sql.forget, this.#now() - knownMs);
    });
  }

  /** @throws Refusal with 409 when the key belongs to another file. */
  #again(known: FactsRow, { to, meeting = noMeeting }: NewSharedFile, digest: Buffer): AddedFile {
    const isSame = this.#isTo(known, to) && known.meeting === meeting && digest.equals(known.digest);
    if (!isSame) throw refusal('key-used', {});
    const link = known.link && this.#seal.open(known.link, linkContext(known));
    if (!link) throw new Error('the secret of a shared link is gone');
    return { link, view: this.#viewOf(known) };
  }

  async #insert(within: Statements, given: NewSharedFile, digest: Buffer): Promise<AddedFile> {
    const { organisation, person, key, to, meeting = noMeeting, name, type, content } = given;
    await this.#dropOld(within);
    const used = await within.one<{ own: number; files: number; bytes: number }>(
      sql.used,
      organisation,
      person,
    );
    const { each, total, bytes } = this.#bounds;
    const isFull = used && (used.own >= each || used.files >= total || used.bytes + content.length > bytes);
    if (isFull) throw refusal('shares-full', {});
    const [link] = linksOf(this.#seal, given);
    const hash = sha256(link);
    const sealed = this.#seal.close(content, contentContext({ hash }));
    await within.run(sql.keep, hash, sealed);
    const row = await within.one<FactsRow>(
      sql.insert,
      hash,
      organisation,
      person,
      key,
      'client' in to ? to.client : noClient,
      meeting,
      digest,
      this.#seal.close(name, nameContext({ hash })),
      sealed.length,
      this.#now() + hours * hourMs,
      type,
      this.#seal.close(link, linkContext({ hash })),
      'phone' in to ? this.#seal.close(to.phone, recipientContext({ hash })) : null,
    );
    if (!row) throw new Error('a shared file is gone as soon as it is kept');
    return { link, view: this.#viewOf(row) };
  }

  /** All files together are bounded, so they are changed one after the other. */
  #alone<T>(work: (within: Statements) => Promise<T>): Promise<T> {
    return this.#database.transaction('files', work);
  }

  #isTo(row: FactsRow, to: SharedWith): boolean {
    const { client, recipient } = row;
    if ('client' in to) return recipient === null && client === to.client;
    return recipient !== null && this.#seal.open(recipient, recipientContext(row)) === to.phone;
  }

  async #open(row: HeadRow): Promise<FetchedFile | undefined> {
    const { hash, name, type } = row;
    const kept = await this.#database.one<ContentRow>(sql.content, hash);
    const opened = kept && this.#seal.openBytes(kept.content, contentContext(row));
    const called = this.#seal.open(name, nameContext(row));
    // Sealed with another secret: it can no longer be fetched.
    return opened && called !== undefined ? { name: called, type, content: opened } : undefined;
  }

  #viewOf({ id, bytes, fetched, until, revoked }: FactsRow): SharedFileView {
    const isOver = until <= this.#now();
    const ended = fetched >= fetches ? 'used-up' : isOver || bytes === 0 ? 'expired' : 'available';
    return {
      id,
      state: revoked === 1 ? 'revoked' : ended,
      fetched,
      until: new Date(until).toISOString(),
    };
  }

  async #dropOld(within: Statements): Promise<void> {
    if ((await within.run(sql.drop, this.#now())) > 0) await within.run(sql.empty);
  }
}

/** The link of a message's file, and what it would have been with older secrets. */
function linksOf(seal: Seal, { organisation, person, key }: SharedFor): readonly [string, ...string[]] {
  const [newest, ...older] = seal.derive(`${organisation} ${person} ${key}`);
  return [newest.toString('base64url'), ...older.map((bytes) => bytes.toString('base64url'))];
}

/** Gives files from before links were stored theirs. */
async function addLinks(database: Database, seal: Seal): Promise<void> {
  for (const row of await database.all<FactsRow>(sql.withoutLink)) {
    const link = linksOf(seal, row).find((one) => sha256(one).equals(row.hash));
    if (link !== undefined) await database.run(sql.setLink, seal.close(link, linkContext(row)), row.id);
  }
}
