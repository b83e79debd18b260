import { openDB } from 'idb';
import { fields } from '#src/lib/reader.ts';
import { indexDatabaseName } from './names.ts';

/** Records that are looked at in one go. */
const portion = 500;

/** Bytes of the encrypted records that the index keeps in this browser; 0 when there is none. Rejects where storage is forbidden. */
export async function measureIndex(): Promise<number> {
  const databases = await indexedDB.databases();
  // Opening one that does not exist would create it, without its tables.
  if (!databases.some(({ name }) => name === indexDatabaseName)) return 0;
  const database = await openDB(indexDatabaseName, undefined, { blocking: () => database.close() });
  try {
    let bytes = 0;
    let after: IDBValidKey | undefined;
    for (;;) {
      const range = after === undefined ? undefined : IDBKeyRange.lowerBound(after, true);
      const [keys, records] = await Promise.all([
        database.getAllKeys('records', range, portion),
        database.getAll('records', range, portion),
      ]);
      for (const record of records) {
        const { data } = fields(record);
        if (data instanceof ArrayBuffer) bytes += data.byteLength;
      }
      after = keys.at(-1);
      if (keys.length < portion || after === undefined) return bytes;
    }
  } finally {
    database.close();
  }
}
