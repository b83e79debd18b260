import type { DatabaseSync } from 'node:sqlite';
import type { SystemId } from '#contract/system.ts';
import { direct } from '../../data/direct.ts';
import { openPrivateDatabase } from '../../data/private-files.ts';
import { query } from '../../data/query.ts';
import type { SealedDatabase } from '../sessions/seal-again.ts';
import type { Seal } from '../sessions/sealed.ts';
import { CallMeetingStore } from './calls/meetings/call-meeting-store.ts';
import { ClientStore } from './conversations/client-store.ts';
import { HookStore } from './hook-store.ts';
import { PathStore } from './paths/path-store.ts';
import {
  addressContext,
  contextOf,
  type ConnectionRow as Row,
  schema,
  sealedTables,
} from './store-tables.ts';

export interface Person {
  readonly uuid: string;
  readonly name: string;
}

/** What is kept of a connection besides its key. Times in ms since the epoch. */
export interface StoredConnection {
  readonly organisation: string;
  readonly system: SystemId;
  readonly version: number;
  /** Where an admin gave it. */
  readonly url: string | null;
  readonly lastFour: string;
  readonly savedBy: Person;
  readonly savedAt: number;
  readonly testedAt: number | null;
  readonly isOpen: boolean;
  readonly isRefused: boolean;
  readonly isWebhookOff: boolean;
  /** Of this month: as the system said when the key was tested, and what was asked since. */
  readonly quota: { readonly used: number; readonly of: number | null } | null;
}

/** What an admin enters. */
export interface NewConnection {
  readonly key: string;
  readonly url: string | null;
  readonly savedBy: Person;
  readonly quota: StoredConnection['quota'];
}

const addressesHeldMs = 24 * 60 * 60 * 1000;
const maxAddresses = 10_000;
const maxAddressLength = 4096;

const maxKnown = 1_000;

/** So many requests are counted before the count goes to the disk, which a crash forgets at most. */
const countedAtOnce = 50;

interface Known {
  readonly connection: StoredConnection;
  readonly sealed: Uint8Array;
  /** Undefined where its secret is gone. */
  readonly key: string | undefined;
}

const monthOf = (at: number) => new Date(at).toISOString().slice(0, 7);

/** Connections of organisations, links of their people, and addresses that answers gave. In one file for this account. */
export class ConnectionStore {
  /** Where the systems deliver to. */
  readonly hooks: HookStore;
  /** What is known of clients beyond what the system says. */
  readonly clients: ClientStore;
  /** Which calls became meetings. */
  readonly calls: CallMeetingStore;
  /** Where their servers have what the documentation has lost. */
  readonly paths: PathStore;
  readonly #database: DatabaseSync;
  readonly #seal: Seal;
  readonly #now: () => number;
  readonly #statements;
  /** What each request needs. Nobody else writes to the file, and every write clears this. */
  readonly #known = new Map<string, Known>();
  /** Requests since the count was last on disk. */
  readonly #asked = new Map<string, { readonly of: readonly [string, SystemId]; count: number }>();

