import {
  type AudioCodec,
  EncodedAudioPacketSource,
  type EncodedPacket,
  EncodedPacketSink,
  type InputAudioTrack,
  Mp3OutputFormat,
  Mp4OutputFormat,
  Output,
  type OutputFormat,
  StreamTarget,
  type StreamTargetChunk,
  WavOutputFormat,
  WebMOutputFormat,
} from 'mediabunny';

/** The same sound in a new container. */
export interface ExtractedSound {
  readonly file: Blob;
  readonly mimeType: string;
  readonly durationMs: number;
}

interface Container {
  readonly format: () => OutputFormat;
  readonly mimeType: string;
}

const mp4: Container = { format: () => new Mp4OutputFormat({ fastStart: false }), mimeType: 'audio/mp4' };
const wav: Container = { format: () => new WavOutputFormat(), mimeType: 'audio/wav' };
const webm: Container = { format: () => new WebMOutputFormat(), mimeType: 'audio/webm' };
/** Containers that Claritalk accepts, by the codec inside. */
const containers: Readonly<Record<string, Container>> = {
  aac: mp4,
  mp3: { format: () => new Mp3OutputFormat(), mimeType: 'audio/mpeg' },
  opus: webm,
  vorbis: webm,
  'pcm-s16': wav,
  'pcm-s24': wav,
  'pcm-s32': wav,
  'pcm-f32': wav,
};
const msPerSecond = 1000;

interface Extracting {
  readonly signal: AbortSignal;
  /** Receives the seconds copied so far. */
  readonly onProgress: (seconds: number) => void;
}

const reportEvery = 2000;

/** Whether a codec can be put into a container that Claritalk takes. */
export const canExtract = (codec: string | null): boolean => codec !== null && codec in containers;

/**
 * Copies the existing packets of a track into a new file; nothing is re-encoded. Undefined when there is not one
 * packet.
 * @throws Error for a codec that `canExtract` refuses; the signal's reason.
 */
export async function extractSound(
  track: InputAudioTrack,
  extracting: Extracting,
): Promise<ExtractedSound | undefined> {
  const config = await track.getDecoderConfig();
  if (!track.codec || !config) throw new Error(`nothing to put ${track.codec} into`);
  return packSound(track.codec, config, new EncodedPacketSink(track).packets(), extracting);
}

/**
 * Writes packets into a new file. Memory holds little of it: the browser keeps its blobs on disk. Undefined when there
 * is not one packet.
 * @throws Error for a codec that `canExtract` refuses; the signal's reason.
 */
export async function packSound(
  codec: AudioCodec,
  config: AudioDecoderConfig,
  packetsOf: AsyncIterable<EncodedPacket>,
  { signal, onProgress }: Extracting,
): Promise<ExtractedSound | undefined> {
  const container = containers[codec];
  if (!container) throw new Error(`nothing to put ${codec} into`);
  const target = new BlobTarget();
  const source = new EncodedAudioPacketSource(codec);
  const output = new Output({ format: container.format(), target: target.target });
  output.addAudioTrack(source);
  await output.start();
  let [first, end, packets] = [0, 0, 0];
  try {
    for await (const packet of packetsOf) {
      if (packets === 0) first = packet.timestamp;
      end = packet.timestamp + packet.duration;
      packets += 1;
      if (packets % reportEvery === 0) {
        signal.throwIfAborted();
        onProgress(end - first);
      }
      const moved = packet.clone({ timestamp: packet.timestamp - first });
      await source.add(moved, { decoderConfig: config });
    }
  } catch (error) {
    // The rest of a truncated file.
    if (packets === 0 || signal.aborted) throw error;
  }
  if (packets === 0) return undefined;
  await output.finalize();
  const { mimeType } = container;
  return { file: target.blob(mimeType), mimeType, durationMs: (end - first) * msPerSecond };
}

/** A blob written in pieces, some of which are overwritten at the end (mostly lengths). */
class BlobTarget {
  readonly #pieces: { readonly position: number; readonly blob: Blob }[] = [];
  readonly target = new StreamTarget(
    new WritableStream<StreamTargetChunk>({ write: ({ data, position }) => this.#write(data, position) }),
    { chunked: true },
  );

  blob(type: string): Blob {
    let whole = new Blob([], { type });
    for (const { position, blob } of this.#pieces) {
      whole = new Blob([whole.slice(0, position), blob, whole.slice(position + blob.size)], { type });
    }
    return whole;
  }

  #write(data: Uint8Array<ArrayBuffer>, position: number): void {
    const blob = new Blob([data]);
    this.#pieces.push({ position, blob });
  }
}
