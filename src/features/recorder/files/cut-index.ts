import { type FileBytes, tagAt, viewOf } from './file-bytes.ts';
import type { Stretch } from './iso-media.ts';

/** The frames of a file whose index is cut, as far as it lists them. */
export interface KnownFrames {
  readonly config: AudioDecoderConfig;
  /** Where the first one begins; the others follow it. */
  readonly start: number;
  readonly sizes: readonly number[];
  readonly samplesPerFrame: number;
  /** How many there were, which is written before their sizes. */
  readonly total: number;
}

/** The index of a whole day is a tenth of this. */
const maxBytes = 64 * 1024 * 1024;
const aacRates = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350,
];

/**
 * Returns the remaining part of an index at the end of its file that is cut (ISO/IEC 14496-12, 8.2 to 8.7). The
 * positions of the frames, which come after their sizes, have to be known otherwise: in a file with a single sound
 * track the frames are contiguous. Undefined for any other file, or when less remains.
 */
export async function readCutIndex(
  bytes: FileBytes,
  index: Stretch,
  media: Stretch,
): Promise<KnownFrames | undefined> {
  const content = (await bytes.read(index.start, Math.min(maxBytes, index.end - index.start))).slice();
  const tracks = tracksOf(content);
  const track = find(content, 'trak');
  const table = track && ['mdia', 'minf', 'stbl'].reduce<Uint8Array | undefined>(inside, track);
  const kind = track && inside(inside(track, 'mdia'), 'hdlr');
  if (tracks !== 1 || !table || !kind || tagAt(kind, 8) !== 'soun') return undefined;
  const config = configOf(inside(table, 'stsd'));
  const samplesPerFrame = evenLength(inside(table, 'stts'));
  const sizes = sizesOf(inside(table, 'stsz'));
  if (!config || !samplesPerFrame || !sizes) return undefined;
  const start = await startOfFrames(bytes, media, sizes, config.numberOfChannels);
  return start === undefined
    ? undefined
    : { config, start, sizes: sizes.known, samplesPerFrame, total: sizes.total };
}

interface Sizes {
  readonly total: number;
  readonly known: readonly number[];
}

/** A short stretch could be frames or something else. */
const fewestFrames = 10;
const testedFrames = 400;
/** Some programs reserve space for a longer box header. */
const rooms = [0, 8];

/**
 * Where a box of sound must begin for its frames to lie at these lengths in a row; undefined when they do not. Each frame
 * begins with the kind of its first part, by the number of channels; few have something else before it.
 */
async function startOfFrames(
  bytes: FileBytes,
  media: Stretch,
  { known, total }: Sizes,
  channels: number,
): Promise<number | undefined> {
  const sum = known.reduce((all, size) => all + size, 0);
  const first = channels === 2 ? 1 : 0;
  if (known.length < fewestFrames) return undefined;
  for (const room of rooms) {
    const left = media.end - media.start - room - sum;
    if (left < 0 || (known.length === total && left > 0)) continue;
    let [at, fitting] = [media.start + room, 0];
    const tested = known.slice(0, testedFrames);
    for (const size of tested) {
      const [byte = 0] = await bytes.read(at, 1);
      if (byte >> 5 === first) fitting += 1;
      at += size;
    }
    if (fitting >= tested.length * 0.75) return media.start + room;
  }
  return undefined;
}

/** The content of the first box of a type, as far as it is there. */
function find(content: Uint8Array, type: string): Uint8Array | undefined {
  for (let at = 0; at + 8 <= content.length; ) {
    const size = viewOf(content).getUint32(at);
    if (size < 8) return undefined;
    if (tagAt(content, at + 4) === type) return content.subarray(at + 8, at + size);
    at += size;
  }
  return undefined;
}

const inside = (content: Uint8Array | undefined, type: string): Uint8Array | undefined =>
  content && find(content, type);

/** How many tracks were ever made: the number for the next one stands at the end of the movie's head. */
function tracksOf(content: Uint8Array): number | undefined {
  const head = find(content, 'mvhd');
  const length = head?.[0] === 1 ? 112 : 100;
  return head && head.length >= length ? viewOf(head).getUint32(length - 4) - 1 : undefined;
}

/** Samples per frame, where all have the same number. The last one may be shorter. */
function evenLength(table: Uint8Array | undefined): number | undefined {
  if (!table || table.length < 16) return undefined;
  const entries = viewOf(table).getUint32(4);
  const lasting = entries === 2 && table.length >= 24 && viewOf(table).getUint32(16) === 1;
  return entries === 1 || lasting ? viewOf(table).getUint32(12) : undefined;
}

function sizesOf(table: Uint8Array | undefined): Sizes | undefined {
  if (!table || table.length < 12) return undefined;
  const view = viewOf(table);
  const [one, total] = [view.getUint32(4), view.getUint32(8)];
  // Equal sizes mean PCM or similar, not AAC.
  if (one !== 0) return undefined;
  const count = Math.min(total, Math.floor((table.length - 12) / 4));
  return { total, known: Array.from({ length: count }, (_, frame) => view.getUint32(12 + 4 * frame)) };
}

/** Only for AAC: reading it requires knowing how it was encoded. ISO/IEC 14496-3, 1.6 */
function configOf(descriptions: Uint8Array | undefined): AudioDecoderConfig | undefined {
  const entry = descriptions && find(descriptions.subarray(8), 'mp4a');
  if (!entry || entry.length < 28) return undefined;
  // QuickTime's own form is longer, and has a box around it.
  const boxes = entry.subarray(viewOf(entry).getUint16(8) === 1 ? 44 : 28);
  const specific = specificOf((inside(boxes, 'esds') ?? inside(inside(boxes, 'wave'), 'esds'))?.subarray(4));
  if (!specific) return undefined;
  const [first = 0, second = 0] = specific;
  const sampleRate = aacRates[((first & 7) << 1) | (second >> 7)];
  const numberOfChannels = (second >> 3) & 15;
  if (!sampleRate || numberOfChannels === 0 || numberOfChannels > 6) return undefined;
  return { codec: `mp4a.40.${first >> 3}`, sampleRate, numberOfChannels, description: specific };
}

/** Descriptors within one another, each with a length whose bytes continue while their first bit is set. */
function specificOf(descriptor: Uint8Array | undefined): Uint8Array<ArrayBuffer> | undefined {
  const skipped: Readonly<Record<number, number>> = { 3: 3, 4: 13 };
  for (let at = 0; descriptor && at < descriptor.length; ) {
    const tag = descriptor[at] ?? 0;
    let [size, next, byte] = [0, at + 1, 0x80];
    for (; (byte & 0x80) !== 0; next++) {
      byte = descriptor[next] ?? 0;
      size = size * 128 + (byte & 0x7f);
    }
    if (tag === 5) {
      const specific = descriptor.slice(next, next + size);
      return specific.length === size && size >= 2 ? specific : undefined;
    }
    const inner = skipped[tag];
    if (inner === undefined) return undefined;
    at = next + inner;
  }
  return undefined;
}
