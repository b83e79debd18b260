import { randomBytes, randomUUID } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ConnectedWorld } from '../testing/connected-world.ts';
import { EventStream } from '../testing/event-stream.ts';
import { statusChange } from '../testing/push-world.ts';
import { json } from '../testing/upstream.ts';
import { World } from '../testing/world.ts';
import { parseHookSecrets } from '../webhooks/hook-secrets.ts';
import { createMetrics } from './metrics.ts';
import { operationLabels } from './operation-labels.ts';

const token = 'a token of the test that is long enough';
let world: World;
beforeEach(async () => {
  world = await World.start({ metrics: { port: undefined, host: 'localhost', token } });
});
afterEach(() => world.stop());

const read = (authorization = `Bearer ${token}`) =>
  fetch(`${world.url}/metrics`, { headers: { authorization } });
/** The lines of one metric, without the figures of a histogram. */
const linesOf = async (name: string) =>
  (await (await read()).text())
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));

test('requests are counted by operation and status, systems by what became of it', async () => {
  const cookie = await world.signIn();
  world.upstream.answer = (request, response) => {
    response.setHeader('x-ratelimit-limit', '480');
    response.setHeader('x-ratelimit-remaining', request.url.includes('types') ? '120' : '360');
    json(response, request.url.includes('types') ? 200 : 500, {});
  };
  await world.api('/types/list', cookie);
  await world.api('/types/list', cookie);
  await world.api('/user/me', cookie);
  await world.api('/nothing/like/this-f00', cookie);
  await fetch(`${world.url}/meetings/0b0a3a3e-1111-4222-8333-444455556666`);
  const requests = await linesOf('dashboard_http_requests_total');
  expect(requests.filter((line) => !line.includes('system="gateway"')).sort()).toEqual([
    'dashboard_http_requests_total{system="claritalk",operation="getCurrentUser",status="500"} 1',
    'dashboard_http_requests_total{system="claritalk",operation="listTypes",status="200"} 2',
    'dashboard_http_requests_total{system="claritalk",operation="unknown",status="404"} 1',
  ]);
  const upstream = (await linesOf('dashboard_upstream_request_duration_seconds_count')).sort();
  expect(upstream).toEqual([
    // The sign-in's, too.
    'dashboard_upstream_request_duration_seconds_count{system="claritalk",outcome="2xx"} 3',
    'dashboard_upstream_request_duration_seconds_count{system="claritalk",outcome="5xx"} 1',
  ]);
  expect(await linesOf('dashboard_quota_left_ratio')).toEqual([
    'dashboard_quota_left_ratio{system="claritalk"} 0.25',
  ]);
  expect(await linesOf('dashboard_ready')).toEqual(['dashboard_ready 1']);
  expect(await linesOf('dashboard_event_streams')).toEqual(['dashboard_event_streams 0']);
  expect((await linesOf('dashboard_store_duration_seconds_count')).join('\n')).toMatch(
    /\{store="sessions",kind="read"\} [1-9]/,
  );
  const text = await (await read()).text();
  for (const secret of ['this-f00', '0b0a3a3e', 'access-secret', cookie.split('=')[1] ?? '-'])
    expect(text).not.toContain(secret);
});

