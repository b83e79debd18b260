import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serverEnvironment } from '../scripts/lib/server-environment.ts';
import { backedUp } from './data/backup.ts';
import { lockDataDir } from './data/data-lock.ts';
import { storePlans } from './gateway/store-plans.ts';
import { ConnectedWorld, offeredAt } from './gateway/testing/connected-world.ts';
import { json } from './gateway/testing/upstream.ts';

const settings = () => ({ connectionsSecret: 'a secret of the test that is long enough' });
const run = promisify(execFile);
let world: ConnectedWorld;
/** A data directory whose `gateway` is that of the running one. */
let dataDir: string;
beforeAll(async () => {
  world = await ConnectedWorld.start(settings());
  dataDir = mkdtempSync(join(tmpdir(), 'claritalk-backup-'));
  symlinkSync(world.admin.dataDir, join(dataDir, 'gateway'));
  await world.connect('chat2desk');
});
afterAll(async () => {
  rmSync(dataDir, { recursive: true });
  await world.stop();
});

const script = join(import.meta.dirname, 'backup.ts');
const environment = () => ({ ...serverEnvironment(), DATA_DIR: dataDir });
const command = (...values: string[]) =>
  run(process.execPath, [script, ...values], { env: environment() }).then(
    ({ stdout }) => stdout,
    ({ stderr }) => String(stderr).trim(),
  );
const send = (key: string) =>
  world.ask('ada', 'POST', '/chat2desk/v1/tags', {
    key,
    body: { tag_group_id: 1, tag_label: key.slice(0, 8), tag_description: 'y' },
  });

test('a copy made while the gateway writes is whole: what was done is known, and is not done again', async () => {
  world.system.answer = (_request, response) => json(response, 200, { data: { id: 7 }, status: 'success' });
  const before = randomUUID();
  expect((await send(before)).status).toBe(200);
  const target = join(dataDir, 'copy');
  const copying: ChildProcess = spawn(process.execPath, [script, 'backup', target], { env: environment() });
  const ended = once(copying, 'exit');
  let written = 0;
  while (copying.exitCode === null) {
    expect((await send(randomUUID())).status).toBe(200);
    written += 1;
  }
  expect(await ended).toEqual([0, null]);
  expect(written).toBeGreaterThan(5);
  expect(readdirSync(target).sort()).toEqual(backedUp.map((store) => `${store}.sqlite`).sort());
  expect(statSync(join(target, 'ledger.sqlite')).mode & 0o777).toBe(0o600);

  // Everything is lost but the backup and the sessions.
  await world.admin.close();
  for (const name of ['audit', 'connections', 'ledger'])
    writeFileSync(join(world.admin.dataDir, `${name}.sqlite`), 'damaged');
  expect(await command('restore', target)).toMatch(/^Restored audit\.sqlite .*\nRestored connections/);
  await world.admin.run(null, { offered: offeredAt(world.system.url), ...settings() });
  world.system.received.length = 0;
  const entries = (await world.admin.ask(world.people.ada, 'GET', '/ledger?limit=100')).body.entries;
  // The newest may have been in progress when the copy was made.
  const states: string[] = entries.map(({ state }: { state: string }) => state);
  expect(states.slice(1)).toEqual(states.slice(1).map(() => 'done'));
  expect(['done', 'unknown']).toContain(states[0]);
  expect((await send(before)).body).toEqual({ data: { id: 7 }, status: 'success' });
  expect(world.system.received.length).toBe(0);
  // The key of the connection opens.
  expect((await send(randomUUID())).status).toBe(200);
  expect(world.system.received[0]?.headers.authorization).toBe('own-key-of-the-test-1234');
}, 60_000);

test('says what is wrong, and changes nothing', async () => {
  const target = join(dataDir, 'other');
  expect(await command()).toBe('Use: npm run backup -- <folder>, or npm run restore -- <folder>');
  expect(await command('restore', target)).toBe(`There is no backup in ${target}.`);
  mkdirSync(target);
  writeFileSync(join(target, 'ledger.sqlite'), 'x'.repeat(5000));
  expect(await command('restore', target)).toBe(
    `${join(target, 'ledger.sqlite')} is damaged (it cannot be read).`,
  );
  expect(await command('backup', target)).toBe(
    `${join(target, 'ledger.sqlite')} exists; nothing was copied.`,
  );
  const lock = lockDataDir(dataDir, 'http://localhost:4180');
  expect(await command('restore', target)).toContain('is in use by another dashboard');
  await lock.close();
  expect(existsSync(join(target, 'audit.sqlite'))).toBe(false);
  rmSync(target, { recursive: true });
});

test('every store is in a backup, makes itself again, or would do harm', () => {
  const left = storePlans.map(({ store }) => store).filter((store) => !backedUp.includes(store));
  expect(left).toEqual(['sessions', 'push', 'work', 'shared', 'publications', 'broadcasts']);
});
