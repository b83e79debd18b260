import type { StoredRecording } from '../model/recording.ts';
import type { SliceWriter } from './slice-writer.ts';
import type { Spool } from './spool.ts';

/** Pieces in which a recording is read, so that memory holds one of them and never the recording. */
const pieceBytes = 4 * 1024 * 1024;

/** The bytes of a recording on this device. */
export interface RecordedFile {
  readonly stored: StoredRecording;
  readonly bytes: number;
  readonly durationMs: number;
  /** In order, a few megabytes at a time. @throws SpoolError */
  pieces(): AsyncGenerator<Uint8Array<ArrayBuffer>>;
}

/** The bytes of a recording that are on disk, in order. @throws SpoolError */
export async function* storedPieces(
  spool: Pick<Spool, 'readBytes'>,
  { id, bytes }: Pick<StoredRecording, 'id' | 'bytes'>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let start = 0; start < bytes; start += pieceBytes) {
    yield new Uint8Array(await spool.readBytes(id, start, Math.min(bytes, start + pieceBytes)));
  }
}

/**
 * Opens a recording to read it, with what `unwritten` says that only memory has yet. Memory has to be read first: what
 * moves from there to disk in the meantime is left out here, but never lost. @throws SpoolError
 */
export async function openRecorded(
  spool: Pick<Spool, 'get' | 'readBytes'>,
  recordingId: string,
  unwritten: ReturnType<SliceWriter['unwritten']> | undefined,
): Promise<RecordedFile | undefined> {
  const stored = await spool.get(recordingId);
  if (!stored) return undefined;
  const rest = unwritten?.slices.slice(Math.max(0, stored.sliceCount - unwritten.first)) ?? [];
  return {
    stored,
    bytes: rest.reduce((sum, { bytes }) => sum + bytes.byteLength, stored.bytes),
    durationMs: rest.at(-1)?.durationMs ?? stored.durationMs,
    async *pieces() {
      yield* storedPieces(spool, stored);
      for (const { bytes } of rest) yield new Uint8Array(bytes);
    },
  };
}
