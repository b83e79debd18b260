import type { ByteRange } from '#src/services/device-recordings/recorded-bytes.ts';

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
