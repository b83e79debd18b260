import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { impatient, json } from '../testing/upstream.ts';
import { World } from '../testing/world.ts';

let world: World;
let cookie: string;
beforeEach(async () => {
  world = await World.start();
  cookie = await world.signIn();
});
afterEach(async () => {
  for (const line of world.lines) expect(line).not.toMatch(/secret|Bearer|sensitive/);
  await world.stop();
});

const meetingId = '0b0a3a3e-1111-4222-8333-444455556666';

describe('when Claritalk misbehaves', () => {
  test('redirects are not followed or passed on', async () => {
    let followed = false;
    world.upstream.answer = (request, response) => {
      if (request.url === '/internal') followed = true;
      response.writeHead(302, { location: '/internal' }).end();
    };
    const response = await world.api('/types/list', cookie);
    expect(response.status).toBe(502);
    expect(response.headers.get('location')).toBeNull();
    expect(followed).toBe(false);
  });

  test('a compressed response that nobody requested is refused', async () => {
    world.upstream.answer = (_request, response) => json(response, 200, {}, { 'content-encoding': 'gzip' });
    expect((await world.api('/types/list', cookie)).status).toBe(502);
  });

  test('silence ends in 504', async () => {
    await world.run({ timeouts: impatient });
    world.upstream.answer = () => {};
    const response = await world.api('/types/list', cookie);
    expect(response.status).toBe(504);
    expect(await response.json()).toEqual({
      message: 'Claritalk did not respond in time.',
      refusal: { code: 'upstream-silent', values: { system: 'Claritalk' } },
    });
  });

  test('a connection that drops ends in 502, also midway', async () => {
    world.upstream.answer = (_request, response) => void response.destroy();
    const dropped = await world.api('/types/list', cookie);
    expect(dropped.status).toBe(502);
    // Unlike where there was no connection, it may have been done.
    expect((await dropped.json()).refusal.code).toBe('upstream-lost');
    world.upstream.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('[1,', () => response.destroy());
    };
    const half = await world
      .api('/types/list', cookie)
      .then((response) => response.text())
      .catch(() => 'broken');
    expect(half).toBe('broken');
  });

  test('no connection ends in 502', async () => {
    await world.run({ claritalk: { url: 'http://127.0.0.1:1', clientId: 'a', clientSecret: 'b' } });
    const response = await world.api('/types/list', cookie);
    expect(response.status).toBe(502);
    expect(await response.json()).toEqual({
      message: 'Claritalk cannot be reached.',
      refusal: { code: 'upstream-unreachable', values: { system: 'Claritalk' } },
    });
  });

  test('a client that leaves ends the request upstream', async () => {
    let left: () => void = () => {};
    const leaving = new Promise<void>((resolve) => {
      left = resolve;
    });
    const abort = new AbortController();
    world.upstream.answer = (_request, response) => {
      response.once('close', () => left());
      abort.abort();
    };
    await expect(world.api('/types/list', cookie, { signal: abort.signal })).rejects.toThrow();
    await leaving;
  });
});

test('Claritalk’s health is reported, and does not end the gateway', async () => {
  const health = async () => (await fetch(`${world.url}/healthz`)).json();
  expect(await health()).toEqual({
    status: 'ok',
    version: '1.2.3',
    upstream: { origin: world.upstream.url, status: 'ok', latencyMs: expect.any(Number) },
  });
  await world.run({ claritalk: { url: 'http://127.0.0.1:1', clientId: 'a', clientSecret: 'b' } });
  expect((await health()).upstream).toEqual({
    origin: 'http://127.0.0.1:1',
    status: 'unreachable',
    latencyMs: null,
  });
});

test('lines in the log name the template and no query', async () => {
  await world.api(`/meetings/${meetingId}?detail=true`, cookie);
  await fetch(`${world.url}/auth/callback?code=sensitive`);
  await expect
    .poll(
      () => world.lines.map((line) => JSON.parse(line)).filter((line) => line.message === 'request').length,
    )
    .toBeGreaterThanOrEqual(3);
  const lines = world.lines.map((line) => JSON.parse(line));
  expect(lines).toContainEqual({
    time: expect.any(String),
    level: 'info',
    message: 'request',
    method: 'GET',
    path: '/api/meetings/:id',
    status: 200,
    ms: expect.any(Number),
    requestId: expect.any(String),
    traceId: expect.stringMatching(/^[\da-f]{32}$/),
  });
  expect(lines.some((line) => line.path === '/auth/callback')).toBe(true);
});
