import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  createWebhook,
  deleteWebhook,
  listWebhooks,
  updateWebhook,
} from '#contract/chat2desk/webhook-settings.ts';
import { wantedEvents } from '#contract/chat2desk/webhooks.ts';
import { connectedSystems } from '#contract/connected/table.ts';
import { chat2desk as sandbox } from '../../sandboxes/chat2desk/chat2desk.ts';
import { apiToken } from '../../sandboxes/chat2desk/credentials.ts';
import { SystemWorld } from '../../sandboxes/lib/testing/system-world.ts';
import { AdminWorld, type SignedIn } from '../testing/admin-world.ts';

interface Hook {
  readonly id: number;
  readonly name: string;
  readonly url: string;
  readonly status: string;
  readonly events: readonly string[];
}

// One delivery that is not taken is enough for Chat2Desk to switch a webhook off, instead of five hours of them.
const impatient = { simulated: false, hookRepeatedAfterMs: [], hookDisabledAfterMs: 0 };
const desk = new SystemWorld(sandbox, { authorization: apiToken }, impatient);
let admin: AdminWorld;
let ada: SignedIn;
let owen: SignedIn;
const run = (more: Parameters<AdminWorld['run']>[1] = {}) =>
  admin.run(null, {
    offered: connectedSystems.map((one) => ({
      ...one,
      url: one.system.id === 'chat2desk' ? desk.url : 'http://127.0.0.1:1',
      allowed: [],
    })),
    ...more,
  });
beforeAll(async () => {
  await desk.start();
  admin = await AdminWorld.start();
  await run();
  [ada, owen] = [await admin.signIn('ada@sandbox.test'), await admin.signIn('owen@sandbox.test')];
});
afterAll(async () => {
  await admin.stop();
  await desk.destroy();
});
afterEach(async () => {
  desk.faults.clear();
  await disconnect();
  for (const { id } of await hooks()) await desk.call(deleteWebhook, { params: { id: String(id) } });
});

const hooks = async (): Promise<readonly Hook[]> => (await desk.call(listWebhooks)).body.data;
const connection = async () => (await admin.ask(ada, 'GET', '/connections')).body.connections[0];
const connect = async () => {
  const version = (await connection())?.version ?? null;
  return admin.ask(ada, 'PUT', '/connections/chat2desk', { body: { key: apiToken, version } });
};
const disconnect = async () => {
  const version = (await connection())?.version;
  if (version === undefined) return undefined;
  return admin.ask(ada, 'DELETE', '/connections/chat2desk', { body: { name: 'Chat2Desk', version } });
};
const look = () => admin.ask(ada, 'POST', '/connections/chat2desk/test');
const repair = (who = ada) => admin.ask(who, 'POST', '/connections/chat2desk/webhook');
const foreign = (name: string, url = `https://example.org/${name}`) =>
  desk.call(createWebhook, { body: { url, name, events: ['inbox'] } });
const ours = async () => (await hooks()).filter(({ url }) => url.includes('/hooks/chat2desk/'));
const query = (file: string, sql: string) => {
  const database = new DatabaseSync(join(admin.dataDir, file));
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
};
const clientWrites = () =>
  desk.system.happen({ happens: 'client_writes', client_id: 50485, text: 'Good morning' });

