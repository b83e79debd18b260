import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { sha256Hex } from '#src/lib/hash/sha256.ts';
import { recorderDatabaseName } from '#src/services/device-recordings/database-name.ts';
import { type ByteRange, readRange as readSlices } from '#src/services/device-recordings/recorded-bytes.ts';
import {
  canPlan,
  isSameTable,
  type NewPlan,
  newStoredRecording,
  nextLiveChunk,
  rangesAtEnd,
  type StoredChunk,
  type StoredRecording,
  upToDate,
  withAcknowledged,
  withClosedChunk,
  withPlan,
  withSlice,
} from '../model/recording.ts';
import { SpoolError } from '../model/spool-error.ts';
import { planChunks } from '../model/upload-plan.ts';
import type { Ending, Spool } from './spool.ts';

/** A slice is found by where its bytes lie, so a chunk's bytes are one range of keys. */
interface StoredSlice {
  readonly recordingId: string;
  readonly offset: number;
  // An ArrayBuffer, never a Blob: after a power cut one lost blob made whole reads fail.
  readonly bytes: ArrayBuffer;
}

export interface SpoolSchema extends DBSchema {
  recordings: { key: string; value: StoredRecording; indexes: { userUuid: string } };
  slices: { key: [string, number]; value: StoredSlice };
  chunks: { key: [string, number]; value: StoredChunk };
}

type Database = IDBPDatabase<SpoolSchema>;

// The default durability lost half a minute of audio at a power cut; this costs 2.4 ms per slice.
const strict = { durability: 'strict' } as const;

/** Opens the spool in this thread. Meant for a worker: hashing and copying stay away from the interface. */
export async function openSpoolDatabase(onClosed: () => void = () => undefined): Promise<Spool> {
  const database: Database = await openDB<SpoolSchema>(recorderDatabaseName, 1, {
    upgrade(created) {
      created.createObjectStore('recordings', { keyPath: 'id' }).createIndex('userUuid', 'userUuid');
      created.createObjectStore('slices', { keyPath: ['recordingId', 'offset'] });
      created.createObjectStore('chunks', { keyPath: ['recordingId', 'number'] });
    },
    // A newer version of this application, or clearing the site's data, must not have to wait.
    blocking() {
      database.close();
      onClosed();
    },
    terminated: onClosed,
  });
  return {
    async create(recording) {
      const row = newStoredRecording(recording);
      const tx = database.transaction('recordings', 'readwrite', strict);
      await Promise.all([tx.store.add(row), tx.done]);
      return row;
    },

    async append(id, slice) {
      const tx = database.transaction(['recordings', 'slices'], 'readwrite', strict);
      const recording = upToDate(existing(await tx.objectStore('recordings').get(id), id));
      if (slice.index < recording.sliceCount) return;
      if (slice.index > recording.sliceCount || recording.status !== 'open') {
        throw new SpoolError('conflict', `slice ${slice.index} does not follow ${recording.sliceCount}`);
      }
      await Promise.all([
        tx.objectStore('slices').add({ recordingId: id, offset: recording.bytes, bytes: slice.bytes }),
        tx.objectStore('recordings').put(withSlice(recording, slice)),
        tx.done,
      ]);
    },

    async closeChunks(id, chunkBytes) {
      let recording = upToDate(existing(await database.get('recordings', id), id));
      for (;;) {
        const range = nextLiveChunk(recording, chunkBytes);
        if (!range) return recording;
        const [chunk] = await hashChunks(database, id, [range], recording.closedChunks);
        recording = await writeClosedChunk(database, recording, existing(chunk, id));
      }
    },

    async seal(id, ending, chunkBytes) {
      for (;;) {
        const recording = upToDate(existing(await database.get('recordings', id), id));
        if (recording.status !== 'open') return recording;
        if (recording.bytes === 0) throw new SpoolError('empty', `recording ${id} has no audio`);
        const size = recording.chunkBytes || chunkBytes;
        const rest = await hashChunks(database, id, rangesAtEnd(recording, size), recording.closedChunks);
        const sealed = await writeSeal(database, recording, rest, { ...ending, chunkBytes: size });
        // A live chunk that was cut in the meantime changes what is left to cut.
        if (sealed) return sealed;
      }
    },

    async replan(id, plan) {
      for (;;) {
        const recording = upToDate(existing(await database.get('recordings', id), id));
        const ranges = recording.status === 'open' ? [] : planChunks(recording.bytes, plan.chunkBytes);
        const planned = await writePlan(database, recording, plan, await hashChunks(database, id, ranges));
        if (planned) return planned;
      }
    },

    async readChunk(id, number) {
      const chunk = existing(await database.get('chunks', [id, number]), `${id}/${number}`);
      const bytes = await readRange(database, id, chunk);
      if ((await sha256Hex(bytes)) !== chunk.sha256) {
        throw new SpoolError('corrupt', `chunk ${number} of ${id} is not what was recorded`);
      }
      return { chunk, bytes };
    },

    readBytes: (id, start, end) => readRange(database, id, { start, end }),

    async acknowledge(id, number, plan) {
      const chunk = existing(await database.get('chunks', [id, number]), `${id}/${number}`);
      return changeRecording(database, id, (recording) => withAcknowledged(recording, chunk, plan));
    },

    update: (id, changes, plan) =>
      changeRecording(database, id, (recording) => {
        checkPlan(recording, plan);
        return { ...recording, ...changes };
      }),

    async get(id) {
      const recording = await database.get('recordings', id);
      return recording && upToDate(recording);
    },

    async list(userUuid) {
      const recordings = await database.getAllFromIndex('recordings', 'userUuid', userUuid);
      return recordings.map(upToDate).sort((a, b) => b.startedAt.localeCompare(a.startedAt));
    },

    remove: (id) => removeRecording(database, id),

    async listUploaded() {
      const recordings = await database.getAll('recordings');
      return recordings.filter(({ status }) => status === 'uploaded').map(upToDate);
    },
  };
}

