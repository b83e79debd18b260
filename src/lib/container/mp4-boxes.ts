import { concat } from './ebml.ts';

/** A box of ISO base media (MP4): length, type, body. https://www.w3.org/TR/mse-byte-stream-format-isobmff/ */
export interface Mp4Box {
  readonly type: string;
  /** Its start in the bytes that were read. */
  readonly start: number;
  readonly headLength: number;
  readonly end: number;
}

export class Mp4Error extends Error {
  override readonly name = 'Mp4Error';
}

const headLength = 8;
const longHeadLength = 16;
/** Far more than a second of any sound. */
const maxBoxBytes = 16 * 1024 * 1024;

export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/** The box at `at`, whether all of it is there or not; undefined while its head is not. @throws Mp4Error */
export function boxAt(bytes: Uint8Array, at: number): Mp4Box | undefined {
  if (bytes.length < at + headLength) return undefined;
  const view = viewOf(bytes);
  const long = view.getUint32(at) === 1;
  if (long && bytes.length < at + longHeadLength) return undefined;
  const size = long ? Number(view.getBigUint64(at + headLength)) : view.getUint32(at);
  const head = long ? longHeadLength : headLength;
  const type = String.fromCharCode(...bytes.subarray(at + 4, at + headLength));
  if (!/^[\x20-\x7e]{4}$/.test(type) || size < head || size > maxBoxBytes) {
    throw new Mp4Error(`no box of a recorder at ${at}`);
  }
  return { type, start: at, headLength: head, end: at + size };
}

/** The boxes inside another one. @throws Mp4Error */
export function boxesIn(bytes: Uint8Array, { start, headLength: head, end }: Mp4Box): Mp4Box[] {
  const boxes: Mp4Box[] = [];
  for (let at = start + head; at < end; ) {
    const box = boxAt(bytes, at);
    if (!box || box.end > end) throw new Mp4Error('a box exceeds its parent');
    boxes.push(box);
    at = box.end;
  }
  return boxes;
}

/** The only box under this path. @throws Mp4Error when there is none, or several at some step. */
export function boxUnder(bytes: Uint8Array, parent: Mp4Box, ...path: readonly string[]): Mp4Box {
  const [type, ...rest] = path;
  if (type === undefined) return parent;
  const found = boxesIn(bytes, parent).filter((box) => box.type === type);
  const [box] = found;
  if (!box || found.length > 1) throw new Mp4Error(`${found.length} ${type} in ${parent.type}`);
  return boxUnder(bytes, box, ...rest);
}

/** Cuts an MP4 stream into its outermost boxes, however its bytes are divided. */
export class Mp4Scanner {
  #pending: Uint8Array<ArrayBufferLike> = new Uint8Array();

  get pendingBytes(): number {
    return this.#pending.length;
  }

  /** Returns the boxes that the next bytes complete. @throws Mp4Error */
  push(bytes: Uint8Array): { readonly type: string; readonly raw: Uint8Array }[] {
    const all = this.#pending.length === 0 ? bytes : concat([this.#pending, bytes]);
    const boxes: { type: string; raw: Uint8Array }[] = [];
    let at = 0;
    for (let box = boxAt(all, at); box && box.end <= all.length; box = boxAt(all, at)) {
      boxes.push({ type: box.type, raw: all.subarray(at, box.end) });
      at = box.end;
    }
    this.#pending = all.slice(at);
    return boxes;
  }
}
