import { boxAt, boxesIn, boxUnder, type Mp4Box, Mp4Error, viewOf } from './mp4-boxes.ts';

// Flags of ISO/IEC 14496-12: which optional fields a box has.
const tfhd = { baseDataOffset: 0x1, sampleDescription: 0x2, defaultDuration: 0x8 } as const;
const trun = { dataOffset: 0x1, firstFlags: 0x4, duration: 0x100, size: 0x200, flags: 0x400, time: 0x800 };
const flagsMask = 0xffffff;

/** What the packets of every fragment have in common. */
export interface Mp4Track {
  /** Ticks per second. */
  readonly timescale: number;
  /** Default ticks of a packet. */
  readonly defaultTicks: number;
  /** Equal for tracks whose packets one decoder can handle. */
  readonly signature: string;
}

/** Returns the header of a fragmented file with one track. @throws Mp4Error */
export function mp4TrackOf(moov: Uint8Array): Mp4Track {
  const root = rootOf(moov);
  const media = boxUnder(moov, root, 'trak', 'mdia');
  const header = boxUnder(moov, media, 'mdhd');
  const description = boxUnder(moov, media, 'minf', 'stbl', 'stsd');
  const extension = boxUnder(moov, root, 'mvex', 'trex');
  const view = viewOf(moov);
  // Version 1 has 64-bit times before the timescale.
  const timescale = view.getUint32(body(header) + (view.getUint8(body(header)) === 1 ? 20 : 12));
  if (timescale === 0) throw new Mp4Error('no unit of time');
  const trackId = view.getUint32(body(extension) + 4);
  const stsd = moov.subarray(description.start, description.end).join(' ');
  return {
    timescale,
    defaultTicks: view.getUint32(body(extension) + 12),
    signature: `${trackId} ${timescale} ${stsd}`,
  };
}

/** A fragment of a recording: its number, where it begins and how long it is, in ticks. */
export interface Mp4Fragment {
  readonly sequence: number;
  readonly startTicks: number;
  readonly lengthTicks: number;
}

/** Reads a moof box with one track. @throws Mp4Error */
export function fragmentOf(moof: Uint8Array, track: Mp4Track): Mp4Fragment {
  const { header, time, runs, defaultTicks } = partsOf(moof, track);
  const view = viewOf(moof);
  const long = view.getUint8(body(time)) === 1;
  const startTicks = long ? Number(view.getBigUint64(body(time) + 4)) : view.getUint32(body(time) + 4);
  const lengthTicks = runs.reduce((sum, run) => sum + runTicks(view, run, defaultTicks), 0);
  return { sequence: view.getUint32(body(header) + 4), startTicks, lengthTicks };
}

/** The same moof with another number and beginning. @throws Mp4Error when they do not fit in its fields. */
export function movedFragment(moof: Uint8Array, sequence: number, startTicks: number): Uint8Array {
  const moved = moof.slice();
  const view = viewOf(moved);
  const root = rootOf(moved);
  const time = boxUnder(moved, root, 'traf', 'tfdt');
  view.setUint32(body(boxUnder(moved, root, 'mfhd')) + 4, sequence);
  if (view.getUint8(body(time)) === 1) view.setBigUint64(body(time) + 4, BigInt(startTicks));
  else if (startTicks < 2 ** 32) view.setUint32(body(time) + 4, startTicks);
  else throw new Mp4Error('32 bits do not hold the time');
  return moved;
}

const body = (box: Mp4Box): number => box.start + box.headLength;

function rootOf(bytes: Uint8Array): Mp4Box {
  const root = boxAt(bytes, 0);
  if (!root || root.end !== bytes.length) throw new Mp4Error('not one box');
  return root;
}

function partsOf(moof: Uint8Array, track: Mp4Track) {
  const root = rootOf(moof);
  const fragment = boxUnder(moof, root, 'traf');
  const head = boxUnder(moof, fragment, 'tfhd');
  const view = viewOf(moof);
  const flags = view.getUint32(body(head)) & flagsMask;
  // Such a fragment gives its data's position in the whole file; moved, it would point elsewhere.
  if (flags & tfhd.baseDataOffset) throw new Mp4Error('data offsets from the start of the file');
  const at = body(head) + 8 + (flags & tfhd.sampleDescription ? 4 : 0);
  return {
    header: boxUnder(moof, root, 'mfhd'),
    time: boxUnder(moof, fragment, 'tfdt'),
    runs: boxesIn(moof, fragment).filter(({ type }) => type === 'trun'),
    defaultTicks: flags & tfhd.defaultDuration ? view.getUint32(at) : track.defaultTicks,
  };
}

function runTicks(view: DataView, run: Mp4Box, defaultTicks: number): number {
  const flags = view.getUint32(body(run)) & flagsMask;
  const count = view.getUint32(body(run) + 4);
  if (!(flags & trun.duration)) return count * defaultTicks;
  const fields = [trun.duration, trun.size, trun.flags, trun.time].filter((flag) => flags & flag).length;
  let at = body(run) + 8 + (flags & trun.dataOffset ? 4 : 0) + (flags & trun.firstFlags ? 4 : 0);
  let ticks = 0;
  for (let index = 0; index < count; index++, at += 4 * fields) ticks += view.getUint32(at);
  return ticks;
}
