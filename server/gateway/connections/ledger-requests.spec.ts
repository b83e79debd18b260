import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ConnectedWorld, offeredAt } from '../testing/connected-world.ts';
import { impatient, json } from '../testing/upstream.ts';
import { purgeSetting } from './offered.ts';

let world: ConnectedWorld;
beforeAll(async () => {
  world = await ConnectedWorld.start();
  for (const system of ['chat2desk', 'claap', 'courier'] as const) await world.connect(system);
});
afterAll(() => world.stop());
beforeEach(() => world.reset());

const tag = { tag_group_id: 1, tag_label: 'x', tag_description: 'y' };
const create = (key: string, body: unknown = tag, who: 'ada' | 'bea' = 'ada') =>
  world.ask(who, 'POST', '/chat2desk/v1/tags', { key, body });
const codeOf = ({ status, body }: { status: number; body: { refusal?: { code: string } } }) => [
  status,
  body.refusal?.code,
];
const entries = async (who: 'ada' | 'owen' | 'eve' = 'ada') =>
  (await world.admin.ask(world.people[who], 'GET', '/ledger')).body.entries;
const times = () => world.system.received.length;

describe('what has an effect', () => {
  test('is sent once under a key, and gets a response each time', async () => {
    const key = randomUUID();
    world.system.answer = (_request, response) => json(response, 200, { data: { id: 7 }, status: 'success' });
    const [first, again] = [await create(key), await create(key.toUpperCase())];
    expect([first.body, again.body]).toEqual([first.body, { data: { id: 7 }, status: 'success' }]);
    expect(times()).toBe(1);
    expect((await entries())[0]).toMatchObject({
      key,
      system: 'chat2desk',
      operation: 'createTag',
      title: 'Create a tag',
      state: 'done',
      status: 200,
      person: { uuid: world.uuids.ada },
    });
    // A key is a person's own.
    expect((await create(key, tag, 'bea')).status).toBe(200);
    expect(times()).toBe(2);
  });

  test('another request under the same key is refused', async () => {
    const key = randomUUID();
    await create(key);
    expect(codeOf(await create(key, { ...tag, tag_label: 'z' }))).toEqual([409, 'key-used']);
    const elsewhere = await world.ask('ada', 'DELETE', '/chat2desk/v1/tags/1', { key });
    expect(codeOf(elsewhere)[0]).not.toBe(200);
    expect(times()).toBe(1);
  });

  test('waits for the first while that is in progress', async () => {
    const key = randomUUID();
    let answer = () => {};
    const arrived = new Promise<void>((resolve) => {
      world.system.answer = (_request, response) => {
        answer = () => json(response, 200, { data: {}, status: 'success' });
        resolve();
      };
    });
    const first = create(key);
    await arrived;
    expect(codeOf(await create(key))).toEqual([409, 'under-way']);
    answer();
    expect((await first).status).toBe(200);
    expect(times()).toBe(1);
  });

  test.each([
    ['the connection breaks', (response: Parameters<typeof json>[0]) => response.destroy()],
    ['no answer comes', () => {}],
    ['the system fails', (response: Parameters<typeof json>[0]) => json(response, 500, {})],
    [
      'the answer cannot be read',
      (response: Parameters<typeof json>[0]) => response.writeHead(200).end('<html>'),
    ],
    [
      'the answer breaks off',
      (response: Parameters<typeof json>[0]) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 }).write('{');
        setImmediate(() => response.destroy());
      },
    ],
  ])('may have been done where %s, and is not sent again', async (_name, lose) => {
    const key = randomUUID();
    await world.restart({ timeouts: impatient });
    world.system.answer = (_request, response) => void lose(response);
    expect(codeOf(await create(key))).toEqual([504, 'outcome-unknown']);
    world.reset();
    expect(codeOf(await create(key))).toEqual([409, 'may-be-done']);
    expect(times()).toBe(0);
    expect((await entries())[0]).toMatchObject({ key, state: 'unknown' });
    await world.restart();
  });

  test('is refused again for the same reason', async () => {
    const key = randomUUID();
    world.system.answer = (_request, response) =>
      json(response, 400, { status: 'error', message: 'Too many tags' });
    const [first, again] = [await create(key), await create(key)];
    expect(codeOf(first)).toEqual([400, 'upstream-refused']);
    expect(again.body.refusal).toEqual(first.body.refusal);
    expect(times()).toBe(1);
  });

  test('may be tried again where the system did nothing', async () => {
    const key = randomUUID();
    await world.admin.run(null, { offered: offeredAt('http://127.0.0.1:1') });
    expect(codeOf(await create(key))).toEqual([502, 'upstream-unreachable']);
    expect((await entries())[0]).toMatchObject({ key, state: 'not-sent' });
    await world.admin.run(null, { offered: offeredAt(world.system.url) });
    expect((await create(key)).status).toBe(200);
    expect((await create(key)).status).toBe(200);
    expect(times()).toBe(1);
  });

  test('continues when its page is closed', async () => {
    const key = randomUUID();
    let answer = () => {};
    const arrived = new Promise<void>((resolve) => {
      world.system.answer = (_request, response) => {
        answer = () => json(response, 200, { data: { id: 9 }, status: 'success' });
        resolve();
      };
    });
    const { cookie, token } = world.people.ada;
    const leaving = new AbortController();
    const gone = fetch(`${world.admin.url}/connected/chat2desk/v1/tags`, {
      method: 'POST',
      signal: leaving.signal,
      headers: {
        origin: 'http://localhost:4180',
        cookie,
        authorization: `Bearer ${token}`,
        'idempotency-key': key,
        'content-type': 'application/json',
      },
      body: JSON.stringify(tag),
    });
    await Promise.race([
      arrived,
      gone.then((response) => response.text()).then((text) => expect(text).toBe('')),
    ]);
    leaving.abort();
    await expect(gone).rejects.toThrow();
    answer();
    await expect.poll(async () => (await entries())[0].state).toBe('done');
    expect((await create(key)).body).toEqual({ data: { id: 9 }, status: 'success' });
  });

  test('is seen by the person and by admins of the organisation', async () => {
    expect(await entries('owen')).toEqual([]);
    expect(await entries('eve')).toEqual([]);
    const [{ id, key }] = await entries();
    const { status, body } = await world.admin.ask(world.people.ada, 'GET', `/ledger/${id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ entry: { key }, sent: { path: '/v1/tags', body: JSON.stringify(tag) } });
    for (const who of ['owen', 'eve'] as const) {
      const other = await world.admin.ask(world.people[who], 'GET', `/ledger/${id}`);
      expect(codeOf(other)).toEqual([404, 'entry-missing']);
    }
  });

  test('admins filter it by person; anyone else has their own alone', async () => {
    const { ada, bea, owen } = world.uuids;
    await create(randomUUID(), tag, 'bea');
    const of = async (who: 'ada' | 'owen', person: string | undefined) => {
      const found = await world.admin.ask(world.people[who], 'GET', `/ledger?person=${person}&limit=200`);
      return new Set((found.body.entries as { person: { uuid: string } }[]).map((one) => one.person.uuid));
    };
    expect([await of('ada', bea), await of('ada', ada), await of('ada', owen)]).toEqual([
      new Set([bea]),
      new Set([ada]),
      new Set(),
    ]);
    expect(await of('owen', bea)).toEqual(new Set());
  });

  test('reads are not in it, and need no key', async () => {
    const before = await entries();
    expect((await world.ask('ada', 'GET', '/chat2desk/v1/tags')).status).toBe(200);
    expect(await entries()).toEqual(before);
  });
});

describe('an address that a response gave', () => {
  const upload = (id: string, key = randomUUID()) =>
    world.ask('ada', 'PUT', `/claap/uploads/${id}/payload`, {
      key,
      body: new Uint8Array([1, 2, 3]),
      headers: { 'content-type': 'audio/webm' },
    });
  const give = (id: string, url: string) => {
    world.system.answer = ({ url: asked }, response) => {
      if (asked.endsWith('/recordings')) {
        return json(response, 200, { result: { recording: { id, upload: { url } } } });
      }
      response.writeHead(200).end();
    };
    return world.ask('ada', 'POST', '/claap/v1/recordings', { body: { authorEmail: 'ada@sandbox.test' } });
  };

  test('is where the file goes, without the key', async () => {
    const answer = await give('r1', `${world.system.url}/up/r1?signed=1`);
    expect(answer.body).toEqual({ result: { recording: { id: 'r1', upload: {} } } });
    expect((await upload('r1')).status).toBe(200);
    const [, sent] = world.system.received;
    expect([sent?.method, sent?.url, [...(sent?.body ?? [])]]).toEqual(['PUT', '/up/r1?signed=1', [1, 2, 3]]);
    expect(Object.keys(sent?.headers ?? {})).not.toContain('x-claap-key');
    const [{ id }] = await entries();
    const { body } = await world.admin.ask(world.people.ada, 'GET', `/ledger/${id}`);
    expect(body.sent).toEqual({ path: '/uploads/:recordingId/payload' });
  });

  test('is needed', async () => {
    expect(codeOf(await upload('r2'))).toEqual([409, 'address-unknown']);
  });

  test.each([
    'https://127.0.0.1/x',
    'https://localhost/x',
    'https://2130706433/x',
    'https://[::ffff:10.0.0.1]/x',
    'https://169.254.169.254/latest',
    'http://up.example.com/x',
    'https://key@up.example.com/x',
    'file:///etc/passwd',
    'nothing',
  ])('is not called where it is %s', async (url) => {
    await give('r3', url);
    expect(codeOf(await upload('r3'))).toEqual([502, 'address-not-public']);
    expect(times()).toBe(1);
  });

  test('may want a form around the file', async () => {
    const id = randomUUID();
    world.system.answer = ({ method, url }, response) => {
      if (!url.startsWith('/courier')) return void response.writeHead(204).end();
      const form = { key: 'a/b', policy: 'signed' };
      const target = { id, 'upload-url': `${world.system.url}/form`, 'upload-data': form };
      json(response, method === 'POST' ? 201 : 200, target);
    };
    const created = await world.ask('ada', 'POST', '/courier/v1/user-email-attachments/', {
      body: {
        data: {
          type: 'user-email-attachments',
          attributes: {
            'content-type': 'application/pdf',
            'email-id': '11111111-1111-4111-8111-111111111111',
            filename: 'minutes.pdf',
          },
        },
      },
    });
    expect([created.status, created.body]).toEqual([201, { id }]);
    const sent = await world.ask('ada', 'POST', `/courier/uploads/user-email-attachments/${id}/`, {
      body: new TextEncoder().encode('%PDF the file'),
      headers: { 'content-type': 'application/pdf' },
    });
    expect(sent.status).toBe(204);
    const { url, headers, body } = world.system.received[1] ?? {};
    const type = String(headers?.['content-type']);
    const form = await new Response(new Uint8Array(body ?? []), {
      headers: { 'content-type': type },
    }).formData();
    expect([url, form.get('key'), form.get('policy')]).toEqual(['/form', 'a/b', 'signed']);
    const file = form.get('file');
    expect(file instanceof File && [file.type, await file.text()]).toEqual([
      'application/pdf',
      '%PDF the file',
    ]);
  });

  test('that says 401 ends neither the connection nor the session', async () => {
    await give('r4', `${world.system.url}/up/r4`);
    world.system.answer = (_request, response) => json(response, 401, {});
    expect((await upload('r4')).status).toBe(424);
    world.reset();
    expect((await world.ask('ada', 'GET', '/claap/v1/recordings/r4')).status).toBe(200);
  });
});

describe('guards that the gateway enforces', () => {
  const purge = (who: 'ada' | 'bea', entity = 'one', key = randomUUID()) =>
    world.ask(who, 'POST', '/courier/v1/purge-data/', {
      key,
      headers: { 'content-type': 'application/json' },
      body: {
        data: { type: 'system-purges', attributes: { 'entity-id': entity, 'entity-type': 'individual' } },
      },
    });

  test('purging needs the operator', async () => {
    expect(codeOf(await purge('ada'))).toEqual([403, 'not-allowed-here']);
  });

  test('purging needs two admins who request the same', async () => {
    await world.admin.run(null, { offered: offeredAt(world.system.url, [purgeSetting]) });
    expect(codeOf(await purge('ada'))).toEqual([409, 'second-admin-needed']);
    expect(codeOf(await purge('ada'))).toEqual([409, 'second-admin-needed']);
    expect(codeOf(await purge('bea', 'two'))).toEqual([409, 'second-admin-needed']);
    expect(times()).toBe(0);
    const key = randomUUID();
    expect((await purge('bea', 'one', key)).status).toBe(200);
    expect((await purge('bea', 'one', key)).status).toBe(200);
    expect(times()).toBe(1);
    expect(world.admin.lastEntry()).toMatchObject({ action: 'askForTwo', outcome: 'done' });
    expect(codeOf(await purge('ada', 'one'))).toEqual([409, 'second-admin-needed']);
  });

  const observe = (headers: Record<string, string>, minutes: number) =>
    world.ask('ada', 'POST', '/courier/v1/sniffers/', {
      headers: { 'content-type': 'application/json', ...headers },
      body: {
        data: {
          type: 'sniffers',
          attributes: {
            'user-id': '11111111-1111-4111-8111-111111111111',
            'valid-until': new Date(Date.now() + minutes * 60_000).toISOString(),
          },
        },
      },
    });

  test('observing needs a reason and an end, and is logged', async () => {
    const reason = { 'x-reason': encodeURIComponent('Klacht van de cliënt') };
    expect(codeOf(await observe({}, 30))).toEqual([400, 'reason-needed']);
    expect(codeOf(await observe({ 'x-reason': '%E0%A4%A' }, 30))).toEqual([400, 'reason-needed']);
    expect(codeOf(await observe(reason, 61))).toEqual([400, 'end-needed']);
    expect(times()).toBe(0);
    expect((await observe(reason, 59)).status).toBe(200);
    expect(world.admin.lastEntry()).toMatchObject({
      action: 'observe',
      change: JSON.stringify({ reason: 'Klacht van de cliënt' }),
      actorUuid: world.uuids.ada,
    });
    const look = await world.ask('ada', 'GET', '/courier/v1/sniffers/11111111-1111-4111-8111-111111111111/');
    expect(codeOf(look)).toEqual([400, 'reason-needed']);
  });
});
