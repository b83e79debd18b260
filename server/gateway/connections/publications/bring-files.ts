import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../../../data/database.ts';
import type { Seal } from '../../sessions/sealed.ts';
import { PublicationStore } from './publication-store.ts';
import { StoredSpool } from './stored-spool.ts';

const pieceBytes = 1024 * 1024;

/**
 * Brings the files of a gateway that has ended from its folder into its store, so that they are copied with it. Each comes as a
 * whole or not at all, and once. @returns how many came
 */
export async function bringFiles(database: Database, seal: Seal, folder: string): Promise<number> {
  const spool = new StoredSpool(database, seal);
  const known = new Set(await spool.ids());
  let count = 0;
  for (const { id, received } of await new PublicationStore(database, seal).held()) {
    const file = join(folder, id);
    if (received === 0 || known.has(id) || !existsSync(file)) continue;
    const handle = openSync(file, 'r');
    try {
      await database.transaction(id, async (within) => {
        for (let at = 0; at < received; at += pieceBytes) {
          const piece = Buffer.alloc(Math.min(pieceBytes, received - at));
          readSync(handle, piece, 0, piece.length, at);
          await spool.keep(within, id, at, piece);
        }
      });
    } finally {
      closeSync(handle);
    }
    count += 1;
  }
  return count;
}
