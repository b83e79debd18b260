import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Sealed, Vault } from '../vault/vault.ts';
import { indexDatabaseName, indexTable as table } from './names.ts';

/** Where the index keeps its records. Ids say nothing about meetings: see record-ids.ts. */
export interface IndexStorage {
  read(id: string): Promise<unknown>;
  /** Several at once, in the order of the given ids; undefined for those that do not exist. */
  readMany(ids: readonly string[]): Promise<unknown[]>;
  /** Records whose ids begin so, in the order of their ids. Those that cannot be opened are left out. */
  readAll(prefix: string): Promise<{ id: string; value: unknown }[]>;
  /** Writes records, all of them or none; `undefined` deletes one. */
  write(records: ReadonlyMap<string, unknown>): Promise<void>;
  clear(): Promise<void>;
  close(): void;
}

interface IndexSchema extends DBSchema {
  [table]: { key: string; value: Sealed };
}

/** The encrypted records in IndexedDB. */
export async function openIndexStorage(vault: Vault): Promise<IndexStorage> {
  let database: IDBPDatabase<IndexSchema> | undefined;
  database = await openDB<IndexSchema>(indexDatabaseName, 1, {
    upgrade(created) {
      created.createObjectStore(table);
    },
    // Another tab is deleting the database because the person signed out: it must not have to wait.
    blocking: () => database?.close(),
  });
  const opened = database;
  return {
    async read(id) {
      const sealed = await opened.get(table, id);
      return sealed && vault.open(id, sealed);
    },

    async readMany(ids) {
      const { store } = opened.transaction(table);
      const sealed = await Promise.all(ids.map((id) => store.get(id)));
      return Promise.all(
        ids.map((id, index) => {
          const record = sealed[index];
          return record && vault.open(id, record);
        }),
      );
    },

    async readAll(prefix) {
      const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
      const transaction = opened.transaction(table);
      const [ids, sealed] = await Promise.all([
        transaction.store.getAllKeys(range),
        transaction.store.getAll(range),
      ]);
      const values = await Promise.all(
        ids.map(async (id, index) => {
          const record = sealed[index];
          return { id, value: record && (await vault.open(id, record)) };
        }),
      );
      return values.filter(({ value }) => value !== undefined);
    },

    async write(records) {
      // Sealed first: a transaction does not wait for anything but the database.
      const sealed = await Promise.all(
        [...records].map(
          async ([id, value]) => [id, value === undefined ? undefined : await vault.seal(id, value)] as const,
        ),
      );
      const transaction = opened.transaction(table, 'readwrite');
      await Promise.all([
        ...sealed.map(([id, record]) =>
          record ? transaction.store.put(record, id) : transaction.store.delete(id),
        ),
        transaction.done,
      ]);
    },

    clear: () => opened.clear(table),
    close: () => opened.close(),
  };
}
