import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database, Databases } from './database.ts';
import { sqliteDatabases } from './sqlite-database.ts';

const plan = {
  store: 'test',
  tables: ['things'],
  migrations: ['CREATE TABLE things (name TEXT PRIMARY KEY, body BLOB) STRICT'],
};
let folder: string;
let databases: Databases;
let database: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'claritalk-sqlite-'));
});
afterEach(async () => {
  await databases.close();
});
const open = async () => {
  databases = sqliteDatabases(folder);
  database = await databases.open(plan);
};
const add = (name: string, bytes = 1) =>
  database.run('INSERT INTO things (name, body) VALUES (?, ?)', name, new Uint8Array(bytes));
const names = async () =>
  (await database.all<{ name: string }>('SELECT name FROM things ORDER BY name')).map(({ name }) => name);
const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: { name: string; problem: string }) => `${error.name} ${error.problem}`,
  );

/** Whether this account may mount a small disk. */
const mounts = (() => {
  const at = mkdtempSync(join(tmpdir(), 'claritalk-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', at], { stdio: 'ignore' });
    execFileSync('umount', [at]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(at, { recursive: true });
  }
})();

test.skipIf(!mounts)(
  'a full disk: each is told, nothing is half-written, and all is as before when there is room (needs an account that may mount)',
  async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder]);
    try {
      await open();
      await add('first');
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(join(folder, 'big'), Buffer.alloc(bavail * bsize - 64 * 1024));
      const both = database.transaction('all', async (within) => {
        await within.run("INSERT INTO things (name) VALUES ('half')");
        await within.run("INSERT INTO things (name, body) VALUES ('large', ?)", new Uint8Array(1_000_000));
      });
      const told = await Promise.all([problemOf(both), problemOf(add('alone', 1_000_000))]);
      expect(told).toEqual(['StoreFailure full', 'StoreFailure full']);
      expect(await names()).toEqual(['first']);
      rmSync(join(folder, 'big'));
      await Promise.all([add('then', 100_000), add('later')]);
      await databases.close();
      await open();
      expect(await names()).toEqual(['first', 'later', 'then']);
      await databases.close();
    } finally {
      execFileSync('umount', [folder]);
    }
  },
);

test('locked by another process: each is told at once, and all is as before when it is free', async () => {
  await open();
  const other = new DatabaseSync(join(folder, 'test.sqlite'));
  other.exec('BEGIN IMMEDIATE');
  const transaction = database.transaction('all', (within) =>
    within.run("INSERT INTO things (name) VALUES ('a')"),
  );
  expect([await problemOf(add('b')), await problemOf(transaction), await database.problem()]).toEqual([
    'StoreFailure locked',
    'StoreFailure locked',
    'locked',
  ]);
  // It can be read all the same.
  expect(await names()).toEqual([]);
  other.exec('ROLLBACK');
  other.close();
  await add('c');
  expect([await names(), await database.problem()]).toEqual([['c'], undefined]);
});

test('closed: each is told', async () => {
  await open();
  await databases.close();
  expect([await problemOf(add('a')), await problemOf(names())]).toEqual([
    'StoreFailure failed',
    'StoreFailure failed',
  ]);
  expect(await database.problem()).toBe('failed');
});
