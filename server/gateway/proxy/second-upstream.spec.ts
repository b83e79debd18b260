import { Readable } from 'node:stream';
import { request as send } from 'undici';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkUpstream } from '../../upstreams/upstream.ts';
import { jsonBody, keys, ParcelWorld, parcels } from '../testing/parcels.ts';
import { json } from '../testing/upstream.ts';

let world: ParcelWorld;
beforeEach(async () => {
  world = await ParcelWorld.start();
  world.world.upstream.received.length = 0;
});
afterEach(async () => {
  for (const line of world.world.lines) expect(line).not.toMatch(/secret|Bearer|Key |north|south-key/);
  // Nothing of it went to the other system.
  expect(world.world.upstream.received).toEqual([]);
  await world.stop();
});

/** What arrived: method, address, media type and body. */
const arrived = () =>
  world.post.received.map(({ method, url, headers, body }) => [
    method,
    url,
    headers['content-type'],
    body.toString(),
  ]);
const codeOf = async (response: Response) => [response.status, (await response.json()).refusal?.code];

describe('what is sent on', () => {
  test('has the connection’s credential, and nothing of the person’s', async () => {
    const response = await world.ask('/v1/parcels/P-1', {
      headers: {
        accept: 'text/html',
        'accept-language': 'nl',
        'user-agent': 'a browser',
        referer: `${world.world.url}/meetings`,
        'x-forwarded-for': '10.0.0.1',
        'x-parcel-key': 'Key of someone else',
        'x-request-id': 'chosen-by-the-client',
        range: 'bytes=0-1',
        priority: 'u=1',
      },
    });
    expect(response.status).toBe(200);
    expect(world.post.received[0]?.headers).toEqual({
      host: `127.0.0.1:${world.post.port}`,
      connection: 'keep-alive',
      accept: 'application/json',
      'x-parcel-key': `Key ${keys.north}`,
      'x-request-id': response.headers.get('x-request-id'),
      traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/),
    });
    await world.ask('/v1/parcels/P-1', { who: 'nora' });
    expect(world.post.received[1]?.headers['x-parcel-key']).toBe(`Key ${keys.south}`);
  });

  test('is the path below the address of the connection', async () => {
    await world.stop();
    world = await ParcelWorld.start({}, ({ url }) => `${url}/europe`);
    world.world.upstream.received.length = 0;
    await world.ask('/v1/parcels/P-1');
    expect(arrived()).toEqual([['GET', '/europe/rest/v1/parcels/P-1', undefined, '']]);
  });

  test('is a rewritten query, in which some parameters occur several times', async () => {
    await world.ask('/v1/parcels/?page%5Blimit%5D=5&filter[state]=lost&filter%5bstate%5d=sent');
    await world.ask('/v1/parcels/?filter[state]=sent');
    expect(arrived().map(([, url]) => url)).toEqual([
      '/rest/v1/parcels/?filter%5Bstate%5D=lost&filter%5Bstate%5D=sent&page%5Blimit%5D=5',
      '/rest/v1/parcels/?filter%5Bstate%5D=sent',
    ]);
  });

  test('is a rewritten body, whatever the method', async () => {
    const spaced = { headers: { 'content-type': 'application/json' }, body: '{ "to" : "x", "to":"Ghent" }' };
    await world.ask('/v1/parcels/', { method: 'POST', ...spaced });
    await world.ask('/v1/parcels/P-1', { method: 'PATCH', ...spaced });
    await world.ask('/v1/parcels/P-1', { method: 'DELETE', ...jsonBody({ reason: 'lost' }) });
    // fetch cannot do this, but a request can.
    const { ada } = world.people;
    const got = await send(`${world.world.url}/connected/parcels/v1/search`, {
      method: 'GET',
      headers: {
        cookie: ada,
        authorization: `Bearer ${world.world.tokenOf(ada)}`,
        'content-type': 'application/json',
      },
      body: '{"words": ["a"]}',
    });
    await got.body.dump();
    await world.ask('/v1/address', {
      method: 'PUT',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'street=High+St&floors=1&floors=2',
    });
    const type = 'application/json';
    expect(arrived()).toEqual([
      ['POST', '/rest/v1/parcels/', type, '{"to":"Ghent"}'],
      ['PATCH', '/rest/v1/parcels/P-1', type, '{"to":"Ghent"}'],
      ['DELETE', '/rest/v1/parcels/P-1', type, '{"reason":"lost"}'],
      ['GET', '/rest/v1/search', type, '{"words":["a"]}'],
      ['PUT', '/rest/v1/address', 'application/x-www-form-urlencoded', 'street=High+St&floors=1&floors=2'],
    ]);
  });

  test('uses another method where the system changes something by GET', async () => {
    expect((await world.ask('/v1/parcels/P-1/send?express=true', { method: 'POST' })).status).toBe(200);
    expect(arrived()).toEqual([['GET', '/rest/v1/parcels/P-1/send?express=true', undefined, '']]);
    expect((await world.ask('/v1/parcels/P-1/send')).status).toBe(405);
  });

  test('has the credential in the query where the system wants it there', async () => {
    await world.stop();
    world = await ParcelWorld.start({ credential: { of: 'connection', in: 'query', name: 'api_key' } });
    world.world.upstream.received.length = 0;
    await world.ask('/v1/parcels/P-1', { who: 'nora' });
    await world.ask('/v1/parcels/?page[limit]=1', { who: 'nora' });
    expect(arrived().map(([, url]) => url)).toEqual([
      `/rest/v1/parcels/P-1?api_key=${keys.south}`,
      `/rest/v1/parcels/?page%5Blimit%5D=1&api_key=${keys.south}`,
    ]);
    expect(Object.keys(world.post.received[0]?.headers ?? {})).not.toContain('x-parcel-key');
    expect((await world.ask('/v1/parcels/?api_key=mine', { who: 'nora' })).status).toBe(400);
  });
});

