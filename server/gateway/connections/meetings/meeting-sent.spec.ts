import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { dashboardOrigin } from '../../../sandboxes/claritalk/contract/world.ts';
import { ConversationWorld, type Someone } from '../../testing/conversation-world.ts';

type Who = 'ada' | 'owen' | 'nora';

let world: ConversationWorld;
let guest: Someone;
let stranger: Someone;
/** Of Owen's, with the guest. */
let meeting: string;

beforeAll(async () => {
  world = await ConversationWorld.start();
  const found = await world.strangers([40_818, 40_819, 40_820]);
  const [one, two] = found.filter(
    ({ relation: id }, at) => found.findIndex((other) => other.relation === id) === at,
  );
  if (!one || !two) throw new Error('too few clients');
  [guest, stranger] = [one, two];
  meeting = await world.meet('owen', [{ name: 'Guest', email: guest.email }]);
});
afterAll(() => world.stop());
afterEach(() => world.desk.faults.clear());

const codeOf = ({ status, body }: { status: number; body: { refusal?: { code: string } } }) => [
  status,
  body.refusal?.code,
];
interface Sending {
  readonly key?: string;
  readonly to?: Someone;
  readonly of?: string;
  readonly more?: object;
  readonly headers?: Readonly<Record<string, string>>;
}
function send(
  who: Who,
  text: string,
  { key = randomUUID(), to = guest, of = meeting, more, headers }: Sending = {},
) {
  const body = { client_id: to.client, text, external_id: key, ...more };
  const about = { 'x-about': JSON.stringify({ meetings: [{ id: of }] }) };
  return world.ask(who, 'POST', '/messages', { key, body, headers: { ...about, ...headers } });
}
const read = (who: Who, of = meeting) => world.read(who, `/meetings/${of}/sent`);
const first = async (who: Who = 'owen', of = meeting) => (await read(who, of)).body.sent[0];
const messageOf = async (text: string) =>
  (await world.messagesOf(guest.dialog)).filter((message) => message.text === text);

async function share(key: string) {
  const query = new URLSearchParams({ meeting, name: 'Minutes.pdf' });
  const path = `/admin/conversations/chat2desk/clients/${guest.client}/files?${query}`;
  const response = await fetch(world.admin.url + path, {
    method: 'POST',
    headers: {
      origin: dashboardOrigin,
      cookie: world.people.owen.cookie,
      authorization: `Bearer ${world.people.owen.token}`,
      'content-type': 'application/pdf',
      'idempotency-key': key,
    },
    body: '%PDF-1.7 minutes',
  });
  return (await response.json()) as { link: string; id: number };
}

test('a message is sent and answered; what is written later changes nothing about that', async () => {
  expect((await read('owen')).body).toEqual({ sent: [], sharing: true, operator: 40_819 });
  const { body } = await send('owen', 'What was decided');
  const told = async () => {
    const { state, delivery, answeredAt } = await first();
    return [state, delivery?.state ?? null, answeredAt !== null];
  };
  expect(await first()).toMatchObject({
    client: { id: guest.client },
    dialog: guest.dialog,
    person: { uuid: world.admin.sandbox.accountUuid('owen') },
    todos: 0,
    shared: null,
  });
  await expect.poll(told).toEqual(['done', 'sent', false]);
  expect(body.data.dialog_id).toBe(guest.dialog);
  // What the company writes is no answer.
  const more = { client_id: guest.client, text: 'One more thing' };
  expect((await world.ask('owen', 'POST', '/messages', { body: more })).status).toBe(200);
  await expect.poll(async () => (await world.messagesOf(guest.dialog)).at(-1)?.text).toBe('One more thing');
  expect(await told()).toEqual(['done', 'sent', false]);
  await world.desk.system.happen({ happens: 'client_writes', client_id: guest.client, text: 'Agreed' });
  await expect.poll(told).toEqual(['done', 'sent', true]);
  const { answeredAt } = await first();
  // What is written afterwards takes none away.
  await send('owen', 'Thank you');
  await world.restart();
  expect((await read('owen')).body.sent.map((one: { answeredAt: string }) => one.answeredAt)).toEqual([
    null,
    answeredAt,
  ]);
});

