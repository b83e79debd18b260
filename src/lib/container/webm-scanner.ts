import { concat, EbmlError, readHead } from './ebml.ts';
import { webm } from './webm-elements.ts';

/** One whole element; of Segment and Cluster, whose bodies are scanned, only the head. */
export interface WebmPart {
  readonly id: number;
  readonly raw: Uint8Array;
  readonly body: Uint8Array;
  readonly size: number | undefined;
}

/** Far more than a second of any sound. Anything larger is not a recorder's element. */
const maxElementBytes = 16 * 1024 * 1024;

/** Cuts a WebM stream into its elements, however its bytes are divided. Memory holds only the unfinished element. */
export class WebmScanner {
  #pending: Uint8Array<ArrayBufferLike> = new Uint8Array();

  /** Bytes of an element that has begun and not ended. */
  get pendingBytes(): number {
    return this.#pending.length;
  }

  /** Returns the elements that the next bytes complete. @throws EbmlError */
  push(bytes: Uint8Array): WebmPart[] {
    const all = this.#pending.length === 0 ? bytes : concat([this.#pending, bytes]);
    const parts: WebmPart[] = [];
    let at = 0;
    for (let part = partAt(all, at); part; part = partAt(all, at)) {
      parts.push(part);
      at += part.raw.length;
    }
    this.#pending = all.slice(at);
    return parts;
  }
}

function partAt(bytes: Uint8Array, at: number): WebmPart | undefined {
  const head = readHead(bytes, at);
  if (!head) return undefined;
  const { id, headLength, size } = head;
  const opens = id === webm.segment || id === webm.cluster;
  if (!opens && (size === undefined || size > maxElementBytes)) {
    throw new EbmlError(`element ${id.toString(16)} has no sensible length`);
  }
  const end = at + headLength + (opens ? 0 : (size ?? 0));
  if (end > bytes.length) return undefined;
  return { id, size, raw: bytes.subarray(at, end), body: bytes.subarray(at + headLength, end) };
}
