import { afterAll, beforeAll, expect, test } from 'vitest';
import { updateDialog } from '#contract/chat2desk/dialogs.ts';
import { sendMessage } from '#contract/chat2desk/messages.ts';
import { assignTags } from '#contract/chat2desk/tags.ts';
import { type ConversationId, dialogOf } from '#contract/gateway/conversation-id.ts';
import { ConversationWorld, type Someone } from '../../testing/conversation-world.ts';

/** Webhooks arrive by themselves: on a busy machine after seconds. */
const patiently = { timeout: 10_000 };

let world: ConversationWorld;
let someone: Someone;
beforeAll(async () => {
  world = await ConversationWorld.start();
  const [first] = await world.strangers([]);
  if (!first) throw new Error('there is nobody');
  someone = first;
});
afterAll(() => world.stop());

const find = async (view = 'all') => {
  const { body } = await world.read('ada', `?limit=100&view=${view}`);
  const { conversations, total, waiting } = body;
  const at = conversations.findIndex(({ id }: { id: ConversationId }) => dialogOf(id) === someone.dialog);
  return { at, found: conversations[at], total, waiting, conversations };
};
const writes = (text: string) =>
  world.desk.system.happen({ happens: 'client_writes', client_id: someone.client, text });
const params = () => ({ id: String(someone.dialog) });

test('who waits longest comes first, and whoever writes twice waits since the first time', async () => {
  await writes('Are you there?');
  await expect.poll(async () => (await find()).found?.last.text, patiently).toBe('Are you there?');
  const { found } = await find();
  await writes('Hello?');
  await expect.poll(async () => (await find()).found?.last.text, patiently).toBe('Hello?');
  const later = await find();
  expect(later.found).toMatchObject({ waiting: true, unread: true, waitingSince: found.waitingSince });
  const waits = later.conversations.map(({ waiting }: { waiting: boolean }) => waiting);
  expect(waits).toEqual(waits.toSorted((one: boolean, other: boolean) => Number(other) - Number(one)));
  const since = later.conversations.flatMap((one: { waitingSince: string | null }) => one.waitingSince ?? []);
  expect(since).toEqual(since.toSorted());
});

test('assigning, tagging and closing make nothing unread or read', async () => {
  const states = async () => {
    const all = [...(await find()).conversations, ...(await find('closed')).conversations];
    return all.find(({ id }: { id: ConversationId }) => dialogOf(id) === someone.dialog);
  };
  await writes('One more thing');
  await expect.poll(async () => (await states()).last.text, patiently).toBe('One more thing');
  const [message] = (await world.messagesOf(someone.dialog)).toReversed();
  await world.ask('ada', 'POST', `/messages/${message?.id}/read`);
  const { body } = await world.read('ada', '?limit=1');
  const steps = [
    () => world.desk.call(updateDialog, { params: params(), body: { operator_id: 40_820 } }),
    () =>
      world.desk.call(assignTags, {
        body: { tag_ids: [body.tags[0].id], assignee_type: 'client', assignee_id: someone.client },
      }),
    () => world.desk.call(updateDialog, { params: params(), body: { state: 'closed' } }),
  ];
  for (const unread of [false, true]) {
    for (const step of steps) {
      await step();
      expect((await states()).unread).toBe(unread);
    }
    await expect.poll(async () => (await states()).open, patiently).toBe(false);
    expect(await states()).toMatchObject({ unread, operator: { id: 40_820 } });
    await world.desk.call(updateDialog, { params: params(), body: { state: 'open' } });
    await world.ask('ada', 'POST', `/messages/${message?.id}/unread`);
    await expect.poll(async () => await states(), patiently).toMatchObject({ open: true, unread: true });
  }
});

test('a count is that of its list, and closing takes one from each', async () => {
  await world.desk.call(updateDialog, { params: params(), body: { state: 'open' } });
  await writes('And another');
  await expect.poll(async () => (await find()).found?.last.text, patiently).toBe('And another');
  const before = await find();
  expect(before.total).toBe(before.conversations.length);
  expect(before.waiting).toBe(before.conversations.filter((one: { waiting: boolean }) => one.waiting).length);
  await world.desk.call(updateDialog, { params: params(), body: { state: 'closed' } });
  await expect.poll(async () => (await find()).at, patiently).toBe(-1);
  const after = await find();
  expect([after.total, after.waiting]).toEqual([before.total - 1, before.waiting - 1]);
  // Reported again, it takes nothing more.
  await world.desk.call(updateDialog, { params: params(), body: { state: 'closed' } });
  expect(await find()).toEqual(after);
  expect((await find('closed')).at).toBeGreaterThanOrEqual(0);
});

test('two conversations of one client stay two, and those of two clients are never one', async () => {
  const all = [...(await find()).conversations, ...(await find('closed')).conversations];
  const ids = all.map(({ id }: { id: ConversationId }) => dialogOf(id));
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id, client } of all.slice(0, 10)) {
    const { body } = await world.ask('ada', 'GET', `/messages?dialog_id=${dialogOf(id)}&limit=200`);
    expect(new Set(body.data.map((one: { client_id: number }) => one.client_id))).toEqual(
      new Set([client.id]),
    );
  }
});

/** What the page gets to know of a message that the system has sent and reported. */
async function sentMessage() {
  const sent = await world.desk.call(sendMessage, { body: { client_id: someone.client, text: 'Good news' } });
  const message: number = sent.body.data.message_id;
  const known = async () => {
    const { deliveries } = (await world.read('ada', `/${someone.dialog}`)).body;
    return deliveries.find((one: { message: number }) => one.message === message);
  };
  await expect.poll(known, patiently).toEqual({ message, state: 'sent', reason: null });
  /** Reports what became of it; what the page gets then is what counts. */
  const become = async (state: string, error?: string) => {
    const data = { id: message, gateway_status: state, dialog_id: someone.dialog, error };
    expect(await world.report({ hook_type: 'outbox_status', data })).toBe(200);
    return known();
  };
  return { message, become };
}

test('what became of a message is known when the system has reported it, and late news undo nothing', async () => {
  const { message, become } = await sentMessage();
  const seen = { message, state: 'seen', reason: null };
  expect(await become('seen')).toEqual(seen);
  for (const late of ['sent', 'delivered', 'pending', 'failed']) expect(await become(late)).toEqual(seen);
});

test('why a message failed is known, and late news that it left undo nothing', async () => {
  const { message, become } = await sentMessage();
  const failed = { message, state: 'failed', reason: 'The number is not on WhatsApp' };
  expect(await become('failed', failed.reason)).toEqual(failed);
  expect(await become('sent')).toEqual(failed);
  expect(await become('delivered')).toEqual({ message, state: 'delivered', reason: null });
});
