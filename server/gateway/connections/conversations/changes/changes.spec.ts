import { afterAll, beforeAll, expect, test } from 'vitest';
import { updateClient } from '#contract/chat2desk/clients.ts';
import { assignTags } from '#contract/chat2desk/tags.ts';
import { type ConversationId, dialogOf } from '#contract/gateway/conversation-id.ts';
import { ConversationWorld, type Someone } from '../../../testing/conversation-world.ts';

/** Ada's and Nora's operators. */
const [ada, nora] = [40_818, 40_820];

let world: ConversationWorld;
let one: Someone;
let other: Someone;
beforeAll(async () => {
  world = await ConversationWorld.start();
  const [first, second] = await world.strangers([ada, nora]);
  if (!first || !second) throw new Error('too few clients');
  [one, other] = [first, second];
  // The system reports nothing: what is known here is what was done here.
  await world.admin.ask(world.people.ada, 'GET', '/connections');
  const { body } = await world.ask('ada', 'GET', '/webhooks');
  for (const { id } of body.data) await world.ask('ada', 'DELETE', `/webhooks/${id}`);
});
afterAll(() => world.stop());

const rowOf = async (dialog: number) => {
  const { body } = await world.read('ada', `/${dialog}`);
  return body.conversation;
};
const list = async (query: string) => {
  const { body } = await world.read('ada', `?limit=100${query}`);
  const ids: (number | undefined)[] = body.conversations.map(({ id }: { id: ConversationId }) =>
    dialogOf(id),
  );
  expect(body.total).toBe(ids.length);
  return ids;
};
const clientOf = async (dialog: number, who: 'ada' | 'nora' = 'ada') =>
  (await world.read(who, `/${dialog}/client`)).body;
const labels = ({ tags }: { tags: { name: string }[] }) => tags.map(({ name }) => name);

test('what someone here changes is so when they look next, though the system reports nothing', async () => {
  await list('');
  await world.ask('ada', 'PUT', `/dialogs/${one.dialog}`, { body: { operator_id: nora } });
  expect((await rowOf(one.dialog)).operator.id).toBe(nora);
  await world.ask('ada', 'PUT', `/dialogs/${one.dialog}`, { body: { state: 'open' } });
  expect((await rowOf(one.dialog)).open).toBe(true);
  await world.ask('ada', 'POST', '/messages', { body: { client_id: one.client, text: 'At once' } });
  const { last } = await rowOf(one.dialog);
  expect(last.text).toBe('At once');
  await world.ask('ada', 'POST', `/messages/${last.id}/transfer?operator_id=${ada}`);
  expect((await rowOf(one.dialog)).operator.id).toBe(ada);
  await world.ask('ada', 'PUT', `/dialogs/${one.dialog}`, { body: { state: 'closed' } });
  expect(await list('')).not.toContain(one.dialog);
  expect(await list('&view=closed')).toContain(one.dialog);
  await world.ask('ada', 'PUT', `/clients/${one.client}`, { body: { nickname: 'Another name' } });
  expect((await rowOf(one.dialog)).client.name).toBe('Another name');
});

test('whose answer is lost, too', async () => {
  const fault = { operation: 'chat2desk.updateDialog', drop: true, afterProcessing: true, times: 1 } as const;
  world.desk.faults.add(fault);
  const body = { state: 'open' };
  expect((await world.ask('ada', 'PUT', `/dialogs/${one.dialog}`, { body })).status).toBe(504);
  expect((await rowOf(one.dialog)).open).toBe(true);
});

test('a group is given a conversation: one of them has it, also where the answer is lost', async () => {
  const read = async () => (await world.read('ada', `/${one.dialog}`)).body;
  const { groups, conversation } = await read();
  // Groups of which nobody has it yet, so that it changes hands each time.
  const [first, second]: { id: number; operators: number[] }[] = groups.filter(
    ({ operators }: { operators: number[] }) =>
      operators.length > 0 && !operators.includes(conversation.operator?.id),
  );
  if (!first || !second) throw new Error('too few groups');
  const give = (group: number) =>
    world.ask('ada', 'POST', `/messages/${conversation.last.id}/transfer_to_group?group_id=${group}`);
  const has = async () => (await read()).conversation.operator.id;
  expect((await give(first.id)).status).toBe(200);
  expect(first.operators).toContain(await has());
  world.desk.faults.add({
    ...{ operation: 'chat2desk.transferMessageToGroup', drop: true, afterProcessing: true, times: 1 },
  });
  expect((await give(second.id)).status).toBe(504);
  expect(second.operators).toContain(await has());
  expect(await list(`&operator=${await has()}`)).toContain(one.dialog);
});

test('a client’s tags are those that were given and not taken away, and a filter by tag finds them', async () => {
  const { allTags, tags } = await clientOf(one.dialog);
  const free = allTags.find(({ id }: { id: number }) => !tags.some((own: { id: number }) => own.id === id));
  expect(await list(`&tag=${free.id}`)).not.toContain(one.dialog);
  const assigned = { tag_ids: [free.id], assignee_type: 'client', assignee_id: one.client };
  await world.ask('ada', 'POST', '/tags/assign_to', { body: assigned });
  expect(labels(await clientOf(one.dialog))).toEqual(
    [...labels({ tags }), free.name].toSorted(byPlace(allTags)),
  );
  expect(await list(`&tag=${free.id}`)).toContain(one.dialog);
  await world.ask('ada', 'DELETE', `/tags/${free.id}/delete_from`, { body: { client_id: one.client } });
  expect(labels(await clientOf(one.dialog))).toEqual(labels({ tags }));
});
const byPlace = (all: { name: string }[]) => (a: string, b: string) =>
  all.findIndex(({ name }) => name === a) - all.findIndex(({ name }) => name === b);

