import { child, children, concat, EbmlError, element, readUint, uintBytes } from './ebml.ts';
import { webm } from './webm-elements.ts';
import { type WebmPart, WebmScanner } from './webm-scanner.ts';
import { tickMsOf } from './webm-track.ts';

/** One index entry per this much sound: 45 KB in eight hours. */
const cueEveryMs = 10_000;
const positionBytes = 8;

/**
 * The same recording with its length in the header and an index at the end, so that players show its length and can
 * seek. Every packet stays as it is, and the bytes pass through once: memory holds a piece and the index. `totalBytes`:
 * all bytes of `pieces`.
 * @throws EbmlError when it is not a recorder's WebM.
 */
export async function* finishedWebm(
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>,
  totalBytes: number,
  durationMs: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const scanner = new WebmScanner();
  const finisher = new WebmFinisher(totalBytes, durationMs);
  for await (const piece of pieces) {
    yield concat(scanner.push(piece).flatMap((part) => finisher.take(part)));
  }
  if (scanner.pendingBytes > 0) throw new EbmlError('the file ends inside an element');
  yield finisher.cues();
}

class WebmFinisher {
  readonly #totalBytes: number;
  readonly #durationMs: number;
  #read = 0;
  #written = 0;
  /** Where the body of the segment begins in the output: positions count from there. */
  #bodyStart: number | undefined;
  #tickMs = 1;
  #trackNumber = 1;
  #cluster = 0;
  #indexedMs = Number.NEGATIVE_INFINITY;
  readonly #cues: Uint8Array[] = [];

  constructor(totalBytes: number, durationMs: number) {
    this.#totalBytes = totalBytes;
    this.#durationMs = durationMs;
  }

  take(part: WebmPart): Uint8Array[] {
    this.#read += part.raw.length;
    const out = part.id === webm.info ? this.#info(part) : [part.raw];
    if (part.id === webm.tracks) this.#trackNumber = trackNumberOf(part.body);
    if (part.id === webm.cluster) this.#cluster = this.#written;
    if (part.id === webm.timestamp) this.#index(readUint(part.body));
    this.#written += out.reduce((sum, bytes) => sum + bytes.length, 0);
    if (part.id === webm.segment) {
      if (part.size !== undefined) throw new EbmlError('a finished file');
      this.#bodyStart = this.#written;
    }
    return out;
  }

  cues(): Uint8Array<ArrayBuffer> {
    return element(webm.cues, ...this.#cues);
  }

  /** The length goes into the Info element, and before it a note of where the index will be. */
  #info(part: WebmPart): Uint8Array[] {
    if (this.#bodyStart === undefined) throw new EbmlError('no segment');
    this.#tickMs = tickMsOf(part.body);
    const others = [...children(part.body)].filter(({ id }) => id !== webm.duration);
    const duration = new Uint8Array(8);
    new DataView(duration.buffer).setFloat64(0, this.#durationMs / this.#tickMs);
    const info = element(webm.info, ...others.map(({ raw }) => raw), element(webm.duration, duration));
    const unread = this.#totalBytes - this.#read;
    const cuesAt = this.#written + seekHead(0).length + info.length + unread - this.#bodyStart;
    return [seekHead(cuesAt), info];
  }

  #index(ticks: number): void {
    const ms = ticks * this.#tickMs;
    if (ms < this.#indexedMs + cueEveryMs || this.#bodyStart === undefined) return;
    this.#indexedMs = ms;
    const place = element(
      webm.cueTrackPositions,
      element(webm.cueTrack, uintBytes(this.#trackNumber)),
      element(webm.cueClusterPosition, uintBytes(this.#cluster - this.#bodyStart)),
    );
    this.#cues.push(element(webm.cuePoint, element(webm.cueTime, uintBytes(ticks)), place));
  }
}

/** Always of the same length, whatever the position is. */
function seekHead(cuesAt: number): Uint8Array {
  const seek = element(
    webm.seek,
    element(webm.seekId, uintBytes(webm.cues)),
    element(webm.seekPosition, uintBytes(cuesAt, positionBytes)),
  );
  return element(webm.seekHead, seek);
}

function trackNumberOf(tracks: Uint8Array): number {
  const number = child(child(tracks, webm.trackEntry) ?? new Uint8Array(), webm.trackNumber);
  return number ? readUint(number) : 1;
}
