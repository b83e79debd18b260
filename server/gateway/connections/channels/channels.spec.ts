import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { channelId, ownIdOf } from '#contract/gateway/conversation-id.ts';
import { CourierWorld, type User, type Who } from '../../testing/courier-world.ts';

interface Row {
  readonly id: `courier/${string}`;
  readonly client: { readonly name: string };
  readonly waiting: boolean;
  readonly waitingSince: string | null;
  readonly last: { readonly type: string; readonly text: string; readonly at: string } | null;
}
interface There {
  readonly id: string;
  readonly attributes: {
    readonly archived: boolean;
    readonly 'owner-id': string;
    readonly subscribers: readonly { readonly id: string; readonly email: string }[];
    readonly 'last-message': { readonly 'posted-time': string };
  };
}

let world: CourierWorld;
let clients: readonly User[];
/** Channels with clients, as Courier has them. */
let theirs: readonly There[];
let team: There;
/** Of Owen: his own individual, and channels that he is in, and those that he is not. */
let owen: string;
let [his, others]: [readonly There[], readonly There[]] = [[], []];

const withoutMissing = { missing: [], systems: ['courier'] };

beforeAll(async () => {
  world = await CourierWorld.start();
  clients = await world.clients();
  const { data } = await world.there('/v1/communication-messages/?page[limit]=100');
  const ids: ReadonlySet<string> = new Set(
    data.flatMap(({ attributes }: There) => attributes.subscribers.map(({ id }) => id)),
  );
  const kinds = new Map<string, string>();
  for (const id of ids) {
    kinds.set(id, (await world.there(`/v1/individuals/${id}/`)).data.attributes['account-type']);
  }
  const isClient = (id: string) => kinds.get(id) === 'participant';
  const hasClient = ({ attributes }: There) => attributes.subscribers.some(({ id }) => isClient(id));
  theirs = data.filter(hasClient);
  team = data.find((one: There) => !hasClient(one));
  const emails = theirs.flatMap(({ attributes }) => attributes.subscribers);
  owen = emails.find(({ email }) => email === 'owen@sandbox.test')?.id ?? '';
  const open = theirs.filter(({ attributes }) => !attributes.archived);
  const isHis = ({ attributes }: There) => attributes.subscribers.some(({ id }) => id === owen);
  [his, others] = [open.filter(isHis), open.filter((one) => !isHis(one))];
}, 60_000);
afterAll(() => world.stop());
afterEach(() => world.courier.faults.clear());

const patiently = { timeout: 20_000 };
/** A list of which everything has been looked at. */
async function list(who: Who, query = '') {
  const path = `/conversations?limit=100${query}`;
  let last = await world.read(who, path);
  const isWhole = async () => {
    last = await world.read(who, path);
    return [last.status, last.body.checking];
  };
  await expect.poll(isWhole, patiently).toEqual([200, false]);
  return last.body;
}
const idsOf = ({ conversations }: { conversations: readonly Row[] }) =>
  conversations.map(({ id }) => ownIdOf(id));
const one = (who: Who, id: string, more = '') => world.read(who, `/conversations/courier/${id}${more}`);
const codeOf = ({ status, body }: { status: number; body: { refusal?: { code: string } } }) => [
  status,
  body.refusal?.code,
];
const hidden = [403, 'conversation-hidden'];
const sorted = (ids: readonly string[]) => ids.toSorted();

