import { readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ConnectedWorld, keys, offeredAt } from '../testing/connected-world.ts';
import { json } from '../testing/upstream.ts';

let world: ConnectedWorld;
/** Every response that anyone received. */
const answered: string[] = [];
beforeAll(async () => {
  world = await ConnectedWorld.start();
});
afterAll(() => world.stop());
beforeEach(() => world.reset());
afterEach(() => {
  const said = [...answered, ...world.admin.lines].join('\n');
  for (const key of Object.values(keys)) expect(said).not.toContain(key);
  expect(JSON.stringify(world.admin.auditSql('SELECT * FROM audit_intents'))).not.toContain(
    'key-of-the-test',
  );
});

type Who = keyof ConnectedWorld['people'];
const ask = async (who: Who, method: string, path: string, body?: unknown) => {
  const answer = await world.admin.ask(world.people[who], method, path, body === undefined ? {} : { body });
  answered.push(JSON.stringify([answer.body, ...answer.headers]));
  return answer;
};
const codeOf = ({ status, body }: { status: number; body?: { refusal?: { code: string } } }) => [
  status,
  body?.refusal?.code,
];
const list = async (who: Who) => (await ask(who, 'GET', '/connections')).body;

describe('connecting', () => {
  test('a key is tried before it is kept; one that is wrong is not', async () => {
    const wrong = await ask('ada', 'PUT', '/connections/claap', { key: 'wrong-key-1', version: null });
    expect(codeOf(wrong)).toEqual([400, 'key-not-good']);
    expect((await list('ada')).connections).toEqual([]);
    const saved = await ask('ada', 'PUT', '/connections/claap', { key: keys.own, version: null });
    expect(saved.body).toMatchObject({
      system: 'claap',
      state: 'connected',
      lastFour: '1234',
      savedBy: { uuid: world.uuids.ada },
      open: false,
      url: null,
      quota: { used: 0, of: 50 },
    });
    expect(world.system.received.map(({ url, headers }) => [url, headers['x-claap-key']])).toEqual([
      ['/claap/v1/recordings?limit=1', 'wrong-key-1'],
      ['/claap/v1/recordings?limit=1', keys.own],
    ]);
    expect(world.admin.lastEntry()).toMatchObject({
      action: 'saveConnection',
      target: 'Claap',
      outcome: 'done',
    });
  });

  test('members learn that there is one, and other organisations nothing', async () => {
    expect((await list('owen')).connections).toEqual([{ system: 'claap', open: false }]);
    expect((await list('eve')).connections).toEqual([]);
    expect((await list('bea')).connections).toMatchObject([{ lastFour: '1234' }]);
  });

  test.each([
    ['PUT', '/connections/claap', { key: keys.own, version: null }],
    ['POST', '/connections/claap/test', undefined],
    ['PUT', '/connections/claap/members', { open: true, version: 1 }],
    ['DELETE', '/connections/claap', { name: 'Claap', version: 1 }],
    ['PUT', '/connections/claap/links/11111111-1111-4111-8111-111111111111', { id: '7' }],
    ['GET', '/connections/claap/links', undefined],
    ['GET', '/systems/claap/operations', undefined],
  ])('%s %s is for admins', async (method, path, body) => {
    expect(codeOf(await ask('owen', method, path, body))).toEqual([403, 'not-an-admin']);
  });

  test('with two admins at once, one is told that it has changed', async () => {
    const [{ version }] = (await list('ada')).connections;
    const both = await Promise.all(
      (['ada', 'bea'] as const).map((who) =>
        ask(who, 'PUT', '/connections/claap/members', { open: true, version }).then(codeOf),
      ),
    );
    expect(both.toSorted()).toEqual([
      [200, undefined],
      [409, 'connection-changed'],
    ]);
    const stale = { key: keys.own, version };
    expect(codeOf(await ask('bea', 'PUT', '/connections/claap', stale))).toEqual([409, 'connection-changed']);
    expect(codeOf(await ask('bea', 'PUT', '/connections/claap', { ...stale, version: null }))).toEqual([
      409,
      'connection-changed',
    ]);
    expect((await list('owen')).connections).toEqual([{ system: 'claap', open: true }]);
  });

  test.each([
    [
      'HTML',
      502,
      (response: Parameters<typeof json>[0]) =>
        response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
    ],
    [
      'a 200 that says error',
      400,
      (response: Parameters<typeof json>[0]) => json(response, 200, { error: { message: 'no' } }),
    ],
    ['another shape', 502, (response: Parameters<typeof json>[0]) => json(response, 200, { result: 1 })],
    [
      'a huge answer',
      502,
      (response: Parameters<typeof json>[0]) => json(response, 200, { result: 'x'.repeat(2_000_000) }),
    ],
    ['a server that fails', 502, (response: Parameters<typeof json>[0]) => json(response, 500, {})],
    [
      'a redirect',
      502,
      (response: Parameters<typeof json>[0]) => response.writeHead(302, { location: '/' }).end(),
    ],
    ['nobody', 502, (response: Parameters<typeof json>[0]) => response.destroy()],
  ])('with %s nothing is kept', async (_name, status, answer) => {
    world.system.answer = (_request, response) => void answer(response);
    const before = (await list('ada')).connections;
    const [{ version }] = before;
    const saved = await ask('ada', 'PUT', '/connections/claap', { key: keys.other, version });
    expect(saved.status).toBe(status);
    expect((await list('ada')).connections).toEqual(before);
  });

  test.each([
    ['chat2desk', { key: 'short', version: null }, 'field-invalid'],
    ['chat2desk', { key: 'with space', version: null }, 'field-invalid'],
    ['chat2desk', { key: 'a-key\r\nx-evil: 1', version: null }, 'field-invalid'],
    ['chat2desk', { key: 'x'.repeat(513), version: null }, 'field-invalid'],
    ['chat2desk', { key: keys.own }, 'field-invalid'],
    ['chat2desk', { key: keys.own, version: null, organisation: 'x' }, 'field-unknown'],
    ['chat2desk', { key: keys.own, version: null, url: 'https://evil.example' }, 'address-fixed'],
  ])('%s: %j is refused', async (system, body, code) => {
    expect(codeOf(await ask('ada', 'PUT', `/connections/${system}`, body))[1]).toBe(code);
    expect(world.system.received).toEqual([]);
  });

  test('an unknown system is nothing', async () => {
    for (const id of ['nobody', 'constructor', '__proto__', '..%2fclaap']) {
      const answer = await ask('ada', 'PUT', `/connections/${id}`, { key: keys.own, version: null });
      expect(answer.status).toBe(404);
    }
  });

  test('a refused key counts again once it is found to be good', async () => {
    world.system.answer = (_request, response) => json(response, 401, {});
    expect(codeOf(await ask('ada', 'POST', '/connections/claap/test'))).toEqual([424, 'key-refused']);
    expect((await list('ada')).connections[0].state).toBe('key-refused');
    world.reset();
    expect((await ask('ada', 'POST', '/connections/claap/test')).body.state).toBe('connected');
  });

  test('the name must be typed exactly, or nothing is deleted', async () => {
    const [{ version }] = (await list('ada')).connections;
    for (const name of ['claap', 'Claap ', '']) {
      const answer = await ask('ada', 'DELETE', '/connections/claap', { name, version });
      expect(codeOf(answer)).toEqual([400, 'name-differs']);
    }
    expect((await ask('ada', 'DELETE', '/connections/claap', { name: 'Claap', version })).status).toBe(204);
    expect((await list('ada')).connections).toEqual([]);
    expect(codeOf(await ask('ada', 'POST', '/connections/claap/test'))).toEqual([424, 'not-connected']);
  });
});

