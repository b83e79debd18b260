import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ConnectedWorld, keys } from '../testing/connected-world.ts';
import { impatient, json } from '../testing/upstream.ts';

let world: ConnectedWorld;
const answered: string[] = [];
beforeAll(async () => {
  world = await ConnectedWorld.start();
  for (const system of ['chat2desk', 'claap', 'courier'] as const) await world.connect(system);
  await world.connect('chat2desk', 'eve');
});
afterAll(() => world.stop());
beforeEach(() => world.reset());
afterEach(() => {
  const said = [...answered, ...world.admin.lines].join('\n');
  for (const key of Object.values(keys)) expect(said).not.toContain(key);
});

type Ask = Parameters<ConnectedWorld['ask']>;
const ask = async (...given: Ask) => {
  const answer = await world.ask(...given);
  answered.push(JSON.stringify([answer.body, ...answer.headers]));
  return answer;
};
const codeOf = ({ status, body }: { status: number; body: { refusal?: { code: string } } }) => [
  status,
  body.refusal?.code,
];
const admin = (method: string, path: string, body: unknown) =>
  world.admin.ask(world.people.ada, method, path, { body });
const open = async (system: string, isOpen: boolean) => {
  const { connections } = (await world.admin.ask(world.people.ada, 'GET', '/connections')).body;
  const { version } = connections.find((one: { system: string }) => one.system === system);
  await admin('PUT', `/connections/${system}/members`, { open: isOpen, version });
};
const sent = () => world.system.received.map(({ method, url, body }) => [method, url, body.toString()]);

describe('who may ask', () => {
  test('an admin, with their own organisation’s key', async () => {
    expect((await ask('ada', 'GET', '/chat2desk/v1/clients?limit=1')).status).toBe(200);
    expect((await ask('eve', 'GET', '/chat2desk/v1/clients?limit=1')).status).toBe(200);
    expect(world.system.received.map(({ headers }) => headers.authorization)).toEqual([keys.own, keys.other]);
    expect(codeOf(await ask('eve', 'GET', '/claap/v1/recordings'))).toEqual([424, 'not-connected']);
  });

  test('members where the connection is open to them, and never for admins’ tasks', async () => {
    expect(codeOf(await ask('owen', 'GET', '/claap/v1/recordings'))).toEqual([403, 'connection-closed']);
    expect(codeOf(await ask('owen', 'GET', '/chat2desk/v1/dialogs/unanswered?limit=1'))).toEqual([
      403,
      'connection-closed',
    ]);
    await open('chat2desk', true);
    expect((await ask('owen', 'GET', '/chat2desk/v1/clients')).status).toBe(200);
    world.system.received.length = 0;
    expect(codeOf(await ask('owen', 'GET', '/chat2desk/v1/companies/info'))).toEqual([403, 'not-an-admin']);
    const post = { body: { label: 'x' } };
    expect(codeOf(await ask('owen', 'POST', '/chat2desk/v1/tags', post))).toEqual([403, 'not-an-admin']);
    expect(sent()).toEqual([]);
    await open('chat2desk', false);
  });

  test('a former admin changes nothing', async () => {
    const body = { label: 'x', description: 'x' };
    world.admin.sandbox.sql("UPDATE users SET role = 'user' WHERE uuid = ?", world.uuids.bea);
    const answer = await ask('bea', 'POST', '/chat2desk/v1/tags', { body });
    expect(codeOf(answer)).toEqual([403, 'not-an-admin']);
    world.admin.sandbox.sql("UPDATE users SET role = 'admin' WHERE uuid = ?", world.uuids.bea);
    expect(sent()).toEqual([]);
  });
});