describe('the inbox', () => {
  test('of an admin has every channel with a client, and none of colleagues alone', async () => {
    const found = await list('ada');
    expect(found).toMatchObject({ ...withoutMissing, everything: true, checking: false });
    const open = theirs.filter(({ attributes }) => !attributes.archived).map(({ id }) => id);
    expect(sorted(idsOf(found))).toEqual(sorted(open));
    expect(found.total).toBe(open.length);
    expect(codeOf(await one('ada', team.id))).toEqual(hidden);
    const closed = theirs.filter(({ attributes }) => attributes.archived).map(({ id }) => id);
    expect(closed.length).toBeGreaterThan(0);
    expect(sorted(idsOf(await list('ada', '&view=closed')))).toEqual(sorted(closed));
  });

  test('has those who wait first, the longest first, and counts them', async () => {
    const { conversations, waiting } = await list('ada');
    const waits = conversations.filter((row: Row) => row.waiting);
    expect(waits.length).toBeGreaterThan(0);
    expect(waiting).toBe(waits.length);
    expect(conversations.slice(0, waiting)).toEqual(waits);
    const since = waits.map((row: Row) => row.waitingSince);
    expect(since).toEqual(since.toSorted());
    expect(waits.every((row: Row) => row.last?.type === 'from_client')).toBe(true);
    const rest = conversations.slice(waiting).map((row: Row) => row.last?.at);
    expect(rest).toEqual(rest.toSorted().toReversed());
    expect(conversations.slice(waiting).every((row: Row) => row.last?.type === 'to_client')).toBe(true);
    expect((await list('ada', '&view=waiting')).total).toBe(waiting);
  });

  test('of a member has those that they are in; its counts are of what they see', async () => {
    const found = await list('owen');
    expect(sorted(idsOf(found))).toEqual(sorted(his.map(({ id }) => id)));
    expect(found.total).toBe(his.length);
    expect(found.waiting).toBe(found.conversations.filter((row: Row) => row.waiting).length);
    expect(found.everything).toBe(false);
    expect(found.own).toBe(true);
  });

  test('pages do not overlap, and a search finds by the client’s name alone what one may see', async () => {
    const all = idsOf(await list('ada'));
    const pages = await Promise.all(
      [0, 4, 8].map(
        async (offset) => (await world.read('ada', `/conversations?limit=4&offset=${offset}`)).body,
      ),
    );
    expect(pages.flatMap(idsOf)).toEqual(all.slice(0, 12));
    const { conversations } = await list('ada');
    const foreign = conversations.find((row: Row) => others.some(({ id }) => channelId(id) === row.id));
    const query = `&q=${encodeURIComponent(foreign.client.name)}`;
    expect(idsOf(await list('ada', query))).toContain(ownIdOf(foreign.id));
    expect(idsOf(await list('owen', query))).not.toContain(ownIdOf(foreign.id));
    expect((await list('ada', '&channel=7')).total).toBe(0);
    expect((await list('ada', '&channel=courier')).total).toBe(all.length);
  });
});

test('guessing ids gives nothing: what is hidden and what does not exist get the same', async () => {
  const [stranger] = others;
  const { data } = await world.there(`/v1/messaging-messages/?channel-id=${stranger?.id}`);
  const message = data[0].id;
  for (const id of [stranger?.id ?? '', team.id, randomUUID(), '17']) {
    expect(codeOf(await one('owen', id))).toEqual(hidden);
    expect(codeOf(await one('owen', id, '/messages'))).toEqual(hidden);
  }
  const posted = (channel: string) =>
    world.ask('owen', 'POST', '/v1/messaging-messages/', { body: said(channel, 'Hello') });
  for (const id of [stranger?.id ?? '', team.id, randomUUID()])
    expect(codeOf(await posted(id))).toEqual(hidden);
  const marks = { 'channel-id': stranger?.id, 'message-id': message };
  const mark = { data: { type: 'messaging-bookmarks', attributes: marks } };
  const marked = await world.ask('owen', 'POST', '/v1/messaging-bookmarks/', { body: mark });
  expect(codeOf(marked)).toEqual(hidden);
  for (const id of [stranger?.id, team.id, randomUUID()]) {
    const path = `/v1/messaging-channels/${id}`;
    expect(codeOf(await world.ask('owen', 'POST', `${path}/archive/`, { body: {} }))).toEqual(hidden);
    const joins = { body: { 'individual-ids': [owen] } };
    expect(codeOf(await world.ask('owen', 'POST', `${path}/subscribe/`, joins))).toEqual(hidden);
  }
  for (const id of [message, randomUUID()]) {
    const path = `/v1/messaging-messages/${id}`;
    expect(codeOf(await world.ask('owen', 'POST', `${path}/ack/`, { body: {} }))).toEqual(hidden);
    expect(codeOf(await world.ask('owen', 'GET', `${path}/get-receipts/`))).toEqual(hidden);
  }
  const after = await world.there(`/v1/messaging-messages/?channel-id=${stranger?.id}`);
  expect(after.data).toHaveLength(data.length);
});

