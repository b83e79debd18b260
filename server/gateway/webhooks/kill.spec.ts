import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { statusChange } from '../testing/push-world.ts';

const secret = randomBytes(32).toString('base64url');
let directory: string;
let port: number;
let gateway: ChildProcess | undefined;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'push-kill-'));
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as { port: number }).port;
  await new Promise((resolve) => server.close(resolve));
});
afterEach(() => {
  gateway?.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
});

async function start(): Promise<void> {
  gateway = spawn(process.execPath, [join(import.meta.dirname, '../../main.ts')], {
    env: {
      PATH: process.env.PATH,
      ENV_FILE: '',
      PORT: String(port),
      DATA_DIR: directory,
      HOOK_SECRETS: secret,
      // Nobody is there, and nobody is needed: a delivery is taken without asking.
      CLARITALK_URL: 'http://127.0.0.1:1',
      CLARITALK_CLIENT_ID: 'id',
      CLARITALK_CLIENT_SECRET: 'secret',
    },
    stdio: 'ignore',
  });
  const healthy = () =>
    fetch(`http://localhost:${port}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect.poll(healthy, { timeout: 15_000 }).toBe(true);
}

const post = (body: unknown) =>
  fetch(`http://localhost:${port}/hooks/${secret}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

test('what was answered with 2xx survives kill -9, again and again', async () => {
  const answered: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    await start();
    let dead = false;
    const sender = async () => {
      while (!dead) {
        const id = randomUUID();
        const ok = await post(statusChange(id, 'finished')).then(
          (response) => response.ok,
          () => false,
        );
        if (ok) answered.push(id);
      }
    };
    const senders = [sender(), sender(), sender()];
    const before = answered.length;
    await expect.poll(() => answered.length - before, { timeout: 15_000 }).toBeGreaterThan(30);
    gateway?.kill('SIGKILL');
    if (gateway) await once(gateway, 'exit');
    dead = true;
    await Promise.all(senders);
  }
  const database = new DatabaseSync(join(directory, 'gateway', 'push.sqlite'));
  const subjects = (table: string) =>
    new Set(
      database
        .prepare(`SELECT subject FROM ${table}`)
        .all()
        .map(({ subject }) => String(subject)),
    );
  const [deliveries, events] = [subjects('deliveries'), subjects('events')];
  expect(answered.filter((id) => !deliveries.has(id) || !events.has(id))).toEqual([]);
  database.close();
});