describe('what is never sent on', () => {
  // To know who someone is at the system, the gateway reads its lists of operators and the like.
  const names = /\/v1\/(channels|operators|operators_groups|tags)(\?|$)/;
  afterEach(() => expect(sent().filter(([, url]) => !names.test(String(url)))).toEqual([]));

  test.each([
    ['an unknown system', 'GET', '/nobody/v1/clients', 404],
    ['an unknown row', 'GET', '/chat2desk/v1/nothing', 404],
    ['another method', 'GET', '/chat2desk/v1/messages/1/read', 405],
    ['an unknown parameter', 'GET', '/chat2desk/v1/clients?evil=1', 400],
    ['a repeated parameter', 'GET', '/chat2desk/v1/clients?limit=1&limit=2', 400],
    ['a nested parameter', 'GET', '/chat2desk/v1/clients?limit[a]=1', 400],
    ['another enumeration', 'GET', '/chat2desk/v1/clients?order=sideways', 400],
    ['too long a value', 'GET', `/chat2desk/v1/clients?phone=${'1'.repeat(5000)}`, 400],
    ['what others call', 'POST', '/courier/v1/texts/1/callback/', 404],
    ['what nobody may see', 'POST', '/courier/v1/voice-conferences/1/access-token/', 404],
  ])('%s', async (_name, method, path, status) => {
    expect((await ask('ada', method, path)).status).toBe(status);
  });

  test.each([
    '..',
    '%2e%2e',
    '..%2f..',
    '1%2f..%2f2',
    '1;a',
    '1%00',
    'x'.repeat(300),
    '-1',
    '1.5',
    '__proto__',
  ])('the parameter %s in a path', async (value) => {
    for (const path of ['/chat2desk/v1/clients/', '/chat2desk/v1/dialogs/', '/claap/v1/recordings/']) {
      if (path.includes('claap') && /^(-1|__proto__)$/.test(value)) continue;
      const target = `/connected${path}${value}`;
      const { cookie, token } = world.people.ada;
      const status = await rawStatus(target, cookie, token);
      expect([400, 404], target).toContain(status);
    }
  });

  test('a body with fields that are unknown (nested ones too), for admins, or filled in by the gateway', async () => {
    await open('chat2desk', true);
    const message = { client_id: 1, text: 'Hello' };
    const post = (who: 'ada' | 'owen', body: unknown) =>
      ask(who, 'POST', '/chat2desk/v1/messages', { body }).then(codeOf);
    expect(await post('ada', { ...message, evil: 1 })).toEqual([400, 'field-unknown']);
    expect(await post('ada', { ...message, client_id: { $gt: 0 } })).toEqual([400, 'field-invalid']);
    expect(await post('owen', { ...message, operator_id: 3 })).toEqual([403, 'field-filled-in']);
    expect(await post('owen', message)).toEqual([403, 'not-linked']);
    await open('chat2desk', false);
    await open('claap', true);
    const recording = await ask('owen', 'POST', '/claap/v1/recordings', {
      body: { authorEmail: 'ada@sandbox.test' },
    });
    expect(codeOf(recording)).toEqual([403, 'field-filled-in']);
    const query = await ask('owen', 'GET', '/claap/v1/recordings?recorderEmail=ada%40sandbox.test');
    expect(codeOf(query)).toEqual([403, 'field-filled-in']);
    await open('claap', false);
  });

  test('a write without a key, or with something that is not one', async () => {
    const body = { tag_group_id: 1, tag_label: 'x' };
    for (const key of [null, 'once', randomUUID().slice(1)]) {
      expect((await ask('ada', 'POST', '/chat2desk/v1/tags', { body, key })).status).toBe(400);
    }
  });

  test('a request from another site', async () => {
    const headers = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' };
    expect((await ask('ada', 'GET', '/chat2desk/v1/clients', { headers })).status).toBe(403);
  });
});

async function rawStatus(target: string, cookie: string, token: string): Promise<number> {
  const { request } = await import('node:http');
  const { hostname, port } = new URL(world.admin.url);
  return new Promise((resolve, reject) => {
    request(
      {
        hostname,
        port,
        path: target,
        headers: { cookie, authorization: `Bearer ${token}`, 'sec-fetch-site': 'same-origin' },
      },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    )
      .once('error', reject)
      .end();
  });
}

describe('who acts', () => {
  test('is filled in from the link of the person, or their own address', async () => {
    await open('chat2desk', true);
    await open('claap', true);
    await admin('PUT', `/connections/chat2desk/links/${world.uuids.owen}`, { id: '17' });
    world.reset();
    await ask('owen', 'POST', '/chat2desk/v1/messages', { body: { client_id: 1, text: 'Hello' } });
    await ask('owen', 'GET', '/claap/v1/recordings');
    expect(sent()).toEqual([
      ['POST', '/chat2desk/v1/messages', '{"client_id":1,"text":"Hello","operator_id":17}'],
      ['GET', '/claap/v1/recordings?recorderEmail=owen%40sandbox.test', ''],
    ]);
    await open('chat2desk', false);
    await open('claap', false);
  });

  test('is nobody for an admin without a link, or the person they name', async () => {
    await ask('ada', 'POST', '/chat2desk/v1/messages', { body: { client_id: 1, text: 'a' } });
    await ask('ada', 'POST', '/chat2desk/v1/messages', { body: { client_id: 1, text: 'b', operator_id: 4 } });
    expect(sent().map(([, , body]) => body)).toEqual([
      '{"client_id":1,"text":"a"}',
      '{"client_id":1,"text":"b","operator_id":4}',
    ]);
  });
});

