import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dashboardOrigin } from '../../sandboxes/claritalk/contract/world.ts';
import { AdminWorld, type SignedIn } from '../testing/admin-world.ts';

/** Where the minutes of a whole organisation go. At Claritalk any member may set it. */
let world: AdminWorld;
let ada: SignedIn;
let nora: SignedIn;
const good = 'https://hooks.example.com/claritalk?key=hidden';

beforeAll(async () => {
  world = await AdminWorld.start();
  ada = await world.signIn('ada@sandbox.test');
  nora = await world.signIn('nora@sandbox.test');
});
afterAll(() => world.stop());

const registered = () =>
  world.sandbox.sql('SELECT webhook_url AS url FROM clients WHERE organisation_id = 1 ORDER BY id');
const organisations = () => world.sandbox.sql('SELECT count(*) AS n FROM organisations')[0]?.n;
const lines = () => Number(world.auditSql('SELECT count(*) AS n FROM audit_intents')[0]?.n);

/** Sends the request as a page does, to Claritalk's own path. */
async function set(
  who: SignedIn,
  url: unknown,
  headers: Record<string, string> = {},
  key: string | null = randomUUID(),
) {
  const response = await fetch(`${world.url}/api/client/webhook`, {
    method: 'POST',
    headers: {
      origin: dashboardOrigin,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
      cookie: who.cookie,
      authorization: `Bearer ${who.token}`,
      ...(key === null ? {} : { 'idempotency-key': key }),
      ...headers,
    },
    body: JSON.stringify({ webhook_url: url }),
  });
  return { status: response.status, body: (await response.json()) as { message?: string } };
}

const expectRefused = async (ask: () => ReturnType<typeof set>, status: number, actor: string | null) => {
  const [before, count] = [registered(), lines()];
  expect((await ask()).status).toBe(status);
  expect(registered()).toEqual(before);
  expect(lines()).toBe(count + 1);
  expect(world.lastEntry()).toMatchObject({
    action: 'setWebhookUrl',
    outcome: 'refused',
    status,
    actorUuid: actor,
  });
};

describe('refused, and in the audit log:', () => {
  const actorOf = (name: 'ada' | 'nora') => world.sandbox.accountUuid(name);

  test('a member', () => expectRefused(() => set(nora, good), 403, actorOf('nora')));

  test('an admin who was demoted a moment ago', async () => {
    world.sandbox.sql("UPDATE users SET role = 'user' WHERE uuid = ?", actorOf('ada'));
    await expectRefused(() => set(ada, good), 403, actorOf('ada'));
    world.sandbox.sql("UPDATE users SET role = 'admin' WHERE uuid = ?", actorOf('ada'));
  });

  test.each([
    ['nobody', () => ({ cookie: '', token: ada.token }), {}, 401],
    ['a personal access token in a member’s session', () => ({ ...nora, token: 'sandbox-pat-ada' }), {}, 401],
    ['an admin’s token in a member’s session', () => ({ cookie: nora.cookie, token: ada.token }), {}, 401],
    ['another site', () => ada, { 'sec-fetch-site': 'cross-site' }, 403],
    ['another origin', () => ada, { origin: 'https://evil.example' }, 403],
  ] as const)('%s', (_name, who, headers, status) =>
    expectRefused(() => set(who(), good, headers), status, null),
  );

  test('no address, more than an address, and no key', async () => {
    for (const url of [undefined, '', 'hooks.example.com', 'javascript:alert(1)', [good]]) {
      await expectRefused(() => set(ada, url), 400, null);
    }
    await expectRefused(() => set(ada, good, {}, null), 400, null);
  });
});

