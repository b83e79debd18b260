import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny';

/** What a container tells about its audio. */
export interface AudioFacts {
  readonly seconds: number;
  readonly mimeType: string;
}

const millisecond = 1000;

/** Why a file is not audio that can be processed, in a sentence for people. */
export class AudioProblem extends Error {
  override readonly name = 'AudioProblem';
}

/**
 * Reads the true duration from an audio file's packets (a recording cut short carries none in its header).
 *
 * @throws AudioProblem when it is not audio that can be read.
 */
export async function probeAudio(path: string): Promise<AudioFacts> {
  const input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS });
  try {
    if (!(await input.canRead())) throw new AudioProblem('The recording is in no known audio format.');
    const track = await input.getPrimaryAudioTrack();
    if (!track) throw new AudioProblem('The recording has no audio track.');
    const seconds = (await track.computeDuration()) - Math.max(0, await track.getFirstTimestamp());
    if (!(seconds > 0)) throw new AudioProblem('The recording is empty.');
    const mimeType = (await input.getMimeType()).split(';')[0]?.trim() || 'application/octet-stream';
    return { seconds: Math.round(seconds * millisecond) / millisecond, mimeType };
  } catch (error) {
    throw error instanceof AudioProblem ? error : new AudioProblem('The recording could not be read.');
  } finally {
    input.dispose();
  }
}