describe('answers', () => {
  const list = () => ask('ada', 'GET', '/chat2desk/v1/clients?limit=1');

  test.each([
    [
      'HTML',
      502,
      (r: Parameters<typeof json>[0]) => r.writeHead(200, { 'content-type': 'text/html' }).end('<b>'),
    ],
    [
      'JSON that is not valid',
      502,
      (r: Parameters<typeof json>[0]) => r.writeHead(200, { 'content-type': 'application/json' }).end('{'),
    ],
    [
      'JSON that is said to be text',
      502,
      (r: Parameters<typeof json>[0]) => r.writeHead(200, { 'content-type': 'text/plain' }).end('{}'),
    ],
    ['JSON that is said to be nothing', 502, (r: Parameters<typeof json>[0]) => r.writeHead(200).end('{}')],
    [
      'a 200 that says error',
      422,
      (r: Parameters<typeof json>[0]) => json(r, 200, { status: 'error', message: 'no' }),
    ],
    [
      'a redirect',
      502,
      (r: Parameters<typeof json>[0]) => r.writeHead(302, { location: 'http://127.0.0.1' }).end(),
    ],
    ['an error', 502, (r: Parameters<typeof json>[0]) => json(r, 500, {})],
    [
      'too long an answer',
      502,
      (r: Parameters<typeof json>[0]) =>
        r.writeHead(200, { 'content-type': 'application/json' }).end('[1'.padEnd(17 * 1024 * 1024, ' ')),
    ],
  ])('%s', async (_name, status, answer) => {
    world.system.answer = (_request, response) => void answer(response);
    const got = await list();
    expect(got.status).toBe(status);
    expect(got.headers.get('content-type')).toMatch(/json/);
  });

  test('that never end are cut off', async () => {
    await world.restart({ timeouts: impatient });
    world.system.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('[');
    };
    expect(codeOf(await list())).toEqual([504, 'upstream-silent']);
    await world.restart();
  });

  test('that contain the key lose it', async () => {
    world.system.answer = (_request, response) =>
      json(response, 400, { status: 'error', message: `token ${keys.own} may not`, errors: [] });
    const { body } = await list();
    expect(body.refusal).toMatchObject({ code: 'upstream-refused' });
    expect(body.message).toContain('token ****');
  });

  test('that contain the key in escapes lose it as well', async () => {
    const escaped = [...keys.own].map((sign) => `\\u00${sign.charCodeAt(0).toString(16)}`).join('');
    world.system.answer = (_request, response) =>
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(`{"status":"success","data":[{"id":1,"name":"${escaped}","caf\\u00e9":"\\u00e9"}]}`);
    const stars = '*'.repeat(keys.own.length);
    expect((await list()).body).toEqual({ status: 'success', data: [{ id: 1, name: stars, café: 'é' }] });
    world.system.answer = (_request, response) =>
      response.writeHead(400, { 'content-type': 'application/json' }).end(`{"message":"${escaped}"}`);
    expect((await list()).body.message).not.toContain(keys.own);
  });

  test.each([
    ['begin with a byte order mark', '\ufeff{"status":"success","data":[]}', '[]'],
    [
      'have more digits than a number keeps',
      '{"status":"success","data":[{"id":12345678901234567890,"at":1764482400000,"share":0.12345678901234567}]}',
      '[{"id":"12345678901234567890","at":1764482400000,"share":0.12345678901234566}]',
    ],
  ])('may %s', async (_name, text, data) => {
    world.system.answer = (_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(text);
    const { status, body } = await list();
    expect([status, JSON.stringify(body.data)]).toEqual([200, data]);
  });

  test.each([201, 5000, 100_000])('that nest %i levels are unreadable, and not lost', async (levels) => {
    world.system.answer = (_request, response) =>
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(`{"status":"success","data":${'['.repeat(levels)}${']'.repeat(levels)}}`);
    expect(codeOf(await list())).toEqual([502, 'upstream-unreadable']);
  });

  test('lack what must stay in the gateway', async () => {
    world.system.answer = (_request, response) =>
      json(response, 200, {
        result: {
          recording: { id: 'r1', upload: { url: 'https://up.example/1', metaUrl: 'https://up.example/2' } },
        },
      });
    const { body } = await ask('ada', 'GET', '/claap/v1/recordings/r1');
    expect(body).toEqual({ result: { recording: { id: 'r1', upload: {} } } });
  });

  test('that refuse the key in the middle of a list end the connection until there is another key', async () => {
    expect((await list()).status).toBe(200);
    world.system.answer = (_request, response) => json(response, 401, { status: 'error' });
    expect(codeOf(await list())).toEqual([424, 'key-refused']);
    world.reset();
    expect(codeOf(await list())).toEqual([424, 'key-refused']);
    expect(sent()).toEqual([]);
    // That of another organisation continues.
    expect((await ask('eve', 'GET', '/chat2desk/v1/clients')).status).toBe(200);
    const [{ version }] = (await world.admin.ask(world.people.ada, 'GET', '/connections')).body.connections;
    await admin('PUT', '/connections/chat2desk', { key: keys.own, version });
    expect((await list()).status).toBe(200);
  });
});
