import { createHash } from 'node:crypto';
import { createReadStream, rmSync, statfsSync } from 'node:fs';
import { type FileHandle, open, readdir, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { makePrivateFolder, privateFileMode } from '../../../data/private-files.ts';
import { codeOf } from '../../../lib/error-code.ts';
import { Refusal, refusal } from '../../http/refusal.ts';
import { notePassing } from '../../proxy/passing-bytes.ts';

const mebibyte = 1024 * 1024;
const gibibyte = 1024 * mebibyte;
const pieceBytes = 256 * 1024;

export interface SpoolBounds {
  /** Bytes of all files, of one person's, and how many of those there may be. */
  readonly total: number;
  readonly each: number;
  readonly files: number;
  /** Bytes of the disk that remain free. */
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

/**
 * Files on their way from a browser to a system, in a folder that nobody else can enter. Parts are written where they
 * belong and count only once all of a part is on disk and is what was sent: what a broken connection leaves is
 * overwritten by the next try.
 */
export class Spool {
  readonly #folder: string;
  readonly #bounds: SpoolBounds;
  readonly #busy = new Set<string>();

  constructor(folder: string, bounds: SpoolBounds = spoolBounds) {
    makePrivateFolder(folder);
    this.#folder = folder;
    this.#bounds = bounds;
  }

  /** @throws Refusal where there is no room for another file */
  checkRoom(held: readonly Reserved[], person: string, bytes: number): void {
    const own = held.filter((one) => one.person === person);
    const { total, each, files, free } = this.#bounds;
    const sum = (of: readonly Reserved[]) => of.reduce((all, one) => all + one.bytes, bytes);
    if (own.length >= files || sum(own) > each) throw refusal('publications-full', {});
    const toCome = held.reduce((all, one) => all + one.bytes - one.received, bytes);
    const disk = statfsSync(this.#folder);
    if (sum(held) > total || disk.bavail * disk.bsize - toCome < free) throw refusal('no-room', {});
  }

  /** Writes a part while it arrives. @throws Refusal */
  async write(request: IncomingMessage, part: IncomingPart): Promise<void> {
    if (this.#busy.has(part.id)) throw new Refusal(409, 'Another part of this file is arriving.');
    this.#busy.add(part.id);
    let file: FileHandle | undefined;
    try {
      file = await open(this.#pathOf(part.id), part.offset === 0 ? 'w' : 'r+', privateFileMode);
      await take(request, file, part);
      await file.datasync();
    } catch (error) {
      if (error instanceof Refusal) throw error;
      const code = codeOf(error);
      if (code === 'ENOENT') throw refusal('file-lost', {});
      if (code === 'ENOSPC' || code === 'EDQUOT') throw refusal('no-room', {});
      throw error;
    } finally {
      await file?.close();
      this.#busy.delete(part.id);
    }
  }

  /** Whether a part of this file is arriving. */
  isBusy(id: string): boolean {
    return this.#busy.has(id);
  }

  /** The first bytes of a file. @throws Refusal where it is gone */
  async head(id: string, bytes: number): Promise<Uint8Array> {
    const file = await open(this.#pathOf(id), 'r').catch(() => {
      throw refusal('file-lost', {});
    });
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  }

  /** All of a file, a piece at a time. @param onPiece told how long each is. */
  read(id: string, bytes: number, onPiece: (length: number) => void): Readable {
    const file = createReadStream(this.#pathOf(id), { end: bytes - 1, highWaterMark: pieceBytes });
    return Readable.from(
      (async function* () {
        for await (const piece of file) {
          notePassing(piece.length);
          onPiece(piece.length);
          yield piece;
        }
      })(),
      { objectMode: false },
    );
  }

  delete(id: string): void {
    rmSync(this.#pathOf(id), { force: true });
  }

  /** Deletes files that belong to nothing. @param held whose files stay: a file comes after what it belongs to. */
  async keepOnly(held: () => Promise<ReadonlySet<string>>): Promise<void> {
    const names = await readdir(this.#folder);
    const ids = await held();
    for (const name of names) {
      if (!ids.has(name)) await rm(join(this.#folder, name), { force: true, recursive: true });
    }
  }

  readonly #pathOf = (id: string) => join(this.#folder, id);
}

async function take(
  request: IncomingMessage,
  file: FileHandle,
  { offset, length, digest }: IncomingPart,
): Promise<void> {
  const hash = createHash('sha256');
  let seen = 0;
  try {
    for await (const piece of request.iterator({ destroyOnReturn: false })) {
      if (!Buffer.isBuffer(piece)) throw new TypeError('bodies are read without an encoding');
      if (seen + piece.length > length) throw new Refusal(413, 'The body is longer than declared.');
      notePassing(piece.length);
      hash.update(piece);
      await file.write(piece, 0, piece.length, offset + seen);
      seen += piece.length;
    }
  } catch (error) {
    if (error instanceof Refusal || codeOf(error)?.startsWith('EN')) throw error;
    throw new Refusal(400, 'The request was cut off.');
  }
  if (seen !== length) throw new Refusal(400, 'The request was cut off.');
  if (digest !== undefined && hash.digest('base64') !== digest) throw refusal('part-damaged', {});
}
