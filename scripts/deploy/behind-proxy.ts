/**
 * The main job through a TLS proxy with the configuration in `deploy/`: `node behind-proxy.ts nginx <program> <folder>`.
 * Prints one JSON object of what happened. The folder has `cert.pem` and `key.pem` for `localhost`, and this process was
 * started with NODE_EXTRA_CA_CERTS=cert.pem, so the certificate is checked as a browser does.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { request as sendSecurely } from 'node:https';
import { join } from 'node:path';
import { maxChunkBytes } from '#contract/claritalk/shapes.ts';
import { PushWorld, processed } from '../../server/gateway/testing/push-world.ts';
import { json } from '../../server/gateway/testing/upstream.ts';
import { startCaddy, startNginx, until, writeNginx } from './proxy-parts.ts';

const [kind = '', program = '', folder = ''] = process.argv.slice(2);
const meeting = '0b0a3a3e-1111-4222-8333-444455556666';
// Below those that the system gives to whoever asks for any.
const first = 10_000 + ((process.pid * 3) % 20_000);
const [tls, plain, port] = [first, first + 1, first + 2];
const publicUrl = `https://localhost:${tls}`;

const place = { program, folder, publicUrl, tls, plain };
function nginx() {
  writeNginx(place, [`127.0.0.1:${port}`]);
  return startNginx(place);
}

const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');

/** Sends a path as it is, which `fetch` would resolve first. */
const rawStatus = (path: string) =>
  new Promise<number>((resolve, reject) => {
    const request = sendSecurely({
      host: 'localhost',
      port: tls,
      path,
      headers: { host: `localhost:${tls}` },
    });
    request.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject).end();
  });

const redirect = () =>
  new Promise<string>((resolve, reject) => {
    get(`http://127.0.0.1:${plain}/meetings?a=%2F`, (response) => {
      response.resume();
      resolve(`${response.statusCode} ${response.headers.location}`);
    }).on('error', reject);
  });

async function mainJob(push: PushWorld) {
  const { world } = push;
  const { cookie, token } = await push.signIn();
  const told: Record<string, unknown> = { session: cookie.split('=')[0] };
  const answer = world.upstream.answer;
  world.upstream.answer = (request, response) =>
    request.url.includes('/upload') || request.method === 'POST'
      ? json(response, 200, { data: { uuid: meeting } })
      : answer(request, response);

  // The recording leaves in chunks of the largest size.
  const form = new FormData();
  for (const [name, value] of Object.entries({
    chunk_number: '1',
    total_chunks: '1',
    checksum: 'a'.repeat(64),
  }))
    form.set(name, value);
  const audio = new Uint8Array(maxChunkBytes).map((_, index) => index * 7);
  form.set('audio_chunk', new File([audio], 'chunk-1.webm', { type: 'audio/webm' }));
  const body = new Request('http://x.test', { method: 'POST', body: form });
  const bytes = new Uint8Array(await body.arrayBuffer());
  const headers = { 'content-type': body.headers.get('content-type') ?? '' };
  const uploaded = await world.api(`/meetings/${meeting}/upload`, cookie, {
    method: 'POST',
    body: bytes,
    headers,
  });
  const received = world.upstream.received.find(({ url }) => url.includes('/upload'));
  told.upload = [uploaded.status, sha256(received?.body ?? new Uint8Array()) === sha256(bytes)];
  const tooLong = { method: 'POST', body: new Uint8Array(13 * 1024 * 1024), headers };
  told.tooLong = await world.api(`/meetings/${meeting}/upload`, cookie, tooLong).then(
    ({ status }) => status,
    () => 'closed',
  );

  // It is processed; the page hears of it and reads it.
  push.allow(meeting, token);
  const stream = await push.listen(cookie);
  told.stream = [stream.status, stream.headers.get('content-type')];
  await until(() => stream.messages.length > 0);
  told.webhook = await push.result(processed(meeting, Buffer.alloc(9 * 1024 * 1024, 1)));
  // A proxy that keeps pieces back would keep this one until the next sign of life, or for good.
  await until(() => stream.changes.length > 0);
  told.change = stream.changes[0];
  const read = await world.api(`/meetings/${meeting}`, cookie);
  told.meeting = [read.status, ((await read.json()) as { name: string }).name];

  const before = world.upstream.received.length;
  told.dots = await rawStatus('/api/types/%2e%2e%2f%2e%2e%2fadmin');
  told.sentForDots = world.upstream.received.length - before;
  told.metrics = await rawStatus('/metrics');
  told.ready = await rawStatus('/readyz');
  if (kind === 'nginx') told.redirect = (await redirect()).replace(String(tls), 'TLS');
  push.hangUp();
  const log = await until(() => readFileSync(join(folder, 'access.log'), 'utf8'));
  told.logged = [log.includes('/upload'), log.includes(push.secret), log.includes('/hooks/')];
  return told;
}

const push = await PushWorld.start({
  publicUrl,
  port,
  metrics: { port: undefined, host: 'localhost', token: randomUUID() },
});
const proxy = kind === 'nginx' ? nginx() : startCaddy(place, [`127.0.0.1:${port}`]);
try {
  await until(() => fetch(`${publicUrl}/healthz`).then(({ ok }) => ok));
  console.log(JSON.stringify(await mainJob(push)));
} finally {
  proxy.kill('SIGTERM');
  await push.stop();
}
