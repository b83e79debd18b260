import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { jsonBody, keys, ParcelWorld } from '../testing/parcels.ts';
import { impatient, json } from '../testing/upstream.ts';

let world: ParcelWorld;
beforeEach(async () => {
  world = await ParcelWorld.start();
});
afterEach(async () => {
  for (const line of world.world.lines) expect(line).not.toMatch(/secret|Bearer|Key |north|south-key/);
  await world.stop();
});

const system = 'Parcel Post';
const path = '/v1/parcels/P-1';
const label = `${path}/label`;
const answer = (reply: (response: ServerResponse) => unknown) => {
  world.post.answer = (_request, response) => void reply(response);
};
/** Status, code and values of a refusal; its English text says the same. */
async function refusalOf(response: Response) {
  const { message, refusal } = await response.json();
  expect(message).toEqual(expect.any(String));
  return [response.status, refusal?.code, refusal?.values];
}

describe('an answer', () => {
  test('is passed on with its status, its listed headers and the remaining quota', async () => {
    const told = { 'parcel-limit': '60', 'parcel-left': '59', 'parcel-reset': '30', 'x-total': '7' };
    answer((response) => json(response, 200, { ok: true }, { ...told, 'set-cookie': 'a=1', server: 'x' }));
    const response = await world.ask('/v1/parcels/');
    expect([response.status, await response.json()]).toEqual([200, { ok: true }]);
    const headers = Object.fromEntries(response.headers);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'x-ratelimit-limit': '60',
      'x-ratelimit-remaining': '59',
      'x-ratelimit-reset': '30',
      'x-total': '7',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("default-src 'none'; sandbox"),
    });
    for (const name of ['set-cookie', 'server', 'parcel-left']) expect(headers[name], name).toBeUndefined();
  });

  test.each([
    ['POST', '/v1/parcels/', { to: 'x' }, 201],
    ['POST', '/v1/parcels/', { to: 'x' }, 202],
    ['PATCH', path, { to: 'x' }, 200],
    ['PATCH', path, { to: 'x' }, 204],
  ])('to %s %s %j may be %4$i', async (method, where, body, status) => {
    answer((response) => (status === 204 ? response.writeHead(204).end() : json(response, status, [1])));
    const response = await world.ask(where, { method, ...jsonBody(body) });
    expect([response.status, await response.text()]).toEqual([status, status === 204 ? '' : '[1]']);
  });

  test('that is a file is passed on while it arrives, in parts where a part was requested', async () => {
    let end = () => {};
    answer((response) => {
      response.writeHead(206, { 'content-type': 'application/pdf', 'content-range': 'bytes 0-9/20' });
      response.write('%PDF-and-more-than-a-key-is-long-so-that-some-of-it-may-go');
      end = () => void response.end('-end');
    });
    const response = await world.ask(label, { headers: { range: 'bytes=0-9' } });
    expect(world.post.received[0]?.headers).toMatchObject({
      range: 'bytes=0-9',
      accept: 'application/json, */*;q=0.5',
    });
    expect(response.status).toBe(206);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-range': 'bytes 0-9/20',
      'content-disposition': 'attachment',
    });
    const reader = response.body!.getReader();
    const first = await reader.read();
    expect(Buffer.from(first.value ?? []).toString()).toMatch(/^%PDF-and-more/);
    end();
    let rest = '';
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      rest += Buffer.from(piece.value).toString();
    }
    expect(rest).toMatch(/may-go-end$/);
  });
});

describe('an error', () => {
  test.each([
    [
      200,
      { ok: false, why: 'No such street.' },
      [422, 'upstream-refused', { system, said: 'No such street.' }],
    ],
    [200, { ok: false, code: 404, why: 'Gone.' }, [404, 'upstream-refused', { system, said: 'Gone.' }]],
    [409, { ok: false, why: 'Sent.' }, [409, 'upstream-refused', { system, said: 'Sent.' }]],
    [400, { other: 1 }, [400, 'upstream-failed', { system, status: '400' }]],
    [500, { ok: false, why: 'at line 12 of /srv/app' }, [502, 'upstream-failed', { system, status: '500' }]],
    [503, 'down', [502, 'upstream-failed', { system, status: '503' }]],
    [200, { ok: false, code: 401 }, [424, 'key-refused', { system }]],
  ])('in the form of the system: %i %j', async (status, body, expected) => {
    answer((response) => json(response, status, body));
    expect(await refusalOf(await world.ask(path))).toEqual(expected);
  });

  test('of a kind other than the table’s is reported and not shown', async () => {
    for (const type of ['text/html', 'application/json']) {
      answer((response) => response.writeHead(200, { 'content-type': type }).end('<script>'));
      expect(await refusalOf(await world.ask(path))).toEqual([502, 'upstream-unreadable', { system }]);
      answer((response) => response.writeHead(404, { 'content-type': type }).end('<script>'));
      expect(await refusalOf(await world.ask(path))).toEqual([
        404,
        'upstream-failed',
        { system, status: '404' },
      ]);
    }
    answer((response) => response.writeHead(302, { location: '/elsewhere' }).end());
    expect(await refusalOf(await world.ask(path))).toEqual([502, 'upstream-unreadable', { system }]);
    answer((response) => json(response, 200, {}, { 'content-encoding': 'gzip' }));
    expect(await refusalOf(await world.ask(path))).toEqual([502, 'upstream-unreadable', { system }]);
    // Also where a file was expected.
    answer((response) => json(response, 200, { ok: false, why: 'No label.' }));
    expect(await refusalOf(await world.ask(label))).toEqual([
      422,
      'upstream-refused',
      { system, said: 'No label.' },
    ]);
  });

  test('of the key is the connection’s, and ends no session', async () => {
    answer((response) => json(response, 401, { ok: false, why: 'Unknown key.' }));
    const response = await world.ask(path);
    expect([response.status, await response.json()]).toEqual([
      424,
      {
        message: 'Parcel Post does not accept the key of the connection.',
        refusal: { code: 'key-refused', values: { system } },
      },
    ]);
    expect(world.refused).toEqual(['north']);
    expect((await world.world.api('/types/list', world.people.ada)).status).toBe(200);
  });
});