describe('a file that is sent', () => {
  const put = (body: BodyInit, type = 'application/pdf', who: 'ada' | 'nora' = 'ada') =>
    world.ask('/v1/parcels/P-1/label', { method: 'PUT', headers: { 'content-type': type }, body, who });

  test('arrives byte for byte, with its media type and length', async () => {
    const bytes = new Uint8Array(256 * 1024).map((_, at) => at * 7);
    expect((await put(bytes, 'Application/PDF')).status).toBe(200);
    const [received] = world.post.received;
    expect(received?.body.equals(bytes)).toBe(true);
    expect(received?.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(bytes.length),
    });
  });

  test('is passed on while it arrives', async () => {
    const { ada } = world.people;
    let finish = () => {};
    const begun = new Promise<void>((resolve) => {
      world.post.arriving = (request) => request.once('data', () => resolve());
    });
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const answer = send(`${world.world.url}/connected/parcels/v1/parcels/P-1/label`, {
      method: 'PUT',
      headers: {
        cookie: ada,
        authorization: `Bearer ${world.world.tokenOf(ada)}`,
        origin: world.world.url,
        'content-type': 'image/png',
        'content-length': String(128 * 1024),
      },
      body: Readable.from(
        (async function* () {
          yield Buffer.alloc(64 * 1024);
          yield Buffer.alloc(1024);
          // The rest arrives only once the system has the beginning.
          await finished;
          yield Buffer.alloc(63 * 1024);
        })(),
      ),
    });
    await begun;
    expect(world.post.received).toEqual([]);
    finish();
    const { statusCode, body } = await answer;
    await body.dump();
    expect([statusCode, world.post.received[0]?.body.length]).toEqual([200, 128 * 1024]);
  });

  test('is refused when it is too large, of another kind, or of unknown length', async () => {
    expect(await codeOf(await put(new Uint8Array(256 * 1024 + 1)))).toEqual([413, 'too-large']);
    expect((await put('text', 'text/plain')).status).toBe(400);
    const stream = new Blob(['x']).stream();
    const chunked = await world.ask('/v1/parcels/P-1/label', {
      method: 'PUT',
      headers: { 'content-type': 'image/png' },
      body: stream,
      duplex: 'half',
    });
    expect(chunked.status).toBe(400);
    expect(arrived()).toEqual([]);
  });

  test('that arrived only in part is not a complete request for the system', async () => {
    const { ada } = world.people;
    const begun = new Promise<void>((resolve) => {
      world.post.arriving = () => resolve();
    });
    const leaving = new AbortController();
    const sent = send(`${world.world.url}/connected/parcels/v1/parcels/P-1/label`, {
      method: 'PUT',
      signal: leaving.signal,
      headers: {
        cookie: ada,
        authorization: `Bearer ${world.world.tokenOf(ada)}`,
        origin: world.world.url,
        'content-type': 'image/png',
        'content-length': String(128 * 1024),
      },
      body: Readable.from(
        (async function* () {
          yield Buffer.alloc(64 * 1024);
          yield Buffer.alloc(1024);
          await begun;
          leaving.abort();
        })(),
      ),
    });
    await expect(sent).rejects.toThrow();
    await expect.poll(() => world.world.lines.some((line) => line.includes('"status":499'))).toBe(true);
    expect(arrived()).toEqual([]);
  });
});