describe('connecting', () => {
  test('registers the webhook, and what happens there arrives, signed', async () => {
    await foreign('theirs');
    const { body } = await connect();
    expect(body).toMatchObject({
      state: 'connected',
      webhook: { registered: 'by-operation', state: 'working', problem: null, lastAt: null },
    });
    const [own, ...more] = await ours();
    expect(more).toEqual([]);
    expect(own).toMatchObject({ name: 'Claritalk dashboard', status: 'enable', events: wantedEvents });
    expect(own?.url).toMatch(/^http:\/\/localhost:\d+\/hooks\/chat2desk\/[\w-]{43}$/);
    clientWrites();
    await expect.poll(async () => (await connection()).webhook.lastAt).not.toBeNull();
    expect(query('push.sqlite', 'SELECT DISTINCT system, result FROM deliveries')).toEqual([
      { system: 'chat2desk', result: 'announced' },
    ]);
    const secret = own?.url.split('/').at(-1) ?? '';
    expect([JSON.stringify(body), ...admin.lines].join('\n')).not.toContain(secret);
    // Sealed, and so not found on disk.
    expect(JSON.stringify(query('connections.sqlite', 'SELECT hex(secret) AS hex FROM hooks'))).not.toContain(
      Buffer.from(secret).toString('hex').toUpperCase(),
    );
  });

  test('keeps the secret of its address to itself, even where the system lists it', async () => {
    await foreign('theirs');
    await connect();
    const response = await fetch(`${admin.url}/connected/chat2desk/v1/webhooks`, {
      headers: { cookie: ada.cookie, authorization: `Bearer ${ada.token}`, 'sec-fetch-site': 'same-origin' },
    });
    const { data } = (await response.json()) as { data: Hook[] };
    const root = (await ours())[0]?.url.slice(0, -43);
    expect(data.map(({ url }) => url)).toEqual(['https://example.org/theirs', `${root}${'*'.repeat(43)}`]);
  });

  test('again, with another key, keeps the webhook', async () => {
    await connect();
    const before = await ours();
    expect((await connect()).body.webhook.state).toBe('working');
    expect(await ours()).toEqual(before);
  });

  test.each([
    ['lost after the webhook was made', true, 'working'],
    ['lost before', false, 'missing'],
  ])(
    'whose response was %s leaves at most one webhook, and one after Repair',
    async (_name, afterProcessing, state) => {
      desk.faults.add({ operation: 'chat2desk.createWebhook', drop: true, afterProcessing, times: 1 });
      const { body } = await connect();
      expect([body.webhook.state, body.state]).toEqual([
        state,
        afterProcessing ? 'connected' : 'webhook-off',
      ]);
      expect(body.webhook.problem?.code).toBe(afterProcessing ? undefined : 'upstream-lost');
      expect(await ours()).toHaveLength(afterProcessing ? 1 : 0);
      expect((await repair()).body.webhook).toMatchObject({ state: 'working', problem: null });
      expect(await ours()).toHaveLength(1);
    },
  );

  test('where the system cannot be reached keeps the key, and names the problem', async () => {
    desk.faults.add({ operation: 'chat2desk.listWebhooks', status: 503, times: 1, afterProcessing: false });
    const { status, body } = await connect();
    expect([status, body.state, body.webhook.state]).toEqual([200, 'connected', 'unchecked']);
    expect(body.webhook.problem).toEqual({
      code: 'upstream-failed',
      values: { system: 'Chat2Desk', status: '503' },
    });
  });

  test('where there are already five touches none of them', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await foreign(name);
    const before = await hooks();
    expect((await connect()).body.webhook).toMatchObject({
      state: 'missing',
      problem: { code: 'hooks-full', values: { system: 'Chat2Desk', most: '5' } },
    });
    const refused = await repair();
    expect([refused.status, refused.body.refusal.code]).toEqual([409, 'hooks-full']);
    expect(admin.lastEntry()).toMatchObject({ action: 'repairWebhook', outcome: 'refused', status: 409 });
    expect(await hooks()).toEqual(before);
    await desk.call(deleteWebhook, { params: { id: String(before[0]?.id) } });
    expect((await repair()).body.webhook.state).toBe('working');
  });

  test('to a system that cannot reach the dashboard registers nothing', async () => {
    await run({ sandbox: false });
    const { body } = await connect();
    expect(body.webhook).toMatchObject({ state: 'unchecked', problem: { code: 'hook-unreachable' } });
    expect(await hooks()).toEqual([]);
    await run();
  });

  test('without live updates there is no webhook, and none is registered', async () => {
    await run({ liveUpdates: false });
    expect((await connect()).body.webhook).toBeNull();
    expect((await repair()).status).toBe(404);
    expect(await hooks()).toEqual([]);
    await run();
  });
});

