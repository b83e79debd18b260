import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { beginRun, DataDirInUse, lockDataDir } from './data-lock.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'claritalk-lock-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const lock = () => lockDataDir(directory, 'http://localhost:4180');

test('one at a time, again and again', async () => {
  const first = lock();
  for (let time = 0; time < 3; time += 1) expect(lock).toThrow(DataDirInUse);
  expect(lock).toThrow(`(process ${process.pid}, http://localhost:4180)`);
  await first.close();
  const second = lock();
  expect(lock).toThrow(DataDirInUse);
  await second.close();
});

test('what a file says of the one before decides nothing, and is only repeated when it makes sense', async () => {
  writeFileSync(join(directory, 'lock-holder'), 'process 1, http://x\n');
  const held = lock();
  writeFileSync(join(directory, 'lock-holder'), 'process 1, http://x\u001b[2J\nmore');
  expect(lock).toThrow(`DATA_DIR ${directory} is in use by another dashboard; stop`);
  rmSync(join(directory, 'lock-holder'));
  expect(lock).toThrow(DataDirInUse);
  await held.close();
});

test('a directory that cannot be written to is another matter', () => {
  expect(() => lockDataDir(join(directory, 'nowhere'), 'http://x')).toThrow(/ENOENT/);
  expect(statSync(directory).isDirectory()).toBe(true);
});

const file = () => join(directory, 'last-run');

test('each run is another one, and knows the one before', () => {
  const first = beginRun(directory);
  const second = beginRun(directory);
  expect([first.before, second.before]).toEqual([undefined, first.id]);
  expect(beginRun(directory).before).toBe(second.id);
});

test('a copy of the directory names a run that may go on elsewhere', () => {
  beginRun(directory);
  const elsewhere = mkdtempSync(join(directory, 'copy-'));
  cpSync(file(), join(elsewhere, 'last-run'));
  expect(beginRun(elsewhere).before).toBeUndefined();
});

test.each([
  [
    'before the machine was started again',
    (said: string) => said.replace(/ [0-9a-f-]{36} /, ` ${'0'.repeat(36)} `),
  ],
  ['of another kind', () => "' OR 1=1 \n"],
  ['of nothing', () => ''],
])('what is said %s does not count', (_name, change) => {
  beginRun(directory);
  writeFileSync(file(), change(readFileSync(file(), 'utf8')));
  expect(beginRun(directory).before).toBeUndefined();
});
