import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { availableMemory } from 'node:process';

/** Where Linux keeps files in memory. */
const memory = '/dev/shm';
const prefix = 'claritalk-tests-';
const giB = 1024 ** 3;

/**
 * Has the temporary files of a run of tests lie in memory, for this process and all that it starts: every store waits until
 * the disk has what it writes, which is half of the time of the servers' tests. Where there is no room, they lie where they always do.
 * @returns removes them
 */
export function keepTemporaryFilesInMemory(): () => void {
  if (process.env.TMPDIR !== undefined || !hasRoom()) return () => undefined;
  for (const name of readdirSync(memory)) {
    const of = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : 0;
    // Of a run that was ended at once.
    if (of > 0 && !existsSync(`/proc/${of}`)) rmSync(join(memory, name), { recursive: true, force: true });
  }
  const folder = join(memory, `${prefix}${process.pid}`);
  mkdirSync(folder, { recursive: true });
  // PostgreSQL may run under an account of its own, which has to get through.
  chmodSync(folder, 0o711);
  process.env.TMPDIR = folder;
  return () => {
    delete process.env.TMPDIR;
    rmSync(folder, { recursive: true, force: true });
  };
}

function hasRoom(): boolean {
  if (process.platform !== 'linux' || !existsSync(memory)) return false;
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > 2 * giB && availableMemory() > 4 * giB;
}
