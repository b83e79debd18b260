import { fileNameOf } from './model/file-name.ts';
import type { StoredRecording } from './model/recording.ts';
import { SpoolError } from './model/spool-error.ts';
import { recorderStore } from './recorder-store.ts';

/** Long enough for the browser to have taken the file over. */
const urlLifetimeMs = 60_000;

/** Hands a recording to the browser as a file. @throws SpoolError */
export async function downloadRecording(recording: StoredRecording): Promise<void> {
  const engine = await recorderStore.load();
  const file = await engine.read(recording.id);
  if (!file) throw new SpoolError('missing', `recording ${recording.id} is gone`);
  const pieces: Blob[] = [];
  // A blob each, so that the browser can put them on disk.
  for await (const piece of file.pieces()) pieces.push(new Blob([piece]));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(pieces, { type: file.stored.mimeType }));
  link.download = fileNameOf(recording);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), urlLifetimeMs);
}
