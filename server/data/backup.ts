import { chmodSync, copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makePrivateFolder, privateFileMode } from './private-files.ts';

/**
 * Stores that a backup has: the rest makes itself again, or would do harm. A publication that was under way then and is finished
 * now would be published a second time, and a link to a file that was revoked since would work again.
 */
export const backedUp: readonly string[] = ['audit', 'connections', 'ledger', 'retention', 'consents'];

/** Why nothing was done, in one sentence. */
export class BackupError extends Error {}

export interface CopiedFile {
  readonly name: string;
  readonly bytes: number;
}

/** How long a writer may keep a copy waiting, in ms. */
const patienceMs = 10_000;

/**
 * Copies the databases to a folder while a gateway may be writing to them: each copy is its database at one moment.
 * @param directory of the gateway. @throws BackupError
 */
export function backUp(directory: string, target: string): readonly CopiedFile[] {
  const names = backedUp.map((name) => `${name}.sqlite`);
  const present = names.filter((name) => existsSync(join(directory, name)));
  if (present.length === 0) throw new BackupError(`There is nothing to back up in ${directory}.`);
  const taken = names.find((name) => existsSync(join(target, name)));
  if (taken !== undefined) throw new BackupError(`${join(target, taken)} exists; nothing was copied.`);
  makePrivateFolder(target);
  return present.map((name) => {
    const [copy, part] = [join(target, name), join(target, `${name}.part`)];
    rmSync(part, { force: true });
    const database = new DatabaseSync(join(directory, name), { timeout: patienceMs });
    try {
      database.prepare('VACUUM INTO ?').run(part);
      chmodSync(part, privateFileMode);
      checkCopy(part);
      renameSync(part, copy);
    } finally {
      database.close();
      rmSync(part, { force: true });
    }
    return { name, bytes: statSync(copy).size };
  });
}

/**
 * Puts the databases of a backup into place; what was there is moved to a folder beside them. No gateway may be running.
 * @returns what was restored, and the folder of what was there. @throws BackupError
 */
export function restore(
  source: string,
  directory: string,
  now: Date,
): { readonly files: readonly CopiedFile[]; readonly before: string } {
  const names = backedUp.map((name) => `${name}.sqlite`).filter((name) => existsSync(join(source, name)));
  if (names.length === 0) throw new BackupError(`There is no backup in ${source}.`);
  for (const name of names) checkCopy(join(source, name));
  makePrivateFolder(directory);
  const before = join(directory, `before-restore-${now.toISOString().replace(/[:.]/g, '-')}`);
  makePrivateFolder(before);
  const files = names.map((name) => {
    const [file, part] = [join(directory, name), join(directory, `${name}.part`)];
    copyFileSync(join(source, name), part);
    chmodSync(part, privateFileMode);
    // With the log of what was there, which would be read into the copy.
    for (const end of ['-wal', '-shm', '-journal', '']) {
      if (existsSync(file + end)) renameSync(file + end, join(before, name + end));
    }
    renameSync(part, file);
    return { name, bytes: statSync(file).size };
  });
  return { files, before };
}

function checkCopy(file: string): void {
  let found = 'it cannot be read';
  try {
    const database = new DatabaseSync(file, { readOnly: true });
    found = String(database.prepare('PRAGMA integrity_check').get()?.integrity_check);
    database.close();
  } catch {
    // Said below.
  }
  if (found !== 'ok') throw new BackupError(`${file} is damaged (${found}).`);
}
