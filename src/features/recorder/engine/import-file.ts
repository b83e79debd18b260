import { FileRefused } from '../model/imported-file.ts';
import type { StoredRecording } from '../model/recording.ts';
import { SpoolError } from '../model/spool-error.ts';
import { availableBytes } from '../model/storage-room.ts';
import { type Locks, recordingLock } from '../spool/locks.ts';
import type { Spool } from '../spool/spool.ts';

/** A file that the person chose, and what is known about its meeting. */
export interface ImportedFile {
  /** The file itself, or what was made of it. */
  readonly file: Blob;
  readonly mimeType: string;
  readonly durationMs: number;
  readonly name: string;
  readonly userUuid: string;
  readonly typeId: number | null;
  readonly locale: string;
  /** ISO 8601. */
  readonly startedAt: string;
}

interface BringDependencies {
  readonly spool: Spool;
  readonly locks: Locks;
  readonly chunkBytes: number;
  estimateStorage?(): Promise<StorageEstimate>;
}

interface BringEvents {
  /** It has been added to the spool. */
  onPlace(): void;
  /** From 0 to 1. */
  onProgress(part: number): void;
}

const pieceBytes = 4 * 1024 * 1024;

/**
 * Copies a file into the spool, piece by piece, and seals it: from there it is uploaded like a recording, and neither a
 * moved file nor a closed tab can remove it. If copying fails, the copy is deleted.
 * @throws FileRefused, or the signal's reason.
 */
export async function importFile(
  dependencies: BringDependencies,
  { file, durationMs, ...about }: ImportedFile,
  events: BringEvents,
  signal: AbortSignal,
): Promise<StoredRecording> {
  const { spool, locks, chunkBytes } = dependencies;
  const room = availableBytes((await dependencies.estimateStorage?.().catch(() => undefined)) ?? {});
  if (room !== undefined && room < file.size) throw new FileRefused('no-room');
  const id = crypto.randomUUID();
  const stoppedAt = new Date(Date.parse(about.startedAt) + durationMs).toISOString();
  // Tells the other tabs that this copy has not been left behind.
  const release = await locks.tryHold(recordingLock(id));
  try {
    await spool.create({ ...about, id, origin: 'file' });
    events.onPlace();
    for (let start = 0, index = 0; start < file.size; start += pieceBytes, index++) {
      signal.throwIfAborted();
      const bytes = await file.slice(start, start + pieceBytes).arrayBuffer();
      await spool.append(id, { index, bytes, durationMs: 0, at: stoppedAt });
      events.onProgress(Math.min(1, (start + pieceBytes) / file.size));
    }
    signal.throwIfAborted();
    return await spool.seal(id, { stoppedAt, durationMs }, chunkBytes);
  } catch (error) {
    await spool.remove(id).catch(() => undefined);
    signal.throwIfAborted();
    throw new FileRefused(refusalOf(error), { cause: error });
  } finally {
    release?.();
  }
}

/** A file that was moved, changed or unplugged while it is read fails with a DOMException. */
function refusalOf(error: unknown): FileRefused['refusal'] {
  if (!(error instanceof SpoolError)) return 'changed';
  return error.code === 'quota' ? 'no-room' : 'storage';
}
