import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { serviceAccount } from '../../sandboxes/claritalk/credentials.ts';
import { AdminWorld, type SignedIn } from '../testing/admin-world.ts';
import { impatient } from '../testing/upstream.ts';

let world: AdminWorld;
let ada: SignedIn;
let owen: SignedIn;

beforeAll(async () => {
  world = await AdminWorld.start();
  ada = await world.signIn('ada@sandbox.test');
  owen = await world.signIn('owen@sandbox.test');
});
afterAll(() => world.stop());
beforeEach(() => fetch(`${world.sandbox.url}/sandbox/faults`, { method: 'DELETE' }));

const someone = () => ({ name: 'New Person', email: `${randomUUID()}@example.com` });
const uuidOf = (name: 'ada' | 'owen' | 'nora') => world.sandbox.accountUuid(name);
const exists = (email: string) =>
  world.sandbox.sql('SELECT 1 FROM users WHERE email = ? AND deleted_at IS NULL', email).length === 1;
const fault = (body: unknown) => world.sandbox.post('/sandbox/faults', body);

describe('an admin', () => {
  test('invites a person', async () => {
    const body = { ...someone(), role: 'user', bypass: true };
    const answer = await world.ask(ada, 'POST', '/users', { body });
    expect(answer.status).toBe(200);
    expect(answer.body.user).toMatchObject({ email: body.email });
    expect(exists(body.email)).toBe(true);
    expect(world.lastEntry()).toMatchObject({
      action: 'inviteUser',
      target: body.email,
      change: JSON.stringify(body),
      actorUuid: uuidOf('ada'),
      outcome: 'done',
      status: 200,
    });
  });

  test('changes another person’s name, e-mail address and role', async () => {
    const { uuid } = world.sandbox.addUser(1);
    const body = { name: 'Renamed', email: `${uuid}@example.com`, role: 'manager' };
    expect((await world.ask(ada, 'PUT', `/users/${uuid}`, { body })).status).toBe(204);
    expect(world.sandbox.sql('SELECT name, email, role FROM users WHERE uuid = ?', uuid)).toEqual([body]);
  });

  test('invites someone with an internationalised address, only once across all its spellings', async () => {
    const local = randomUUID();
    const invite = (email: string) =>
      world.ask(ada, 'POST', '/users', { body: { name: "Seán O'Brien", email, bypass: true } });
    expect((await invite(`o'brien+${local}@münchen.example`)).status).toBe(200);
    expect((await invite(`O'Brien+${local}@XN--MNCHEN-3YA.example`)).status).toBe(409);
    expect((await invite(`jörg.${local}@xn--mnchen-3ya.example`)).status).toBe(200);
    expect((await invite(`JO\u0308RG.${local}@münchen.example`)).status).toBe(409);
    expect((await invite(`${local}@exam_ple.com`)).status).toBe(400);
  });

  test('changes a person whose stored address would be refused today, but gives nobody such an address', async () => {
    const { uuid } = world.sandbox.addUser(1);
    const stored = `${uuid} at example`;
    world.sandbox.sql('UPDATE users SET email = ? WHERE uuid = ?', stored, uuid);
    const change = async (body: object) => (await world.ask(ada, 'PUT', `/users/${uuid}`, { body })).status;
    expect(await change({ name: 'Renamed', email: stored })).toBe(204);
    expect(await change({ email: stored })).toBe(204);
    expect(await change({ name: 'Worse', email: `${stored} too` })).toBe(400);
    expect(world.sandbox.sql('SELECT name, email FROM users WHERE uuid = ?', uuid)).toEqual([
      { name: 'Renamed', email: stored },
    ]);
    expect(await change({ email: `${uuid}@example.com` })).toBe(204);
  });

  test('deletes a person', async () => {
    const { uuid, email } = world.sandbox.addUser(1);
    expect((await world.ask(ada, 'DELETE', `/users/${uuid}`)).status).toBe(204);
    expect(exists(email)).toBe(false);
    expect(world.lastEntry()).toMatchObject({ action: 'deleteUser', target: uuid, outcome: 'done' });
  });

  test('creates a child organisation once', async () => {
    const parent = String(world.sandbox.sql('SELECT uuid FROM organisations WHERE id = 1')[0]?.uuid);
    const body = { name: 'Daughter', domain: 'daughter.example', parent_uuid: parent };
    expect((await world.ask(ada, 'POST', '/organisations', { body })).status).toBe(201);
    expect(await world.ask(ada, 'POST', '/organisations', { body })).toMatchObject({ status: 409 });
    expect(world.sandbox.sql("SELECT 1 FROM organisations WHERE domain = 'daughter.example'")).toHaveLength(
      1,
    );
  });

  test('reads the log, page by page and filtered; a member does not', async () => {
    const first = await world.ask(ada, 'GET', '/audit?limit=2', { key: null });
    expect(first.status).toBe(200);
    expect(first.body.entries).toHaveLength(2);
    expect(first.body.more).toBe(true);
    const [, second] = first.body.entries;
    const next = await world.ask(ada, 'GET', `/audit?limit=1&before=${second.id}`, { key: null });
    expect(next.body.entries[0].id).toBeLessThan(second.id);
    const filtered = await world.ask(ada, 'GET', '/audit?action=deleteUser&outcome=done', { key: null });
    expect(new Set(filtered.body.entries.map(({ action }: { action: string }) => action))).toEqual(
      new Set(['deleteUser']),
    );
    expect((await world.ask(owen, 'GET', '/audit', { key: null })).status).toBe(403);
    expect((await world.ask(ada, 'GET', '/audit?order=up', { key: null })).status).toBe(400);
  });
});

