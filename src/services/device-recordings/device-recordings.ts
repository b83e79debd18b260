import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { fields, instant, list, number, text } from '#src/lib/reader.ts';
import { recorderDatabaseName } from './database-name.ts';
import { type PlacedBytes, readRange } from './recorded-bytes.ts';

/** What the recorder keeps, as far as it is read here; it is written by the recorder alone. */
interface Kept extends DBSchema {
  recordings: { key: string; value: unknown; indexes: { userUuid: string } };
  slices: { key: [string, number]; value: PlacedBytes };
}

/** Something that was written down while it was recorded. */
interface RecordedMark {
  readonly kind: string;
  readonly seconds: number;
  readonly text: string;
}

/** A whole recording that is still on this device. */
export interface DeviceRecording {
  readonly id: string;
  readonly name: string;
  readonly meetingId: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly startedAt: Date | undefined;
  readonly stoppedAt: Date | undefined;
  readonly marks: readonly RecordedMark[];
}

async function withDatabase<T>(work: (database: IDBPDatabase<Kept>) => Promise<T>, absent: T): Promise<T> {
  const databases = await indexedDB.databases();
  // Opening one that is not there would make it, without its tables.
  if (!databases.some(({ name }) => name === recorderDatabaseName)) return absent;
  const database = await openDB<Kept>(recorderDatabaseName);
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

/** The recordings of a meeting that this device has all of; none where storage is forbidden. */
export async function recordingsOf(user: string, meeting: string): Promise<readonly DeviceRecording[]> {
  try {
    const rows = await withDatabase(
      (database) => database.getAllFromIndex('recordings', 'userUuid', user),
      [],
    );
    return list(rows, normalise).filter(({ meetingId }) => meetingId === meeting);
  } catch {
    return [];
  }
}

/** Undefined for one that is not complete yet, or belongs to no meeting. */
function normalise(row: unknown): DeviceRecording | undefined {
  const one = fields(row);
  const [id, meetingId, mimeType] = [text(one.id), text(one.meetingId), text(one.mimeType)];
  const bytes = number(one.bytes) ?? 0;
  const isWhole = one.status === 'sealed' || one.status === 'uploaded';
  if (id === undefined || meetingId === undefined || mimeType === undefined || !isWhole || bytes === 0)
    return undefined;
  return {
    id,
    name: text(one.name) ?? '',
    meetingId,
    mediaType: mimeType,
    bytes,
    startedAt: instant(one.startedAt),
    stoppedAt: instant(one.stoppedAt),
    marks: list(one.marks, (mark) => {
      const { kind, recordedMs, text: words } = fields(mark);
      const ms = number(recordedMs);
      return ms === undefined
        ? undefined
        : { kind: text(kind) ?? '', seconds: ms / 1000, text: text(words) ?? '' };
    }),
  };
}

/** Bytes `[start, end)` of a recording. Rejects where it is gone, or has a gap. */
export const readRecording = (id: string, start: number, end: number): Promise<ArrayBuffer> =>
  withDatabase(
    (database) => readRange(database.transaction('slices').store, id, { start, end }),
    new ArrayBuffer(0),
  );
