import { within } from '#src/lib/sleep.ts';
import { indexDatabaseName } from './names.ts';

const patienceMs = 5_000;

/**
 * Deletes everything that the index keeps in this browser. Resolves when it is gone; at the latest after five
 * seconds, because another tab may be slow to let go of it. A deletion that still waits when the page leaves may be given
 * up by the browser; then it is done before the next person signs in.
 */
export async function deleteIndex(): Promise<void> {
  const deleted = new Promise<void>((resolve) => {
    const deletion = indexedDB.deleteDatabase(indexDatabaseName);
    deletion.onsuccess = () => resolve();
    deletion.onerror = () => resolve();
  });
  // Without storage there is nothing to delete.
  await within(deleted, patienceMs).catch(() => undefined);
}
