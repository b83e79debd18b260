/** Bytes `[start, end)` of a recording. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts a recording into the ranges that are uploaded, in order and without gaps. Every chunk but the last has
 * exactly `chunkBytes` bytes. The cut ignores slices on purpose: after the machine slept, one slice can be huge.
 * @throws RangeError unless `totalBytes` is a natural number and `chunkBytes` a positive one.
 */
export function planChunks(totalBytes: number, chunkBytes: number): ByteRange[] {
  if (!Number.isSafeInteger(totalBytes) || totalBytes < 0) throw new RangeError(`totalBytes: ${totalBytes}`);
  if (!Number.isSafeInteger(chunkBytes) || chunkBytes < 1) throw new RangeError(`chunkBytes: ${chunkBytes}`);
  return Array.from({ length: Math.ceil(totalBytes / chunkBytes) }, (_, index) => ({
    start: index * chunkBytes,
    end: Math.min(totalBytes, (index + 1) * chunkBytes),
  }));
}

/** Bytes that lie at `offset` in the recording. */
export interface PlacedBytes {
  readonly offset: number;
  readonly bytes: ArrayBuffer;
}

/**
 * Puts together one range from the slices that overlap it, given in order.
 * @throws RangeError when the slices do not cover the range without a gap.
 */
export function assembleRange(range: ByteRange, slices: readonly PlacedBytes[]): ArrayBuffer {
  const result = new Uint8Array(range.end - range.start);
  let covered = range.start;
  for (const slice of slices) {
    const from = Math.max(slice.offset, range.start);
    const to = Math.min(slice.offset + slice.bytes.byteLength, range.end);
    if (to <= from) continue;
    if (from !== covered) break;
    result.set(new Uint8Array(slice.bytes, from - slice.offset, to - from), from - range.start);
    covered = to;
  }
  if (covered !== range.end) throw new RangeError(`bytes ${covered}–${range.end} are missing`);
  return result.buffer;
}
