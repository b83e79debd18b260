import type { SystemId } from '#contract/system.ts';
import type { Database, Statements } from '../../data/database.ts';
import type { SealedDatabase } from '../sessions/seal-again.ts';
import type { Seal } from '../sessions/sealed.ts';
import { CallMeetingStore } from './calls/meetings/call-meeting-store.ts';
import { ClientStore } from './conversations/client-store.ts';
import { HookStore } from './hook-store.ts';
import { PathStore } from './paths/path-store.ts';
import { addressContext, contextOf, type ConnectionRow as Row, sealedTables } from './store-tables.ts';

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

/** So many requests are counted before the count goes to the disk, which a crash forgets at most. */
const countedAtOnce = 50;

const monthOf = (at: number) => new Date(at).toISOString().slice(0, 7);

/** The number and the key of a connection. */
export interface OpenedConnection {
  readonly connection: StoredConnection;
  /** Undefined where its secret is gone. */
  readonly key: string | undefined;
  /** Records that the system does not accept it; a late refusal says nothing about a key that was entered since. */
  refused(): Promise<void>;
}

const of = 'WHERE organisation = ?1 AND system = ?2';
const sql = {
  find: `SELECT * FROM connections ${of}`,
  list: 'SELECT * FROM connections WHERE organisation = ? ORDER BY system',
  all: 'SELECT * FROM connections ORDER BY organisation, system',
  remove: `DELETE FROM connections ${of} AND version = ?3`,
  removeLinks: `DELETE FROM links ${of}`,
  removeAddresses: `DELETE FROM addresses ${of}`,
  version: 'INSERT INTO versions DEFAULT VALUES RETURNING number',
  anyVersion: 'SELECT 1 AS found FROM versions LIMIT 1',
  insert: `INSERT INTO connections (organisation, system, version, key, url, last_four, person, person_name, saved_at,
      tested_at, quota_used, quota_of) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10, ?11)
    ON CONFLICT (organisation, system) DO NOTHING`,
  replace: `UPDATE connections SET version = ?3, key = ?4, url = ?5, last_four = ?6, person = ?7, person_name = ?8,
      saved_at = ?9, tested_at = ?9, quota_used = ?10, quota_of = ?11, refused = 0 ${of} AND version = ?12`,
  open: `UPDATE connections SET open = ?4, version = ?5 ${of} AND version = ?3`,
  refuse: `UPDATE connections SET refused = 1 ${of} AND key = ?3`,
  tested: `UPDATE connections SET refused = 0, tested_at = ?4, quota_used = ?5, quota_of = ?6 ${of} AND version = ?3`,
  webhook: `UPDATE connections SET webhook_off = ?3 ${of}`,
  used: `UPDATE connections SET quota_used = quota_used + ?3 ${of}`,
  links: `SELECT person, id FROM links ${of} ORDER BY person`,
  link: `SELECT id FROM links ${of} AND person = ?3`,
  setLink: `INSERT INTO links (organisation, system, person, id) VALUES (?, ?, ?, ?)
    ON CONFLICT (organisation, system, person) DO UPDATE SET id = excluded.id`,
  dropLink: `DELETE FROM links ${of} AND person = ?3`,
  address: `SELECT address FROM addresses ${of} AND field = ?3 AND id = ?4 AND at > ?5`,
  keepAddress: `INSERT INTO addresses (organisation, system, field, id, address, at) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (organisation, system, field, id) DO UPDATE SET address = excluded.address, at = excluded.at`,
  dropAddresses: `DELETE FROM addresses WHERE at <= ?1
    OR at < (SELECT at FROM addresses ORDER BY at DESC LIMIT 1 OFFSET ${maxAddresses - 1})`,
};

/** Connections of organisations, links of their people, and addresses that answers gave. In one store for this account. */
export class ConnectionStore {
  /** Where the systems deliver to. */
  readonly hooks: HookStore;
  /** What is known of clients beyond what the system says. */
  readonly clients: ClientStore;
  /** Which calls became meetings. */
  readonly calls: CallMeetingStore;
  /** Where their servers have what the documentation has lost. */
  readonly paths: PathStore;
  readonly sealed: SealedDatabase;
  readonly #database: Database;
  readonly #seal: Seal;
  readonly #now: () => number;
  /** Requests since the count was last written. */
  readonly #asked = new Map<string, { readonly of: readonly [string, SystemId]; count: number }>();
  #noting: Promise<void> = Promise.resolve();

