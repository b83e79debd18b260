import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sqliteProblem } from '../data/sqlite-database.ts';
import { type CheckedStore, ReadinessCheck } from './readiness.ts';
import { World } from './testing/world.ts';

const checked = (store: string, database: DatabaseSync): CheckedStore => ({
  store,
  problem: async () => sqliteProblem(database),
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'claritalk-ready-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Whether this account may mount a small disk. */
const mounts = (() => {
  try {
    const at = mkdtempSync(join(tmpdir(), 'claritalk-mount-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', at], { stdio: 'ignore' });
    execFileSync('umount', [at]);
    rmSync(at, { recursive: true });
    return true;
  } catch {
    return false;
  }
})();

test('a running gateway is ready; with a locked database, and while it shuts down, it is not', async () => {
  const world = await World.start({ shutdownMs: 2_000 });
  const ready = async () => {
    const response = await fetch(`${world.url}/readyz`);
    return [response.status, await response.json()];
  };
  /** What proxies ask: whether it takes requests. */
  const takes = async () => {
    const response = await fetch(`${world.url}/readyz?only=ending`);
    return [response.status, response.headers.get('connection'), await response.json()];
  };
  expect(await ready()).toEqual([200, { status: 'ready', problems: [] }]);
  const other = new DatabaseSync(join(world.dataDir, 'ledger.sqlite'));
  other.exec('BEGIN EXCLUSIVE');
  const locked = [503, { status: 'not-ready', problems: [{ store: 'ledger', problem: 'locked' }] }];
  await expect.poll(ready, { interval: 200 }).toEqual(locked);
  expect(await takes()).toEqual([200, 'keep-alive', { status: 'ready', problems: [] }]);
  // It is alive all the same.
  expect((await fetch(`${world.url}/healthz`)).status).toBe(200);
  other.exec('ROLLBACK');
  other.close();
  await expect.poll(ready, { interval: 200 }).toEqual([200, { status: 'ready', problems: [] }]);
  const cookie = await world.signIn();
  const stopped = world.stop();
  expect(await ready()).toEqual([503, { status: 'shutting-down', problems: [] }]);
  // Each response is the last on its connection: none ends with a request on it.
  expect(await takes()).toEqual([503, 'close', { status: 'shutting-down', problems: [] }]);
  // What still arrives is served.
  expect((await world.renew(cookie)).status).toBe(200);
  await stopped;
  await expect(ready()).rejects.toThrow();
});

test.skipIf(!mounts)(
  'a full disk is said, and that it has room again (needs an account that may mount)',
  async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', folder]);
    try {
      let now = 0;
      const database = new DatabaseSync(join(folder, 'a.sqlite'));
      database.exec('PRAGMA journal_mode = WAL; CREATE TABLE a (b) STRICT'.replace('(b)', '(b INTEGER)'));
      const check = new ReadinessCheck([checked('a', database)], folder, () => now);
      expect(await check.check()).toEqual({ status: 'ready', problems: [] });
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(join(folder, 'big'), Buffer.alloc(bavail * bsize - 4 * 1024 * 1024));
      // It is not asked again at once.
      expect((await check.check()).status).toBe('ready');
      now += 2_000;
      expect(await check.check()).toEqual({
        status: 'not-ready',
        problems: [{ store: 'disk', problem: 'full' }],
      });
      rmSync(join(folder, 'big'));
      now += 2_000;
      expect(await check.check()).toEqual({ status: 'ready', problems: [] });
      expect(existsSync(join(folder, 'ready'))).toBe(false);
      database.close();
    } finally {
      execFileSync('umount', [folder]);
    }
  },
);

test('a database that is read-only or closed is said by name', async () => {
  const file = join(folder, 'a.sqlite');
  new DatabaseSync(file).exec('CREATE TABLE a (b INTEGER) STRICT');
  const readOnly = new DatabaseSync(file, { readOnly: true });
  const closed = new DatabaseSync(':memory:');
  const busy = new DatabaseSync(':memory:');
  busy.exec('BEGIN IMMEDIATE');
  const stores = [checked('one', readOnly), checked('two', closed), checked('three', busy)];
  const check = new ReadinessCheck(stores, folder);
  closed.close();
  expect(await check.check()).toEqual({
    status: 'not-ready',
    problems: [
      { store: 'one', problem: 'read-only' },
      { store: 'two', problem: 'failed' },
    ],
  });
  readOnly.close();
});
