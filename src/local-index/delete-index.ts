import { indexDatabaseName } from './names.ts';

const patienceMs = 2_000;

/**
 * Deletes everything that the index keeps in this browser. Resolves when it is gone; at the latest after two
 * seconds, because another tab may be slow to let go of it (it is deleted then all the same).
 */
export function deleteIndex(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, patienceMs);
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    try {
      const deletion = indexedDB.deleteDatabase(indexDatabaseName);
      deletion.onsuccess = done;
      deletion.onerror = done;
    } catch {
      // Without storage there is nothing to delete.
      done();
    }
  });
}