test('a channel becomes visible with its client’s meeting; one with a stranger in it, too, does not', async () => {
  const [first, second] = others.filter(({ attributes }) => attributes.subscribers.length === 2);
  if (!first || !second) throw new Error('too few channels');
  const clientIn = ({ attributes }: There) =>
    clients.find(({ individual }) => attributes.subscribers.some(({ id }) => id === individual));
  const [guest, stranger] = [clientIn(first), clientIn(second)];
  await world.meet('owen', [{ name: 'Guest', email: guest?.email }]);
  const headers = { 'content-type': 'application/json' };
  const subscribe = (ids: readonly unknown[]) =>
    world.ask('ada', 'POST', `/v1/messaging-channels/${first.id}/subscribe/`, {
      body: { 'individual-ids': ids },
      headers,
    });
  await world.restart();
  await expect.poll(async () => codeOf(await one('owen', first.id)), patiently).toEqual([200, undefined]);
  expect(codeOf(await one('owen', second.id))).toEqual(hidden);
  expect((await subscribe([stranger?.individual])).status).toBe(201);
  await world.restart();
  await list('owen');
  expect(codeOf(await one('owen', first.id))).toEqual(hidden);
});

test('when a client last wrote or was written to is known of the meetings that they attended, as far as it is seen', async () => {
  const lastAt = (who: Who, meeting: string) =>
    world.read(who, `/people/courier/meetings/${meeting}/last-message`);
  const clientsIn = ({ attributes }: There) =>
    clients.filter(({ individual }) => attributes.subscribers.some(({ id }) => id === individual));
  const guest = theirs.flatMap(clientsIn)[0];
  const written = theirs
    .filter((one) => clientsIn(one).includes(guest as User))
    .map(({ attributes }) => Date.parse(attributes['last-message']['posted-time']));
  const meeting = await world.meet('ada', [
    { name: 'Guest', email: guest?.email.toUpperCase() },
    { name: 'Else' },
  ]);
  await list('ada');
  expect(await lastAt('ada', meeting)).toMatchObject({
    status: 200,
    body: { at: new Date(Math.max(...written)).toISOString(), known: true, checking: false },
  });
  const nobody = await world.meet('ada', [{ name: 'Else', email: 'else@nowhere.test' }]);
  expect((await lastAt('ada', nobody)).body).toEqual({ at: null, known: false, checking: false });
  const quiet = clients.find((one) => !theirs.flatMap(clientsIn).includes(one));
  const silent = await world.meet('ada', [{ name: 'Quiet', email: quiet?.email }]);
  expect((await lastAt('ada', silent)).body).toEqual({ at: null, known: true, checking: false });
  // Whose meeting it is not learns nothing of it.
  expect(codeOf(await lastAt('nora', meeting))).toEqual([403, 'meeting-hidden']);
  expect(codeOf(await lastAt('ada', randomUUID()))).toEqual([403, 'meeting-hidden']);
});

const said = (channel: string, message: string) => ({
  data: { type: 'messaging-messages', attributes: { 'channel-id': channel, message } },
});
const send = (who: Who, channel: string, message: string, key = randomUUID()) =>
  world.ask(who, 'POST', '/v1/messaging-messages/', { body: said(channel, message), key });
const messagesOf = async (who: Who, id: string, query = '') => (await one(who, id, `/messages${query}`)).body;
const mine = () => his[0]?.id ?? '';

