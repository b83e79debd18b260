import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dashboardOrigin } from '../../../sandboxes/claritalk/contract/world.ts';
import { ConversationWorld, type Someone } from '../../testing/conversation-world.ts';

let world: ConversationWorld;
/** Attended a meeting of Owen's; and attended none. */
let guest: Someone;
let stranger: Someone;
beforeAll(async () => {
  world = await ConversationWorld.start();
  const found = await world.strangers([40_818, 40_819, 40_820]);
  const [one, two] = found.filter(
    ({ relation: id }, at) => found.findIndex((other) => other.relation === id) === at,
  );
  if (!one || !two) throw new Error('too few clients');
  [guest, stranger] = [one, two];
  await world.meet('owen', [{ name: 'Guest', email: guest.email }]);
});
afterAll(() => world.stop());

const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(90_000, 'scan ')]);

interface Attaching {
  readonly client?: number;
  readonly key?: string | null;
  readonly content?: Buffer;
  readonly name?: string;
  readonly type?: string;
}

async function attach(who: 'ada' | 'owen', given: Attaching = {}) {
  const { cookie, token } = world.people[who];
  const { client = guest.client, content = png, key = randomUUID(), name = 'deed.png' } = given;
  const query = new URLSearchParams({ name });
  const path = `/admin/conversations/chat2desk/clients/${client}/attachments?${query}`;
  const response = await fetch(world.admin.url + path, {
    method: 'POST',
    headers: {
      origin: dashboardOrigin,
      cookie,
      authorization: `Bearer ${token}`,
      'content-type': given.type ?? 'application/octet-stream',
      ...(key === null ? {} : { 'idempotency-key': key }),
    },
    body: new Uint8Array(content),
  });
  return { status: response.status, body: await response.json() };
}

test('a chosen file is what its content says, and leaves as it was', async () => {
  const key = randomUUID();
  const first = await attach('owen', { key, name: 'invoice.exe' });
  expect([first.status, first.body.type, first.body.name]).toEqual([201, 'image/png', 'invoice.exe.png']);
  // A lost response: the same file under the same key has the same link.
  expect((await attach('owen', { key, name: 'invoice.exe' })).body).toEqual(first.body);
  const response = await fetch(first.body.link);
  expect(Buffer.from(await response.arrayBuffer())).toEqual(png);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'image/png',
    'content-disposition': 'attachment; filename="file.png"; filename*=UTF-8\'\'invoice.exe.png',
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  expect(world.admin.lastEntry()).toMatchObject({
    action: 'shareFile',
    target: 'invoice.exe.png',
    change: JSON.stringify({ client: String(guest.client) }),
    outcome: 'done',
  });
});

test('the message that it is sent with shows it to its sender, who can revoke it; the client gets it once', async () => {
  const { link, id, name } = (await attach('owen')).body;
  const key = randomUUID();
  const body = { client_id: guest.client, attachment: link, attachment_filename: name, external_id: key };
  expect((await world.ask('owen', 'POST', '/messages', { body, key })).status).toBe(200);
  expect((await world.ask('owen', 'POST', '/messages', { body, key })).status).toBe(200);
  const { body: read } = await world.ask(
    'owen',
    'GET',
    `/messages?client_id=${guest.client}&limit=2&order=desc`,
  );
  const own = read.data.filter(
    (one: { extra_data: { external_id?: string } }) => one.extra_data.external_id === key,
  );
  expect(own).toHaveLength(1);
  const seen = await fetch(world.admin.url + own[0].attachments[0].link, {
    headers: { cookie: world.people.owen.cookie, 'sec-fetch-dest': 'image' },
  });
  expect([seen.headers.get('content-type'), Buffer.from(await seen.arrayBuffer())]).toEqual([
    'image/png',
    png,
  ]);
  const { entries } = (await world.admin.ask(world.people.owen, 'GET', '/ledger?limit=1')).body;
  expect(entries[0].shared).toMatchObject({ id, state: 'available', fetched: 0 });
  const revoked = await world.admin.ask(world.people.owen, 'DELETE', `/conversations/chat2desk/files/${id}`);
  expect([revoked.status, (await fetch(link)).status]).toEqual([204, 404]);
});

test('it reaches no other client, and nobody attaches one for a client whom they may not see', async () => {
  const { link } = (await attach('ada', { client: stranger.client })).body;
  const body = { client_id: guest.client, attachment: link };
  const sent = await world.ask('owen', 'POST', '/messages', { body });
  expect([sent.status, sent.body.refusal.code]).toEqual([409, 'shared-ended']);
  const hidden = await attach('owen', { client: stranger.client });
  expect([hidden.status, hidden.body.refusal.code]).toEqual([403, 'conversation-hidden']);
});

test.each([
  ['a page', { content: Buffer.from('<!doctype html><script>alert(1)</script>') }, 415, 'file-not-allowed'],
  [
    'a page called a picture',
    { content: Buffer.from('<svg></svg>'), name: 'a.png' },
    415,
    'file-not-allowed',
  ],
  ['nothing', { content: Buffer.alloc(0) }, 415, 'file-not-allowed'],
  ['another type', { type: 'text/html' }, 400, undefined],
  ['a file that is too large', { content: Buffer.alloc(10 * 1024 * 1024 + 1, png) }, 413, 'too-large'],
  ['no key', { key: null }, 400, undefined],
])('%s is not attached', async (_what, given, status, code) => {
  const { status: told, body } = await attach('owen', given);
  expect([told, body.refusal?.code]).toEqual([status, code]);
});

test('a conversation says whether files can be attached', async () => {
  expect((await world.read('owen', `/${guest.dialog}`)).body.sharing).toBe(true);
  await world.admin.run(null, { offered: world.offered(), sandbox: false });
  expect((await world.read('owen', `/${guest.dialog}`)).body.sharing).toBe(false);
  const refused = await attach('owen');
  expect([refused.status, refused.body.refusal.code]).toEqual([409, 'sharing-off']);
  await world.restart();
});
