import { fileNameOf } from './model/file-name.ts';
import type { StoredRecording } from './model/recording.ts';
import { recorderStore } from './recorder-store.ts';

/** Long enough for the browser to have taken the file over. */
const urlLifetimeMs = 60_000;

/** Hands a recording to the browser as a file. @throws SpoolError */
export async function downloadRecording(recording: StoredRecording): Promise<void> {
  const engine = await recorderStore.load();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await engine.download(recording.id));
  link.download = fileNameOf(recording);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), urlLifetimeMs);
}
