import {
  ADTS,
  AudioSampleSink,
  BlobSource,
  Input,
  type InputAudioTrack,
  type InputFormat,
  MP3,
  WAVE,
} from 'mediabunny';
import { FileBytes } from './file-bytes.ts';
import { readMpegAudio } from './mpeg-audio.ts';

/** How many places of a recording are checked; each is a packet or two long. */
const places = 48;
/** −80 dBFS: no room is quieter than that, only a muted device. */
const silence = 1e-4;
/** A browser that decodes slowly must not keep the person waiting. */
const patienceMs = 4000;

/**
 * Whether a recording is silent, checked at places spread over all of it. Undefined when this browser cannot decode it,
 * or only too slowly.
 */
export async function isSilent(track: InputAudioTrack, seconds: number): Promise<boolean | undefined> {
  const until = performance.now() + patienceMs;
  const first = Math.max(0, await track.getFirstTimestamp());
  const instants = Array.from({ length: places }, (_, place) => first + (seconds / places) * (place + 0.5));
  try {
    if (!(await track.canDecode())) return undefined;
    let heard = 0;
    for await (const sample of new AudioSampleSink(track).samplesAtTimestamps(instants)) {
      if (!sample) continue;
      heard += 1;
      const loudest = peakOf(sample);
      sample.close();
      if (loudest > silence) return false;
      if (performance.now() > until) return undefined;
    }
    return heard > 0 ? true : undefined;
  } catch {
    return undefined;
  }
}

/** Like `isSilent`, for an intact WAV file. */
export const isSilentWave = (file: Blob, seconds: number): Promise<boolean | undefined> =>
  withTrack(file, [WAVE], (track) => isSilent(track, seconds));

/** Frames of a piece that depend on those before it. */
const warmUp = 4;
const pieceBytes = 16 * 1024;
const pieces = 12;

/** Like `isSilent`, for MP3 and AAC without a container, in which no place can be found but by its bytes. */
export async function isSilentMpeg(file: Blob): Promise<boolean | undefined> {
  const until = performance.now() + patienceMs;
  let heard = 0;
  for (let piece = 0; piece < pieces; piece++) {
    const at = Math.floor((file.size / pieces) * (piece + 0.5));
    const from = await frameStart(file, at);
    if (from === undefined) continue;
    const silent = await withTrack(file.slice(from, from + pieceBytes), [MP3, ADTS], silentFrames);
    if (silent !== true) return silent;
    heard += 1;
    if (performance.now() > until) return undefined;
  }
  return heard > 0 ? true : undefined;
}

async function frameStart(file: Blob, at: number): Promise<number | undefined> {
  const found = await readMpegAudio(new FileBytes(file.slice(at, at + 4 * pieceBytes)));
  return found && at + found.from;
}

async function silentFrames(track: InputAudioTrack): Promise<boolean | undefined> {
  if (!(await track.canDecode())) return undefined;
  let frames = 0;
  for await (const sample of new AudioSampleSink(track).samples()) {
    const loudest = peakOf(sample);
    sample.close();
    frames += 1;
    if (frames > warmUp && loudest > silence) return false;
  }
  return frames > warmUp;
}

async function withTrack(
  file: Blob,
  formats: InputFormat[],
  listen: (track: InputAudioTrack) => Promise<boolean | undefined>,
): Promise<boolean | undefined> {
  const input = new Input({ source: new BlobSource(file), formats });
  try {
    const track = await input.getPrimaryAudioTrack();
    return track ? await listen(track) : undefined;
  } catch {
    return undefined;
  } finally {
    input.dispose();
  }
}

interface Samples {
  readonly numberOfChannels: number;
  allocationSize(options: { readonly planeIndex: number; readonly format: 'f32-planar' }): number;
  copyTo(to: Float32Array, options: { readonly planeIndex: number; readonly format: 'f32-planar' }): void;
}

function peakOf(sample: Samples): number {
  let peak = 0;
  for (let planeIndex = 0; planeIndex < sample.numberOfChannels; planeIndex++) {
    const options = { planeIndex, format: 'f32-planar' } as const;
    const values = new Float32Array(sample.allocationSize(options) / Float32Array.BYTES_PER_ELEMENT);
    sample.copyTo(values, options);
    for (const value of values) peak = Math.max(peak, Math.abs(value));
  }
  return peak;
}
