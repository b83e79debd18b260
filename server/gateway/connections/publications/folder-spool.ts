import { createReadStream, statfsSync } from 'node:fs';
import { type FileHandle, open, readdir, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { makePrivateFolder, privateFileMode } from '../../../data/private-files.ts';
import { codeOf } from '../../../lib/error-code.ts';
import { Refusal, refusal } from '../../http/refusal.ts';
import { notePassing } from '../../proxy/passing-bytes.ts';
import type { ArrivedPart, IncomingPart, Reserved, Spool, SpoolBounds } from './spool.ts';
import { Arriving, checkBounds, spoolBounds, take } from './spool.ts';

const pieceBytes = 256 * 1024;

/** Files of the only gateway, in a folder that nobody else can enter. Parts are written where they belong. */
export class FolderSpool implements Spool {
  readonly #folder: string;
  readonly #bounds: SpoolBounds;
  readonly #arriving = new Arriving();

  constructor(folder: string, bounds: SpoolBounds = spoolBounds) {
    makePrivateFolder(folder);
    this.#folder = folder;
    this.#bounds = bounds;
  }

  checkRoom(held: readonly Reserved[], person: string, bytes: number): void {
    checkBounds(this.#bounds, held, person, bytes);
    const toCome = held.reduce((all, one) => all + one.bytes - one.received, bytes);
    const disk = statfsSync(this.#folder);
    if (disk.bavail * disk.bsize - toCome < this.#bounds.free) throw refusal('no-room', {});
  }

  write(request: IncomingMessage, part: IncomingPart): Promise<ArrivedPart> {
    return this.#arriving.during(part.id, async () => {
      let file: FileHandle | undefined;
      try {
        file = await open(this.#pathOf(part.id), part.offset === 0 ? 'w' : 'r+', privateFileMode);
        const to = file;
        const head = await take(request, part, async (piece, at) => {
          await to.write(piece, 0, piece.length, part.offset + at);
        });
        await file.datasync();
        return { head, keep: async () => undefined };
      } catch (error) {
        if (error instanceof Refusal) throw error;
        const code = codeOf(error);
        if (code === 'ENOENT') throw refusal('file-lost', {});
        if (code === 'ENOSPC' || code === 'EDQUOT') throw refusal('no-room', {});
        throw error;
      } finally {
        await file?.close();
      }
    });
  }

  isBusy(id: string): boolean {
    return this.#arriving.has(id);
  }

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

  async delete(id: string): Promise<void> {
    await rm(this.#pathOf(id), { force: true, recursive: true });
  }

  ids(): Promise<readonly string[]> {
    return readdir(this.#folder);
  }

  readonly #pathOf = (id: string) => join(this.#folder, id);
}
