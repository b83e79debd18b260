/** Small files like those of recorders, phones and programs, with only as much as their readers use. */

const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

export function joined(
  ...parts: readonly (string | Uint8Array | readonly number[])[]
): Uint8Array<ArrayBuffer> {
  const all = parts.map((part) => (typeof part === 'string' ? bytesOf(part) : Uint8Array.from(part)));
  const result = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of all) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}

const number = (value: number, length: number, littleEndian: boolean): number[] => {
  const digits = Array.from({ length }, (_, index) => Math.floor(value / 256 ** index) % 256);
  return littleEndian ? digits : digits.reverse();
};
const little = (value: number, length: number) => number(value, length, true);
const big = (value: number, length: number) => number(value, length, false);

/** A chunk of a RIFF file; `size` is what it says of itself. */
export const chunk = (id: string, body: Uint8Array, size = body.length, padded = true) =>
  joined(id, little(size, 4), body, padded && body.length % 2 === 1 ? [0] : []);

interface WaveOptions {
  readonly riff?: string;
  readonly riffSize?: number;
  readonly tag?: number;
  readonly before?: readonly Uint8Array[];
  readonly after?: readonly Uint8Array[];
  /** What the header says of the sound's length. */
  readonly dataSize?: number;
}

export const waveRate = 8000;

/** Sixteen bits, one channel, `waveRate` samples a second, whatever the tag says. */
export function wave(sound: Uint8Array, options: WaveOptions = {}): Uint8Array<ArrayBuffer> {
  const { riff = 'RIFF', tag = 1, before = [], after = [], dataSize = sound.length } = options;
  const format = chunk(
    'fmt ',
    joined(
      little(tag, 2),
      little(1, 2),
      little(waveRate, 4),
      little(waveRate * 2, 4),
      little(2, 2),
      little(16, 2),
    ),
  );
  const body = joined(...before, format, chunk('data', sound, dataSize), ...after);
  return joined(riff, little(options.riffSize ?? body.length + 4, 4), 'WAVE', body);
}

/** Sound that is not a chunk, however it is read: a loud tone of that many seconds. */
export function tone(seconds: number): Uint8Array<ArrayBuffer> {
  const samples = Int16Array.from({ length: Math.round(seconds * waveRate) }, (_, index) =>
    Math.round(20_000 * Math.sin((2 * Math.PI * 440 * (index + 0.5)) / waveRate)),
  );
  return new Uint8Array(samples.buffer);
}

/** Frames of 24 ms and 96 bytes (MPEG 1, layer III, 32 kbit/s, 48 kHz) without anything in them. */
export function mp3Frames(count: number, layer = 3): Uint8Array<ArrayBuffer> {
  const head = [0xff, 0xf9 | ((4 - layer) << 1), 0x14, 0xc4];
  const frame = joined(head, new Uint8Array(92));
  return joined(...Array.from({ length: count }, () => frame));
}

/** The frame with which encoders begin: how many frames follow, in how many bytes, itself included. */
export const xingFrame = (frames: number, bytes: number) =>
  joined(
    [0xff, 0xfb, 0x14, 0xc4],
    new Uint8Array(17),
    'Xing',
    big(3, 4),
    big(frames, 4),
    big(bytes, 4),
    new Uint8Array(59),
  );

/** Frames of 1024 samples at 48 kHz (AAC as ADTS) of 64 bytes. */
export function adtsFrames(count: number): Uint8Array<ArrayBuffer> {
  const frame = joined([0xff, 0xf1, 0x4c, 0x40, 0x08, 0x1f, 0xfc], new Uint8Array(57).fill(0x21));
  return joined(...Array.from({ length: count }, () => frame));
}

/** A tag before MP3 with a picture of that many bytes, in which frames seem to begin. */
export function id3(pictureBytes: number): Uint8Array<ArrayBuffer> {
  const size = [21, 14, 7, 0].map((shift) => (pictureBytes >> shift) & 0x7f);
  return joined('ID3', [3, 0, 0], size, new Uint8Array(pictureBytes).fill(0xff));
}

export const box = (
  type: string,
  ...body: readonly (Uint8Array | readonly number[])[]
): Uint8Array<ArrayBuffer> => {
  const inside = joined(...body);
  return joined(big(inside.length + 8, 4), type, inside);
};

const frameBytes = 100;
const frameSamples = 1024;