describe('refused and in the log', () => {
  /** Nothing reached the write operation, and the log says so. */
  const expectRefused = async (ask: () => ReturnType<AdminWorld['ask']>, status: number, reason?: string) => {
    const before = Number(world.auditSql('SELECT count(*) AS n FROM audit_intents')[0]?.n);
    const users = JSON.stringify(world.sandbox.sql('SELECT * FROM users ORDER BY id'));
    const answer = await ask();
    expect(answer.status).toBe(status);
    expect(answer.body.message).toEqual(expect.any(String));
    expect(JSON.stringify(world.sandbox.sql('SELECT * FROM users ORDER BY id'))).toBe(users);
    expect(Number(world.auditSql('SELECT count(*) AS n FROM audit_intents')[0]?.n)).toBe(before + 1);
    expect(world.lastEntry()).toMatchObject({
      outcome: status >= 500 ? 'failed' : 'refused',
      status,
      ...(reason ? { reason: expect.stringContaining(reason) } : {}),
    });
  };
  const invite = (who: SignedIn, more: Parameters<AdminWorld['ask']>[3] = {}) =>
    world.ask(who, 'POST', '/users', { body: someone(), ...more });

  test('a member', async () => {
    await expectRefused(() => invite(owen), 403, 'admins');
  });

  test('nobody', () => expectRefused(() => invite({ cookie: '', token: ada.token }), 401));

  test('a token that was copied into another browser', () =>
    expectRefused(() => invite({ cookie: owen.cookie, token: ada.token }), 401, 'not the token'));

  test('a forged token', async () => {
    const [head, body] = ada.token.split('.');
    await expectRefused(() => invite({ ...ada, token: `${head}.${body}.forged` }), 401);
  });

  test('a personal access token, a service token and another client’s token', async () => {
    await expectRefused(() => invite({ ...ada, token: 'sandbox-pat-ada' }), 401);
    const service = await world.sandbox.serviceToken();
    await expectRefused(() => invite({ ...ada, token: service }), 401);
  });

  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another origin', { origin: 'https://evil.example' }],
  ])('a page of %s', (_name, headers) => expectRefused(() => invite(ada, { headers }), 403));

  test('an admin who was demoted a moment ago', async () => {
    const uuid = uuidOf('ada');
    world.sandbox.sql("UPDATE users SET role = 'user' WHERE uuid = ?", uuid);
    try {
      await expectRefused(() => invite(ada), 403, 'admins');
    } finally {
      world.sandbox.sql("UPDATE users SET role = 'admin' WHERE uuid = ?", uuid);
    }
  });

  test('roles that only look like admin', async () => {
    const uuid = uuidOf('ada');
    try {
      for (const role of ['super-admin', 'Admin', 'administrator', 'admin ']) {
        world.sandbox.sql('UPDATE users SET role = ? WHERE uuid = ?', role, uuid);
        await expectRefused(() => invite(ada), 403);
      }
    } finally {
      world.sandbox.sql("UPDATE users SET role = 'admin' WHERE uuid = ?", uuid);
    }
  });

  test('an admin of another organisation', async () => {
    const [other] = world.sandbox.sql(
      "INSERT INTO organisations (uuid, name, domain) VALUES (?, 'Elsewhere', 'elsewhere.example') RETURNING id",
      randomUUID(),
    );
    const stranger = world.sandbox.addUser(Number(other?.id));
    world.sandbox.sql(
      `UPDATE users SET role = 'admin', password_hash = (SELECT password_hash FROM users WHERE email = 'ada@sandbox.test')
       WHERE uuid = ?`,
      stranger.uuid,
    );
    const signedIn = await world.signIn(stranger.email);
    await expectRefused(() => invite(signedIn), 403, 'another organisation');
    await expectRefused(() => world.ask(ada, 'DELETE', `/users/${stranger.uuid}`), 404);
    await expectRefused(
      () => world.ask(ada, 'PUT', `/users/${stranger.uuid}`, { body: { role: 'user' } }),
      404,
    );
  });

  test('deleting or changing oneself', async () => {
    const own = `/users/${uuidOf('ada').toUpperCase()}`;
    await expectRefused(() => world.ask(ada, 'DELETE', own), 403, 'yourself');
    await expectRefused(() => world.ask(ada, 'PUT', own, { body: { role: 'user' } }), 403);
  });

  test.each([
    ['super-admin', 400],
    ['super_admin', 400],
    ['superadmin', 400],
    ['root user', 400],
  ])('the role %s', (role, status) =>
    expectRefused(() => invite(ada, { body: { ...someone(), role } }), status),
  );

  test('fields that are not in the contract, and bodies that are not bodies', async () => {
    await expectRefused(() => invite(ada, { body: { ...someone(), organisation_id: 2 } }), 400);
    await expectRefused(() => invite(ada, { body: { ...someone(), __proto__: null, scopes: ['all'] } }), 400);
    await expectRefused(() => invite(ada, { body: [] }), 400);
    await expectRefused(() => world.ask(ada, 'DELETE', `/users/${uuidOf('nora')}`, { body: {} }), 400);
    await expectRefused(() => world.ask(ada, 'DELETE', `/users/${uuidOf('nora')}?force=1`), 400);
    await expectRefused(() => world.ask(ada, 'DELETE', '/users/not-a-uuid'), 404);
  });

  test('a request without a key', () => expectRefused(() => invite(ada, { key: null }), 400));

  test('a person who is already a user', () =>
    expectRefused(
      () => invite(ada, { body: { name: 'Owen', email: 'OWEN@sandbox.test' } }),
      409,
      'already a user',
    ));

  test('a Claritalk that fails', async () => {
    await fault({ operation: 'inviteUser', status: 500 });
    await expectRefused(() => invite(ada), 502);
    await fault({ operation: 'getCurrentUser', status: 503 });
    await expectRefused(() => invite(ada), 502);
    await fault({ operation: 'listUsers', status: 500 });
    await expectRefused(() => world.ask(ada, 'DELETE', `/users/${uuidOf('nora')}`), 502);
  });
});

