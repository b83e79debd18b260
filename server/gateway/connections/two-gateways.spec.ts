import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createPostgresDatabase } from '../../data/testing/postgres.ts';
import { defaultTimeouts } from '../../upstreams/client.ts';
import type { Gateway } from '../gateway.ts';
import type { SignedIn } from '../testing/admin-world.ts';
import { type AskOptions, askConnected } from '../testing/ask-connected.ts';
import { ConnectedWorld, keys, offeredAt } from '../testing/connected-world.ts';
import { json } from '../testing/upstream.ts';
import { purgeSetting } from './offered.ts';

/** Two gateways with one PostgreSQL, in front of the same systems. */
let world: ConnectedWorld;
let other: Gateway;
let addresses: readonly string[];
let databaseUrl: string;
const secret = 'a secret that all gateways have, long enough';
/** Requests are held for as long as a busy machine needs. */
const shared = {
  sessionSecret: secret,
  connectionsSecret: secret,
  liveUpdates: false,
  timeouts: defaultTimeouts,
};
beforeAll(async () => {
  databaseUrl = await createPostgresDatabase();
  world = await ConnectedWorld.start({ ...shared, databaseUrl });
  other = await world.admin.startBeside();
  addresses = [world.admin.url, `http://localhost:${other.port}`];
});
afterAll(async () => {
  await other?.close();
  await world.stop();
});
beforeEach(() => world.reset());

const body = { tag_group_id: 1, tag_label: 'x', tag_description: 'y' };
const askAt = (at: number, method: string, path: string, options?: AskOptions) =>
  askConnected(addresses[at] ?? '', world.people.ada, method, path, options);
const listAt = (at: number) => askAt(at, 'GET', '/chat2desk/v1/clients');

test('what is connected at one is connected at the other, with its key, until it is no more at either', async () => {
  expect((await listAt(1)).body.refusal?.code).toBe('not-connected');
  const version = await world.connect('chat2desk');
  for (const at of [0, 1]) expect((await listAt(at)).status).toBe(200);
  // Whoever finds that the key is refused says so for both.
  world.system.answer = (_request, response) => json(response, 401, {});
  expect((await listAt(1)).status).toBe(424);
  world.reset();
  expect((await listAt(0)).body.refusal?.code).toBe('key-refused');
  expect(world.system.received).toEqual([]);
  const saved = { body: { key: keys.own, version } };
  expect((await world.admin.ask(world.people.ada, 'PUT', '/connections/chat2desk', saved)).status).toBe(200);
  expect((await listAt(1)).status).toBe(200);
});

test('the same request at both, at the same time, reaches the system once and has one answer: over 20 runs', async () => {
  for (let run = 0; run < 20; run += 1) {
    world.reset();
    world.system.answer = (_request, response) =>
      json(response, 200, { data: { id: run }, status: 'success' });
    const key = randomUUID();
    const create = (at: number) => askAt(at, 'POST', '/chat2desk/v1/tags', { key, body });
    const codes = (await Promise.all([0, 1, 1, 0].map(create))).map((answer) =>
      answer.status === 200 ? answer.body.data.id : answer.body.refusal?.code,
    );
    expect(codes).toContain(run);
    expect(codes.filter((code) => code !== run && code !== 'under-way')).toEqual([]);
    for (const at of [0, 1])
      expect((await create(at)).body).toEqual({ data: { id: run }, status: 'success' });
    expect(world.system.received).toHaveLength(1);
  }
});

test('what two admins have to ask for is asked for by one at each, and confirmed once', async () => {
  const [offered] = [offeredAt(world.system.url, [purgeSetting])];
  await world.admin.run(null, { ...shared, offered, databaseUrl });
  await other.close();
  other = await world.admin.startBeside();
  addresses = [world.admin.url, `http://localhost:${other.port}`];
  await world.connect('courier');
  const attributes = { 'entity-id': 'one', 'entity-type': 'individual' };
  const purge = (at: number, who: SignedIn) =>
    askConnected(addresses[at] ?? '', who, 'POST', '/courier/v1/purge-data/', {
      headers: { 'content-type': 'application/json' },
      body: { data: { type: 'system-purges', attributes } },
    });
  const { ada, bea } = world.people;
  world.system.received.length = 0;
  for (const at of [0, 1, 0]) expect((await purge(at, ada)).body.refusal?.code).toBe('second-admin-needed');
  expect((await purge(1, bea)).status).toBe(200);
  expect((await purge(0, bea)).body.refusal?.code).toBe('second-admin-needed');
  expect(world.system.received).toHaveLength(1);
});

test('what waits at one is shown as waiting at the other, and is withdrawn there', async () => {
  const release = Promise.withResolvers<void>();
  world.system.answer = async (_request, response) => {
    await release.promise;
    json(response, 200, { data: { id: 1 }, status: 'success' });
  };
  // Eight requests of one person are on their way at a time; the ninth waits.
  const sending = Array.from({ length: 9 }, () => askAt(0, 'POST', '/chat2desk/v1/tags', { body }));
  const waiting = async () => {
    const { entries } = (await askAt(1, 'GET', '/admin/ledger?state=under-way')).body;
    return entries.filter((one: { waiting: boolean }) => one.waiting).map(({ id }: { id: number }) => id);
  };
  await expect.poll(() => world.system.received.length).toBe(8);
  await expect.poll(waiting).toHaveLength(1);
  const [id] = await waiting();
  const withdrawn = await askAt(1, 'POST', `/admin/ledger/${id}/cancel`);
  expect(withdrawn.body.entry).toMatchObject({ id, state: 'not-sent', waiting: false });
  release.resolve();
  const codes = (await Promise.all(sending)).map(({ status, body }) => body.refusal?.code ?? status);
  expect(codes.toSorted()).toEqual([...Array(8).fill(200), 'withdrawn']);
  expect(world.system.received).toHaveLength(8);
  expect((await askAt(1, 'POST', `/admin/ledger/${id}/cancel`)).body.refusal?.code).toBe('left-already');
});

test('what may have been done at one is not done again at the other', async () => {
  world.system.answer = (_request, response) => response.destroy();
  const key = randomUUID();
  const create = (at: number) => askAt(at, 'POST', '/chat2desk/v1/tags', { key, body });
  expect((await create(0)).body.refusal?.code).toBe('outcome-unknown');
  for (const at of [1, 0]) expect((await create(at)).body.refusal?.code).toBe('may-be-done');
  expect(world.system.received).toHaveLength(1);
});
