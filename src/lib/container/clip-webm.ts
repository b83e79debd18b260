import {
  child,
  children,
  concat,
  EbmlError,
  element,
  openElement,
  readHead,
  readUint,
  uintBytes,
} from './ebml.ts';
import { finishedWebm } from './finish-webm.ts';
import { type FindGroup, groupBefore, indexOfBytes, windowsFrom } from './group-search.ts';
import { type Clip, ClipError, type StoredSound } from './stored-sound.ts';
import { webm } from './webm-elements.ts';
import { type WebmPart, WebmScanner } from './webm-scanner.ts';
import { packetOf, tickMsOf, trackOf, type WebmTrack } from './webm-track.ts';

/** What describes the sound. */
interface Head {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly track: WebmTrack;
  readonly tickMs: number;
  /** Where the first cluster begins. */
  readonly end: number;
}

/** A packet that is kept. Times are those of the recording. */
interface Kept {
  readonly part: WebmPart;
  readonly clusterTicks: number;
  readonly ticks: number;
  readonly endMs: number;
}

/**
 * Cuts the packets that begin in `[fromMs, toMs)` out of a recording in WebM: they stay as they are, in clusters whose
 * times begin at zero. @throws ClipError, EbmlError, what reading throws
 */
export async function clipWebm(sound: StoredSound, fromMs: number, toMs: number): Promise<Clip> {
  const head = await readHeadOf(sound);
  const { tickMs } = head;
  const start = await groupBefore(sound, head.end, fromMs, clusterIn(tickMs));
  const kept = await packetsIn(sound, start, head, fromMs, toMs);
  const [first] = kept;
  if (!first) throw new ClipError('no sound there');
  const whole = concat([head.bytes, ...clustersOf(kept, first.ticks)]);
  const startMs = first.ticks * tickMs;
  const endMs = kept.reduce((end, packet) => Math.max(end, packet.endMs), startMs);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  async function* once() {
    yield whole;
  }
  for await (const piece of finishedWebm(once(), whole.length, endMs - startMs)) pieces.push(piece);
  return { bytes: concat(pieces), startMs, endMs };
}

async function readHeadOf(sound: StoredSound): Promise<Head> {
  const scanner = new WebmScanner();
  const found = new Map<number, WebmPart>();
  let end = 0;
  for await (const window of windowsFrom(sound, 0)) {
    for (const part of scanner.push(window)) {
      if (part.id === webm.cluster) return headOf(found, end);
      found.set(part.id, part);
      end += part.raw.length;
    }
  }
  throw new ClipError('a recording without sound');
}

/** Only what every file needs: places and lengths of the recording are not those of a piece. */
function headOf(found: ReadonlyMap<number, WebmPart>, end: number): Head {
  const [header, info, tracks] = [webm.header, webm.info, webm.tracks].map((id) => found.get(id));
  if (!header || !info || !tracks) throw new EbmlError('a cluster before its track');
  const lasting = [...children(info.body)].filter(({ id }) => id !== webm.duration);
  const bytes = concat([
    header.raw,
    openElement(webm.segment),
    element(webm.info, ...lasting.map(({ raw }) => raw)),
    tracks.raw,
  ]);
  return { bytes, track: trackOf(tracks.body), tickMs: tickMsOf(info.body), end };
}

const clusterId = [...uintBytes(webm.cluster)];

/** A cluster begins with its id, which sound may contain by chance, and its timestamp, which makes that all but impossible. */
const clusterIn =
  (tickMs: number): FindGroup =>
  (window) => {
    for (let at = indexOfBytes(window, clusterId, 0); at >= 0; at = indexOfBytes(window, clusterId, at + 1)) {
      const ticks = timestampOf(window, at);
      if (ticks !== undefined) return { at, ms: ticks * tickMs };
    }
    return undefined;
  };

function timestampOf(window: Uint8Array, at: number): number | undefined {
  try {
    const cluster = readHead(window, at);
    const inside = at + (cluster?.headLength ?? 0);
    const head = cluster && readHead(window, inside);
    if (head?.id !== webm.timestamp || head.size === undefined || head.size > 8) return undefined;
    const start = inside + head.headLength;
    return start + head.size > window.length
      ? undefined
      : readUint(window.subarray(start, start + head.size));
  } catch {
    return undefined;
  }
}

async function packetsIn(
  sound: StoredSound,
  start: number,
  { track, tickMs }: Head,
  fromMs: number,
  toMs: number,
): Promise<Kept[]> {
  const scanner = new WebmScanner();
  const kept: Kept[] = [];
  let clusterTicks = 0;
  for await (const window of windowsFrom(sound, start)) {
    for (const part of scanner.push(window)) {
      if (part.id === webm.timestamp) clusterTicks = readUint(part.body);
      const packet = packetOf(part, track, tickMs);
      if (!packet) continue;
      const ticks = clusterTicks + packet.relativeTicks;
      if (ticks * tickMs >= toMs) return kept;
      if (ticks * tickMs < fromMs) continue;
      kept.push({ part, clusterTicks, ticks, endMs: ticks * tickMs + packet.lengthMs });
    }
  }
  return kept;
}

/** The clusters that the packets were in, with the first packet at zero. */
function clustersOf(kept: readonly Kept[], origin: number): Uint8Array[] {
  const out: Uint8Array[] = [];
  let current: number | undefined;
  for (const { part, clusterTicks, ticks } of kept) {
    const cluster = Math.max(0, clusterTicks - origin);
    if (clusterTicks !== current) {
      out.push(openElement(webm.cluster), element(webm.timestamp, uintBytes(cluster)));
      current = clusterTicks;
    }
    out.push(movedBlock(part, ticks - origin - cluster));
  }
  return out;
}

/** The same packet at another time of its cluster. */
function movedBlock(part: WebmPart, relativeTicks: number): Uint8Array {
  const block = part.id === webm.blockGroup ? child(part.body, webm.block) : part.body;
  if (!block) throw new EbmlError('a group without a block');
  const raw = part.raw.slice();
  const numberLength = Math.clz32(block[0] ?? 0) - 23;
  const at = block.byteOffset - part.raw.byteOffset + numberLength;
  new DataView(raw.buffer).setInt16(at, relativeTicks);
  return raw;
}