test('how many requests were timed, which webhooks were taken, and the bytes of files', async () => {
  const secret = randomBytes(32).toString('base64url');
  await world.run({ hookSecrets: parseHookSecrets(secret, 'test') });
  const cookie = await world.signIn();
  world.upstream.answer = (_request, response) => json(response, 200, {});
  const form = new FormData();
  for (const name of ['chunk_number', 'total_chunks']) form.set(name, '1');
  form.set('audio_chunk', new File([new Uint8Array(5_000)], 'a.webm', { type: 'audio/webm' }));
  const upload = new Request('http://x.test', { method: 'POST', body: form });
  const type = upload.headers.get('content-type') ?? '';
  const body = Buffer.from(await upload.arrayBuffer());
  const path = `/meetings/${randomUUID()}/upload`;
  const send = () => world.api(path, cookie, { method: 'POST', body, headers: { 'content-type': type } });
  expect([(await send()).status, (await send()).status]).toEqual([200, 200]);
  expect((await world.api('/types/list', cookie)).status).toBe(200);
  const delivery = JSON.stringify(statusChange(randomUUID(), 'finished'));
  for (let time = 0; time < 2; time += 1) {
    const headers = { 'content-type': 'application/json' };
    await fetch(`${world.url}/hooks/${secret}`, { method: 'POST', headers, body: delivery });
  }
  await fetch(`${world.url}/hooks/${'x'.repeat(43)}`, { method: 'POST' });
  expect(await linesOf('dashboard_upload_bytes_total')).toEqual([
    `dashboard_upload_bytes_total{system="claritalk"} ${2 * body.length}`,
  ]);
  expect((await linesOf('dashboard_webhooks_total')).toSorted()).toEqual([
    'dashboard_webhooks_total{system="claritalk",result="announced"} 1',
    'dashboard_webhooks_total{system="claritalk",result="repeated"} 1',
    'dashboard_webhooks_total{system="unknown",result="refused"} 1',
  ]);
  const counts = await linesOf('dashboard_http_request_duration_seconds_count');
  expect(counts.filter((line) => /claritalk|webhook|signIn|token/.test(line)).toSorted()).toEqual([
    'dashboard_http_request_duration_seconds_count{system="claritalk",operation="listTypes"} 1',
    'dashboard_http_request_duration_seconds_count{system="claritalk",operation="uploadAudioChunk"} 2',
    'dashboard_http_request_duration_seconds_count{system="gateway",operation="token"} 1',
    'dashboard_http_request_duration_seconds_count{system="gateway",operation="webhook"} 3',
  ]);
});

test('pages that are connected are counted while they are, and their time is that of no request', async () => {
  const cookie = await world.signIn();
  const connected = async () => (await linesOf('dashboard_event_streams')).join();
  expect(await connected()).toBe('dashboard_event_streams 0');
  const stream = await EventStream.open(world.url, cookie, { token: world.tokenOf(cookie) });
  await expect.poll(() => stream.messages[0]?.type).toBe('hello');
  expect(await connected()).toBe('dashboard_event_streams 1');
  stream.close();
  await expect.poll(connected).toBe('dashboard_event_streams 0');
  const times = (await linesOf('dashboard_http_request_duration_seconds_count')).join('\n');
  expect(times).not.toContain('events');
});

test('nobody reads them without the token, and they are nowhere when nobody asked for them', async () => {
  for (const wrong of ['', 'Bearer', `Bearer ${token}x`, `Basic ${token}`])
    expect((await read(wrong)).status, wrong).toBe(401);
  expect((await fetch(`${world.url}/metrics`, { method: 'POST' })).status).toBe(405);
  await world.run({ metrics: undefined });
  expect((await read()).headers.get('content-type')).not.toContain('version=0.0.4');
});

test('with a port of their own they are there alone, and a port that is taken is said', async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
  const metrics = { port, host: '127.0.0.1', token: undefined };
  await expect(world.run({ metrics })).rejects.toThrow('EADDRINUSE');
  await new Promise((resolve) => server.close(resolve));
  await world.run({ metrics });
  const own = await fetch(`http://127.0.0.1:${port}/metrics`);
  expect([own.status, (await own.text()).includes('dashboard_info{version="1.2.3"} 1')]).toEqual([200, true]);
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(404);
  expect((await read()).headers.get('content-type')).not.toContain('version=0.0.4');
});

