import { within } from '#src/lib/sleep.ts';
import { indexDatabaseName, indexTable } from './names.ts';

const patienceMs = 5_000;

/**
 * Deletes everything that the index keeps in this browser. Resolves when it is gone; at the latest after five
 * seconds, because another tab may be slow to let go of it. A deletion that still waits when the page leaves may be given
 * up by the browser; then it is done before the next person signs in.
 */
export async function deleteIndex(): Promise<void> {
  // Without storage there is nothing to delete.
  const deleted = emptyIndex().then(deleteDatabase);
  await within(deleted, patienceMs).catch(() => undefined);
}

/**
 * Removes the records, which waits for nobody. A deletion waits until everyone has let go, and WebKit may hold on
 * for a worker whose page was left while it was opening the database: forever, as far as pages can tell.
 */
function emptyIndex(): Promise<void> {
  return new Promise((resolve) => {
    const opening = indexedDB.open(indexDatabaseName);
    // There is none: it is not made either.
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onerror = () => resolve();
    opening.onsuccess = () => {
      const database = opening.result;
      const done = () => {
        database.close();
        resolve();
      };
      database.onversionchange = done;
      if (!database.objectStoreNames.contains(indexTable)) return done();
      const clearing = database.transaction(indexTable, 'readwrite');
      clearing.objectStore(indexTable).clear();
      clearing.oncomplete = done;
      clearing.onabort = done;
    };
  });
}

function deleteDatabase(): Promise<void> {
  return new Promise((resolve) => {
    const deletion = indexedDB.deleteDatabase(indexDatabaseName);
    deletion.onsuccess = () => resolve();
    deletion.onerror = () => resolve();
  });
}
