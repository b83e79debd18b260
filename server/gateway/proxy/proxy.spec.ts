import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setWebhookUrl } from '#contract/claritalk/services.ts';
import { operations } from '#contract/claritalk/table.ts';
import { json, type ReceivedRequest } from '../testing/upstream.ts';
import { World } from '../testing/world.ts';

let world: World;
let cookie: string;
let forwarded: () => readonly ReceivedRequest[];
beforeEach(async () => {
  world = await World.start();
  cookie = await world.signIn();
  world.upstream.received.length = 0;
  forwarded = () => world.upstream.received;
});
afterEach(async () => {
  for (const line of world.lines) expect(line).not.toMatch(/secret|Bearer|sensitive/);
  await world.stop();
});

const meetingId = '0b0a3a3e-1111-4222-8333-444455556666';

test('the report of a telephone call is forwarded in the sandbox only', async () => {
  const path = `/integrations/${meetingId}/3cx`;
  const call = {
    StartTime: '2025-01-15T10:00:00.000Z',
    EndTime: '2025-01-15T10:30:00.000Z',
    FromCallerNumber: '+31612345678',
    ToCallerNumber: '+31687654321',
    Email: 'agent@company.test',
    RecordingUrl: 'https://3cx.example.com/recordings/abc123.wav',
  };
  const headers = { 'content-type': 'application/json' };
  const report = () => world.api(path, cookie, { method: 'POST', headers, body: JSON.stringify(call) });
  expect((await report()).status).toBe(404);
  expect(forwarded()).toEqual([]);
  await world.run({ sandbox: true });
  expect((await report()).status).toBe(200);
  expect(forwarded()[0]?.url).toBe(`/api${path}`);
  // It carries no token, as a telephone system has none.
  expect(forwarded()[0]?.headers.authorization).toBeUndefined();
  expect(JSON.parse(forwarded()[0]?.body.toString() ?? '')).toEqual(call);
});

