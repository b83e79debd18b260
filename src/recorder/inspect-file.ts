import { ADTS, BlobSource, Input, MATROSKA, MP3, MP4, OGG, WAVE, WEBM } from 'mediabunny';
import { audioTypeOf, extensionOf } from './model/audio-types.ts';
import { FileRefused, maxFileBytes } from './model/brought-file.ts';

/** What an existing file is. */
export interface FileFacts {
  /** MIME type by what is in the file, whatever its name says. */
  readonly mimeType: string;
  readonly durationMs: number;
}

const formats = [MP4, WEBM, MATROSKA, OGG, WAVE, MP3, ADTS];
const msPerSecond = 1000;

/**
 * Looks whether Claritalk can take a file, and how long its sound is by its packets. Reads of the file only what it
 * takes to know, but that can be all of it (MP3 and AAC without an index).
 * @throws FileRefused
 */
export async function inspectFile(file: File): Promise<FileFacts> {
  const named = audioTypeOf(file);
  if (named === undefined) throw new FileRefused('type');
  if (file.size === 0) throw new FileRefused('empty');
  if (file.size > maxFileBytes) throw new FileRefused('too-large');
  const input = new Input({ source: new BlobSource(file), formats });
  try {
    if (!(await input.canRead())) throw new FileRefused('unreadable');
    const track = await input.getPrimaryAudioTrack();
    if (!track) throw new FileRefused('no-audio');
    const start = Math.max(0, await track.getFirstTimestamp());
    const durationMs = ((await track.computeDuration()) - start) * msPerSecond;
    if (!(durationMs > 0)) throw new FileRefused('no-audio');
    const real = (await input.getMimeType()).split(';', 1)[0] ?? '';
    return { mimeType: extensionOf(real) === undefined ? named : real, durationMs };
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    throw new FileRefused('unreadable', { cause: error });
  } finally {
    input.dispose();
  }
}
