import { recorderStore } from '#src/features/recorder/engine/recorder-store.ts';
import { fileNameOf } from '#src/features/recorder/model/file-name.ts';
import type { StoredRecording } from '#src/features/recorder/model/recording.ts';
import { SpoolError } from '#src/features/recorder/model/spool-error.ts';
import type { RecordedFile } from '#src/features/recorder/spool/recorded-file.ts';
import { type FileTarget, openTarget } from './save-file.ts';

/**
 * - `saved`: with its length in the header, where players look for it.
 * - `saved-as-recorded`: byte for byte as recorded, because it is not in a format that could be finished.
 * - `cancelled`: the person did not want it after all.
 */
export type DownloadOutcome = 'saved' | 'saved-as-recorded' | 'cancelled';

/**
 * Saves a recording as a file for the person. `onProgress` receives how much of it is written, from 0 to 1.
 * @throws SpoolError, or DOMException when the place that the person chose is full.
 */
export async function downloadRecording(
  { id }: StoredRecording,
  onProgress: (part: number) => void,
): Promise<DownloadOutcome> {
  const engine = await recorderStore.load();
  const file = await engine.read(id);
  if (!file) throw new SpoolError('missing', `recording ${id} is gone`);
  const target = await openTarget(fileNameOf(file.stored), file.stored.mimeType, file.bytes);
  if (!target) return 'cancelled';
  try {
    const outcome = await write(file, target, onProgress);
    await target.done();
    return outcome;
  } catch (error) {
    await target.abort().catch(() => undefined);
    throw error;
  }
}

async function write(
  file: RecordedFile,
  target: FileTarget,
  onProgress: (part: number) => void,
): Promise<DownloadOutcome> {
  // A file that the person chose is returned as it was.
  if (file.stored.origin === 'file') {
    await copy(counted(file, onProgress), target);
    return 'saved';
  }
  const { mimeType } = file.stored;
  // Without a network the code may not arrive; the recording must be available all the same.
  const finishing = await import('#src/lib/container/finished-file.ts').catch(() => undefined);
  const finished = finishing?.finishedFile(mimeType, counted(file, onProgress), file.bytes, file.durationMs);
  while (finished) {
    // Only a failure to read the format is a reason to leave it as it is; a full disk is not.
    const next = await finished.next().catch((error: unknown) => {
      if (error instanceof SpoolError) throw error;
      return undefined;
    });
    if (!next) break;
    if (next.done) return 'saved';
    await target.write(next.value);
  }
  await target.restart();
  await copy(counted(file, onProgress), target);
  return 'saved-as-recorded';
}

async function copy(pieces: AsyncIterable<Uint8Array<ArrayBuffer>>, target: FileTarget): Promise<void> {
  for await (const piece of pieces) await target.write(piece);
}

async function* counted(file: RecordedFile, onProgress: (part: number) => void) {
  let read = 0;
  for await (const piece of file.pieces()) {
    read += piece.length;
    yield piece;
    onProgress(read / file.bytes);
  }
}