describe('what is forwarded', () => {
  test('carries the listed headers and nothing else', async () => {
    await world.api(`/meetings/${meetingId}?detail=true`, cookie, {
      headers: {
        accept: 'text/html',
        'x-claritalk-connect': '1',
        'x-http-method-override': 'DELETE',
        'x-forwarded-for': '10.0.0.1',
        'x-request-id': 'chosen-by-the-client',
        'accept-language': 'nl',
        referer: 'https://evil.test',
      },
    });
    const [request] = forwarded();
    expect(request?.url).toBe(`/api/meetings/${meetingId}?detail=true`);
    expect(request?.headers).toEqual({
      host: `127.0.0.1:${world.upstream.port}`,
      connection: 'keep-alive',
      accept: 'application/json',
      authorization: 'Bearer access-secret-1',
      'x-claritalk-connect': '1',
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/),
    });
  });

  test('passes on no header that the operation does not name', async () => {
    await world.api('/types/list', cookie, { headers: { 'x-claritalk-connect': '1' } });
    expect(forwarded()[0]?.headers['x-claritalk-connect']).toBeUndefined();
  });

  test('is a rewritten JSON body', async () => {
    const body = '{ "name" : "A", "name": "Board", "is_default": true }';
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    expect((await world.api('/types', cookie, { method: 'POST', headers, body })).status).toBe(200);
    expect(forwarded()[0]?.body.toString()).toBe('{"name":"Board","is_default":true}');
    expect(forwarded()[0]?.headers['content-type']).toBe('application/json');
  });

  test('is a rewritten query', async () => {
    await world.api('/meetings/list?status=draft,Meeting%20processed&limit=5&date_start=2026-01-01', cookie);
    expect(forwarded()[0]?.url).toBe(
      '/api/meetings/list?limit=5&date_start=2026-01-01&status=draft%2CMeeting+processed',
    );
  });

  test('are the response’s listed headers, in an inert wrapping', async () => {
    world.upstream.answer = (_request, response) =>
      json(response, 200, [], {
        'x-total-meetings-of-user': '612',
        'x-ratelimit-remaining': '479',
        'set-cookie': 'laravel_session=1',
        'access-control-allow-origin': '*',
        server: 'nginx',
        'x-secret': '1',
      });
    const response = await world.api('/meetings/list', cookie);
    const headers = Object.fromEntries(response.headers);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'x-total-meetings-of-user': '612',
      'x-ratelimit-remaining': '479',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'; sandbox"),
    });
    for (const name of [
      'set-cookie',
      'access-control-allow-origin',
      'server',
      'x-secret',
      'content-disposition',
    ]) {
      expect(headers[name], name).toBeUndefined();
    }
  });

  test('is every status with its body, including errors', async () => {
    world.upstream.answer = (_request, response) => void response.writeHead(204).end();
    expect((await world.api(`/meetings/${meetingId}`, cookie, { method: 'DELETE' })).status).toBe(204);
    world.upstream.answer = (_request, response) =>
      json(response, 429, { message: 'Too Many Attempts.' }, { 'retry-after': '12' });
    const response = await world.api('/types/list', cookie);
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('12');
    expect(await response.json()).toEqual({ message: 'Too Many Attempts.' });
  });

  test('is HTML only as a download that cannot run anything', async () => {
    world.upstream.answer = (_request, response) =>
      void response.writeHead(200, { 'content-type': 'text/html' }).end('<script>alert(1)</script>');
    const response = await world.api('/types/list', cookie);
    expect(response.headers.get('content-disposition')).toBe('attachment');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'; sandbox");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('what is refused, and never forwarded', () => {
  afterEach(() => expect(forwarded()).toEqual([]));

  const authorised = () => [`Cookie: ${cookie}`, 'Authorization: Bearer access-secret-1'];

  test.each([
    '/api',
    '/api/',
    '/api//types/list',
    '/api/types/list/',
    '/api/types/../types/list',
    '/api/./types/list',
    '/api/types/%2e%2e/list',
    '/api/types%2flist',
    '/api/types/list%00',
    '/api/types/list;x=1',
    '/api/types\\list',
    '/api/types/list#x',
    '/api/%74ypes/list',
    '/api/meetings/..%2f..%2foauth%2ftoken',
    '/api/../oauth/token',
    '/API/types/list',
    '/x/../api/types/list',
    '//api/types/list',
    '/api/meetings/not-an-id',
    '/api/types/12abc/x',
    '/api/oauth/token',
    '/api/telescope/requests',
  ])('the path %s', async (path) => {
    const status = await world.rawStatus('GET', path, authorised());
    expect([400, 404]).toContain(status);
  });

  test('an address in absolute form', async () => {
    expect(await world.rawStatus('GET', `${world.upstream.url}/api/types/list`, authorised())).toBe(400);
  });

  test('operations of service accounts, and those without an account', async () => {
    // What decides where minutes go is for admins, see elevation/webhook-url.spec.ts.
    const others = operations.filter((candidate) => !candidate.proxied && candidate !== setWebhookUrl);
    for (const operation of others) {
      const path = operation.path.replace(/:\w+/g, meetingId);
      const response = await world.api(path, cookie, { method: operation.method });
      expect([404, 405], operation.name).toContain(response.status);
    }
  });

  test('other methods, naming those that are allowed', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH']) {
      const response = await world.api('/teams/list', cookie, { method });
      expect(response.status, method).toBe(405);
      expect(response.headers.get('allow')).toBe('GET');
    }
    expect(await world.rawStatus('TRACE', '/api/teams/list', authorised())).toBe(405);
  });

  test('requests without a session or a bearer token', async () => {
    const { url } = world;
    const ask = (headers: Record<string, string>) => fetch(`${url}/api/types/list`, { headers });
    expect((await ask({})).status).toBe(401);
    expect((await ask({ cookie })).status).toBe(401);
    expect((await ask({ authorization: 'Bearer access-secret-1' })).status).toBe(401);
    expect((await ask({ cookie, authorization: 'Basic YTpi' })).status).toBe(401);
    expect((await (await ask({})).json()).message).toBe('Sign in first.');
  });

  test.each<Record<string, string>[]>([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: 'https://evil.test' }],
    ...['script', 'style', 'document', 'iframe', 'image', 'audio', 'worker', 'object', 'embed'].map(
      (name) => [{ 'sec-fetch-dest': name }],
    ),
  ])('requests with %o', async (headers) => {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    expect(await world.rawStatus('GET', '/api/types/list', [...authorised(), ...lines])).toBe(403);
  });

  test.each([
    '?unknown=1',
    '?limit=1&limit=2',
    '?limit=1&%6cimit=2',
    '?limit=-1',
    '?limit[]=1',
    '?order=sideways',
    '?status=%E0%A4%A',
    '?_method=DELETE',
    '?date_start=sensitive',
    '?__proto__=1',
  ])('the query %s', async (query) => {
    const response = await world.api(`/meetings/list${query}`, cookie);
    expect(response.status).toBe(400);
    expect((await response.json()).message).not.toContain('sensitive');
  });

  test('a query with more parameters than any operation has, before any is read', async () => {
    const response = await world.api(`/meetings/list?${'&a'.repeat(100)}`, cookie);
    expect([response.status, await response.json()]).toEqual([
      400,
      { message: 'The query has too many parameters.' },
    ]);
  });

  test('a query where the operation has none', async () => {
    expect((await world.api('/types/list?x=1', cookie)).status).toBe(400);
  });

  const post = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    world.api('/types', cookie, { method: 'POST', headers, body });

  test.each([
    ['an unknown field', '{"name":"a","_method":"DELETE"}', '_method in the body is not known.'],
    ['a missing field', '{}', 'name in the body is missing or invalid.'],
    [
      'a wrong type',
      '{"name":"a","is_default":"sensitive"}',
      'is_default in the body is missing or invalid.',
    ],
    ['no object', '[]', undefined],
    ['no JSON', '{"name":sensitive}', 'The body is not JSON.'],
    ['nothing', '', undefined],
    ['has a number too large for any', '{"name":1e400}', 'The body has a number that is too large.'],
    ['nests without end', `{"name":${'['.repeat(100_000)}`, 'The body is nested too deeply.'],
    ['201 levels', `{"name":${'['.repeat(200)}${']'.repeat(200)}}`, 'The body is nested too deeply.'],
    [
      '200 levels',
      `{"name":${'['.repeat(199)}${']'.repeat(199)}}`,
      'name in the body is missing or invalid.',
    ],
  ])('a body with %s', async (_name, body, message) => {
    const response = await post(body);
    expect(response.status).toBe(400);
    const answer = (await response.json()).message;
    if (message) expect(answer).toBe(message);
    expect(answer).not.toContain('sensitive');
  });

  test('a body with another media type or none, compressed or in another encoding', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json; charset=utf-16',
    ]) {
      expect((await post('{"name":"a"}', { 'content-type': type })).status, type).toBe(400);
    }
    const compressed = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    expect((await post('{"name":"a"}', compressed)).status).toBe(400);
    const broken = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
    const response = await world.api('/types', cookie, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: broken,
    });
    expect(response.status).toBe(400);
  });

  test('a body nested deeply enough to exhaust the stack', async () => {
    const body = `{"name":"a","user_id":"${meetingId}","metadata":{"x":${'['.repeat(200_000)}${']'.repeat(200_000)}}}`;
    const headers = { 'content-type': 'application/json' };
    const response = await world.api('/meetings', cookie, { method: 'POST', headers, body });
    expect(response.status).toBe(400);
  });

  test('a chunked body, whose size nobody knows', async () => {
    const response = await world.api('/types', cookie, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Blob(['{"name":"a"}']).stream(),
      duplex: 'half',
    });
    expect(response.status).toBe(400);
  });

  test('a body that is too large', async () => {
    expect((await post(`{"name":"${'x'.repeat(1024 * 1024)}"}`)).status).toBe(413);
    const lines = [...authorised(), 'Content-Type: application/json', 'Content-Length: 99999999999'];
    expect(await world.rawStatus('POST', '/api/types', lines)).toBe(413);
  });

  test('a body where there should be none', async () => {
    const lines = [...authorised(), 'Content-Length: 2'];
    expect(await world.rawStatus('GET', '/api/types/list', lines)).toBe(400);
    expect(await world.rawStatus('DELETE', '/api/types/1', lines)).toBe(400);
    const chunked = [...authorised(), 'Transfer-Encoding: chunked'];
    expect(await world.rawStatus('GET', '/api/types/list', chunked)).toBe(400);
  });

  test('ambiguous framing', async () => {
    const both = [...authorised(), 'Content-Length: 5', 'Transfer-Encoding: chunked'];
    expect(await world.rawStatus('POST', '/api/types', both)).toBe(400);
    const twice = [...authorised(), 'Content-Length: 5', 'Content-Length: 6'];
    expect(await world.rawStatus('POST', '/api/types', twice)).toBe(400);
  });

  test('other host names, and two at once', async () => {
    const ask = async (...hosts: string[]) => {
      const lines = [
        'GET /api/types/list HTTP/1.1',
        ...hosts.map((host) => `Host: ${host}`),
        ...authorised(),
      ];
      return Number((await world.raw([...lines, 'Connection: close', '', ''].join('\r\n'))).slice(9, 12));
    };
    const own = `localhost:${world.port}`;
    expect(await ask('evil.test')).toBe(400);
    expect(await ask(`evil.test:${world.port}`)).toBe(400);
    expect(await ask('localhost:1')).toBe(400);
    expect(await ask(`${own}.evil.test`)).toBe(400);
    expect(await ask(own, own)).toBe(400);
    expect(await ask(own, 'evil.test')).toBe(400);
  });
});
