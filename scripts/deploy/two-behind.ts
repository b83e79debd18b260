/**
 * Two gateways with one PostgreSQL behind nginx or Caddy with TLS, with the configuration in `deploy/`:
 * `node two-behind.ts <nginx or caddy> <program> <folder> <address of an empty database>`. Prints one JSON object of what happened. The folder
 * and the certificate are as for `behind-proxy.ts`.
 */
import type { ChildProcess } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request as sendSecurely } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { maxChunkBytes } from '#contract/claritalk/shapes.ts';
import { EventStream } from '../../server/gateway/testing/event-stream.ts';
import { statusChange } from '../../server/gateway/testing/push-world.ts';
import { json, tokens } from '../../server/gateway/testing/upstream.ts';
import { World } from '../../server/gateway/testing/world.ts';
import { parseHookSecrets } from '../../server/gateway/webhooks/hook-secrets.ts';
import { startCaddy, startNginx, until, writeNginx } from './proxy-parts.ts';

const [kind = '', program = '', folder = '', databaseUrl = ''] = process.argv.slice(2);
// Below those that the system gives to whoever asks for any.
const first = 10_000 + ((process.pid * 5) % 20_000);
const [tls, plain, ...ports] = [first, first + 1, first + 2, first + 3];
const publicUrl = `https://localhost:${tls}`;
const place = { program, folder, publicUrl, tls, plain };
const hookSecret = randomBytes(32).toString('base64url');
const hookPath = `/hooks/${hookSecret}`;

const secret = 'a secret that all gateways have, long enough';
const shared = {
  databaseUrl,
  publicUrl,
  sessionSecret: secret,
  connectionsSecret: secret,
  hookSecrets: parseHookSecrets(hookSecret, 'test'),
  heartbeatMs: 500,
  // Caddy asks once a second whether a gateway is ready.
  shutdownMs: kind === 'caddy' ? 3_000 : 300,
};
const worlds = await Promise.all(ports.map((port) => World.start({ ...shared, port })));
const sign = tokens();
for (const { upstream } of worlds) {
  upstream.answer = (request, response) => {
    if (!request.url.startsWith('/api/')) return sign(request, response);
    json(response, 200, request.url.includes('/upload') ? { data: {} } : { id: 1, name: 'Weekly' });
  };
}
/** How many requests for a path reached Claritalk through each. */
const reached = (path: string) =>
  worlds.map(({ upstream }) => upstream.received.filter(({ url }) => url.startsWith(path)).length);

/** A connection for each request: nginx ends idle ones when it reads its configuration again. */
const call = (method: string, path: string, headers: Record<string, string>, body?: Uint8Array) =>
  new Promise<number>((resolve, reject) => {
    const options = { host: 'localhost', port: tls, path, method, agent: false, headers };
    const length = body === undefined ? {} : { 'content-length': String(body.length) };
    const request = sendSecurely({ ...options, headers: { ...headers, ...length } }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    request.on('error', reject).end(body);
  });
const failed = (error: unknown) => String(error);
const report = (id: string) =>
  call(
    'POST',
    hookPath,
    { 'content-type': 'application/json' },
    Buffer.from(JSON.stringify(statusChange(id, 'finished'))),
  );

async function upload(headers: Record<string, string>): Promise<unknown> {
  const form = new FormData();
  const fields = { chunk_number: '1', total_chunks: '1', checksum: 'a'.repeat(64) };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const audio = new Uint8Array(maxChunkBytes).map((_, index) => index * 11);
  form.set('audio_chunk', new File([audio], 'chunk-1.webm', { type: 'audio/webm' }));
  const request = new Request('http://x.test', { method: 'POST', body: form });
  const bytes = new Uint8Array(await request.arrayBuffer());
  const type = request.headers.get('content-type') ?? '';
  const path = `/api/meetings/${randomUUID()}/upload`;
  const status = await call('POST', path, { ...headers, 'content-type': type }, bytes);
  const received = worlds.flatMap(({ upstream }) => upstream.received.filter(({ url }) => url === path));
  const digests = [...received.map(({ body }) => body), bytes].map((body) =>
    createHash('sha256').update(body).digest('hex'),
  );
  return [status, received.length, new Set(digests).size];
}

/** A page that reads its events wherever it gets to, and continues where it left off. */
function openPage(cookie: string, token: string | undefined) {
  const seen: string[] = [];
  let [position, opened, resyncs, isOver]: [string | undefined, number, number, boolean] = [
    undefined,
    0,
    0,
    false,
  ];
  const read = async () => {
    while (!isOver) {
      const stream = await EventStream.open(publicUrl, cookie, { token, lastEventId: position });
      if (stream.status !== 200) throw new Error(`a stream was refused with ${stream.status}`);
      opened += 1;
      while (!isOver && !(await Promise.race([stream.ended.then(() => true), pause(20, false)])));
      stream.close();
      seen.push(...stream.changes.map((change) => change.split(' ')[1] ?? ''));
      resyncs += stream.messages.filter(({ type }) => type === 'resync').length;
      position = stream.lastEventId ?? position;
    }
  };
  const reading = read();
  return {
    opened: () => opened,
    async close() {
      isOver = true;
      await reading;
      return { seen, resyncs, position };
    },
  };
}

const workersOf = ({ pid }: ChildProcess) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);

