import { recorderDatabaseName } from '../device-recordings/database-name.ts';

/** Name of the database of clips in the browser. */
export const evidenceDatabaseName = 'claritalk-evidence';

/** Whether this browser keeps any clips: asking opens and makes nothing. */
export const hasClips = async (): Promise<boolean> => has(evidenceDatabaseName);

/** Whether it keeps clips, or recordings of which some could be cut. */
export const mayHaveEvidence = async (): Promise<boolean> => has(evidenceDatabaseName, recorderDatabaseName);

async function has(...names: readonly string[]): Promise<boolean> {
  try {
    const databases = await indexedDB.databases();
    return databases.some(({ name }) => name !== undefined && names.includes(name));
  } catch {
    // Without storage there is nothing.
    return false;
  }
}
