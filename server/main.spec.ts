import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

let directory: string;
let port: number;
const children: ChildProcess[] = [];
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'claritalk-main-'));
  port = await freePort();
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(directory, { recursive: true });
});

const listening = (server: Server, wanted = 0) =>
  new Promise<number>((resolve) => {
    server.listen(wanted, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });

async function freePort(): Promise<number> {
  const server = createServer();
  const free = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return free;
}

/** A Claritalk that is not there: starting does not depend on it. */
const elsewhere = {
  CLARITALK_URL: 'http://127.0.0.1:1',
  CLARITALK_CLIENT_ID: 'id',
  CLARITALK_CLIENT_SECRET: 'hidden-secret',
};

function start(environment: Record<string, string>) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { PATH: process.env.PATH, ENV_FILE: '', PORT: String(port), DATA_DIR: directory, ...environment },
  });
  children.push(child);
  const told = { out: '', error: '' };
  child.stdout.on('data', (part) => {
    told.out += part;
  });
  child.stderr.on('data', (part) => {
    told.error += part;
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, told, ended };
}

const health = () => fetch(`http://localhost:${port}/healthz`).then((response) => response.json());

describe('what cannot work ends with exit code 1 and one sentence', () => {
  const expectSentence = async (environment: Record<string, string>, sentence: RegExp) => {
    const { told, ended } = start({ ...elsewhere, ...environment });
    expect(await ended).toBe(1);
    expect(told.error.trim().split('\n')).toHaveLength(1);
    expect(told.error).toMatch(sentence);
    expect(told.error).not.toContain('hidden-secret');
  };

  test('a wrong setting', () => expectSentence({ SESSION_DAYS: 'many' }, /^SESSION_DAYS must be/));

  test('a missing setting', () =>
    expectSentence({ CLARITALK_CLIENT_SECRET: '' }, /set CLARITALK_CLIENT_SECRET too/));

  test('a port in use', async () => {
    const server = createServer();
    await listening(server, port);
    await expectSentence({}, /^Port \d+ is in use; stop the other program or set PORT\.$/m);
    await new Promise((resolve) => server.close(resolve));
  });

  test('a host that is not this machine', () =>
    expectSentence({ HOST: '192.0.2.1' }, /^HOST is not an address/));

  test('a data directory that is a file', async () => {
    writeFileSync(join(directory, 'file'), '');
    await expectSentence({ DATA_DIR: join(directory, 'file') }, /^DATA_DIR .* cannot be written to/);
  });

  test('a data directory that nobody can make', () =>
    expectSentence({ DATA_DIR: '/dev/null/data' }, /^DATA_DIR \/dev\/null\/data cannot be written to/));

  test('a damaged session database', async () => {
    mkdirSync(join(directory, 'gateway'));
    writeFileSync(join(directory, 'gateway/sessions.sqlite'), 'not a database'.repeat(100));
    await expectSentence({}, /^DATA_DIR .* cannot be written to: file is not a database/);
  });

  test('a file of settings that is not there', () =>
    expectSentence(
      { ENV_FILE: '/nowhere/.env' },
      /^ENV_FILE names \/nowhere\/\.env, which does not exist\.$/m,
    ));
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  'it runs without Claritalk, says so, and ends in order on %s',
  async (signal) => {
    const { child, told, ended } = start(elsewhere);
    await expect.poll(health, { timeout: 10_000 }).toMatchObject({
      status: 'ok',
      upstream: { origin: 'http://127.0.0.1:1', status: 'unreachable' },
    });
    child.kill(signal);
    child.kill(signal);
    expect(await ended).toBe(0);
    expect(told.out).toContain(`Dashboard  http://localhost:${port}\nClaritalk  http://127.0.0.1:1\n`);
    expect(told.out + told.error).not.toContain('hidden-secret');
    expect(told.error).toBe('');
  },
);

test('settings may come from a file, and the environment wins', async () => {
  const file = join(directory, 'settings.env');
  writeFileSync(
    file,
    `PORT=1\nCLARITALK_URL=http://127.0.0.1:2\nCLARITALK_CLIENT_ID=a\nCLARITALK_CLIENT_SECRET=b\n`,
  );
  start({ ENV_FILE: file });
  await expect
    .poll(health, { timeout: 10_000 })
    .toMatchObject({ upstream: { origin: 'http://127.0.0.1:2' } });
});
