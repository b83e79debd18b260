import { within } from '#src/lib/sleep.ts';
import type { Vault } from '../vault/vault.ts';
import { memoryStorage } from './memory-storage.ts';
import { type IndexStorage, openIndexStorage } from './storage.ts';

/** A disk may be slow; a browser that does not answer for so long never does. */
const patienceMs = 5_000;

/**
 * Where the index keeps its records: on the device. Where the browser does not open the database in time, because it still
 * holds it for a page that is gone, they are in memory, and the next page reads them again. @throws without storage
 */
export async function openStorage(vault: Vault, open = openIndexStorage): Promise<IndexStorage> {
  const opening = open(vault);
  const opened = await within(opening, patienceMs);
  if (!opened) void opening.then((late) => late.close()).catch(() => undefined);
  return opened ?? memoryStorage(vault);
}