test('what Chat2Desk reports for the month is shown', async () => {
  await world.connect('chat2desk');
  const [connection] = (await list('ada')).connections;
  expect(connection).toMatchObject({
    system: 'chat2desk',
    // As it says, and the three requests for its webhook.
    quota: { used: 253, of: 1000 },
    state: 'connected',
  });
});

test('keys are sealed on disk, in files that only this account can read', async () => {
  const files = ['connections.sqlite', 'connections.sqlite-wal', 'ledger.sqlite', 'connections-secret'];
  for (const name of files) {
    const file = join(world.admin.dataDir, name);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file).includes(keys.own)).toBe(false);
  }
});

test('with another secret the key is gone, and both say so', async () => {
  // The one that was kept would still open it.
  const kept = join(world.admin.dataDir, 'connections-secret');
  renameSync(kept, `${kept}-away`);
  await world.admin.run(null, { offered: offeredAt(world.system.url), connectionsSecret: 'x'.repeat(40) });
  expect(codeOf(await ask('ada', 'POST', '/connections/chat2desk/test'))).toEqual([424, 'key-lost']);
  expect(codeOf(await world.ask('ada', 'GET', '/chat2desk/v1/companies/info'))).toEqual([424, 'key-lost']);
  renameSync(`${kept}-away`, kept);
  await world.admin.run(null, { offered: offeredAt(world.system.url) });
  expect((await ask('ada', 'POST', '/connections/chat2desk/test')).status).toBe(200);
});