  /** @param database of `connectionPlan`; `now` in ms since the epoch. */
  constructor(database: Database, seal: Seal, now: () => number = Date.now) {
    this.hooks = new HookStore(database, seal, now);
    this.clients = new ClientStore(database, seal, now);
    this.calls = new CallMeetingStore(database, now);
    this.paths = new PathStore(database);
    this.sealed = { database, seal, tables: sealedTables };
    this.#database = database;
    this.#seal = seal;
    this.#now = now;
  }

  /** Whether there has never been a connection. */
  async isUnused(): Promise<boolean> {
    return (await this.#database.one(sql.anyVersion)) === undefined;
  }

  async find(organisation: string, system: SystemId): Promise<StoredConnection | undefined> {
    const row = await this.#database.one<Row>(sql.find, organisation, system);
    return row && this.#counted(toConnection(row));
  }

  /** The same with its key. */
  async opened(organisation: string, system: SystemId): Promise<OpenedConnection | undefined> {
    const row = await this.#database.one<Row>(sql.find, organisation, system);
    if (!row) return undefined;
    return {
      connection: this.#counted(toConnection(row)),
      key: this.#seal.open(row.key, contextOf(organisation, system)),
      refused: async () => {
        await this.#database.run(sql.refuse, organisation, system, row.key);
      },
    };
  }

  async list(organisation: string): Promise<readonly StoredConnection[]> {
    const rows = await this.#database.all<Row>(sql.list, organisation);
    return rows.map((row) => this.#counted(toConnection(row)));
  }

  /** All organisations' connections. */
  async all(): Promise<readonly StoredConnection[]> {
    return (await this.#database.all<Row>(sql.all)).map((row) => this.#counted(toConnection(row)));
  }

  /** Counts a request that the system counts, too. */
  countRequest(organisation: string, system: SystemId): void {
    const asked = this.#count([organisation, system], 1);
    if (asked.count < countedAtOnce) return;
    // What could not be written is counted again.
    this.#noteCounts().catch(() => undefined);
  }

  /** The least share that is left of a monthly quota, by system. */
  async leastQuota(): Promise<ReadonlyMap<string, number>> {
    const least = new Map<string, number>();
    for (const { system, quota } of await this.all()) {
      if (!quota?.of) continue;
      const share = Math.max(0, 1 - quota.used / quota.of);
      least.set(system, Math.min(share, least.get(system) ?? 1));
    }
    return least;
  }

  /**
   * @param version that the admin saw; null where there was none.
   * @returns false when it has changed since, and nothing was changed.
   */
  async save(
    organisation: string,
    system: SystemId,
    version: number | null,
    given: NewConnection,
  ): Promise<boolean> {
    await this.#noteCounts();
    return this.#together(async (within) => {
      const { key, url, savedBy, quota } = given;
      const values = [
        organisation,
        system,
        await newVersion(within),
        this.#seal.close(key, contextOf(organisation, system)),
        url,
        key.slice(-4),
        savedBy.uuid,
        savedBy.name,
        this.#now(),
        quota?.used ?? null,
        quota?.of ?? null,
      ];
      const changed =
        version === null
          ? await within.run(sql.insert, ...values)
          : await within.run(sql.replace, ...values, version);
      return changed === 1;
    });
  }

  open(organisation: string, system: SystemId, version: number, isOpen: boolean): Promise<boolean> {
    return this.#together(async (within) => {
      const values = [organisation, system, version, Number(isOpen), await newVersion(within)];
      return (await within.run(sql.open, ...values)) === 1;
    });
  }

  /** Records that the key was found to work. */
  async tested(
    organisation: string,
    system: SystemId,
    version: number,
    quota: StoredConnection['quota'],
  ): Promise<boolean> {
    await this.#noteCounts();
    const values = [organisation, system, version, this.#now(), quota?.used ?? null, quota?.of ?? null];
    return (await this.#database.run(sql.tested, ...values)) === 1;
  }

  async noteWebhook(organisation: string, system: SystemId, isOff: boolean): Promise<void> {
    await this.#database.run(sql.webhook, organisation, system, Number(isOff));
  }

  /** Deletes it and everything that belongs to it. */
  delete(organisation: string, system: SystemId, version: number): Promise<boolean> {
    return this.#together(async (within) => {
      if ((await within.run(sql.remove, organisation, system, version)) === 0) return false;
      await within.run(sql.removeLinks, organisation, system);
      await within.run(sql.removeAddresses, organisation, system);
      await this.hooks.delete(within, organisation, system);
      await this.paths.delete(within, organisation, system);
      if (system === 'chat2desk') await this.clients.delete(within, organisation);
      return true;
    });
  }

  links(organisation: string, system: SystemId): Promise<readonly { person: string; id: string }[]> {
    return this.#database.all(sql.links, organisation, system);
  }

  /** Who a person is at the system. */
  async link(organisation: string, system: SystemId, person: string): Promise<string | undefined> {
    return (await this.#database.one<{ id: string }>(sql.link, organisation, system, person))?.id;
  }

  async setLink(organisation: string, system: SystemId, person: string, id: string | null): Promise<void> {
    if (id === null) await this.#database.run(sql.dropLink, organisation, system, person);
    else await this.#database.run(sql.setLink, organisation, system, person, id);
  }

  /** Keeps an address that a response gave. @param field `operation field`, and the id of what it belongs to. */
  async keepAddress(
    organisation: string,
    system: SystemId,
    field: string,
    id: string,
    address: string,
  ): Promise<void> {
    if (address.length > maxAddressLength) return;
    const now = this.#now();
    const sealed = this.#seal.close(address, addressContext({ organisation, system, field, id }));
    await this.#database.run(sql.keepAddress, organisation, system, field, id, sealed, now);
    await this.#database.run(sql.dropAddresses, now - addressesHeldMs);
  }

  async address(
    organisation: string,
    system: SystemId,
    field: string,
    id: string,
  ): Promise<string | undefined> {
    const values = [organisation, system, field, id, this.#now() - addressesHeldMs];
    const row = await this.#database.one<{ address: Uint8Array }>(sql.address, ...values);
    return row && this.#seal.open(row.address, addressContext({ organisation, system, field, id }));
  }

  /** Writes what is only counted yet. */
  async close(): Promise<void> {
    await this.#noteCounts().catch(() => undefined);
  }

  #count(one: readonly [string, SystemId], count: number) {
    const context = contextOf(...one);
    const asked = this.#asked.get(context) ?? { of: one, count: 0 };
    asked.count += count;
    this.#asked.set(context, asked);
    return asked;
  }

  /** One time after the other: whoever asks for it finds all that was counted before. */
  #noteCounts(): Promise<void> {
    this.#noting = this.#noting.catch(() => undefined).then(() => this.#writeCounts());
    return this.#noting;
  }

  async #writeCounts(): Promise<void> {
    const asked = [...this.#asked.values()];
    this.#asked.clear();
    const note = async ({ of: one, count }: (typeof asked)[number]) => {
      await this.#database.run(sql.used, ...one, count).catch((error: unknown) => {
        this.#count(one, count);
        throw error;
      });
    };
    await Promise.all(asked.map(note));
  }

  /** With what was asked since its quota was noted, or without a quota that is an earlier month's. */
  #counted(connection: StoredConnection): StoredConnection {
    const { quota, testedAt, organisation, system } = connection;
    if (!quota) return connection;
    if (monthOf(testedAt ?? 0) !== monthOf(this.#now())) return { ...connection, quota: null };
    const count = this.#asked.get(contextOf(organisation, system))?.count ?? 0;
    return count === 0 ? connection : { ...connection, quota: { ...quota, used: quota.used + count } };
  }

  #together<Result>(work: (within: Statements) => Promise<Result>): Promise<Result> {
    return this.#database.transaction('connections', work);
  }
}

/** A number that is never used twice: a page that shows a deleted connection cannot change a later one. */
async function newVersion(within: Statements): Promise<number> {
  return (await within.one<{ number: number }>(sql.version))?.number ?? 0;
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