describe('what is refused, and never sent on', () => {
  afterEach(() => expect(world.post.received).toEqual([]));

  test.each([
    '/v1/parcels',
    '/v1/parcels/P-1/',
    '/v1/parcels//',
    '/v1/parcels/../search',
    '/v1/parcels/%50-1',
    '/v1/parcels/P-1%2fsend',
    '/v1/parcels/not-an-id',
    '/v1/nothing',
    '',
    '/',
  ])('the path %s', async (path) => {
    const { ada } = world.people;
    const status = await world.world.rawStatus('GET', `/connected/parcels${path}`, [
      `Cookie: ${ada}`,
      `Authorization: Bearer ${world.world.tokenOf(ada)}`,
    ]);
    expect([400, 404]).toContain(status);
  });

  test('operations that the table does not pass on, and those of another system', async () => {
    const purge = await world.ask('/v1/parcels/', { method: 'DELETE' });
    expect([purge.status, purge.headers.get('allow')]).toEqual([405, 'GET, POST']);
    expect((await world.ask('/types/list')).status).toBe(404);
    const { ada } = world.people;
    expect((await world.world.api('/v1/parcels/P-1', ada)).status).toBe(404);
    expect((await world.world.ask('/connected/letters/v1/parcels/P-1', ada)).status).toBe(404);
  });

  test.each([
    ['?unknown=1', 'field-unknown'],
    ['?page[limit]=x', 'field-invalid'],
    ['?page[limit]=1&page[limit]=2', undefined],
    ['?filter[state]=sent&filter[state]=open', 'field-invalid'],
    [`?${'filter[state]=sent&'.repeat(3)}`, 'field-invalid'],
    [`?${'&a'.repeat(100)}`, undefined],
  ])('the query %s', async (query, code) => {
    expect(await codeOf(await world.ask(`/v1/parcels/${query}`))).toEqual([400, code]);
  });

  test('bodies that the table does not have', async () => {
    const create = (body: unknown) =>
      world.ask('/v1/parcels/', { method: 'POST', ...jsonBody(body) }).then(codeOf);
    expect(await create({ to: 'x', _method: 'DELETE' })).toEqual([400, 'field-unknown']);
    expect(await create({ to: 1 })).toEqual([400, 'field-invalid']);
    expect(await create({ to: 'x'.repeat(1024) })).toEqual([413, 'too-large']);
    const form = await world.ask('/v1/address', {
      method: 'PUT',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'street=a&street=b',
    });
    expect([form.status, (await form.json()).message]).toEqual([400, 'A field is repeated.']);
    expect((await world.ask('/v1/parcels/P-1/send', { method: 'POST', ...jsonBody({}) })).status).toBe(400);
  });

  test('requests from nobody, from strangers, from other pages, and from people without a connection', async () => {
    const url = `${world.world.url}/connected/parcels/v1/parcels/P-1`;
    expect(await codeOf(await fetch(url))).toEqual([401, 'not-signed-in']);
    const { ada, nora } = world.people;
    const bearer = (cookie: string) => ({ authorization: `Bearer ${world.world.tokenOf(cookie)}` });
    expect((await fetch(url, { headers: { cookie: nora, ...bearer(ada) } })).status).toBe(401);
    for (const headers of [{ origin: 'https://evil.test' }, { 'sec-fetch-site': 'cross-site' }]) {
      expect((await world.ask('/v1/parcels/P-1', { headers })).status).toBe(403);
    }
    // Not even a program with a session's credentials can change anything without saying where it comes from.
    const anonymous = await fetch(`${url}/send`, {
      method: 'POST',
      headers: { cookie: ada, ...bearer(ada) },
    });
    expect(anonymous.status).toBe(403);
    const unconnected = await world.ask('/v1/parcels/P-1', { who: 'max' });
    expect([unconnected.status, await unconnected.json()]).toEqual([
      424,
      {
        message: 'There is no connection to Parcel Post.',
        refusal: { code: 'not-connected', values: { system: 'Parcel Post' } },
      },
    ]);
  });
});

test.each([
  ['belongs to /api', { root: '/api' as const }],
  ['would be open to anyone', { access: 'public' as const }],
  ['would pass cookie on', { requestHeaders: ['cookie'] }],
  ['would pass x-parcel-key on', { requestHeaders: ['x-parcel-key'] }],
  ['has a body of no media type', { bodyKind: 'bytes' as const }],
  ['has no field for its file', { bodyKind: 'multipart' as const }],
])('the gateway does not start with a row that %s', (problem, over) => {
  const [row] = parcels.operations;
  const operations = [{ ...row!, ...over }];
  expect(() => checkUpstream({ ...parcels, operations })).toThrow(`listParcels of parcels ${problem}`);
});

test('the log names the template of a path', async () => {
  world.post.answer = (_request, response) => json(response, 200, { ok: true });
  await world.ask('/v1/parcels/P-1');
  await expect
    .poll(() => world.world.lines.map((line) => JSON.parse(line).path))
    .toContain('/connected/parcels/v1/parcels/:id');
});
