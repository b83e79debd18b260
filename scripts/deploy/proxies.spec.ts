import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createPostgresDatabase } from '../../server/data/testing/postgres.ts';

/** A program that is installed, or that the environment names (NGINX, CADDY). */
function programOf(name: 'nginx' | 'caddy'): string | undefined {
  const named = process.env[name.toUpperCase()];
  if (named) return named;
  try {
    return execFileSync('sh', ['-c', `PATH="$PATH:/usr/sbin" command -v ${name}`])
      .toString()
      .trim();
  } catch {
    return undefined;
  }
}

/** Runs a script with values and a folder that has a certificate for `localhost`. */
async function tryBehind(script: string, ...values: readonly string[]): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'claritalk-proxy-'));
  try {
    const made = ['-keyout', 'key.pem', '-out', 'cert.pem', '-days', '2', '-subj', '/CN=localhost'];
    const names = ['-addext', 'subjectAltName=DNS:localhost'];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...made, ...names], {
      cwd: folder,
      stdio: 'ignore',
    });
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(import.meta.dirname, script), ...values.map((value) => (value === inFolder ? folder : value))],
      { env: { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, 'cert.pem') }, timeout: 110_000 },
    );
    return JSON.parse(stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** In place of the folder. */
const inFolder = '<folder>';

const whatHappens = {
  session: '__Host-session',
  upload: [200, true],
  tooLong: 413,
  stream: [200, 'text/event-stream; charset=utf-8'],
  webhook: 'announced',
  change: 'meeting.processed 0b0a3a3e-1111-4222-8333-444455556666',
  meeting: [200, 'Secret plans'],
  dots: 404,
  sentForDots: 0,
  metrics: 404,
  ready: 200,
  logged: [true, false, false],
};

const whatTwoDo = {
  session: '__Host-session',
  list: [200],
  both: true,
  reports: [200],
  events: [10, 10],
  // Arrived once, and as it was sent.
  upload: [200, 1, 1],
  restart: { failed: [], missing: 0, resyncs: 0, reopened: true },
};

const [nginx, caddy] = [programOf('nginx'), programOf('caddy')];

test.skipIf(!nginx)(
  'the main job through nginx with TLS (needs nginx)',
  async () => {
    expect(await tryBehind('behind-proxy.ts', 'nginx', nginx ?? '', inFolder)).toEqual({
      ...whatHappens,
      redirect: '301 https://localhost:TLS/meetings?a=%2F',
    });
  },
  120_000,
);

test.skipIf(!caddy)(
  'the main job through Caddy with TLS (needs caddy)',
  async () => {
    expect(await tryBehind('behind-proxy.ts', 'caddy', caddy ?? '', inFolder)).toEqual(whatHappens);
  },
  120_000,
);

test.skipIf(!nginx)(
  'two gateways behind nginx with TLS, restarted one after the other without a request failing (needs nginx)',
  async () => {
    const database = await createPostgresDatabase();
    expect(await tryBehind('two-behind.ts', 'nginx', nginx ?? '', inFolder, database)).toEqual(whatTwoDo);
  },
  120_000,
);

test.skipIf(!caddy)(
  'two gateways behind Caddy with TLS, restarted one after the other without a request failing (needs caddy)',
  async () => {
    const database = await createPostgresDatabase();
    expect(await tryBehind('two-behind.ts', 'caddy', caddy ?? '', inFolder, database)).toEqual(whatTwoDo);
  },
  120_000,
);