function existing<T>(row: T | undefined, key: string): T {
  if (row === undefined) throw new SpoolError('missing', `nothing is stored for ${key}`);
  return row;
}

function checkPlan(recording: StoredRecording, plan: number | undefined): void {
  if (plan === undefined || plan === recording.plan) return;
  throw new SpoolError('conflict', `recording ${recording.id} was cut again`);
}

async function changeRecording(
  database: Database,
  id: string,
  change: (recording: StoredRecording) => StoredRecording,
): Promise<StoredRecording> {
  const tx = database.transaction('recordings', 'readwrite', strict);
  const changed = change(upToDate(existing(await tx.store.get(id), id)));
  await Promise.all([tx.store.put(changed), tx.done]);
  return changed;
}

/** Hashes one chunk after the other, so that memory holds one of them and never the recording. */
async function hashChunks(
  database: Database,
  recordingId: string,
  ranges: readonly ByteRange[],
  /** Chunks before these. */
  before = 0,
): Promise<StoredChunk[]> {
  const chunks: StoredChunk[] = [];
  for (const [index, range] of ranges.entries()) {
    const sha256 = await sha256Hex(await readRange(database, recordingId, range));
    chunks.push({ recordingId, number: before + index + 1, ...range, sha256 });
  }
  return chunks;
}

/** Returns the row afterwards; any chunk but the next one is not written. */
async function writeClosedChunk(
  database: Database,
  seen: StoredRecording,
  chunk: StoredChunk,
): Promise<StoredRecording> {
  const tx = database.transaction(['recordings', 'chunks'], 'readwrite', strict);
  const recording = upToDate(existing(await tx.objectStore('recordings').get(seen.id), seen.id));
  if (!isSameTable(recording, seen)) return recording;
  const closed = withClosedChunk(recording, chunk);
  await Promise.all([tx.objectStore('chunks').add(chunk), tx.objectStore('recordings').put(closed), tx.done]);
  return closed;
}

/** Undefined when something else changed the table since `seen` was read. */
async function writeSeal(
  database: Database,
  seen: StoredRecording,
  rest: readonly StoredChunk[],
  ending: Ending & { readonly chunkBytes: number },
): Promise<StoredRecording | undefined> {
  const tx = database.transaction(['recordings', 'chunks'], 'readwrite', strict);
  const recording = upToDate(existing(await tx.objectStore('recordings').get(seen.id), seen.id));
  if (recording.status === 'open' && recording.bytes !== seen.bytes)
    throw new SpoolError('conflict', 'recording grew while being sealed');
  if (!isSameTable(recording, seen)) return undefined;
  const totalChunks = recording.closedChunks + rest.length;
  const sealed: StoredRecording = { ...recording, ...ending, status: 'sealed', totalChunks };
  const table = tx.objectStore('chunks');
  await Promise.all([
    ...rest.map((chunk) => table.add(chunk)),
    tx.objectStore('recordings').put(sealed),
    tx.done,
  ]);
  return sealed;
}

/**
 * The old table goes and the new one comes in one transaction, so that no moment has parts of both. Undefined when
 * something else changed the table since `seen` was read.
 */
async function writePlan(
  database: Database,
  seen: StoredRecording,
  plan: NewPlan,
  chunks: readonly StoredChunk[],
): Promise<StoredRecording | undefined> {
  const { id } = seen;
  const tx = database.transaction(['recordings', 'chunks'], 'readwrite', strict);
  const recording = upToDate(existing(await tx.objectStore('recordings').get(id), id));
  if (!canPlan(recording, plan)) throw new SpoolError('conflict', `recording ${id} cannot be cut again`);
  if (!isSameTable(recording, seen)) return undefined;
  const planned = withPlan(recording, plan, chunks.length);
  const table = tx.objectStore('chunks');
  await Promise.all([
    table.delete(partsOf(id)),
    ...chunks.map((chunk) => table.add(chunk)),
    tx.objectStore('recordings').put(planned),
    tx.done,
  ]);
  return planned;
}

async function readRange(database: Database, id: string, range: ByteRange): Promise<ArrayBuffer> {
  const { store } = database.transaction('slices');
  try {
    return await readSlices(store, id, range);
  } catch (cause) {
    throw new SpoolError('missing', `recording ${id} has a gap`, { cause });
  }
}

/** Keys of all slices, or of all chunks, of a recording. */
const partsOf = (id: string) => IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]);

/** Removes a recording with its audio. */
export async function removeRecording(database: Database, id: string): Promise<void> {
  const tx = database.transaction(['recordings', 'slices', 'chunks'], 'readwrite', strict);
  const parts = partsOf(id);
  await Promise.all([
    tx.objectStore('slices').delete(parts),
    tx.objectStore('chunks').delete(parts),
    tx.objectStore('recordings').delete(id),
    tx.done,
  ]);
}
