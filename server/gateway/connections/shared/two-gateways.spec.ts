import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPostgresDatabase } from '../../../data/testing/postgres.ts';
import { dashboardOrigin } from '../../../sandboxes/claritalk/contract/world.ts';
import type { Gateway } from '../../gateway.ts';
import { askConnected } from '../../testing/ask-connected.ts';
import { ConversationWorld, type Someone } from '../../testing/conversation-world.ts';

/** Two gateways with one PostgreSQL, in front of the same Chat2Desk. */
let world: ConversationWorld;
let other: Gateway;
let addresses: readonly [string, string];
let guest: Someone;
let meeting: string;
const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(70_000, 'minutes ')]);

beforeAll(async () => {
  const secret = 'a secret that all gateways have, long enough';
  const shared = { sessionSecret: secret, connectionsSecret: secret, liveUpdates: false };
  world = await ConversationWorld.start({ ...shared, databaseUrl: await createPostgresDatabase() });
});
beforeAll(async () => {
  other = await world.admin.startBeside();
  addresses = [world.admin.url, `http://localhost:${other.port}`];
  const [one] = await world.strangers([40_818, 40_819, 40_820]);
  if (!one) throw new Error('there is no client');
  guest = one;
  meeting = await world.meet('ada', [{ name: 'Guest', email: guest.email }]);
});
afterAll(async () => {
  await other?.close();
  await world.stop();
});

async function ask(at: 0 | 1, method: string, path: string, key: string, content?: Buffer) {
  const { cookie, token } = world.people.ada;
  const response = await fetch(`${addresses[at]}/admin/conversations/chat2desk${path}`, {
    method,
    headers: {
      origin: dashboardOrigin,
      cookie,
      authorization: `Bearer ${token}`,
      'idempotency-key': key,
      ...(content ? { 'content-type': 'application/pdf' } : {}),
    },
    ...(content ? { body: new Uint8Array(content) } : {}),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}
const share = (at: 0 | 1, key: string) => {
  const query = new URLSearchParams({ meeting, name: 'Minutes.pdf' });
  return ask(at, 'POST', `/clients/${guest.client}/files?${query}`, key, pdf);
};
const fetchAt = (at: 0 | 1, link: string) => fetch(addresses[at] + new URL(link).pathname);

test('a link that one gateway made works at the other, is counted at both, and is revoked for both', async () => {
  const key = randomUUID();
  const [made, again] = await Promise.all([share(0, key), share(1, key)]);
  expect([made.status, again.status]).toEqual([201, 201]);
  expect(new URL(made.body.link).pathname).toBe(new URL(again.body.link).pathname);
  for (const at of [1, 0] as const) {
    const response = await fetchAt(at, made.body.link);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(pdf);
  }
  expect((await share(1, key)).body).toMatchObject({ id: made.body.id, state: 'available', fetched: 2 });
  expect((await ask(1, 'DELETE', `/files/${made.body.id}`, randomUUID())).status).toBe(204);
  for (const at of [0, 1] as const) expect((await fetchAt(at, made.body.link)).status).toBe(404);
  const message = { client_id: guest.client, text: `Here: ${made.body.link}` };
  for (const address of addresses) {
    const refused = await askConnected(address, world.people.ada, 'POST', '/chat2desk/v1/messages', {
      body: message,
    });
    expect([refused.status, refused.body.refusal?.code]).toEqual([409, 'shared-ended']);
  }
});