test('one request is carried out once, however often it is sent', async () => {
  const body = someone();
  const key = randomUUID();
  // The second one comes while the first one is under way.
  await fault({ operation: 'inviteUser', delayMs: 300 });
  const [first, second] = await Promise.all([
    world.ask(ada, 'POST', '/users', { key, body }),
    world.ask(ada, 'POST', '/users', { key, body }),
  ]);
  expect([first.status, second.status].sort()).toEqual([200, 409]);
  const again = await world.ask(ada, 'POST', '/users', { key, body });
  expect(again.status).toBe(200);
  expect(world.lastEntry()).toMatchObject({
    outcome: 'done',
    reason: expect.stringContaining('already been done'),
  });
  expect((await world.ask(ada, 'POST', '/users', { key, body: someone() })).status).toBe(409);
  expect(world.sandbox.sql('SELECT 1 FROM users WHERE email = ?', body.email)).toHaveLength(1);
});

test('a response that never comes is reported as unknown, and asking again does no harm', async () => {
  const body = someone();
  const key = randomUUID();
  await fault({ operation: 'inviteUser', drop: true, afterProcessing: true });
  expect((await world.ask(ada, 'POST', '/users', { key, body })).status).toBe(504);
  expect(world.lastEntry()).toMatchObject({ outcome: 'unknown', status: 504 });
  expect(await world.ask(ada, 'POST', '/users', { key, body })).toMatchObject({ status: 409 });
  expect(exists(body.email)).toBe(true);

  await world.run(undefined, { timeouts: impatient });
  await fault({ operation: 'inviteUser', delayMs: 3_000 });
  expect((await world.ask(ada, 'POST', '/users', { body: someone() })).status).toBe(504);
  await world.run();
});

test('two admins who delete each other at once leave one admin', async () => {
  const other = world.sandbox.addUser(1);
  world.sandbox.sql(
    `UPDATE users SET role = 'admin', password_hash = (SELECT password_hash FROM users WHERE email = 'ada@sandbox.test')
     WHERE uuid = ?`,
    other.uuid,
  );
  const signedIn = await world.signIn(other.email);
  const answers = await Promise.all([
    world.ask(ada, 'DELETE', `/users/${other.uuid}`),
    world.ask(signedIn, 'DELETE', `/users/${uuidOf('ada')}`),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([204, 401]);
  expect(exists('ada@sandbox.test')).toBe(true);
});

test('the log cannot be rewritten', () => {
  expect(() => world.auditSql("UPDATE audit_ends SET outcome = 'done'")).toThrow('append-only');
  expect(() => world.auditSql('DELETE FROM audit_intents')).toThrow('append-only');
});

test('no secret and no token is in the gateway’s log or in the audit log', async () => {
  const text = [
    ...world.lines,
    JSON.stringify(world.auditSql('SELECT * FROM audit_intents')),
    JSON.stringify(world.auditSql('SELECT * FROM audit_ends')),
  ].join('\n');
  expect(text).not.toContain(serviceAccount.clientSecret);
  expect(text).not.toContain(ada.token);
  expect(text).not.toMatch(/eyJ[\w-]{20}/);
});

test('wrong service account credentials switch administration off, and say so', async () => {
  await world.run({ ...serviceAccount, clientSecret: 'wrong' });
  const answer = await world.ask(ada, 'POST', '/users', { body: someone() });
  expect(answer).toMatchObject({ status: 503 });
  expect(answer.body.message).toContain('service account');
  expect(world.lastEntry()).toMatchObject({ outcome: 'failed', status: 503 });
  await world.run();
});