describe('the key of a connection', () => {
  const echo = () => ({ sent: `Key ${keys.north}`, in: encodeURIComponent(keys.north), list: [keys.north] });
  const stars = (length: number) => '*'.repeat(length);

  test('is removed from what is read, however it is written there', async () => {
    answer((response) => json(response, 200, { ok: true, ...echo() }, { 'x-total': `of ${keys.north}` }));
    const response = await world.ask('/v1/parcels/');
    const escaped = JSON.stringify(keys.north).length - 2;
    expect(await response.json()).toEqual({
      ok: true,
      sent: `Key ${stars(escaped)}`,
      in: stars(encodeURIComponent(keys.north).length),
      list: [stars(escaped)],
    });
    expect(response.headers.get('x-total')).toBe(`of ${stars(keys.north.length)}`);
    answer((response) => {
      const text = JSON.stringify({ ok: true, key: keys.north }).replaceAll('/', '\\/');
      response.writeHead(200, { 'content-type': 'application/json' }).end(text);
    });
    expect(await (await world.ask(path)).json()).toEqual({ ok: true, key: stars(escaped + 1) });
  });

  test('is taken out of errors', async () => {
    answer((response) => json(response, 400, { ok: false, why: `Not for ${keys.north}.` }));
    const [, , values] = await refusalOf(await world.ask(path));
    expect(values.said).toMatch(/^Not for \*+\.$/);
  });

  test('is removed from files, also across their pieces', async () => {
    answer((response) => {
      response.writeHead(200, { 'content-type': 'application/pdf' });
      response.write(`a ${keys.north.slice(0, 5)}`, () =>
        response.write(keys.north.slice(5), () => response.end(` b ${keys.north} c`)),
      );
    });
    const hidden = stars(keys.north.length);
    expect(await (await world.ask(label)).text()).toBe(`a ${hidden} b ${hidden} c`);
  });

  test('of someone else’s connection is not theirs, and stays', async () => {
    answer((response) => json(response, 200, { ok: true, text: keys.south }));
    expect(await (await world.ask(path)).json()).toEqual({ ok: true, text: keys.south });
  });
});

describe('an answer that never ends', () => {
  test('as JSON is refused beyond its limit', async () => {
    answer((response) => json(response, 200, { ok: true, text: 'x'.repeat(64 * 1024) }));
    expect(await refusalOf(await world.ask(path))).toEqual([502, 'upstream-unreadable', { system }]);
  });

  test('as a file is refused where it declares its size, and cut off where it does not', async () => {
    const file = Buffer.alloc(512 * 1024 + 1, 'x');
    const type = { 'content-type': 'application/pdf' };
    answer((response) => response.writeHead(200, { ...type, 'content-length': file.length }).end(file));
    expect(await refusalOf(await world.ask(label))).toEqual([502, 'upstream-unreadable', { system }]);
    answer((response) => response.writeHead(200, type).end(file));
    const cut = world.ask(label).then((response) => response.arrayBuffer());
    await expect(cut).rejects.toThrow();
  });
});

describe('a system that is not there', () => {
  test.each([
    ['silent', () => {}],
    ['silent after its head', (response: ServerResponse) => void response.writeHead(200).flushHeaders()],
    [
      'slower than anyone waits',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const drip = setInterval(() => response.write(' '), 100);
        response.once('close', () => clearInterval(drip));
      },
    ],
  ])('because it is %s', async (_name, reply) => {
    await world.stop();
    world = await ParcelWorld.start({ timeouts: impatient });
    answer(reply);
    const response = await world.ask(path);
    expect([response.status, await response.json()]).toEqual([
      504,
      {
        message: 'Parcel Post did not respond in time.',
        refusal: { code: 'upstream-silent', values: { system } },
      },
    ]);
  });

  test('because it hangs up: the request may have been carried out', async () => {
    answer((response) => response.destroy());
    const lost = await world.ask('/v1/parcels/', { method: 'POST', ...jsonBody({ to: 'x' }) });
    expect(await refusalOf(lost)).toEqual([502, 'upstream-lost', { system }]);
    expect(world.post.received.length).toBe(1);
  });

  test('because there is no connection: nothing was done', async () => {
    await world.stop();
    world = await ParcelWorld.start({}, () => 'http://127.0.0.1:1');
    expect(await refusalOf(await world.ask(path))).toEqual([502, 'upstream-unreachable', { system }]);
    const lines = world.world.lines.map((line) => JSON.parse(line));
    expect(lines.find(({ message }) => message === 'upstream failed')).toMatchObject({
      system: 'parcels',
      error: 'ECONNREFUSED',
    });
  });
});
