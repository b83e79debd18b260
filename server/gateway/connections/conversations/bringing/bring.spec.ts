import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { mostBrought } from '#contract/gateway/brought-messages.ts';
import { ConversationWorld, type Someone } from '../../../testing/conversation-world.ts';

type Who = 'ada' | 'owen' | 'nora';

let world: ConversationWorld;
let guest: Someone;
let stranger: Someone;

/** A new meeting of someone with the guest, with the number of its chat. */
async function meet(who: Who) {
  const id = await world.meet(who, [{ name: 'Guest', email: guest.email }]);
  const { sandbox } = world.admin;
  const headers = {
    authorization: `Bearer ${world.people[who].token}`,
    'content-type': 'application/json',
    'x-claritalk-connect': '1',
  };
  const body = JSON.stringify({ id, name: 'Annual accounts', user_id: sandbox.accountUuid(who) });
  const saved = await fetch(`${sandbox.url}/api/meetings`, { method: 'POST', headers, body });
  const { numeric_id: number } = (await saved.json()) as { numeric_id: number };
  const chat = async (): Promise<{ sentence: string; time: number }[]> => {
    const read = await fetch(`${sandbox.url}/api/meetings/${id}?detail=true`, { headers });
    const { metadata } = (await read.json()) as { metadata: { chat?: { sentence: string; time: number }[] } };
    return (metadata.chat ?? []).map(({ sentence, time }) => ({ sentence, time }));
  };
  return { meeting: id, number, chat };
}

const bring = (who: Who, dialog: number, body: object) =>
  world.admin.ask(world.people[who], 'POST', `/conversations/chat2desk/${dialog}/brought`, { body });
const statesOf = async (who: Who, dialog: number, meeting: string) =>
  (await world.read(who, `/${dialog}/brought?meeting=${meeting}`)).body.messages;

let said: readonly { id: number; text: string; type: string; created: string }[];

beforeAll(async () => {
  world = await ConversationWorld.start();
  const [first, second] = await world.strangers([40_818, 40_819, 40_820]);
  if (!first || !second) throw new Error('too few clients');
  [guest, stranger] = [first, second];
  await world.meet('owen', [{ name: 'Guest', email: guest.email }]);
  const all = (await world.messagesOf(guest.dialog)) as unknown as typeof said;
  said = all.filter(({ type, text }) => type === 'from_client' && text).slice(0, 3);
}, 30_000);
afterAll(() => world.stop());
afterEach(() => fetch(`${world.admin.sandbox.url}/sandbox/faults`, { method: 'DELETE' }));

const ids = () => said.map(({ id }) => id);
const timeOf = (created: string) => Date.parse(created.replace(' UTC', 'Z')) / 1000;

test('messages become lines with who wrote them, at their time, each once', async () => {
  const { meeting, number, chat } = await meet('owen');
  const { body: open } = await world.read('ada', `/${guest.dialog}`);
  const { name } = open.conversation.client;
  const first = await bring('owen', guest.dialog, { meeting, number, messages: ids() });
  expect([first.status, first.body]).toEqual([200, { brought: ids(), already: [], unknown: [] }]);
  const expected = said.map(({ text, created }) => ({
    sentence: expect.stringMatching(new RegExp(`^${name}: `)),
    time: timeOf(created),
    text,
  }));
  const lines = await chat();
  expect(lines).toEqual(expected.map(({ sentence, time }) => ({ sentence, time })));
  for (const [at, { text }] of said.entries()) expect(lines[at]?.sentence).toContain(text);

  // Again, in capitals, and as someone else's second tab.
  const again = await bring('owen', guest.dialog, {
    ...{ meeting: meeting.toUpperCase(), number, messages: ids() },
  });
  expect(again.body).toEqual({ brought: [], already: ids(), unknown: [] });
  expect(await chat()).toEqual(lines);
  expect(await statesOf('owen', guest.dialog, meeting)).toEqual(ids().map((id) => ({ id, state: 'done' })));
});

test('two tabs at once add each line once', async () => {
  const { meeting, number, chat } = await meet('owen');
  const asked = { meeting, number, messages: ids() };
  const answers = await Promise.all([1, 2, 3].map(() => bring('owen', guest.dialog, asked)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(await chat()).toHaveLength(ids().length);
  expect(answers.flatMap(({ body }) => body.brought).toSorted()).toEqual(ids().toSorted());
});

test('one whose response is lost is looked for, and not added twice', async () => {
  const { meeting, number, chat } = await meet('owen');
  const [message = 0] = ids();
  await world.admin.sandbox.post('/sandbox/faults', {
    operation: 'appendChatMessage',
    drop: true,
    afterProcessing: true,
    times: 1,
  });
  const lost = await bring('owen', guest.dialog, { meeting, number, messages: [message] });
  expect([lost.status, lost.body.brought]).toEqual([200, [message]]);
  expect(await chat()).toHaveLength(1);
});

test('one that may still arrive is not added again', async () => {
  const { meeting, number, chat } = await meet('owen');
  const [message = 0] = ids();
  await world.admin.sandbox.post('/sandbox/faults', {
    operation: 'appendChatMessage',
    drop: true,
    afterProcessing: false,
    times: 1,
  });
  const asked = { meeting, number, messages: [message] };
  for (let time = 0; time < 2; time += 1) {
    expect((await bring('owen', guest.dialog, asked)).body).toEqual({
      ...{ brought: [], already: [], unknown: [message] },
    });
  }
  expect(await chat()).toEqual([]);
  expect(await statesOf('owen', guest.dialog, meeting)).toEqual([{ id: message, state: 'begun' }]);
});

test('nobody brings what they may not see, or into a meeting that is not theirs', async () => {
  const { meeting, number, chat } = await meet('owen');
  const other = await meet('nora');
  const hidden = await bring('owen', stranger.dialog, { meeting, number, messages: [1] });
  expect([hidden.status, hidden.body.refusal.code]).toEqual([403, 'conversation-hidden']);
  for (const wrong of [
    { meeting: other.meeting, number: other.number },
    { meeting, number: other.number },
    { meeting: other.meeting, number },
  ]) {
    const answer = await bring('owen', guest.dialog, { ...wrong, messages: ids() });
    expect([answer.status, answer.body.refusal.code]).toEqual([404, 'meeting-missing']);
  }
  // A message of another conversation is none of this one.
  const [foreign] = await world.messagesOf(stranger.dialog);
  const answer = await bring('owen', guest.dialog, { meeting, number, messages: [foreign?.id] });
  expect(answer.body).toEqual({ brought: [], already: [], unknown: [] });
  expect([await chat(), await other.chat()]).toEqual([[], []]);
});

test('comments stay inside, and a request is bounded', async () => {
  const { meeting, number, chat } = await meet('ada');
  await world.ask('ada', 'POST', '/messages', {
    body: { client_id: guest.client, text: 'He pays late', type: 'comment' },
  });
  const all = await world.messagesOf(guest.dialog);
  const comment = all.find(({ text }) => text === 'He pays late');
  const answer = await bring('ada', guest.dialog, { meeting, number, messages: [comment?.id] });
  expect([answer.status, answer.body.brought]).toEqual([200, []]);
  const many = Array.from({ length: mostBrought + 1 }, (_, at) => at + 1);
  expect((await bring('ada', guest.dialog, { meeting, number, messages: many })).status).toBe(400);
  expect(await chat()).toEqual([]);
});
