import { clipMp4 } from './clip-mp4.ts';
import { clipWebm } from './clip-webm.ts';
import { type Clip, ClipError, type StoredSound } from './stored-sound.ts';

/**
 * Cuts a piece out of a recording without decoding it, and makes a file of it that states its length. WebM is cut at
 * packets (60 ms in Chromium), MP4 at fragments (about a second): those that lie in the range or overlap it. Reads only
 * what is near, however long the recording is, and whatever of it is not there yet.
 * @throws Error where there is no sound in the range, or the recording is not in one of these formats.
 */
export async function cutClip(sound: StoredSound, fromMs: number, toMs: number): Promise<Clip> {
  const type = sound.mimeType.split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'audio/webm') return clipWebm(sound, fromMs, toMs);
  if (type === 'audio/mp4') return clipMp4(sound, fromMs, toMs);
  throw new ClipError(`${sound.mimeType} is not cut`);
}