test('no other spelling of the path leads to Claritalk', async () => {
  const before = registered();
  for (const path of [
    '/api/client/webhook/',
    '/api/client/Webhook',
    '/api/client/%77ebhook',
    '/api//client/webhook',
  ]) {
    const response = await fetch(`${world.url}${path}`, {
      method: 'POST',
      headers: {
        cookie: ada.cookie,
        authorization: `Bearer ${ada.token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ webhook_url: good }),
    });
    expect(response.status, path).toBe(404);
  }
  const other = await fetch(`${world.url}/api/client/webhook`);
  expect([other.status, other.headers.get('allow')]).toEqual([405, 'POST']);
  expect(registered()).toEqual(before);
});

test('with the sandbox an admin may have deliveries sent to this machine', async () => {
  expect((await set(ada, 'http://127.0.0.1:9/hook')).status).toBe(200);
  expect(registered()).toEqual([{ url: 'http://127.0.0.1:9/hook' }]);
});

test('without a service account nobody can', async () => {
  await world.run(null);
  expect((await set(ada, good)).status).toBe(503);
  await world.run();
});

describe('with a real Claritalk', () => {
  beforeAll(() => world.run(undefined, { sandbox: false }));
  afterAll(() => world.run());
  beforeEach(() => world.sandbox.sql("UPDATE clients SET webhook_url = 'https://before.example.com/'"));
  const before = [{ url: 'https://before.example.com/' }];

  test('an admin may name a public address, and the log says where it leads but not its path', async () => {
    expect((await set(ada, good)).status).toBe(200);
    expect(registered()).toEqual([{ url: good }]);
    expect(world.lastEntry()).toMatchObject({
      action: 'setWebhookUrl',
      target: 'https://hooks.example.com/…',
      change: JSON.stringify({ webhook_url: 'https://hooks.example.com/…' }),
      outcome: 'done',
      actorUuid: world.sandbox.accountUuid('ada'),
    });
    expect((await set(ada, 'https://Hooks.Example.com:443')).status).toBe(200);
    expect(registered()).toEqual([{ url: 'https://hooks.example.com/' }]);
  });

  test('this gateway’s own address is accepted wherever it is', async () => {
    const { body } = await world.ask(ada, 'POST', '/webhooks/address', { key: null });
    expect(body.address).toMatch(/^http:\/\/localhost:\d+\/hooks\/[\w-]{43}$/);
    expect((await set(ada, body.address)).status).toBe(200);
    expect(registered()).toEqual([{ url: body.address }]);
    expect((await set(ada, `${body.address}x`)).status).toBe(400);
  });

  const inside = [
    'http://hooks.example.com/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://2130706433/',
    'https://0177.0.0.1/',
    'https://0x7f.0.0.1/',
    'https://127.1/',
    'https://localhost/',
    'https://localhost./',
    'https://app.internal/',
    'https://user:pass@hooks.example.com/',
    'https://hooks.example.com@10.0.0.1/',
    'https://10.0.0.1\\@hooks.example.com/',
    'https://hooks.example.com\\.10.0.0.1/',
    'https://[64:ff9b::7f00:1]/',
    'https://127.0.0.1.nip.io/',
    ' https://10.0.0.1/',
  ];

  test.each(inside)('%s: not for deliveries, and not for a new organisation', async (url) => {
    expect((await set(ada, url)).status).toBe(400);
    expect(registered()).toEqual(before);
    const count = organisations();
    const parent = String(world.sandbox.sql('SELECT uuid FROM organisations WHERE id = 1')[0]?.uuid);
    const body = {
      name: 'Daughter',
      domain: `d${randomUUID()}.example`,
      parent_uuid: parent,
      webhook_url: url,
    };
    expect((await world.ask(ada, 'POST', '/organisations', { body })).status).toBe(400);
    expect(organisations()).toBe(count);
    expect(world.lastEntry()).toMatchObject({
      action: 'createOrganisation',
      outcome: 'refused',
      status: 400,
    });
  });

  test('a new organisation may have a public one, which the log does not repeat', async () => {
    const parent = String(world.sandbox.sql('SELECT uuid FROM organisations WHERE id = 1')[0]?.uuid);
    const body = {
      name: 'Daughter',
      domain: `d${randomUUID()}.example`,
      parent_uuid: parent,
      webhook_url: good,
    };
    expect((await world.ask(ada, 'POST', '/organisations', { body })).status).toBe(201);
    expect(world.sandbox.sql('SELECT 1 FROM clients WHERE webhook_url = ?', good)).toHaveLength(1);
    expect(world.lastEntry().change).toContain('"https://hooks.example.com/…"');
    expect(JSON.stringify(world.auditSql('SELECT * FROM audit_intents'))).not.toContain('hidden');
  });
});
