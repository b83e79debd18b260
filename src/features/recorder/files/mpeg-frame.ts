/** The header of a frame of MP3 (or its older layers) or of AAC as ADTS, which files without a container consist of. */
export interface MpegFrame {
  readonly codec: 'mp3' | 'aac' | 'MPEG Layer I' | 'MPEG Layer II';
  /** Bytes, the head included. */
  readonly length: number;
  readonly samples: number;
  readonly sampleRate: number;
  /** Equal for frames of one recording. */
  readonly signature: number;
}

/** Bytes that fully describe a frame. */
export const frameHeadBytes = 7;

const kilobits: Readonly<Record<string, readonly number[]>> = {
  '1-1': [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  '1-2': [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  '1-3': [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  '2-1': [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  '2-2': [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  '2-3': [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
const mpegRates = [44_100, 48_000, 32_000];
const aacRates = [
  ...[96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350],
];

/** The frame that begins at `at`; undefined where none can. ISO/IEC 11172-3 (2.4.1.3), 13818-7 (6.2). */
export function mpegFrameAt(bytes: Uint8Array, at: number): MpegFrame | undefined {
  const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0, sixth = 0] = bytes.subarray(at, at + 6);
  if (first !== 0xff || second < 0xe0) return undefined;
  if ((second & 0xf6) === 0xf0) return adtsFrame(second, third, fourth, fifth, sixth);
  const version = (second >> 3) & 3;
  const layer = 4 - ((second >> 1) & 3);
  const rate = mpegRates[(third >> 2) & 3];
  const kilobitsPerSecond = kilobits[`${version === 3 ? 1 : 2}-${layer}`]?.[third >> 4];
  if (version === 1 || !rate || !kilobitsPerSecond) return undefined;
  const sampleRate = rate / (version === 3 ? 1 : version === 2 ? 2 : 4);
  const samples = layer === 1 ? 384 : layer === 3 && version !== 3 ? 576 : 1152;
  const padding = (third >> 1) & 1;
  const slots = Math.floor((samples / 8) * ((kilobitsPerSecond * 1000) / sampleRate));
  const length = layer === 1 ? (Math.floor(slots / 4) + padding) * 4 : slots + padding;
  const codec = layer === 3 ? 'mp3' : layer === 2 ? 'MPEG Layer II' : 'MPEG Layer I';
  // Version, layer and sample rate stay; the bit rate and the joining of channels may change.
  return { codec, length, samples, sampleRate, signature: ((second & 0x1e) << 8) | (third & 0x0c) };
}

function adtsFrame(
  second: number,
  third: number,
  fourth: number,
  fifth: number,
  sixth: number,
): MpegFrame | undefined {
  const sampleRate = aacRates[(third >> 2) & 15];
  const length = ((fourth & 3) << 11) | (fifth << 3) | (sixth >> 5);
  if (!sampleRate || length <= frameHeadBytes) return undefined;
  const signature = ((second & 0x0e) << 8) | (third & 0xfd) | ((fourth & 0xc0) << 16) | (1 << 30);
  return { codec: 'aac', length, samples: 1024, sampleRate, signature };
}
