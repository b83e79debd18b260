import type { Page } from '@playwright/test';
import { deviceKeys } from '../../src/lib/storage/kept-keys.ts';

/** Everything that the browser keeps for this origin and scripts can read, by where it is stored. */
export async function keptBy(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async () => {
    const found: Record<string, string> = {};
    for (const [name, storage] of Object.entries({ local: localStorage, tab: sessionStorage })) {
      for (const key of Object.keys(storage)) found[`${name} ${key}`] = storage.getItem(key) ?? '';
    }
    const request = <T>(pending: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        pending.onsuccess = () => resolve(pending.result);
        pending.onerror = () => reject(pending.error);
      });
    for (const { name = '' } of await indexedDB.databases()) {
      const opening = indexedDB.open(name);
      // One deleted in the meantime is not created again.
      opening.onupgradeneeded = () => opening.transaction?.abort();
      const database = await request(opening).catch(() => undefined);
      if (!database) continue;
      for (const table of database.objectStoreNames) {
        const store = database.transaction(table).objectStore(table);
        const [keys, records] = await Promise.all([request(store.getAllKeys()), request(store.getAll())]);
        for (const [at, key] of keys.entries())
          found[`database ${name} ${table} ${JSON.stringify(key)}`] = JSON.stringify(records[at]) ?? '';
      }
      database.close();
    }
    for (const name of await caches.keys()) {
      const requests = await (await caches.open(name)).keys();
      found[`cache ${name}`] = requests.map(({ url }) => url).join(' ');
    }
    const files = await navigator.storage.getDirectory();
    for await (const name of files.keys()) found[`file ${name}`] = '';
    found.cookie = document.cookie;
    return found;
  });
}

/** What belongs to the device, not to a person. */
export function ofPeople(found: Record<string, string>): Record<string, string> {
  const ofDevice = new Set<string>(deviceKeys.map((key) => `local ${key}`));
  return Object.fromEntries(Object.entries(found).filter(([key]) => !ofDevice.has(key)));
}