test('what became of a message is told: delivered, seen, or failed and why; what is further counts', async () => {
  const delivery = async () => (await first()).delivery;
  const sendOne = async (text: string) => {
    const { body } = await send('owen', text);
    await expect.poll(delivery).toEqual({ state: 'sent', reason: null });
    return async (state: string, error?: string) => {
      const data = { id: body.data.message_id, gateway_status: state, dialog_id: guest.dialog, error };
      expect(await world.report({ hook_type: 'outbox_status', data })).toBe(200);
      return delivery();
    };
  };
  const become = await sendOne('To be seen');
  expect(await become('delivered')).toEqual({ state: 'delivered', reason: null });
  expect(await become('seen')).toEqual({ state: 'seen', reason: null });
  expect(await become('delivered')).toEqual({ state: 'seen', reason: null });
  const fails = await sendOne('To fail');
  const failed = { state: 'failed', reason: 'The number is not on WhatsApp' };
  expect(await fails('failed', failed.reason)).toEqual(failed);
  expect(await fails('sent')).toEqual(failed);
});

test('a lost response is looked up: the message is shown once, as sent', async () => {
  const before = (await read('owen')).body.sent.length;
  world.desk.faults.add({ operation: 'chat2desk.sendMessage', drop: true, times: 1, afterProcessing: true });
  const key = randomUUID();
  expect(codeOf(await send('owen', 'Lost on the way', { key }))).toEqual([504, 'outcome-unknown']);
  const { sent } = (await read('owen')).body;
  expect(sent).toHaveLength(before + 1);
  expect(sent[0]).toMatchObject({ state: 'done', dialog: guest.dialog });
  expect(await messageOf('Lost on the way')).toHaveLength(1);
  // From now on the ledger knows it, and sends nothing under its key.
  await send('owen', 'Lost on the way', { key });
  expect(await messageOf('Lost on the way')).toHaveLength(1);
});

test('what never arrived stays unknown, and comments are no messages to clients', async () => {
  const before = (await read('owen')).body.sent.length;
  world.desk.faults.add({ operation: 'chat2desk.sendMessage', drop: true, times: 1, afterProcessing: false });
  await send('owen', 'Never arrived');
  await send('owen', 'He pays late', { more: { type: 'comment' } });
  const { sent } = (await read('owen')).body;
  expect(sent).toHaveLength(before + 1);
  expect(sent[0]).toMatchObject({ state: 'unknown', dialog: null, delivery: null, answeredAt: null });
});

test('the PDF of a message is told with it; without its link nothing is sent again', async () => {
  const key = randomUUID();
  const { link, id } = await share(key);
  world.desk.faults.add({
    operation: 'chat2desk.sendMessage',
    status: 429,
    times: 1,
    afterProcessing: false,
  });
  const more = { attachment: link, attachment_filename: 'Minutes.pdf' };
  expect((await send('owen', 'With the PDF', { key, more })).status).toBe(429);
  const { id: entry, state, shared } = await first();
  expect([state, shared.id, shared.state, shared.fetched]).toEqual(['not-sent', id, 'available', 0]);
  // As the page does that shows what was sent: the ledger has no link.
  const kept = await world.admin.ask(world.people.owen, 'GET', `/ledger/${entry}`);
  const again = { ...JSON.parse(kept.body.sent.body), external_id: undefined };
  expect(again.attachment).toBe(`${new URL(link).origin}/shared/…`);
  // Nothing is sent with such a link.
  expect(codeOf(await send('owen', 'With the PDF', { more: again }))).toEqual([409, 'shared-ended']);
});

test('nobody learns of a meeting that they may not read, or sends in its name', async () => {
  for (const who of ['nora', 'ada'] as const)
    expect(codeOf(await read(who))).toEqual([403, 'meeting-hidden']);
  expect(codeOf(await read('owen', randomUUID()))).toEqual([403, 'meeting-hidden']);
  expect((await read('owen', '1')).status).toBe(404);
  const before = await world.messagesOf(stranger.dialog);
  expect(codeOf(await send('nora', 'In its name', { to: stranger }))[0]).toBe(403);
  expect(codeOf(await send('owen', 'To a stranger', { to: stranger }))).toEqual([403, 'conversation-hidden']);
  expect(codeOf(await send('ada', 'In its name', { to: stranger }))).toEqual([403, 'meeting-hidden']);
  expect(await world.messagesOf(stranger.dialog)).toEqual(before);
});

test('who reads the meeting sees only messages to clients whom they may see', async () => {
  const adas = await world.meet('ada', []);
  expect((await send('ada', 'To a stranger', { to: stranger, of: adas })).status).toBe(200);
  expect((await first('ada', adas)).client.id).toBe(stranger.client);
  // Ada shares the meeting with Owen, who does not know the client.
  world.admin.sandbox.sql(
    `INSERT INTO meeting_readers (user_id, created_at, meeting_id)
       SELECT (SELECT id FROM users WHERE uuid = ?), created_at, id FROM meetings WHERE uuid = ?`,
    world.admin.sandbox.accountUuid('owen'),
    adas,
  );
  await world.restart();
  expect((await read('owen', adas)).body.sent).toEqual([]);
});
