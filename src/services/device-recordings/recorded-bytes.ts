/** How recordings lie in the browser's database. The recorder writes them; whoever else needs them only reads. */

/** Bytes `[start, end)` of a recording. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Bytes that lie at `offset` in the recording. */
export interface PlacedBytes {
  readonly offset: number;
  readonly bytes: ArrayBuffer;
}

/** The store of slices, as far as it is read: their keys are the recording and the offset. */
export interface SliceStore {
  openKeyCursor(
    range: IDBKeyRange,
    direction: 'prev',
  ): Promise<{ readonly key: readonly [string, number] } | null>;
  getAll(range: IDBKeyRange): Promise<readonly PlacedBytes[]>;
}

/** The bytes of a range. @throws RangeError when they are not there without a gap */
export async function readRange(store: SliceStore, id: string, range: ByteRange): Promise<ArrayBuffer> {
  // The slice in which the range begins starts at or before it.
  const before = IDBKeyRange.bound([id, 0], [id, range.start]);
  const first = await store.openKeyCursor(before, 'prev');
  const from = first?.key[1] ?? range.start;
  const slices = await store.getAll(IDBKeyRange.bound([id, from], [id, range.end], false, true));
  return assembleRange(range, slices);
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
