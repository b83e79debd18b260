import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { Database, Statements } from '../../../data/database.ts';
import { refusal } from '../../http/refusal.ts';
import { notePassing } from '../../proxy/passing-bytes.ts';
import type { Seal } from '../../sessions/sealed.ts';
import { partContext } from './publication-tables.ts';
import type { ArrivedPart, IncomingPart, Reserved, Spool, SpoolBounds } from './spool.ts';
import { Arriving, checkBounds, spoolBounds, take } from './spool.ts';

/** Each piece is a row: long enough that there are not too many, short enough that nobody waits for it to be sealed. */
const pieceBytes = 1024 * 1024;
const deletedAtOnce = 64;

const sql = {
  insert: 'INSERT INTO publication_parts (publication, start, bytes) VALUES (?, ?, ?)',
  piece: 'SELECT bytes FROM publication_parts WHERE publication = ? AND start = ?',
  delete: `DELETE FROM publication_parts WHERE publication = ?1 AND start IN (
    SELECT start FROM publication_parts WHERE publication = ?1 ORDER BY start LIMIT ${deletedAtOnce})`,
  ids: 'SELECT DISTINCT publication AS id FROM publication_parts',
};

/** Files that several gateways share, sealed, in the store of publications: any takes a part, and any sends it on. */
export class StoredSpool implements Spool {
  readonly #database: Database;
  readonly #seal: Seal;
  readonly #bounds: SpoolBounds;
  readonly #arriving = new Arriving();

  /** @param database of `publicationPlan` */
  constructor(database: Database, seal: Seal, bounds: SpoolBounds = spoolBounds) {
    this.#database = database;
    this.#seal = seal;
    this.#bounds = bounds;
  }

  checkRoom(held: readonly Reserved[], person: string, bytes: number): void {
    checkBounds(this.#bounds, held, person, bytes);
  }

  write(request: IncomingMessage, part: IncomingPart): Promise<ArrivedPart> {
    return this.#arriving.during(part.id, async () => {
      const pieces: Buffer[] = [];
      const head = await take(request, part, (piece) => void pieces.push(piece));
      const bytes = Buffer.concat(pieces);
      return { head, keep: (within) => this.keep(within, part.id, part.offset, bytes) };
    });
  }

  isBusy(id: string): boolean {
    return this.#arriving.has(id);
  }

  /** Keeps bytes that begin at an offset. */
  async keep(within: Statements, id: string, offset: number, bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      const start = offset + at;
      const piece = bytes.subarray(at, at + pieceBytes);
      const sealed = this.#seal.close(piece, partContext({ publication: id, start }));
      await within.run(sql.insert, id, start, sealed);
    }
  }

  read(id: string, bytes: number, onPiece: (length: number) => void): Readable {
    const pieceAt = (start: number) => this.#piece(id, start);
    return Readable.from(
      (async function* () {
        for (let start = 0; start < bytes; ) {
          const piece = await pieceAt(start);
          notePassing(piece.length);
          onPiece(piece.length);
          yield piece;
          start += piece.length;
        }
      })(),
      { objectMode: false },
    );
  }

  async delete(id: string): Promise<void> {
    // A file has thousands of rows: nobody waits for all of them.
    while ((await this.#database.run(sql.delete, id)) === deletedAtOnce);
  }

  async ids(): Promise<readonly string[]> {
    return (await this.#database.all<{ id: string }>(sql.ids)).map(({ id }) => id);
  }

  /** @throws Refusal where it is gone, or its secret is */
  async #piece(publication: string, start: number): Promise<Buffer> {
    const row = await this.#database.one<{ bytes: Uint8Array }>(sql.piece, publication, start);
    const piece = row && this.#seal.openBytes(row.bytes, partContext({ publication, start }));
    if (!piece || piece.length === 0) throw refusal('file-lost', {});
    return piece;
  }
}
