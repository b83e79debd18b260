/**
 * What other people notice while someone attacks the gateway: their requests are sent at a steady pace, in calm and
 * under each attack, and their times compared.
 *
 *   npm run build && npm run bench:under-attack -- [seconds of each measurement, 8]
 *
 * Gateway, Claritalk (the sandbox, its answers to "who is this" 150 ms later), attacker and measurement are processes of
 * their own. Figures differ between machines; compare the two columns within one run (docs/performance.md).
 */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { dashboardClient, serviceAccount } from '../server/sandboxes/claritalk/credentials.ts';
import { endOnSignals } from './interrupt.ts';
import type { AttackName, Order } from './under-attack/attacker.ts';
import { type Person, pageHeaders, renew, type Servers, signIn } from './under-attack/people.ts';

const seconds = Number(process.argv[2] ?? 8);
const everyMs = 20;
const delayMs = 150;
endOnSignals();

const quantile = (values: readonly number[], part: number) =>
  [...values].sort((one, other) => one - other)[
    Math.min(values.length - 1, Math.floor(values.length * part))
  ] ?? Number.NaN;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const child = (file: string, ...args: string[]): ChildProcess =>
  fork(join(import.meta.dirname, 'under-attack', file), args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });

async function startGateway(dataDir: string, port: number, sandbox: string): Promise<ChildProcess> {
  const gateway = spawn(process.execPath, [join(import.meta.dirname, '../server/main.ts')], {
    env: {
      PATH: process.env.PATH,
      ENV_FILE: '',
      PORT: String(port),
      DATA_DIR: dataDir,
      CLARITALK_URL: sandbox,
      CLARITALK_CLIENT_ID: dashboardClient.clientId,
      CLARITALK_CLIENT_SECRET: dashboardClient.clientSecret,
      CLARITALK_SERVICE_ID: serviceAccount.clientId,
      CLARITALK_SERVICE_SECRET: serviceAccount.clientSecret,
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  process.once('exit', () => gateway.kill('SIGKILL'));
  const healthy = () =>
    fetch(`http://localhost:${port}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await healthy())) await pause(100);
  return gateway;
}

const dataDir = await mkdtemp(join(tmpdir(), 'bench-under-attack-'));
const port = await freePort();
const dashboard = `http://localhost:${port}`;
const claritalk = child('claritalk.ts', join(dataDir, 'sandbox'), dashboard);
const [{ url: sandbox }] = (await once(claritalk, 'message')) as [{ url: string }];
const gateway = await startGateway(dataDir, port, sandbox);
const attacker = child('attacker.ts');
const servers: Servers = { sandbox, dashboard };

const [ada, owen, nora] = [
  await signIn(servers, 'ada@sandbox.test'),
  await signIn(servers, 'owen@sandbox.test'),
  await signIn(servers, 'nora@sandbox.test'),
];
const slowAnswers = { operation: 'getCurrentUser', delayMs, times: 10_000 };
await fetch(`${sandbox}/sandbox/faults`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(slowAnswers),
});

const api = (person: Person, path: string) => () =>
  fetch(dashboard + path, {
    headers: { ...pageHeaders(dashboard, person.cookie), authorization: `Bearer ${person.token}` },
  });
const colleague = await (async () => {
  const users = (await (await api(ada, '/api/users/list')()).json()) as { id: string; email: string }[];
  return users.find(({ email }) => !/^(ada|owen|nora)@/.test(email))?.id ?? '';
})();
const rename = () =>
  fetch(`${dashboard}/admin/users/${colleague}`, {
    method: 'PUT',
    headers: {
      ...pageHeaders(dashboard, ada.cookie),
      authorization: `Bearer ${ada.token}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({ name: `Renamed ${randomBytes(3).toString('hex')}` }),
  });

/** What people do all the time, taking turns, and what an admin does now and then. */
const usual = [
  api(owen, '/api/meetings/list?limit=25'),
  api(nora, '/api/types/list'),
  api(owen, '/session'),
  api(nora, '/favicon.svg'),
  api(ada, '/meetings'),
];
const adminEvery = 40;

interface Times {
  readonly usual: number[];
  readonly admin: number[];
  failed: number;
}

/** Sends requests at their pace for this long; each is measured from when it was due. */
async function measure(ms: number): Promise<Times> {
  const times: Times = { usual: [], admin: [], failed: 0 };
  const running: Promise<void>[] = [];
  const startedAt = performance.now();
  const ask = async (send: () => Promise<Response>, into: number[], due: number) => {
    try {
      const response = await send();
      await response.arrayBuffer();
      if (!response.ok) times.failed += 1;
    } catch {
      times.failed += 1;
    }
    into.push(performance.now() - due);
  };
  for (let number = 0; number * everyMs < ms; number += 1) {
    const due = startedAt + number * everyMs;
    await pause(Math.max(0, due - performance.now()));
    running.push(ask(usual[number % usual.length] as () => Promise<Response>, times.usual, due));
    if (number % adminEvery === 0) running.push(ask(rename, times.admin, due));
  }
  await Promise.all(running);
  return times;
}

const auditLines = () => {
  const database = new DatabaseSync(join(dataDir, 'gateway', 'audit.sqlite'), { readOnly: true });
  const { lines } = database.prepare('SELECT count(*) AS lines FROM audit_intents').get() as {
    lines: number;
  };
  database.close();
  return lines;
};

const column = (values: readonly number[]) =>
  [0.5, 0.99].map((part) => `${quantile(values, part).toFixed(1)} ms`.padStart(10)).join('');

function show(name: string, kind: 'usual' | 'admin', calm: Times, attacked: Times): void {
  const ratio = quantile(attacked[kind], 0.99) / quantile(calm[kind], 0.99);
  const verdict = `× ${ratio.toFixed(2)}${ratio <= 3 ? '' : '  more than 3'}`;
  console.log(`${name.padEnd(44)}${column(calm[kind])}${column(attacked[kind])}   ${verdict}`);
}

const attackNames: readonly (readonly [AttackName, string])[] = [
  ['headers', '34 headers of 15,000 spaces in 2 s'],
  ['codes', '70 invented codes, 70 after beginning'],
  ['admin', '400 forbidden admin requests'],
  ['heads', '5,000 connections with slow heads'],
  ['forms', '5,000 connections with slow forms'],
];

try {
  console.log(
    `${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)} before; ${1000 / everyMs} requests/s of others`,
  );
  await measure(3_000);
  const head = ['calm p50', 'p99', 'attack p50', 'p99'].map((text) => text.padStart(10)).join('');
  console.log(' '.repeat(44) + head);
  for (const [attack, name] of attackNames) {
    const calm = await measure(seconds * 1_000);
    const before = auditLines();
    attacker.send({ attack, servers, member: owen } satisfies Order);
    const done = once(attacker, 'message');
    const attacked = await measure(seconds * 1_000);
    const renames = attacked.admin.length;
    const [tally] = await done;
    show(name, 'usual', calm, attacked);
    show('  an admin in the meantime', 'admin', calm, attacked);
    const failed = `others: ${calm.failed} and ${attacked.failed} failed`;
    console.log(
      `  attacker: ${JSON.stringify(tally)}; ${failed}; audit lines +${auditLines() - before - renames}`,
    );
    if (attack !== 'codes') continue;
    // Claritalk's minute is not used up: a session whose token it refuses is renewed, and a known browser gets in.
    await fetch(`${sandbox}/sandbox/expire-tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    await api(nora, '/api/types/list')();
    await signIn(servers, 'ada@sandbox.test', ada.cookie).then((again) => Object.assign(ada, again));
    console.log(
      `  a renewal at Claritalk afterwards: ${await renew(servers, nora)}; a sign-in in a known browser: 200`,
    );
    for (const person of [owen, ada]) {
      await api(person, '/api/types/list')();
      await renew(servers, person);
    }
  }
  console.log(`load ${loadavg()[0]?.toFixed(1)} after`);
} finally {
  attacker.disconnect();
  claritalk.disconnect();
  gateway.kill('SIGTERM');
  await once(gateway, 'exit');
  await rm(dataDir, { recursive: true, force: true });
}
process.exit();
