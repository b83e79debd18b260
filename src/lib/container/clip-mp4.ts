import { concat } from './ebml.ts';
import { finishedMp4 } from './finish-mp4.ts';
import { type FindGroup, groupBefore, indexOfBytes, windowsFrom } from './group-search.ts';
import { boxAt, Mp4Error, Mp4Scanner } from './mp4-boxes.ts';
import { fragmentOf, type Mp4Track, movedFragment, mp4TrackOf } from './mp4-fragment.ts';
import { type Clip, ClipError, type StoredSound } from './stored-sound.ts';

const msPerSecond = 1000;

/** What describes the sound, and where the first fragment begins. */
interface Head {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly track: Mp4Track;
  readonly end: number;
}

/** A fragment that is kept, with its data. */
interface Kept {
  readonly moof: Uint8Array;
  readonly data: Uint8Array;
  readonly startTicks: number;
  readonly endTicks: number;
}

/**
 * Cuts the fragments that overlap `[fromMs, toMs)` out of a recording in fragmented MP4: their packets stay as they are,
 * their times begin at zero. @throws ClipError, Mp4Error, what reading throws
 */
export async function clipMp4(sound: StoredSound, fromMs: number, toMs: number): Promise<Clip> {
  const { bytes, track, end } = await readHeadOf(sound);
  const start = await groupBefore(sound, end, fromMs, fragmentIn(track));
  const kept = await fragmentsIn(sound, start, track, fromMs, toMs);
  const [first] = kept;
  const last = kept.at(-1);
  if (!first || !last) throw new ClipError('no sound there');
  const msOf = (ticks: number) => (ticks / track.timescale) * msPerSecond;
  const [startMs, endMs] = [msOf(first.startTicks), msOf(last.endTicks)];
  const fragments = kept.flatMap(({ moof, data, startTicks }, index) => [
    movedFragment(moof, index + 1, startTicks - first.startTicks),
    data,
  ]);
  async function* once() {
    yield concat([bytes, ...fragments]);
  }
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of finishedMp4(once(), endMs - startMs)) pieces.push(piece);
  return { bytes: concat(pieces), startMs, endMs };
}

async function readHeadOf(sound: StoredSound): Promise<Head> {
  const scanner = new Mp4Scanner();
  const found: Uint8Array[] = [];
  let track: Mp4Track | undefined;
  for await (const window of windowsFrom(sound, 0)) {
    for (const { type, raw } of scanner.push(window)) {
      if (type === 'moof') {
        if (!track) throw new Mp4Error('a fragment before its track');
        const bytes = concat(found);
        return { bytes, track, end: bytes.length };
      }
      if (type === 'moov') track = mp4TrackOf(raw);
      found.push(raw);
    }
  }
  throw new ClipError('a recording without sound');
}

const fragmentName = [...'moof'].map((letter) => letter.charCodeAt(0));
/** Bytes of a box's length, which stands before its name. */
const lengthBytes = 4;

/** Sound may contain the name of a fragment by chance, but not all that a fragment consists of. */
const fragmentIn =
  (track: Mp4Track): FindGroup =>
  (window) => {
    const next = (from: number) => indexOfBytes(window, fragmentName, from);
    for (let name = next(lengthBytes); name >= 0; name = next(name + 1)) {
      const at = name - lengthBytes;
      const startTicks = startOf(window, at, track);
      if (startTicks !== undefined) return { at, ms: (startTicks / track.timescale) * msPerSecond };
    }
    return undefined;
  };

function startOf(window: Uint8Array, at: number, track: Mp4Track): number | undefined {
  try {
    const box = boxAt(window, at);
    if (!box || box.end > window.length) return undefined;
    return fragmentOf(window.subarray(box.start, box.end), track).startTicks;
  } catch {
    return undefined;
  }
}

async function fragmentsIn(
  sound: StoredSound,
  start: number,
  track: Mp4Track,
  fromMs: number,
  toMs: number,
): Promise<Kept[]> {
  const scanner = new Mp4Scanner();
  const kept: Kept[] = [];
  const ticksOf = (ms: number) => (ms / msPerSecond) * track.timescale;
  let moof: Uint8Array | undefined;
  for await (const window of windowsFrom(sound, start)) {
    for (const { type, raw } of scanner.push(window)) {
      if (type === 'moof') moof = raw.slice();
      if (type !== 'mdat' || !moof) continue;
      const { startTicks, lengthTicks } = fragmentOf(moof, track);
      if (startTicks >= ticksOf(toMs)) return kept;
      const endTicks = startTicks + lengthTicks;
      if (endTicks > ticksOf(fromMs)) kept.push({ moof, data: raw.slice(), startTicks, endTicks });
      moof = undefined;
    }
  }
  return kept;
}
