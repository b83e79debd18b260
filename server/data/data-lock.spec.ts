import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DataDirInUse, lockDataDir } from './data-lock.ts';

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