test('a trace and the id that a page gave reach the system and the log with their request', async () => {
  const cookie = await world.signIn();
  world.upstream.answer = (_request, response) => json(response, 200, {});
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  const requestId = randomUUID();
  const response = await world.api('/types/list', cookie, {
    headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01`, 'x-request-id': requestId },
  });
  const { headers } = world.upstream.received.at(-1) ?? {};
  expect([response.headers.get('x-request-id'), headers?.['x-request-id']]).toEqual([requestId, requestId]);
  expect(headers?.traceparent).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));
  await expect
    .poll(() => world.lines.map((line) => JSON.parse(line)).find((line) => line.requestId === requestId))
    .toMatchObject({ message: 'request', path: '/api/types/list', traceId });
});

test('the ledger, quotas and webhooks of connected systems', async () => {
  const connected = await ConnectedWorld.start({ metrics: { port: undefined, host: 'localhost', token } });
  try {
    await connected.connect('chat2desk');
    await connected.ask('ada', 'POST', '/chat2desk/v1/tags', {
      body: { tag_group_id: 1, tag_label: 'x', tag_description: 'y' },
    });
    await fetch(`${connected.admin.url}/hooks/chat2desk/unknown`, { method: 'POST' });
    const response = await fetch(`${connected.admin.url}/metrics`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const text = await response.text();
    expect(text).toContain('dashboard_ledger_entries{system="chat2desk",state="done"} 1\n');
    // 250 of 1,000 when the key was tested, and what was requested since.
    expect(text).toContain('dashboard_connection_quota_left_ratio{system="chat2desk"} 0.74');
    expect(text).toContain('dashboard_webhooks_total{system="unknown",result="refused"} 1');
    expect(text).toContain('operation="saveConnection",status="200"} 1');
    expect(text).toContain('{system="chat2desk",operation="createTag",status="200"} 1');
  } finally {
    await connected.stop();
  }
});

test('whatever is asked, labels are the contract’s', () => {
  const labelsOf = operationLabels();
  const of = (method: string, url: string) =>
    labelsOf({ method, url, template: undefined, status: 200, seconds: 0 });
  expect(of('GET', '/admin/connections?x')).toEqual({ system: 'gateway', operation: 'listConnections' });
  expect(of('POST', '/oauth/token')).toEqual({ system: 'gateway', operation: 'token' });
  expect(of('GET', '/connected/claap/media/abc')).toEqual({ system: 'claap', operation: 'media' });
  expect(of('GET', '/connected/abc/x')).toEqual({ system: 'gateway', operation: 'page' });
  expect(of('POST', '/hooks/secret')).toEqual({ system: 'gateway', operation: 'webhook' });
  expect(of('BREW', '/x')).toEqual({ system: 'gateway', operation: 'unknown' });
  expect(of('GET', '//evil?a')).toEqual({ system: 'gateway', operation: 'page' });
});

test('every file of the gateway’s contract with operations is known to the labels', () => {
  const root = new URL('../../../', import.meta.url).pathname;
  const files = globSync('contract/gateway/*.ts', { cwd: root }).filter(
    (file) => !file.endsWith('.spec.ts') && readFileSync(root + file, 'utf8').includes('= operation({'),
  );
  const imports = readFileSync(`${root}server/gateway/metrics/operation-labels.ts`, 'utf8');
  expect(files.filter((file) => !imports.includes(`'#${file}'`))).toEqual([]);
  expect(files.length).toBeGreaterThan(12);
});

test('a share that was low is seen for one to two minutes', async () => {
  let now = 600_000;
  const metrics = createMetrics('1', () => now);
  const left = async () =>
    (await metrics.text()).body.split('\n').filter((line) => line.startsWith('dashboard_quota_left_ratio{'));
  metrics.observe({
    streams: () => 0,
    ledger: async () => [],
    connectionQuota: async () => new Map(),
    tokenBudget: () => 1,
    isReady: async () => true,
  });
  metrics.quotaLeft('claap', 0.5);
  metrics.quotaLeft('claap', 0.1);
  metrics.quotaLeft('claap', 0.9);
  expect(await left()).toEqual(['dashboard_quota_left_ratio{system="claap"} 0.1']);
  now += 60_000;
  expect(await left()).toEqual(['dashboard_quota_left_ratio{system="claap"} 0.1']);
  now += 60_000;
  expect(await left()).toEqual([]);
  metrics.close();
});
