import { type FileBytes, tagAt, viewOf } from './file-bytes.ts';

/** The outermost boxes of an MP4, M4A, MOV or 3GP. ISO/IEC 14496-12 */
export interface IsoMedia {
  /** `qt  `, `3gp5`, `M4A ` … ; empty in old files. */
  readonly brand: string;
  /** The index, without which the start of a frame is not known. It is written last, or reserved first. */
  readonly index: boolean;
  /** There is an index of its own in each fragment. */
  readonly fragments: boolean;
  /** Bytes of the boxes that hold sound and pictures, as far as they are there. */
  readonly mediaBytes: number;
  /** The one box with sound, when there is no other: where its content begins and ends. */
  readonly media: Stretch | undefined;
  /** Position of the index, where it was started and is cut. */
  readonly indexPart: Stretch | undefined;
  /** The readable part: what follows is half an index box, or not a box at all. */
  readonly soundUntil: number;
  /** The sound, or a part of its index, is cut. */
  readonly cut: boolean;
}

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

const headBytes = 8;
const longHeadBytes = 16;
/** More boxes than fragments of a day. */
const maxBoxes = 200_000;

/** Steps along the boxes, reading their heads only. */
export async function readIsoMedia(bytes: FileBytes): Promise<IsoMedia> {
  let [brand, index, fragments, at] = ['', false, false, 0];
  let indexPart: Stretch | undefined;
  let last: Box | undefined;
  const media: Stretch[] = [];
  for (let count = 0; at < bytes.size && count < maxBoxes; count++) {
    const box = await boxAt(bytes, at);
    last = box && { ...box, start: at };
    if (!box) break;
    const whole = at + box.size <= bytes.size;
    const content = { start: at + box.head, end: Math.min(bytes.size, at + box.size) };
    if (box.type === 'ftyp' && brand === '') brand = tagAt(await bytes.read(content.start, 4), 0);
    if (box.type === 'mdat') media.push(content);
    // A truncated index does not count.
    if (box.type === 'moov' && whole) index = true;
    if (box.type === 'moov' && !whole) indexPart = content;
    if (box.type === 'moof' && whole) fragments = true;
    if (!whole) break;
    last = undefined;
    at = content.end;
  }
  // Fragments may be followed by something that is not a box: reserved disk space that was never written.
  const isRest = at < bytes.size && last === undefined && fragments;
  return {
    brand,
    index,
    fragments,
    mediaBytes: media.reduce((sum, { start, end }) => sum + Math.max(0, end - start), 0),
    media: media.length === 1 ? media[0] : undefined,
    indexPart,
    // Half a box with sound can be read up to its end.
    soundUntil: isRest || (last && last.type !== 'mdat') ? at : bytes.size,
    cut: isRest || ['moov', 'moof', 'mdat'].includes(last?.type ?? ''),
  };
}

interface Box {
  readonly type: string;
  /** Of all of it. */
  readonly size: number;
  /** Of what stands before its content. */
  readonly head: number;
  readonly start: number;
}

async function boxAt(bytes: FileBytes, at: number): Promise<Omit<Box, 'start'> | undefined> {
  const head = await bytes.read(at, longHeadBytes);
  const type = tagAt(head, 4);
  if (head.length < headBytes || !/^[\x20-\x7e\xa9]{4}$/.test(type)) return undefined;
  const size = viewOf(head).getUint32(0);
  const rest = bytes.size - at;
  // "To the end of the file": a box that is being written, or the last one of a stream.
  if (size === 0) return { type, size: rest, head: headBytes };
  if (size !== 1) return size < headBytes ? undefined : { type, size, head: headBytes };
  if (head.length < longHeadBytes) return undefined;
  const long = Number(viewOf(head).getBigUint64(headBytes));
  if (long === 0) return { type, size: rest, head: longHeadBytes };
  return long < longHeadBytes ? undefined : { type, size: long, head: longHeadBytes };
}
