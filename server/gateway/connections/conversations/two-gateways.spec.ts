import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConversationId, dialogOf } from '#contract/gateway/conversation-id.ts';
import { createPostgresDatabase } from '../../../data/testing/postgres.ts';
import { defaultTimeouts } from '../../../upstreams/client.ts';
import type { Gateway } from '../../gateway.ts';
import { type AskOptions, askConnected } from '../../testing/ask-connected.ts';
import { ConversationWorld, type Someone } from '../../testing/conversation-world.ts';
import { EventStream } from '../../testing/event-stream.ts';

/** Two gateways with one PostgreSQL, each with its own books of the same Chat2Desk. */
let world: ConversationWorld;
let other: Gateway;
let addresses: readonly string[];
let guest: Someone;
beforeAll(async () => {
  const secret = 'a secret that all gateways have, long enough';
  world = await ConversationWorld.start({
    sessionSecret: secret,
    connectionsSecret: secret,
    databaseUrl: await createPostgresDatabase(),
    timeouts: defaultTimeouts,
  });
});
beforeAll(async () => {
  other = await world.admin.startBeside();
  addresses = [world.admin.url, `http://localhost:${other.port}`];
  const [one] = await world.strangers([]);
  if (!one) throw new Error('there is nobody');
  guest = one;
});
afterAll(async () => {
  await other?.close();
  await world.stop();
});

const askAt = (at: number, method: string, path: string, options?: AskOptions, who: 'ada' | 'owen' = 'ada') =>
  askConnected(addresses[at] ?? '', world.people[who], method, path, options);
const listAt = async (at: number) => {
  const { body } = await askAt(at, 'GET', '/admin/conversations?limit=100&view=all');
  return body.conversations.find(({ id }: { id: ConversationId }) => dialogOf(id) === guest.dialog);
};
const rowAt = async (at: number) =>
  (await askAt(at, 'GET', `/admin/conversations/chat2desk/${guest.dialog}`)).body.conversation;

test('what the system reports to one is read again at both', async () => {
  for (const at of [0, 1]) await listAt(at);
  for (const text of ['Are you there?', 'Hello?', 'Anyone?']) {
    await world.desk.system.happen({ happens: 'client_writes', client_id: guest.client, text });
    await expect.poll(async () => (await listAt(0))?.last.text).toBe(text);
    expect((await listAt(1))?.last.text).toBe(text);
  }
});

test('what someone does at one is so at the other when they look next, though the system reports nothing', async () => {
  const { body } = await askAt(0, 'GET', '/chat2desk/v1/webhooks');
  for (const { id } of body.data) await askAt(0, 'DELETE', `/chat2desk/v1/webhooks/${id}`);
  for (const at of [0, 1]) await rowAt(at);
  for (let run = 0; run < 10; run += 1) {
    const [here, there] = [run % 2, (run + 1) % 2];
    const text = `Answer ${run}`;
    const sent = await askAt(here, 'POST', '/chat2desk/v1/messages', {
      body: { client_id: guest.client, text },
    });
    expect(sent.status).toBe(200);
    expect((await rowAt(there)).last.text).toBe(text);
    const operator = run % 2 === 0 ? 40_820 : 40_818;
    const change = { body: { operator_id: operator } };
    expect((await askAt(there, 'PUT', `/chat2desk/v1/dialogs/${guest.dialog}`, change)).status).toBe(200);
    expect((await rowAt(here)).operator.id).toBe(operator);
  }
});

test('whoever answers at one is shown to those before the same conversation, wherever they and their streams are', async () => {
  await world.meet('owen', [{ name: 'Guest', email: guest.email }]);
  const { cookie, token } = world.people.owen;
  const stream = await EventStream.open(addresses[1] ?? '', cookie, { token });
  const [ada, owen] = [randomUUID(), randomUUID()];
  const note = (at: number, who: 'ada' | 'owen', body: object) =>
    askAt(at, 'POST', `/admin/conversations/chat2desk/${guest.dialog}/answering`, { body }, who);
  // What Owen may see is asked for at each gateway by itself.
  await expect
    .poll(async () => (await note(0, 'owen', { page: owen, state: 'reading' })).status, { timeout: 15_000 })
    .toBe(200);
  expect((await note(0, 'ada', { page: ada, state: 'writing' })).body).toEqual({ others: [] });
  await expect.poll(() => stream.text).toContain(`"page":"${ada}"`);
  expect((await note(1, 'owen', { page: owen, state: 'reading' })).body.others).toMatchObject([
    { page: ada, state: 'writing' },
  ]);
  await note(1, 'ada', { page: ada, state: 'gone' });
  await expect.poll(() => stream.text.match(/"answering"/g)?.length).toBe(2);
  expect((await note(0, 'owen', { page: owen, state: 'reading' })).body.others).toEqual([]);
  stream.close();
});
