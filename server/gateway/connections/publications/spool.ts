import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { formatBytes } from '#contract/claap/payload-format.ts';
import type { Statements } from '../../../data/database.ts';
import { codeOf } from '../../../lib/error-code.ts';
import { Refusal, refusal } from '../../http/refusal.ts';
import { notePassing } from '../../proxy/passing-bytes.ts';

const mebibyte = 1024 * 1024;
const gibibyte = 1024 * mebibyte;

export interface SpoolBounds {
  /** Bytes of all files, of one person's, and how many of those there may be. */
  readonly total: number;
  readonly each: number;
  readonly files: number;
  /** Bytes of the disk that remain free, where it is this machine's. */
  readonly free: number;
}

export const spoolBounds: SpoolBounds = {
  total: 16 * gibibyte,
  each: 6 * gibibyte,
  files: 5,
  free: gibibyte,
};

/** A file that has its place here. */
export interface Reserved {
  readonly id: string;
  readonly person: string;
  readonly bytes: number;
  readonly received: number;
}

/** One part on its way in. */
export interface IncomingPart {
  readonly id: string;
  readonly offset: number;
  readonly length: number;
  /** SHA-256 of its bytes, in base64; undefined where the sender did not say. */
  readonly digest: string | undefined;
}

/** A part that has arrived as it was sent. */
export interface ArrivedPart {
  /** Its first bytes. */
  readonly head: Uint8Array;
  /** Keeps it, in the transaction that counts it. */
  readonly keep: (within: Statements) => Promise<void>;
}

/**
 * Files on their way from a browser to a system. Parts count only once all of a part is kept and is what was sent: what a
 * broken connection leaves is overwritten by the next try.
 */
export interface Spool {
  /** @throws Refusal where there is no room for another file */
  checkRoom(held: readonly Reserved[], person: string, bytes: number): void;
  /** Takes a part while it arrives. @throws Refusal */
  write(request: IncomingMessage, part: IncomingPart): Promise<ArrivedPart>;
  /** Whether a part of this file is arriving here. */
  isBusy(id: string): boolean;
  /** All of a file, a piece at a time. @param onPiece told how long each is. */
  read(id: string, bytes: number, onPiece: (length: number) => void): Readable;
  delete(id: string): Promise<void>;
  /** Ids of all files that are here. */
  ids(): Promise<readonly string[]>;
}

/** @throws Refusal where it would be too much for this person, or for all */
export function checkBounds(
  { total, each, files }: SpoolBounds,
  held: readonly Reserved[],
  person: string,
  bytes: number,
): void {
  const own = held.filter((one) => one.person === person);
  const sum = (of: readonly Reserved[]) => of.reduce((all, one) => all + one.bytes, bytes);
  if (own.length >= files || sum(own) > each) throw refusal('publications-full', {});
  if (sum(held) > total) throw refusal('no-room', {});
}

/** Files of which a part is arriving: one at a time of each. */
export class Arriving {
  readonly #ids = new Set<string>();

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** @throws Refusal where another part is arriving */
  async during<T>(id: string, work: () => Promise<T>): Promise<T> {
    if (this.#ids.has(id)) throw new Refusal(409, 'Another part of this file is arriving.');
    this.#ids.add(id);
    try {
      return await work();
    } finally {
      this.#ids.delete(id);
    }
  }
}

/**
 * Takes the bytes of a part. @param onPiece keeps a piece, before the next is read.
 * @returns its first bytes. @throws Refusal where it is not what was sent
 */
export async function take(
  request: IncomingMessage,
  { length, digest }: IncomingPart,
  onPiece: (piece: Buffer, at: number) => Promise<void> | void,
): Promise<Uint8Array> {
  const hash = createHash('sha256');
  const head: Buffer[] = [];
  let seen = 0;
  try {
    for await (const piece of request.iterator({ destroyOnReturn: false })) {
      if (!Buffer.isBuffer(piece)) throw new TypeError('bodies are read without an encoding');
      if (seen + piece.length > length) throw new Refusal(413, 'The body is longer than declared.');
      notePassing(piece.length);
      hash.update(piece);
      if (seen < formatBytes) head.push(piece);
      await onPiece(piece, seen);
      seen += piece.length;
    }
  } catch (error) {
    if (error instanceof Refusal || codeOf(error)?.startsWith('EN')) throw error;
    throw new Refusal(400, 'The request was cut off.');
  }
  if (seen !== length) throw new Refusal(400, 'The request was cut off.');
  if (digest !== undefined && hash.digest('base64') !== digest) throw refusal('part-damaged', {});
  return Buffer.concat(head).subarray(0, formatBytes);
}
