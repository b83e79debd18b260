import { child, children, concat, EbmlError, readUint } from './ebml.ts';
import { opusPacketMs } from './opus-packet.ts';
import { webm } from './webm-elements.ts';
import type { WebmPart } from './webm-scanner.ts';

/** Elements that differ between two recordings of the same sound, or say nothing about it. */
const individual: ReadonlySet<number> = new Set([webm.trackUid, webm.void, webm.crc32]);
const nanosecondsPerMs = 1e6;
const defaultScale = 1_000_000;

/** The unit of a file's timestamps in milliseconds, from the body of its Info element. @throws EbmlError */
export function tickMsOf(info: Uint8Array): number {
  const scale = child(info, webm.timestampScale);
  return (scale ? readUint(scale) : defaultScale) / nanosecondsPerMs;
}

/** The only track of a file. */
export interface WebmTrack {
  readonly opus: boolean;
  /** Equal for tracks whose packets one decoder can handle: codec, its set-up, channels, sample rate, number. */
  readonly signature: string;
}

/** Reads the body of a Tracks element. @throws EbmlError unless it has exactly one track. */
export function trackOf(tracks: Uint8Array): WebmTrack {
  const entries = [...children(tracks)].filter(({ id }) => id === webm.trackEntry);
  const [entry] = entries;
  if (!entry || entries.length > 1) throw new EbmlError(`${entries.length} tracks instead of one`);
  const fields = [...children(entry.body)].filter(({ id }) => !individual.has(id));
  const codec = String.fromCharCode(...(child(entry.body, webm.codecId) ?? []));
  return { opus: codec === 'A_OPUS', signature: concat(fields.map(({ raw }) => raw)).join(' ') };
}

/** The position of a packet: ticks since its cluster's timestamp, and its length in milliseconds as far as known. */
export interface WebmPacket {
  readonly relativeTicks: number;
  readonly lengthMs: number;
}

/** Reads a SimpleBlock or BlockGroup; undefined for other elements. @throws EbmlError */
export function packetOf(part: WebmPart, track: WebmTrack, tickMs: number): WebmPacket | undefined {
  if (part.id === webm.simpleBlock) return blockOf(part.body, track, 0);
  if (part.id !== webm.blockGroup) return undefined;
  const block = child(part.body, webm.block);
  const duration = child(part.body, webm.blockDuration);
  return block && blockOf(block, track, duration ? readUint(duration) * tickMs : 0);
}

/** https://www.matroska.org/technical/notes.html#block-structure */
function blockOf(block: Uint8Array, track: WebmTrack, givenMs: number): WebmPacket {
  const numberLength = Math.clz32(block[0] ?? 0) - 23;
  if (block.length < numberLength + 3) throw new EbmlError('a block without a head');
  const view = new DataView(block.buffer, block.byteOffset, block.length);
  const laced = (view.getUint8(numberLength + 2) & 0x06) !== 0;
  const lengthMs = track.opus && !laced ? opusPacketMs(block.subarray(numberLength + 3)) : givenMs;
  return { relativeTicks: view.getInt16(numberLength), lengthMs };
}