describe('an address that the operator left open', () => {
  beforeAll(() =>
    world.admin.run(null, {
      offered: offeredAt(world.system.url).map((one) =>
        one.system.id === 'courier' ? { ...one, url: undefined } : one,
      ),
    }),
  );

  test('is needed', async () => {
    expect((await list('ada')).systems).toContainEqual({
      system: 'courier',
      name: 'Courier',
      address: 'open',
    });
    const answer = await ask('ada', 'PUT', '/connections/courier', { key: keys.own, version: null });
    expect(codeOf(answer)).toEqual([400, 'address-needed']);
  });

  test.each([
    'http://courier.example.com',
    'https://127.0.0.1',
    'https://localhost',
    'https://2130706433',
    'https://0x7f.1',
    'https://10.0.0.1',
    'https://169.254.169.254',
    'https://[::1]',
    'https://[::ffff:127.0.0.1]',
    'https://[fe80::1]',
    'https://user:pass@courier.example.com',
    'https://10-0-0-1.nip.io',
    'https://courier.example.com?x=1',
    'ftp://courier.example.com',
    'nothing',
  ])('is not %s', async (url) => {
    const answer = await ask('ada', 'PUT', '/connections/courier', { key: keys.own, url, version: null });
    expect(codeOf(answer)).toEqual([400, 'address-refused']);
    expect(world.system.received).toEqual([]);
  });
});

describe('the forms of the API console', () => {
  test('come as JSON, with a tag', async () => {
    const first = await ask('ada', 'GET', '/systems/chat2desk/operations');
    const { operations } = first.body;
    expect(operations).toHaveLength(78);
    expect(operations.find(({ name }: { name: string }) => name === 'sendMessage')).toMatchObject({
      effect: 'send',
      method: 'POST',
      path: '/v1/messages',
      actsAs: { in: 'body', field: 'operator_id', as: 'operator' },
      query: null,
      body: { type: 'object', additionalProperties: false },
    });
    const etag = first.headers.get('etag') ?? '';
    const again = await world.admin.ask(world.people.ada, 'GET', '/systems/chat2desk/operations', {
      headers: { 'if-none-match': etag },
    });
    expect([again.status, again.headers.get('etag')]).toEqual([304, etag]);
    expect((await ask('ada', 'GET', '/systems/nobody/operations')).status).toBe(404);
  });

  test('leave out what is never forwarded', async () => {
    const { operations } = (await ask('ada', 'GET', '/systems/courier/operations')).body;
    expect(operations.map(({ who }: { who: string }) => who)).not.toContain('nobody');
  });
});
