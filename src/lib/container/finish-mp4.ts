import { concat } from './ebml.ts';
import { boxAt, boxUnder, type Mp4Box, Mp4Error, Mp4Scanner, viewOf } from './mp4-boxes.ts';

const msPerSecond = 1000;

/**
 * The same recording with its length in the header, so that players show it. A recorder's file begins with a header
 * that knows of no sound yet. Everything else passes through unchanged.
 * @throws Mp4Error when it is not a recorder's MP4.
 */
export async function* finishedMp4(
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>,
  durationMs: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const scanner = new Mp4Scanner();
  for await (const piece of pieces) {
    const boxes = scanner.push(piece);
    yield concat(boxes.map(({ type, raw }) => (type === 'moov' ? withDuration(raw, durationMs) : raw)));
  }
  if (scanner.pendingBytes > 0) throw new Mp4Error('the file ends inside a box');
}

function withDuration(moov: Uint8Array, durationMs: number): Uint8Array {
  const result = moov.slice();
  const root = boxAt(result, 0);
  if (!root) throw new Mp4Error('no header');
  const movie = boxUnder(result, root, 'mvhd');
  const track = boxUnder(result, root, 'trak', 'tkhd');
  const media = boxUnder(result, root, 'trak', 'mdia', 'mdhd');
  const movieScale = timescaleOf(result, movie);
  writeDuration(result, movie, timescaleAt(result, movie) + 4, durationMs, movieScale);
  // A track's header uses the movie's unit of time, with the track's number between its times and its length.
  writeDuration(result, track, timescaleAt(result, track) + 8, durationMs, movieScale);
  writeDuration(result, media, timescaleAt(result, media) + 4, durationMs, timescaleOf(result, media));
  return result;
}

const isLong = (bytes: Uint8Array, box: Mp4Box): boolean => bytes[box.start + box.headLength] === 1;

/** Behind version, flags and two times. */
const timescaleAt = (bytes: Uint8Array, box: Mp4Box): number =>
  box.start + box.headLength + 4 + (isLong(bytes, box) ? 16 : 8);

const timescaleOf = (bytes: Uint8Array, box: Mp4Box): number =>
  viewOf(bytes).getUint32(timescaleAt(bytes, box));

function writeDuration(bytes: Uint8Array, box: Mp4Box, at: number, durationMs: number, scale: number): void {
  const ticks = Math.round((durationMs / msPerSecond) * scale);
  if (isLong(bytes, box)) viewOf(bytes).setBigUint64(at, BigInt(ticks));
  else viewOf(bytes).setUint32(at, Math.min(ticks, 2 ** 32 - 1));
}
