/**
 * What the server writes belongs to the account that it runs under: files 0600, folders 0700, whatever the umask and
 * whoever made the folder before. (Windows has no such modes; there the folder's own permissions count.)
 */
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { measured } from './store-times.ts';

export const privateFileMode = 0o600;
export const privateFolderMode = 0o700;
const forOthers = 0o077;
/** SQLite's name for a database without a file. */
const inMemory = ':memory:';
const hasModes = process.platform !== 'win32';

/** Makes a folder, with its parents, that nobody else can enter; one that is there already is closed to others. */
export function makePrivateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: privateFolderMode });
  close(path, privateFolderMode);
}

/** Closes a file to others, if it is there. */
export function closeFile(path: string): void {
  if (existsSync(path)) close(path, privateFileMode);
}

/** Opens an SQLite database, created if missing, that nobody else can read. */
export function openPrivateDatabase(file: string): DatabaseSync {
  // SQLite gives the files that it lays beside a database the mode of the database itself, so that comes first.
  if (file === inMemory) return new DatabaseSync(file);
  closeSync(openSync(file, 'a', privateFileMode));
  for (const suffix of ['', '-journal', '-wal', '-shm']) closeFile(file + suffix);
  return measured(new DatabaseSync(file), file);
}

/** Whether others than this account can read a file, or enter a folder; false where that cannot be told. */
export function isOpenToOthers(path: string): boolean {
  try {
    return hasModes && (statSync(path).mode & forOthers) !== 0;
  } catch {
    return false;
  }
}

function close(path: string, mode: number): void {
  if (!isOpenToOthers(path)) return;
  try {
    chmodSync(path, mode);
  } catch {
    // It belongs to someone else, or the file system has no modes. The start says so (see `main.ts`).
  }
}
