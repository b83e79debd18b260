import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny';

/** What a container tells about its audio. */
export interface AudioFacts {
  readonly seconds: number;
  readonly mimeType: string;
}

const millisecond = 1000;

/**
 * Reads the true duration from an audio file's packets (a recording cut short carries none in its header).
 *
 * @throws Error with a sentence for people when it is no audio that can be read.
 */
export async function probeAudio(path: string): Promise<AudioFacts> {
  const input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS });
  try {
    if (!(await input.canRead())) throw new Error('The recording is in no known audio format.');
    const track = await input.getPrimaryAudioTrack();
    if (!track) throw new Error('The recording has no audio track.');
    const seconds = (await track.computeDuration()) - Math.max(0, await track.getFirstTimestamp());
    if (!(seconds > 0)) throw new Error('The recording is empty.');
    const mimeType = (await input.getMimeType()).split(';')[0]?.trim() || 'application/octet-stream';
    return { seconds: Math.round(seconds * millisecond) / millisecond, mimeType };
  } finally {
    input.dispose();
  }
}
