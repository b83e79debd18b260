import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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

/** One run of a gateway, from its start to its end. */
export interface OwnRun {
  readonly id: string;
  /** The run before, which has certainly ended; undefined where there was none, or that is not certain. */
  readonly before: string | undefined;
}

const runFile = 'last-run';

/**
 * Begins a run in a data directory that this process has locked: so whatever ran there before has ended, and is not merely held.
 * A copy of the directory names a run that may go on elsewhere, so only the same directory counts, since the machine has started.
 */
export function beginRun(directory: string): OwnRun {
  const [id, place] = [randomUUID(), placeOf(directory)];
  const said = contentOf(join(directory, runFile))?.trim().split(' ') ?? [];
  const [before = '', ...rest] = said;
  const isCertain = place !== undefined && rest.join(' ') === place && /^[0-9a-f-]{36}$/.test(before);
  writeFileSync(join(directory, runFile), `${id} ${place ?? ''}\n`, { mode: privateFileMode });
  return { id, before: isCertain ? before : undefined };
}

/** A run of which nothing is known beforehand. */
export const firstRun = (): OwnRun => ({ id: randomUUID(), before: undefined });

/** Where a directory is, since the machine has started; undefined on systems that do not say when that was. */
function placeOf(directory: string): string | undefined {
  const start = contentOf('/proc/sys/kernel/random/boot_id')?.trim();
  const { dev, ino } = statSync(directory);
  return start && `${start} ${dev} ${ino}`;
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