test('a tag that an admin here has made can be given at once', async () => {
  const { allTags } = await clientOf(one.dialog);
  const { body } = await world.ask('ada', 'GET', '/tags');
  const made = { tag_group_id: body.data[0].group_id, tag_label: 'Quite new' };
  expect((await world.ask('ada', 'POST', '/tags', { body: made })).status).toBe(201);
  const names = (await clientOf(one.dialog)).allTags.map(({ name }: { name: string }) => name);
  expect(names).toEqual([...allTags.map(({ name }: { name: string }) => name), 'Quite new']);
});

test('a filter by operator finds theirs, and nobody’s; unread ones are those that nobody has read', async () => {
  await world.ask('ada', 'PUT', `/dialogs/${one.dialog}`, { body: { operator_id: nora } });
  const { conversations } = (await world.read('ada', '?limit=100')).body;
  const idsWhere = (is: (row: { operator?: { id: number }; unread: boolean }) => boolean) =>
    conversations.filter(is).map(({ id }: { id: ConversationId }) => dialogOf(id));
  expect(await list(`&operator=${nora}`)).toEqual(idsWhere(({ operator }) => operator?.id === nora));
  expect(await list(`&operator=${nora}`)).toContain(one.dialog);
  expect(await list('&operator=nobody')).toEqual(idsWhere(({ operator }) => !operator));
  const unread = await list('&unread=1');
  expect(unread).toEqual(idsWhere((row) => row.unread));
  expect(unread.length).toBeGreaterThan(0);
  expect((await world.read('ada', '?operator=mine')).status).toBe(400);
});

test('one’s own are those that one’s operator has; a channel’s are those that came by it', async () => {
  await world.ask('ada', 'PUT', `/dialogs/${one.dialog}`, { body: { operator_id: ada, state: 'open' } });
  const { conversations, channels } = (await world.read('ada', '?limit=100')).body;
  const idsWhere = (is: (row: { operator?: { id: number }; channel?: { id: number } }) => boolean) =>
    conversations.filter(is).map(({ id }: { id: ConversationId }) => dialogOf(id));
  const mine = await list('&view=mine');
  expect(mine).toEqual(idsWhere(({ operator }) => operator?.id === ada));
  expect(mine).toContain(one.dialog);
  expect(mine.length).toBeLessThan(conversations.length);
  const { channel } = await rowOf(one.dialog);
  expect(channels.map(({ id }: { id: number }) => id)).toContain(channel.id);
  const byIt = await list(`&channel=${channel.id}`);
  expect(byIt).toEqual(idsWhere((row) => row.channel?.id === channel.id));
  expect(byIt).toContain(one.dialog);
  expect(byIt.length).toBeLessThan(conversations.length);
  await world.ask('ada', 'PUT', `/dialogs/${one.dialog}`, { body: { operator_id: nora } });
});

test('a page that is no longer there is the last one: no count leads to an empty list', async () => {
  const all = await list('');
  const { body } = await world.read('ada', '?limit=4&offset=400');
  const last = Math.floor((all.length - 1) / 4) * 4;
  expect([body.offset, body.total]).toEqual([last, all.length]);
  expect(body.conversations.map(({ id }: { id: ConversationId }) => dialogOf(id))).toEqual(all.slice(last));
  const none = (await world.read('ada', '?q=nobodyiscalledthis&offset=25')).body;
  expect([none.offset, none.total, none.waiting, none.conversations]).toEqual([0, 0, 0, []]);
});

test('other conversations of a client are theirs alone, and those that the reader may see', async () => {
  const onTelegram = (client: number) =>
    world.desk.system.happen({ happens: 'client_writes', client_id: client, text: 'Hi', channel_id: 18_337 });
  const written = (await onTelegram(one.client)) as { dialog_id: number };
  await onTelegram(other.client);
  await world.restart();
  const { conversations } = await clientOf(one.dialog);
  expect(conversations.map(({ id }: { id: ConversationId }) => dialogOf(id))).toEqual([written.dialog_id]);
  expect(conversations[0]).toMatchObject({ client: { id: one.client }, last: { text: 'Hi' } });
  await world.ask('ada', 'PUT', `/dialogs/${other.dialog}`, { body: { operator_id: ada } });
  const { status, body } = await world.read('nora', `/${other.dialog}/client`);
  expect([status, body.refusal.code]).toEqual([403, 'conversation-hidden']);
  // To Nora one of them is assigned; the client's other conversation is not hers.
  expect((await clientOf(one.dialog, 'nora')).conversations).toEqual([]);
});

test('what the system itself is told by others is so after it has reported it', async () => {
  await world.admin.ask(world.people.ada, 'POST', '/connections/chat2desk/webhook');
  await world.desk.call(updateClient, {
    params: { id: String(one.client) },
    body: { nickname: 'By another' },
  });
  const { allTags, tags } = await clientOf(one.dialog);
  const free = allTags.find(({ id }: { id: number }) => !tags.some((own: { id: number }) => own.id === id));
  const body = { tag_ids: [free.id], assignee_type: 'client', assignee_id: one.client } as const;
  await world.desk.call(assignTags, { body });
  await expect.poll(async () => labels(await clientOf(one.dialog))).toContain(free.name);
});
