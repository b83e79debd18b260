import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPrivateDatabase, privateFileMode } from './private-files.ts';

/** Another server works with this data directory; its message is one sentence for the person who starts this one. */
export class DataDirInUse extends Error {}

export interface DataLock {
  close(): Promise<void>;
}

/** Of SQLite: someone else has the lock. */
const busy = 5;

/**
 * Keeps a data directory for this process alone: two servers on one would renew each other's sessions away. The lock is
 * the operating system's own, by way of SQLite, so it ends with the process however that ends, and none is ever stale.
 *
 * @param directory made before; `url` where this server can be reached, for whoever comes second.
 * @throws DataDirInUse; NodeJS.ErrnoException when the directory cannot be written to.
 */
export function lockDataDir(directory: string, url: string): DataLock {
  const holderFile = join(directory, 'lock-holder');
  const database = openPrivateDatabase(join(directory, 'lock'));
  try {
    database.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (!(error instanceof Error && 'errcode' in error && error.errcode === busy)) throw error;
    throw new DataDirInUse(
      `DATA_DIR ${directory} is in use by another dashboard${holderIn(holderFile)}; stop that one, or set another DATA_DIR.`,
    );
  }
  writeFileSync(holderFile, `process ${process.pid}, ${url}\n`, { mode: privateFileMode });
  return {
    async close() {
      rmSync(holderFile, { force: true });
      database.close();
    },
  };
}

/** Who has it, as far as it is known: a moment after its start it may not have said so yet. */
function holderIn(file: string): string {
  try {
    const [holder] = readFileSync(file, 'utf8').split('\n');
    return /^process \d+, https?:[\x21-\x7e]{1,200}$/.test(holder ?? '') ? ` (${holder})` : '';
  } catch {
    return '';
  }
}