describe('messages', () => {
  test('are those of the channel in their order, read in windows', async () => {
    const all = await messagesOf('owen', mine(), '?limit=100');
    expect(all.older).toBe(false);
    const { data } = await world.there(`/v1/messaging-messages/?channel-id=${mine()}`);
    expect(all.messages.map(({ id }: { id: string }) => id).toSorted()).toEqual(
      data.map(({ id }: { id: string }) => id).toSorted(),
    );
    const times = all.messages.map(({ at }: { at: string }) => at);
    expect(times).toEqual(times.toSorted());
    const newest = await messagesOf('owen', mine(), '?limit=2');
    expect(newest).toEqual({ messages: all.messages.slice(-2), older: true });
    const before = await messagesOf('owen', mine(), `?limit=2&before=${newest.messages[0].id}`);
    expect(before.messages).toEqual(all.messages.slice(-4, -2));
  });

  test('are posted once, by the person’s own individual, and bear the key under which they were', async () => {
    const key = randomUUID();
    const [first, again] = [
      await send('owen', mine(), 'Dear client', key),
      await send('owen', mine(), 'Dear client', key),
    ];
    expect([first.status, again.status]).toEqual([201, 201]);
    const { messages } = await messagesOf('owen', mine());
    const found = messages.filter(({ text }: { text: string }) => text === 'Dear client');
    expect(found).toMatchObject([{ type: 'to_client', own: true, key, removed: false }]);
    const { data } = await world.there(`/v1/messaging-messages/${found[0].id}/`);
    expect(data.attributes['individual-id']).toBe(owen);
    // To a colleague it is not their own, and has no key.
    const seen = await messagesOf('ada', mine());
    const same = seen.messages.filter(({ id }: { id: string }) => id === found[0].id);
    expect(same).toMatchObject([{ text: 'Dear client', own: false, key: null }]);
  });

  test('cannot be posted in another’s name', async () => {
    const body = said(mine(), 'Not I');
    const as = clients[0]?.individual;
    const attributes = { ...body.data.attributes, 'individual-id': as };
    const answer = await world.ask('owen', 'POST', '/v1/messaging-messages/', {
      body: { data: { ...body.data, attributes } },
    });
    expect(codeOf(answer)).toEqual([403, 'field-filled-in']);
  });

  const entryOf = async (key: string) => {
    const { body } = await world.read('owen', '/ledger?system=courier');
    return body.entries.find((entry: { key: string }) => entry.key === key);
  };
  const look = async (key: string) =>
    world.admin.ask(world.people.owen, 'POST', `/ledger/${(await entryOf(key)).id}/look`);
  const lose = (afterProcessing: boolean) =>
    world.courier.faults.add({
      ...{ operation: 'courier.createMessagingMessage', drop: true, afterProcessing, times: 1 },
    });

  test('whose response is lost are found, and not posted again', async () => {
    const key = randomUUID();
    lose(true);
    expect((await send('owen', mine(), 'Lost on its way back', key)).status).toBe(504);
    expect((await look(key)).body.entry.state).toBe('done');
    expect((await send('owen', mine(), 'Lost on its way back', key)).status).not.toBe(201);
    const { messages } = await messagesOf('owen', mine());
    const found = messages.filter(({ text }: { text: string }) => text === 'Lost on its way back');
    expect(found).toMatchObject([{ key }]);
  });

  test('that never arrived are not taken for an equal one that did', async () => {
    await send('owen', mine(), 'The same words');
    const key = randomUUID();
    lose(false);
    expect((await send('owen', mine(), 'The same words', key)).status).toBe(504);
    expect((await look(key)).body.entry.state).toBe('unknown');
    const { messages } = await messagesOf('owen', mine());
    expect(messages.filter(({ text }: { text: string }) => text === 'The same words')).toHaveLength(1);
  });
});