  /** @param file path of the database, created if missing; `now` in ms since the epoch. */
  constructor(file: string, seal: Seal, now: () => number = Date.now) {
    const database = openPrivateDatabase(file);
    // A key that was replaced or deleted is overwritten on disk.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
    database.exec(schema);
    this.hooks = new HookStore(database, seal, now);
    this.clients = new ClientStore(database, seal, now);
    this.calls = new CallMeetingStore(database, now);
    this.paths = new PathStore(database);
    this.#database = database;
    this.#seal = seal;
    this.#now = now;
    const of = 'WHERE organisation = ? AND system = ?';
    const prepare = (sql: string) => database.prepare(sql);
    this.#statements = {
      find: query<Row>(prepare(`SELECT * FROM connections ${of}`)),
      list: query<Row>(prepare('SELECT * FROM connections WHERE organisation = ? ORDER BY system')),
      all: query<Pick<Row, 'organisation' | 'system'>>(
        prepare('SELECT organisation, system FROM connections'),
      ),
      remove: prepare(`DELETE FROM connections ${of} AND version = ?`),
      removeLinks: prepare(`DELETE FROM links ${of}`),
      removeAddresses: prepare(`DELETE FROM addresses ${of}`),
      version: prepare('INSERT INTO versions DEFAULT VALUES'),
      lastVersion: prepare('SELECT 1 FROM versions LIMIT 1'),
      insert: prepare(
        `INSERT INTO connections (organisation, system, version, key, url, last_four, person, person_name, saved_at,
           tested_at, quota_used, quota_of) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10, ?11)`,
      ),
      replace: prepare(
        `UPDATE connections SET version = ?3, key = ?4, url = ?5, last_four = ?6, person = ?7, person_name = ?8,
           saved_at = ?9, tested_at = ?9, quota_used = ?10, quota_of = ?11, refused = 0
         WHERE organisation = ?1 AND system = ?2 AND version = ?12`,
      ),
      open: prepare(`UPDATE connections SET open = ?, version = ? ${of} AND version = ?`),
      refuse: prepare(`UPDATE connections SET refused = 1 ${of} AND key = ?`),
      tested: prepare(
        `UPDATE connections SET refused = 0, tested_at = ?, quota_used = ?, quota_of = ? ${of} AND version = ?`,
      ),
      webhook: prepare(`UPDATE connections SET webhook_off = ? ${of}`),
      used: prepare(`UPDATE connections SET quota_used = quota_used + ? ${of}`),
      links: query<{ person: string; id: string }>(
        prepare(`SELECT person, id FROM links ${of} ORDER BY person`),
      ),
      link: query<{ id: string }>(prepare(`SELECT id FROM links ${of} AND person = ?`)),
      setLink: prepare('INSERT OR REPLACE INTO links (organisation, system, person, id) VALUES (?, ?, ?, ?)'),
      dropLink: prepare(`DELETE FROM links ${of} AND person = ?`),
      address: query<{ address: Uint8Array }>(
        prepare(`SELECT address FROM addresses ${of} AND field = ? AND id = ? AND at > ?`),
      ),
      keepAddress: prepare(
        'INSERT OR REPLACE INTO addresses (organisation, system, field, id, address, at) VALUES (?, ?, ?, ?, ?, ?)',
      ),
      dropAddresses: prepare(
        `DELETE FROM addresses WHERE at <= ?1
           OR rowid IN (SELECT rowid FROM addresses ORDER BY at DESC LIMIT -1 OFFSET ?2)`,
      ),
    };
  }

  /** Whether there has never been a connection. */
  get isUnused(): boolean {
    return this.#statements.lastVersion.get() === undefined;
  }

  find(organisation: string, system: SystemId): StoredConnection | undefined {
    const known = this.#know(organisation, system);
    return known && this.#counted(known.connection);
  }

  list(organisation: string): readonly StoredConnection[] {
    return this.#statements.list.all(organisation).map((row) => this.#counted(toConnection(row)));
  }

  /** Counts a request that the system counts, too. */
  countRequest(organisation: string, system: SystemId): void {
    const context = contextOf(organisation, system);
    const asked = this.#asked.get(context) ?? { of: [organisation, system], count: 0 };
    asked.count += 1;
    this.#asked.set(context, asked);
    if (asked.count >= countedAtOnce) this.#noteCounts();
  }

  /** Which organisations are connected to which systems. */
  all(): readonly Pick<StoredConnection, 'organisation' | 'system'>[] {
    return this.#statements.all.all();
  }

  /** The least share that is left of a monthly quota, by system. */
  leastQuota(): ReadonlyMap<string, number> {
    const least = new Map<string, number>();
    for (const { organisation, system } of this.all()) {
      const quota = this.find(organisation, system)?.quota;
      if (!quota?.of) continue;
      const share = Math.max(0, 1 - quota.used / quota.of);
      least.set(system, Math.min(share, least.get(system) ?? 1));
    }
    return least;
  }

  /**
   * Returns the key, and the version to record a refusal under; undefined when there is none, or its secret is gone.
   */
  key(organisation: string, system: SystemId): { readonly key: string; refused(): void } | undefined {
    const known = this.#know(organisation, system);
    if (known?.key === undefined) return undefined;
    const { key, sealed } = known;
    // A late refusal says nothing about a key that was entered in the meantime.
    const refused = () => {
      this.#known.clear();
      this.#statements.refuse.run(organisation, system, sealed);
    };
    return { key, refused };
  }

  /**
   * @param version that the admin saw; null where there was none.
   * @returns false when it has changed since, and nothing was changed.
   */
  save(organisation: string, system: SystemId, version: number | null, given: NewConnection): boolean {
    this.#noteCounts();
    return this.#together(() => {
      const { key, url, savedBy, quota } = given;
      const values = [
        organisation,
        system,
        this.#newVersion(),
        this.#seal.close(key, contextOf(organisation, system)),
        url,
        key.slice(-4),
        savedBy.uuid,
        savedBy.name,
        this.#now(),
        quota?.used ?? null,
        quota?.of ?? null,
      ];
      if (version !== null) return this.#statements.replace.run(...values, version).changes === 1;
      if (this.#statements.find.get(organisation, system)) return false;
      this.#statements.insert.run(...values);
      return true;
    });
  }

  open(organisation: string, system: SystemId, version: number, isOpen: boolean): boolean {
    const of = [organisation, system, version];
    return this.#statements.open.run(Number(isOpen), this.#newVersion(), ...of).changes === 1;
  }

  /** Records that the key was found to work. */
  tested(organisation: string, system: SystemId, version: number, quota: StoredConnection['quota']): boolean {
    this.#noteCounts();
    const [used, of] = [quota?.used ?? null, quota?.of ?? null];
    return this.#statements.tested.run(this.#now(), used, of, organisation, system, version).changes === 1;
  }

  noteWebhook(organisation: string, system: SystemId, isOff: boolean): void {
    this.#known.clear();
    this.#statements.webhook.run(Number(isOff), organisation, system);
  }

  /** Deletes it and everything that belongs to it. */
  delete(organisation: string, system: SystemId, version: number): boolean {
    return this.#together(() => {
      this.#known.clear();
      if (this.#statements.remove.run(organisation, system, version).changes === 0) return false;
      this.#statements.removeLinks.run(organisation, system);
      this.#statements.removeAddresses.run(organisation, system);
      this.hooks.delete(organisation, system);
      this.paths.delete(organisation, system);
      if (system === 'chat2desk') this.clients.delete(organisation);
      return true;
    });
  }

  links(organisation: string, system: SystemId): readonly { person: string; id: string }[] {
    return this.#statements.links.all(organisation, system);
  }

  /** Who a person is at the system. */
  link(organisation: string, system: SystemId, person: string): string | undefined {
    return this.#statements.link.get(organisation, system, person)?.id;
  }

  setLink(organisation: string, system: SystemId, person: string, id: string | null): void {
    if (id === null) this.#statements.dropLink.run(organisation, system, person);
    else this.#statements.setLink.run(organisation, system, person, id);
  }

  /** Keeps an address that a response gave. @param field `operation field`, and the id of what it belongs to. */
  keepAddress(organisation: string, system: SystemId, field: string, id: string, address: string): void {
    if (address.length > maxAddressLength) return;
    const now = this.#now();
    const sealed = this.#seal.close(address, addressContext({ organisation, system, field, id }));
    this.#statements.keepAddress.run(organisation, system, field, id, sealed, now);
    this.#statements.dropAddresses.run(now - addressesHeldMs, maxAddresses);
  }

  address(organisation: string, system: SystemId, field: string, id: string): string | undefined {
    const since = this.#now() - addressesHeldMs;
    const sealed = this.#statements.address.get(organisation, system, field, id, since)?.address;
    return sealed && this.#seal.open(sealed, addressContext({ organisation, system, field, id }));
  }

  get sealed(): SealedDatabase {
    const [database, seal, tables] = [direct('connections', this.#database), this.#seal, sealedTables];
    return { database, seal, tables, changed: () => this.#known.clear() };
  }

  close(): void {
    this.#noteCounts();
    this.#database.close();
  }

  #noteCounts(): void {
    this.#known.clear();
    for (const { of, count } of this.#asked.values()) this.#statements.used.run(count, ...of);
    this.#asked.clear();
  }

  /** With what was asked since its quota was noted, or without a quota that is an earlier month's. */
  #counted(connection: StoredConnection): StoredConnection {
    const { quota, testedAt, organisation, system } = connection;
    if (!quota) return connection;
    if (monthOf(testedAt ?? 0) !== monthOf(this.#now())) return { ...connection, quota: null };
    const count = this.#asked.get(contextOf(organisation, system))?.count ?? 0;
    return count === 0 ? connection : { ...connection, quota: { ...quota, used: quota.used + count } };
  }

  #know(organisation: string, system: SystemId): Known | undefined {
    const context = contextOf(organisation, system);
    const held = this.#known.get(context);
    if (held) return held;
    const row = this.#statements.find.get(organisation, system);
    if (!row) return undefined;
    const known = { connection: toConnection(row), sealed: row.key, key: this.#seal.open(row.key, context) };
    if (this.#known.size >= maxKnown) this.#known.clear();
    this.#known.set(context, known);
    return known;
  }

  #newVersion(): number {
    this.#known.clear();
    return Number(this.#statements.version.run().lastInsertRowid);
  }

  #together<Result>(work: () => Result): Result {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }
}

const toConnection = (row: Row): StoredConnection => ({
  organisation: row.organisation,
  system: row.system,
  version: row.version,
  url: row.url,
  lastFour: row.last_four,
  savedBy: { uuid: row.person, name: row.person_name },
  savedAt: row.saved_at,
  testedAt: row.tested_at,
  isOpen: row.open === 1,
  isRefused: row.refused === 1,
  isWebhookOff: row.webhook_off === 1,
  quota: row.quota_used === null ? null : { used: row.quota_used, of: row.quota_of },
});