describe('a webhook', () => {
  const disable = async () => {
    const [own] = await ours();
    const params = { id: String(own?.id) };
    await desk.call(updateWebhook, { params, query: { status: 'disable' }, body: { events: ['inbox'] } });
  };

  test('that was switched off is shown after a test, and repaired in one go', async () => {
    await connect();
    await disable();
    expect((await look()).body).toMatchObject({ state: 'webhook-off', webhook: { state: 'disabled' } });
    expect((await ours())[0]?.status).toBe('disable');
    expect((await repair()).body).toMatchObject({ state: 'connected', webhook: { state: 'working' } });
    expect(await ours()).toMatchObject([{ status: 'enable', events: wantedEvents }]);
    expect(admin.lastEntry()).toMatchObject({
      action: 'repairWebhook',
      target: 'Chat2Desk',
      outcome: 'done',
    });
    clientWrites();
    await expect.poll(async () => (await connection()).webhook.lastAt).not.toBeNull();
  });

  test('that Chat2Desk itself has switched off, as nothing was taken, is found so and brings news again', async () => {
    await connect();
    await run({ liveUpdates: false });
    clientWrites();
    await expect.poll(async () => (await ours())[0]?.status).toBe('disable');
    await run();
    expect((await look()).body).toMatchObject({ state: 'webhook-off', webhook: { state: 'disabled' } });
    expect((await repair()).body.webhook.state).toBe('working');
    clientWrites();
    await expect.poll(async () => (await connection()).webhook.lastAt).not.toBeNull();
  });

  test('is looked at each day, repaired, and that is in the audit log', async () => {
    await connect();
    const lines = () => admin.auditSql("SELECT * FROM audit_intents WHERE action = 'checkWebhook'");
    const before = lines().length;
    await run();
    await disable();
    // Not a day yet.
    await run();
    expect((await ours())[0]?.status).toBe('disable');
    const day = 24 * 60 * 60 * 1000;
    query('connections.sqlite', `UPDATE hooks SET checked_at = checked_at - ${day}`);
    await run();
    await expect.poll(async () => (await ours())[0]?.status).toBe('enable');
    await expect.poll(() => lines().length).toBe(before + 1);
    expect(admin.lastEntry()).toMatchObject({
      action: 'checkWebhook',
      target: 'Chat2Desk',
      change: '{"found":"disabled"}',
      outcome: 'done',
      actorUuid: null,
    });
    // Someone deleted it.
    for (const { id } of await ours()) await desk.call(deleteWebhook, { params: { id: String(id) } });
    query('connections.sqlite', `UPDATE hooks SET checked_at = checked_at - ${day}`);
    await run();
    await expect.poll(async () => (await ours()).length).toBe(1);
    await expect.poll(() => lines().length).toBe(before + 2);
    // It was connected before there were webhooks.
    query('connections.sqlite', 'DELETE FROM hooks');
    const [left] = await ours();
    await run();
    await expect.poll(async () => (await ours()).filter(({ url }) => url !== left?.url).length).toBe(1);
    await expect.poll(() => lines().length).toBe(before + 3);
    expect(await ours()).toHaveLength(1);
    // All is well, and nothing is reported.
    query('connections.sqlite', `UPDATE hooks SET checked_at = checked_at - ${day}`);
    await run();
    await look();
    expect(lines()).toHaveLength(before + 3);
  });

  test('is left alone while a tenth of the quota is left, until a person asks', async () => {
    await connect();
    await disable();
    const lines = () => admin.auditSql("SELECT * FROM audit_intents WHERE action = 'checkWebhook'").length;
    const before = lines();
    query('connections.sqlite', `UPDATE hooks SET checked_at = checked_at - ${24 * 60 * 60 * 1000}`);
    query('connections.sqlite', 'UPDATE connections SET quota_used = 950, quota_of = 1000');
    await run();
    expect((await connection()).quota).toMatchObject({ used: expect.closeTo(950, -2), of: 1000 });
    expect((await repair()).body).toMatchObject({ webhook: { state: 'working' } });
    expect(lines()).toBe(before);
    // What is asked for it is counted, too.
    expect((await connection()).quota.used).toBeGreaterThan(950);
  });

  test('is repaired by admins of its organisation alone', async () => {
    await connect();
    await disable();
    const refused = await repair(owen);
    expect([refused.status, refused.body.refusal.code]).toEqual([403, 'not-an-admin']);
    expect((await ours())[0]?.status).toBe('disable');
  });
});

describe('disconnecting', () => {
  test('removes the webhook and what it brought; nobody responds at its address', async () => {
    await foreign('theirs');
    await connect();
    const [own] = await ours();
    clientWrites();
    await expect.poll(async () => (await connection()).webhook.lastAt).not.toBeNull();
    expect((await disconnect())?.status).toBe(204);
    expect((await hooks()).map(({ name }) => name)).toEqual(['theirs']);
    expect(query('push.sqlite', 'SELECT 1 FROM deliveries')).toEqual([]);
    const address = own?.url.replace('localhost', '127.0.0.1') ?? '';
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    expect((await fetch(address, init)).status).toBe(404);
  });

  test('continues where the webhook cannot be removed; the next connection removes what is left', async () => {
    await connect();
    const [left] = await ours();
    desk.faults.add({ operation: 'chat2desk.deleteWebhook', status: 500, times: 1, afterProcessing: false });
    expect((await disconnect())?.status).toBe(204);
    expect(await ours()).toEqual([left]);
    expect((await connect()).body.webhook.state).toBe('working');
    const now = await ours();
    expect(now).toHaveLength(1);
    expect(now[0]?.url).not.toBe(left?.url);
  });

  test('by someone on an outdated page changes nothing', async () => {
    const { version } = (await connect()).body;
    const body = { name: 'Chat2Desk', version: version + 1 };
    expect((await admin.ask(ada, 'DELETE', '/connections/chat2desk', { body })).status).toBe(409);
    expect(await ours()).toHaveLength(1);
  });
});