interface IsoOptions {
  readonly brand?: string;
  readonly entry?: string;
  readonly frames?: number;
  /** The index stands before the sound. */
  readonly indexFirst?: boolean;
  readonly handler?: 'soun' | 'vide';
}

/** MP4 and its relatives: frames of 1024 samples at 48 kHz, as AAC has them, without anything in them. */
export function iso({
  brand = 'M4A ',
  entry = 'mp4a',
  frames = 100,
  indexFirst = false,
  handler = 'soun',
}: IsoOptions = {}) {
  const head = box('ftyp', bytesOf(brand), big(0, 4), bytesOf(brand));
  const sound = box('mdat', new Uint8Array(frames * frameBytes).fill(0x21));
  const index = (offset: number) => moov(entry, frames, offset, handler);
  const before = indexFirst ? index(0).length : 0;
  const moovBox = index(head.length + before + 8);
  return indexFirst ? joined(head, moovBox, sound) : joined(head, sound, moovBox);
}

function moov(entry: string, frames: number, offset: number, handler: string): Uint8Array<ArrayBuffer> {
  const matrix = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000].flatMap((value) => big(value, 4));
  const length = frames * frameSamples;
  const config = joined(
    [3, 25, 0, 1, 0, 4, 17, 0x40, 0x15, 0, 0, 0],
    new Uint8Array(8),
    [5, 2, 0x11, 0x88],
    [6, 1, 2],
  );
  const description =
    handler === 'soun'
      ? box(
          entry,
          new Uint8Array(6),
          big(1, 2),
          new Uint8Array(8),
          big(1, 2),
          big(16, 2),
          big(0, 4),
          big(48_000, 2),
          big(0, 2),
          ...(entry === 'mp4a' ? [box('esds', big(0, 4), config)] : []),
        )
      : box(
          'mp4v',
          new Uint8Array(6),
          big(1, 2),
          new Uint8Array(16),
          big(64, 2),
          big(64, 2),
          new Uint8Array(50),
        );
  const table = box(
    'stbl',
    box('stsd', big(0, 4), big(1, 4), description),
    box('stts', big(0, 4), big(1, 4), big(frames, 4), big(frameSamples, 4)),
    box('stsc', big(0, 4), big(1, 4), big(1, 4), big(frames, 4), big(1, 4)),
    box('stsz', big(0, 4), big(frameBytes, 4), big(frames, 4)),
    box('stco', big(0, 4), big(1, 4), big(offset, 4)),
  );
  const media = box(
    'mdia',
    box('mdhd', big(0, 4), big(0, 8), big(48_000, 4), big(length, 4), big(0x55c4, 2), big(0, 2)),
    box('hdlr', big(0, 8), bytesOf(handler), new Uint8Array(13)),
    box('minf', box('dinf', box('dref', big(0, 4), big(1, 4), box('url ', big(1, 4)))), table),
  );
  return box(
    'moov',
    box(
      'mvhd',
      big(0, 4),
      big(0, 8),
      big(48_000, 4),
      big(length, 4),
      big(0x10000, 4),
      big(0x100, 2),
      new Uint8Array(10),
      matrix,
      new Uint8Array(24),
      big(2, 4),
    ),
    box(
      'trak',
      box(
        'tkhd',
        big(3, 4),
        big(0, 8),
        big(1, 4),
        big(0, 4),
        big(length, 4),
        new Uint8Array(8),
        big(0, 2),
        big(0, 2),
        big(0x100, 2),
        big(0, 2),
        matrix,
        big(0, 8),
      ),
      media,
    ),
  );
}

/** The first page of an Ogg file: what its codec says of itself. */
export const oggPage = (packet: string) =>
  joined('OggS', [0, 2], new Uint8Array(8), big(1, 4), big(0, 4), big(0, 4), [1, packet.length], packet);

/** The same WebM under the head of a Matroska file. */
export function asMatroska(webm: Uint8Array): Uint8Array<ArrayBuffer> {
  const segment = webm.findIndex((_, at) =>
    [0x18, 0x53, 0x80, 0x67].every((byte, index) => webm[at + index] === byte),
  );
  const head = joined([0x42, 0x82, 0x88], 'matroska', [0x42, 0x87, 0x81, 4, 0x42, 0x85, 0x81, 2]);
  return joined([0x1a, 0x45, 0xdf, 0xa3, 0x80 | head.length], head, webm.subarray(segment));
}