/** Takes gateways out of nginx, or back; those who are served now are served to their end. */
async function serveBy(proxy: ChildProcess, servers: readonly string[]): Promise<void> {
  const before = workersOf(proxy);
  writeNginx(place, servers);
  proxy.kill('SIGHUP');
  await until(() => workersOf(proxy).some((worker) => !before.includes(worker)));
}

async function rollingRestart(proxy: ChildProcess, cookie: string, headers: Record<string, string>) {
  const page = openPage(cookie, worlds[0]?.tokenOf(cookie));
  await until(() => page.opened() > 0);
  const outcomes: (number | string)[] = [];
  const sent: string[] = [];
  let isOver = false;
  const caller = async () => {
    while (!isOver) {
      outcomes.push(await call('GET', '/api/user/me', headers).catch(failed));
      await pause(40);
    }
  };
  const reporter = async () => {
    while (!isOver) {
      const id = randomUUID();
      outcomes.push(await report(id).catch(failed));
      sent.push(id);
      await pause(80);
    }
  };
  const working = [caller(), caller(), reporter()];
  const addresses = ports.map((port) => `127.0.0.1:${port}`);
  for (const [at, world] of worlds.entries()) {
    if (kind === 'nginx') {
      await serveBy(
        proxy,
        addresses.map((address, other) => (other === at ? `${address} down` : address)),
      );
    }
    await world.run();
    await until(async () => (await fetch(`http://127.0.0.1:${ports[at]}/readyz`)).ok);
    if (kind === 'nginx') await serveBy(proxy, addresses);
    const before = reached('/api/user/me')[at] ?? 0;
    await until(() => (reached('/api/user/me')[at] ?? 0) > before);
  }
  await until(() => outcomes.length > 50, 20_000);
  isOver = true;
  await Promise.all(working);
  const { seen, resyncs, position } = await page.close();
  const last = await EventStream.open(publicUrl, cookie, {
    token: worlds[0]?.tokenOf(cookie),
    lastEventId: position,
  });
  const missing = () => {
    const all = new Set([...seen, ...last.changes.map((change) => change.split(' ')[1])]);
    return sent.filter((id) => !all.has(id));
  };
  await until(() => missing().length === 0).catch(() => undefined);
  last.close();
  return {
    failed: outcomes.filter((outcome) => outcome !== 200),
    missing: missing().length,
    resyncs,
    reopened: page.opened() > 1,
  };
}

async function mainJob(proxy: ChildProcess) {
  const [world] = worlds;
  if (!world) throw new Error('there is no gateway');
  const cookie = await world.signIn();
  const token = world.tokenOf(cookie);
  const headers = {
    cookie,
    authorization: `Bearer ${token}`,
    'sec-fetch-site': 'same-origin',
    'sec-fetch-dest': 'empty',
  };
  const told: Record<string, unknown> = { session: cookie.split('=')[0] };
  const listed = await Promise.all(
    Array.from({ length: 20 }, () => call('GET', '/api/meetings/list', headers)),
  );
  told.list = [...new Set(listed)];
  told.both = reached('/api/meetings/list').every((count) => count > 0);
  // One at each: nginx takes turns.
  const streams = await Promise.all([1, 2].map(() => EventStream.open(publicUrl, cookie, { token })));
  await until(() => streams.every(({ messages }) => messages.length > 0));
  const ids = Array.from({ length: 10 }, () => randomUUID());
  // A gateway takes a few at a time, and Caddy may choose the same one for all.
  const statuses = [
    await Promise.all(ids.slice(0, 5).map(report)),
    await Promise.all(ids.slice(5).map(report)),
  ];
  told.reports = [...new Set(statuses.flat())];
  await until(() => streams.every(({ changes }) => changes.length === ids.length));
  told.events = streams.map(({ changes }) => new Set(changes).size);
  for (const stream of streams) stream.close();
  told.upload = await upload(headers);
  told.restart = await rollingRestart(proxy, cookie, headers);
  return told;
}

function start(): ChildProcess {
  const servers = ports.map((port) => `127.0.0.1:${port}`);
  if (kind !== 'nginx') return startCaddy(place, servers);
  writeNginx(place, servers);
  return startNginx(place);
}

const proxy = start();
try {
  await until(() => fetch(`${publicUrl}/healthz`).then(({ ok }) => ok));
  console.log(JSON.stringify(await mainJob(proxy)));
} finally {
  proxy.kill('SIGTERM');
  await Promise.all(worlds.map((world) => world.stop()));
}
