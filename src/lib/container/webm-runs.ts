import { child, concat, EbmlError, element, openElement, readUint, uintBytes } from './ebml.ts';
import { JoinError, type RunFormat } from './run-format.ts';
import { webm } from './webm-elements.ts';
import { type WebmPart, WebmScanner } from './webm-scanner.ts';
import { packetOf, tickMsOf, trackOf, type WebmTrack } from './webm-track.ts';

/** Parts of a later run that describe a file of its own, or places in it. Checksums no longer fit either. */
const dropped: ReadonlySet<number> = new Set([
  webm.header,
  webm.segment,
  webm.seekHead,
  webm.info,
  webm.tracks,
  webm.cues,
  webm.position,
  webm.prevSize,
  webm.crc32,
]);

/**
 * Runs of MediaRecorder in WebM. The first one stays as it is; of the later ones the clusters remain, with their
 * timestamps shifted to follow what is there. Blocks count from their cluster's timestamp and need no change. A cluster
 * that is rewritten has an unknown length, so its timestamp may take more bytes than before.
 */
export class WebmRuns implements RunFormat {
  endMs = 0;
  #scanner = new WebmScanner();
  #first = true;
  #startMs = 0;
  #tickMs: number | undefined;
  #track: WebmTrack | undefined;
  /** The track of the current run, once it is known to fit. */
  #current: WebmTrack | undefined;
  #offsetTicks = 0;
  #clusterTicks: number | undefined;
  /** The beginning of a cluster whose timestamp has not come yet. */
  #clusterHead: Uint8Array | undefined;
  #continuable = true;

  get heldBytes(): number {
    return this.#scanner.pendingBytes + (this.#clusterHead?.length ?? 0);
  }

  push(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    return concat(this.#scanner.push(bytes).flatMap((part) => this.#take(part)));
  }

  nextRun(atMs: number): void {
    if (!this.#track) throw new JoinError('unreadable', 'there is nothing to follow');
    if (!this.#continuable) throw new JoinError('unreadable', 'a finished file cannot be continued');
    this.#first = false;
    this.#startMs = Math.max(atMs, this.endMs);
    this.#scanner = new WebmScanner();
    this.#current = undefined;
    this.#clusterHead = undefined;
    this.#clusterTicks = undefined;
  }

  /** What becomes of a part. */
  #take(part: WebmPart): Uint8Array[] {
    if (part.id === webm.segment && part.size !== undefined && this.#first) this.#continuable = false;
    if (part.id === webm.info) this.#readInfo(part.body);
    if (part.id === webm.tracks) this.#readTracks(part.body);
    if (part.id === webm.cluster) return this.#holdCluster(part.raw);
    if (part.id === webm.timestamp) return this.#beginCluster(part);
    this.#readPacket(part);
    if (this.#clusterHead) {
      this.#clusterHead = concat([this.#clusterHead, part.raw]);
      return [];
    }
    return !this.#first && dropped.has(part.id) ? [] : [part.raw];
  }

  #readInfo(info: Uint8Array): void {
    const tickMs = tickMsOf(info);
    if (this.#first) {
      this.#tickMs = tickMs;
      if (child(info, webm.duration)) this.#continuable = false;
    } else if (tickMs !== this.#tickMs) throw new JoinError('different', 'another unit of time');
    this.#offsetTicks = Math.ceil(this.#startMs / tickMs);
  }

  #readTracks(tracks: Uint8Array): void {
    this.#current = trackOf(tracks);
    if (this.#first) this.#track = this.#current;
    else if (this.#current.signature !== this.#track?.signature) {
      throw new JoinError('different', 'another codec, number of channels or sample rate');
    }
  }

  #holdCluster(head: Uint8Array): Uint8Array[] {
    if (!this.#current || this.#tickMs === undefined) throw new EbmlError('a cluster before its track');
    if (this.#clusterHead) throw new EbmlError('a cluster without a timestamp');
    this.#clusterHead = head.slice();
    this.#clusterTicks = undefined;
    return [];
  }

  #beginCluster(timestamp: WebmPart): Uint8Array[] {
    const head = this.#clusterHead;
    if (!head) throw new EbmlError('a timestamp outside a cluster');
    this.#clusterHead = undefined;
    this.#clusterTicks = readUint(timestamp.body) + this.#offsetTicks;
    if (this.#first) return [head, timestamp.raw];
    return [openElement(webm.cluster), element(webm.timestamp, uintBytes(this.#clusterTicks))];
  }

  #readPacket(part: WebmPart): void {
    if (!this.#current || this.#tickMs === undefined) return;
    const packet = packetOf(part, this.#current, this.#tickMs);
    if (!packet) return;
    if (this.#clusterTicks === undefined) throw new EbmlError('a block before its cluster’s timestamp');
    const startMs = (this.#clusterTicks + packet.relativeTicks) * this.#tickMs;
    this.endMs = Math.max(this.endMs, startMs + packet.lengthMs);
  }
}