test('a member joins a channel that they see, for themselves alone; what they do there is theirs', async () => {
  const [first] = his;
  const path = `/v1/messaging-channels/${first?.id}/subscribe/`;
  const other = clients[0]?.individual;
  for (const ids of [[other], [owen, other], []])
    expect((await world.ask('owen', 'POST', path, { body: { 'individual-ids': ids } })).status).not.toBe(201);
  expect((await world.ask('owen', 'POST', path, { body: { 'individual-ids': [owen] } })).status).toBe(201);

  const { messages } = await messagesOf('owen', mine());
  const { id } = messages.find(({ type }: { type: string }) => type === 'from_client');
  const reaction = { body: { 'reaction-type': 'wow' } };
  const at = `/v1/messaging-messages/${id}`;
  expect((await world.ask('owen', 'POST', `${at}/add-reaction/`, reaction)).status).toBe(201);
  const reactionsTo = async (who: Who) => {
    const { messages: now } = await messagesOf(who, mine(), '?limit=100');
    const found = now.find((message: { id: string }) => message.id === id).reactions;
    return found.filter(({ type }: { type: string }) => type === 'wow');
  };
  expect(await reactionsTo('owen')).toEqual([
    { type: 'wow', name: expect.stringMatching(/^Owen /), own: true },
  ]);
  expect(await reactionsTo('ada')).toMatchObject([{ own: false }]);
  const attributes = { 'channel-id': mine(), 'message-id': id };
  const mark = { data: { type: 'messaging-bookmarks', attributes } };
  expect((await world.ask('owen', 'POST', '/v1/messaging-bookmarks/', { body: mark })).status).toBe(201);
  expect((await one('owen', mine())).body.bookmark).toBe(id);
  const preference = async (value: string) =>
    world.ask('owen', 'POST', `/v1/messaging-channels/${mine()}/preferences/`, {
      body: { values: [{ name: 'notify', value }] },
    });
  const isNotified = async (who: Who) => (await one(who, mine())).body.notified;
  expect(await isNotified('owen')).toBeNull();
  expect((await preference('false')).status).toBe(201);
  expect([await isNotified('owen'), await isNotified('ada')]).toEqual([false, null]);
  expect((await preference('true')).status).toBe(201);
  expect(await isNotified('owen')).toBe(true);

  const archive = async (verb: string) =>
    (await world.ask('owen', 'POST', `/v1/messaging-channels/${mine()}/${verb}/`, { body: {} })).status;
  expect(await archive('archive')).toBe(201);
  expect((await one('owen', mine())).body.conversation.open).toBe(false);
  expect(idsOf(await list('owen'))).not.toContain(mine());
  expect(await archive('unarchive')).toBe(201);
  expect(idsOf(await list('owen'))).toContain(mine());
});

describe('with Chat2Desk beside it', () => {
  const fail = ({ faults }: typeof world.courier | typeof world.desk, operation: string) =>
    faults.add({ operation, status: 500, times: 9, afterProcessing: false });
  const failed = (system: string, name: string) => ({
    system,
    refusal: { code: 'upstream-failed', values: { system: name, status: '500' } },
  });

  test('both are in one order; where one fails, the other is shown, and what is missing is said', async () => {
    await world.connectDesk();
    const both = await list('ada');
    expect(both.systems).toEqual(['chat2desk', 'courier']);
    const systems = both.conversations.map(({ id }: Row) => id.split('/')[0]);
    expect(new Set(systems)).toEqual(new Set(['chat2desk', 'courier']));
    const since = both.conversations.filter((row: Row) => row.waiting).map((row: Row) => row.waitingSince);
    expect(since).toEqual(since.toSorted());
    const of = async (channel: string) => (await list('ada', channel)).total;
    const channels = await of('&channel=courier');

    await world.restart();
    fail(world.courier, 'courier.listCommunicationMessages');
    const desk = await list('ada');
    expect(desk.missing).toEqual([failed('courier', 'Courier')]);
    expect(desk.total).toBe(both.total - channels);
    world.courier.faults.clear();

    await world.restart();
    fail(world.desk, 'chat2desk.listDialogs');
    const courier = await list('ada');
    expect(courier.missing).toEqual([failed('chat2desk', 'Chat2Desk')]);
    expect(courier.total).toBe(channels);
    fail(world.courier, 'courier.listCommunicationMessages');
    await world.restart();
    expect((await world.read('ada', '/conversations')).status).toBe(502);
    world.desk.faults.clear();
  });
});
