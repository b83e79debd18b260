import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SharedCommit } from './shared-commit.ts';

let directory: string;
let path: string;
let database: DatabaseSync;
/** Sees only what was committed. */
let other: DatabaseSync;
let shared: SharedCommit;
/** How often something was committed. */
let commits: number;
/** Says that what was given to the disk is there, or is not. */
let syncs: ((error: NodeJS.ErrnoException | null) => void)[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'claritalk-commit-'));
  const file = join(directory, 'a.sqlite');
  database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON');
  database.exec('CREATE TABLE parents (id INTEGER PRIMARY KEY) STRICT');
  database.exec(
    'CREATE TABLE lines (id INTEGER REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED) STRICT',
  );
  path = file;
  other = new DatabaseSync(file, { readOnly: true });
  [commits, syncs] = [0, []];
  const exec = database.exec.bind(database);
  database.exec = (sql) => {
    if (sql === 'COMMIT') commits += 1;
    exec(sql);
  };
  shared = new SharedCommit(database, file);
});
afterEach(() => {
  shared.close();
  other.close();
  database.close();
  rmSync(directory, { recursive: true });
});

const add = (id: number) =>
  shared.write(() => database.prepare('INSERT INTO parents VALUES (?)').run(id).changes);
const seen = () => other.prepare('SELECT id FROM parents').all().length;

test('lines of one turn are saved together, and are there when it says so', async () => {
  expect([add(1), add(2), add(3), seen()]).toEqual([1, 1, 1, 0]);
  await shared.saved();
  expect([seen(), commits]).toEqual([3, 1]);
  await shared.saved();
  add(4);
  await shared.saved();
  expect([seen(), commits]).toEqual([4, 2]);
});

test('they are saved without anyone waiting for it', async () => {
  add(1);
  await new Promise((resolve) => setImmediate(resolve));
  expect([seen(), commits]).toEqual([1, 1]);
});

test('what cannot wait for the turn to end is saved at once', async () => {
  add(1);
  shared.save();
  expect([seen(), commits]).toEqual([1, 1]);
  shared.save();
  add(2);
  await shared.saved();
  expect([seen(), commits]).toEqual([2, 2]);
});

test('a statement that fails leaves the others', async () => {
  add(1);
  expect(() => add(1)).toThrow('UNIQUE');
  add(2);
  await shared.saved();
  expect(seen()).toBe(2);
});

test('whoever waits is told when it could not be saved, and later lines can be', async () => {
  add(1);
  shared.write(() => database.prepare('INSERT INTO lines VALUES (7)').run());
  await expect(shared.saved()).rejects.toThrow('FOREIGN KEY');
  expect(seen()).toBe(0);
  shared.write(() => database.prepare('INSERT INTO lines VALUES (7)').run());
  expect(() => shared.save()).toThrow('FOREIGN KEY');
  add(2);
  await shared.saved();
  expect(seen()).toBe(1);
});

test('is saved when it is on disk; what is written in the meantime is brought there together', async () => {
  const slow = new SharedCommit(database, path, (_file, done) => void syncs.push(done));
  const insert = database.prepare('INSERT INTO parents VALUES (?)');
  const saved: number[] = [];
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  for (const id of [1, 2, 3]) {
    slow.write(() => insert.run(id));
    void slow.saved().then(() => saved.push(id));
    await turn();
  }
  // All are committed, none is on disk.
  expect([seen(), syncs.length, saved]).toEqual([3, 1, []]);
  syncs[0]?.(null);
  await turn();
  expect([syncs.length, saved]).toEqual([2, [1]]);
  syncs[1]?.(null);
  await turn();
  expect([syncs.length, saved]).toEqual([2, [1, 2, 3]]);
  slow.write(() => insert.run(4));
  const failing = slow.saved();
  await turn();
  syncs[2]?.(Object.assign(new Error('the disk is gone'), { code: 'EIO' }));
  await expect(failing).rejects.toThrow('the disk is gone');
  slow.close();
});
