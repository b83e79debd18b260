import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { serverEnvironment } from '../scripts/lib/server-environment.ts';

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

/** How long a process may take to start while other tests have the processor. */
const startMs = 15_000;

/** A Claritalk that is not there: starting does not depend on it. */
const elsewhere = {
  CLARITALK_URL: 'http://127.0.0.1:1',
  CLARITALK_CLIENT_ID: 'id',
  CLARITALK_CLIENT_SECRET: 'hidden-secret',
};

function start(
  environment: Record<string, string>,
  [command, ...before]: readonly [string, ...string[]] = [process.execPath],
) {
  const child = spawn(command, [...before, join(import.meta.dirname, 'main.ts')], {
    env: {
      ...serverEnvironment(),
      PORT: String(port),
      DATA_DIR: directory,
      ...environment,
    },
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

  test('a port in use that metrics should have', async () => {
    const server = createServer();
    const taken = await listening(server);
    await expectSentence(
      { METRICS_PORT: String(taken) },
      /^Port \d+ is in use; stop the other program or set METRICS_PORT\.$/m,
    );
    server.close();
  });

  test('a port in use', async () => {
    const server = createServer();
    await listening(server, port);
    await expectSentence({}, /^Port \d+ is in use; stop the other program or set PORT\.$/m);
    await new Promise((resolve) => server.close(resolve));
  });

  test('a host that is not this machine', () =>
    expectSentence({ HOST: '192.0.2.1' }, /^HOST is not an address/));

  test('a database that is not there', () => {
    const secret = 's'.repeat(43);
    const claritalk = {
      CLARITALK_URL: 'https://claritalk.test',
      CLARITALK_CLIENT_ID: 'id',
      CLARITALK_CLIENT_SECRET: 'x',
    };
    const shared = { SESSION_SECRET: secret, CONNECTIONS_SECRET: secret, HOOK_SECRETS: secret };
    return expectSentence(
      { ...claritalk, ...shared, DATABASE_URL: 'postgres://dashboard@127.0.0.1:9/dashboard' },
      /^The store sessions is unreachable; see DATABASE_URL\.$/m,
    );
  });

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
    await expect.poll(health, { timeout: startMs }).toMatchObject({
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
    .poll(health, { timeout: startMs })
    .toMatchObject({ upstream: { origin: 'http://127.0.0.1:2' } });
});

const ready = () => expect.poll(health, { timeout: startMs }).toMatchObject({ status: 'ok' });

describe('a data directory', () => {
  test('belongs to one server at a time; the second says so and ends', async () => {
    const first = start(elsewhere);
    await ready();
    const second = start({ ...elsewhere, PORT: String(await freePort()) });
    expect(await second.ended).toBe(1);
    expect(second.told.error).toBe(
      `DATA_DIR ${directory} is in use by another dashboard (process ${first.child.pid}, http://localhost:${port}); stop that one, or set another DATA_DIR.\n`,
    );
    await ready();
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(readdirSync(directory).sort()).toEqual(['gateway', 'last-run', 'lock']);
  });

  test('is free again after its server was killed, whoever has that process number now', async () => {
    const first = start(elsewhere);
    await ready();
    first.child.kill('SIGKILL');
    await first.ended;
    writeFileSync(join(directory, 'lock-holder'), `process ${process.pid}, http://localhost:1\n`);
    start(elsewhere);
    await ready();
  });
});

describe.skipIf(process.platform === 'win32')('what the server writes', () => {
  /** Without any umask: what is made without a mode of its own is open to everyone. */
  const openly = ['sh', '-c', `umask 0; exec "${process.execPath}" "$0"`] as const;
  const modes = (path = directory): [string, number][] =>
    readdirSync(path, { recursive: true, withFileTypes: true }).map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [file.slice(path.length), statSync(file).mode & 0o777];
    });
  const expectClosed = () => {
    const all = modes();
    for (const [file, mode] of all) {
      const folder = statSync(directory + file).isDirectory();
      expect(mode.toString(8), file).toBe(folder ? '700' : '600');
    }
    return all.map(([file]) => file).sort();
  };

  test('can be read by nobody else, whatever the umask: with Claritalk', async () => {
    const { child, ended } = start(elsewhere, openly);
    await ready();
    const files = expectClosed();
    for (const name of ['sessions', 'push', 'audit']) {
      for (const suffix of ['', '-shm', '-wal']) expect(files).toContain(`/gateway/${name}.sqlite${suffix}`);
    }
    for (const file of ['/gateway/session-secret', '/gateway/hook-secrets', '/lock', '/lock-holder']) {
      expect(files).toContain(file);
    }
    child.kill('SIGTERM');
    await ended;
    expectClosed();
  });

  test('can be read by nobody else, whatever the umask: with the sandbox', async () => {
    const environment = { SANDBOX_PORT: String(await freePort()), SANDBOX_MEETINGS: '2' };
    const { child, ended } = start({ ...environment, SANDBOX_CONNECT_ACCOUNT: 'none' }, openly);
    await ready();
    expect(expectClosed()).toEqual(
      expect.arrayContaining(['/sandbox', '/sandbox/sandbox.sqlite-wal', '/sandbox/oauth-private.key']),
    );
    child.kill('SIGKILL');
    await ended;
    expectClosed();
  });

  test('is closed where an earlier version, or someone, left it open; what is not its own is named', async () => {
    const gateway = join(directory, 'gateway');
    mkdirSync(gateway, { mode: 0o755 });
    for (const file of ['sessions.sqlite', 'audit.sqlite', 'audit.sqlite-wal', 'push.sqlite']) {
      writeFileSync(join(gateway, file), '');
      chmodSync(join(gateway, file), 0o644);
    }
    chmodSync(gateway, 0o755);
    chmodSync(directory, 0o755);
    const envFile = `${directory}.env`;
    writeFileSync(envFile, '# SESSION_SECRET=\nHOOK_SECRETS=\n');
    chmodSync(envFile, 0o640);
    const { told } = start({ ...elsewhere, ENV_FILE: envFile });
    await ready();
    expectClosed();
    expect(told.out).toContain(`DATA_DIR ${directory} can be read by other accounts`);
    expect(told.out).not.toContain('holds secrets');

    writeFileSync(envFile, '  export CLARITALK_CLIENT_SECRET=abc\n');
    const other = mkdtempSync(join(tmpdir(), 'claritalk-main-'));
    const again = start({ ...elsewhere, ENV_FILE: envFile, DATA_DIR: other, PORT: String(await freePort()) });
    await expect.poll(() => again.told.out, { timeout: startMs }).toContain('Dashboard');
    expect(again.told.out).toContain(`${envFile} holds secrets and can be read by other accounts`);
    expect(again.told.out).not.toContain('DATA_DIR');
    rmSync(envFile);
    again.child.kill('SIGKILL');
    await again.ended;
    rmSync(other, { recursive: true });
  });
});
