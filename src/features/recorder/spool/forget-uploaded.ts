import { openDB } from 'idb';
import { fields } from '#src/lib/reader.ts';
import { kept } from '#src/lib/storage/kept.ts';
import { recorderDatabaseName } from '#src/services/device-recordings/database-name.ts';
import { removeRecording, type SpoolSchema } from './spool-database.ts';

const settingsKey = 'claritalk.recorder-settings';

/**
 * Removes from this device what the recorder keeps for people who left: the recordings that Claritalk has all of,
 * and how those people want to record who have none left here. What Claritalk lacks stays, because losing it is worse.
 * Rejects where storage is forbidden.
 */
export async function forgetUploaded(): Promise<void> {
  const owners = await removeUploaded();
  const settings = Object.entries(fields(parsed(kept.read(settingsKey)))).filter(([uuid]) =>
    owners.has(uuid),
  );
  kept.write(settingsKey, settings.length === 0 ? null : JSON.stringify(Object.fromEntries(settings)));
}

/** Returns whose recordings are left. */
async function removeUploaded(): Promise<ReadonlySet<string>> {
  const databases = await indexedDB.databases();
  // Opening one that is not there would make it, without its tables.
  if (!databases.some(({ name }) => name === recorderDatabaseName)) return new Set();
  const database = await openDB<SpoolSchema>(recorderDatabaseName);
  try {
    const recordings = await database.getAll('recordings');
    const uploaded = recordings.filter(({ status }) => status === 'uploaded');
    for (const { id } of uploaded) await removeRecording(database, id);
    return new Set(
      recordings.filter((recording) => !uploaded.includes(recording)).map(({ userUuid }) => userUuid),
    );
  } finally {
    database.close();
  }
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '{}');
  } catch {
    return undefined;
  }
}
