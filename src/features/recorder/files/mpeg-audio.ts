import { type FileBytes, tagAt, viewOf } from './file-bytes.ts';
import { frameHeadBytes, type MpegFrame, mpegFrameAt } from './mpeg-frame.ts';

/** The positions of the frames of an MP3 or AAC file. */
export interface MpegAudio {
  readonly codec: MpegFrame['codec'];
  /** The first byte that players use: a tag or a frame. What precedes it is junk. */
  readonly from: number;
  readonly durationMs: number;
  /** Its header claims more than there is, because the copy was cut: the true values for that place. */
  readonly cut:
    | { readonly at: number; readonly head: Uint8Array<ArrayBuffer>; readonly missingMs: number }
    | undefined;
}

/** How many frames in a row are no coincidence, even in pictures and other tags. */
const enoughFrames = 4;
/** How far to search for the first frame. */
const searchBytes = 1024 * 1024;
const stepBytes = 64 * 1024;
/** The longest possible frame, so that a row of them fits into one read. */
const lookahead = enoughFrames * 8192;
/** Up to here every frame is counted; beyond, only a part, and the rest is extrapolated. */
const countedBytes = 256 * 1024 * 1024;
const sampledPlaces = 64;
/** Tags at the end, which an encoder does not count. */
const toleratedBytes = 64 * 1024;
const msPerSecond = 1000;

/** Returns the sound of a file without a container. Undefined when there is none. */
export async function readMpegAudio(bytes: FileBytes): Promise<MpegAudio | undefined> {
  const tagEnd = await endOfTags(bytes);
  // A tag whose length is wrong hides the sound that it says comes after it.
  const found = (await findFrames(bytes, tagEnd)) ?? (tagEnd > 0 ? await findFrames(bytes, 0) : undefined);
  if (!found) return undefined;
  const { start, frame } = found;
  const told = frame.codec === 'mp3' ? await toldFrames(bytes, start, frame) : undefined;
  const soundBytes = bytes.size - start;
  const isCut = told !== undefined && told.bytes > soundBytes + frame.length;
  const isTrue = told !== undefined && !isCut && told.bytes > soundBytes - toleratedBytes;
  // The frame that describes the others has no sound itself.
  const frames = isTrue ? told.frames : (await countFrames(bytes, start, frame)) - (told ? 1 : 0);
  const msOf = (count: number) => ((count * frame.samples) / frame.sampleRate) * msPerSecond;
  return {
    codec: frame.codec,
    from: start === tagEnd ? 0 : start,
    durationMs: msOf(frames),
    cut: isCut
      ? { at: start, head: told.rewrite(frames, soundBytes), missingMs: msOf(told.frames - frames) }
      : undefined,
  };
}

/** Returns where ID3v2 tags end with which a file begins, of which there may be several. https://id3.org/id3v2.4.0-structure */
export async function endOfTags(bytes: FileBytes): Promise<number> {
  for (let at = 0; ; ) {
    const head = await bytes.read(at, 10);
    if (head.length < 10 || tagAt(head, 0, 3) !== 'ID3') return at;
    const size = head.subarray(6).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
    at += 10 + size + ((head[5] ?? 0) & 0x10 ? 10 : 0);
  }
}

async function findFrames(bytes: FileBytes, from: number) {
  const end = Math.min(bytes.size, from + searchBytes);
  for (let step = from; step < end; step += stepBytes) {
    const window = await bytes.read(step, stepBytes + lookahead);
    const isEnd = step + window.length >= bytes.size;
    for (let at = 0; at < Math.min(stepBytes, window.length); at++) {
      if (window[at] !== 0xff) continue;
      const frame = frameOfRow(window, at, isEnd && step + at === from);
      if (frame) return { start: step + at, frame };
    }
  }
  return undefined;
}

/**
 * The frame at `at` if enough others of its kind follow it. `isAll`: the file has nothing but these, so fewer will do;
 * anywhere else a few bytes near the end are a coincidence.
 */
function frameOfRow(window: Uint8Array, at: number, isAll: boolean): MpegFrame | undefined {
  const first = mpegFrameAt(window, at);
  let next = at;
  for (let count = 0; first && count < enoughFrames; count++) {
    // The end of a short recording: what is there is intact.
    if (isAll && count > 0 && next + frameHeadBytes > window.length) break;
    const frame = mpegFrameAt(window, next);
    if (frame?.signature !== first.signature) return undefined;
    next += frame.length;
  }
  return first;
}

interface Told {
  readonly frames: number;
  readonly bytes: number;
  /** The same frame with other numbers. */
  readonly rewrite: (frames: number, bytes: number) => Uint8Array<ArrayBuffer>;
}

/** What an encoder wrote into the first frame about all of them (Xing and Info, VBRI). */
async function toldFrames(bytes: FileBytes, start: number, frame: MpegFrame): Promise<Told | undefined> {
  const head = (await bytes.read(start, frame.length)).slice();
  const places = placesOfNumbers(head);
  if (!places) return undefined;
  const view = viewOf(head);
  return {
    frames: view.getUint32(places.frames),
    bytes: view.getUint32(places.bytes),
    rewrite: (frames, length) => {
      view.setUint32(places.frames, frames);
      view.setUint32(places.bytes, length);
      return head;
    },
  };
}

/** Where the first frame states how many frames and bytes there are. */
function placesOfNumbers(head: Uint8Array): { readonly frames: number; readonly bytes: number } | undefined {
  // Behind the side information, whose length depends on the version and the channels.
  const at = [36, 21, 13].find((place) => ['Xing', 'Info'].includes(tagAt(head, place)));
  if (at !== undefined && head.length >= at + 16) {
    const tellsBoth = ((head[at + 7] ?? 0) & 3) === 3;
    return tellsBoth ? { frames: at + 8, bytes: at + 12 } : undefined;
  }
  return tagAt(head, 36) === 'VBRI' && head.length >= 54 ? { frames: 50, bytes: 46 } : undefined;
}

/** How many frames there are from `start` on, estimated from their bytes if there are too many to count. */
async function countFrames(bytes: FileBytes, start: number, frame: MpegFrame): Promise<number> {
  const all = bytes.size - start;
  if (all <= countedBytes) return (await count(bytes, start, bytes.size, frame)).frames;
  let [frames, length] = [0, 0];
  for (let place = 0; place < sampledPlaces; place++) {
    const from = start + Math.floor((all / sampledPlaces) * place);
    const found = await findFrames(bytes, from);
    if (found?.frame.signature !== frame.signature) continue;
    const counted = await count(bytes, found.start, Math.min(bytes.size, found.start + stepBytes), frame);
    frames += counted.frames;
    length += counted.length;
  }
  return length === 0 ? 0 : Math.round((all / length) * frames);
}

/** Counts frames that begin before `end`, skipping anything else. */
async function count(bytes: FileBytes, start: number, end: number, like: MpegFrame) {
  let [frames, length, at] = [0, 0, start];
  while (at < end) {
    const base = at;
    const window = await bytes.read(base, stepBytes);
    const last = base + window.length >= bytes.size ? window.length : window.length - frameHeadBytes;
    while (at < end && at - base < last) {
      const frame = mpegFrameAt(window, at - base);
      if (frame?.signature !== like.signature) {
        at += 1;
        continue;
      }
      // The last one may be cut: no player plays it.
      if (at + frame.length <= bytes.size) frames += 1;
      length += frame.length;
      at += frame.length;
    }
  }
  return { frames, length };
}
