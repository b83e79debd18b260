import { expect, it } from 'vitest';
import * as automation from '#contract/courier/automation.ts';
import * as channels from '#contract/courier/channels.ts';
import * as conversations from '#contract/courier/conversations.ts';
import * as messages from '#contract/courier/messages.ts';
import * as replies from '#contract/courier/replies.ts';
import { change, create, openCompany } from './company.ts';

const company = openCompany();
const luc = () => company.individualOf('lucvanhecke@example.test');
const ada = () => company.individualOf('ada@sandbox.test');

const texts = (items: readonly { attributes: { message: string } }[]) =>
  items.map(({ attributes }) => attributes.message);

it('a client reads after two seconds, and answers after five, in their language', async () => {
  const client = await luc();
  const channel = await company.channelWith(client);
  const id = await company.say(channel, 'Dag Luc');
  const receipts = () => company.ask(messages.getMessagingReceipts, { params: { id } });
  company.pass(1999);
  expect((await receipts()).read).toEqual([]);
  expect((await receipts()).unread[0]).toMatchObject({ 'individual-first-name': 'Luc', 'ack-time': null });
  company.pass(1);
  expect((await receipts()).read).toEqual([
    {
      'individual-id': client,
      'individual-first-name': 'Luc',
      'individual-last-name': 'Van Hecke',
      'ack-time': '2026-05-04T09:00:02.000Z',
      'ack-user-time': '2026-05-04T09:00:02.000Z',
    },
  ]);
  company.pass(3000);
  const [, answer] = await company.written(channel);
  expect(answer.attributes).toMatchObject({
    'individual-id': client,
    'user-type': 'participant',
    'posted-time': '2026-05-04T09:00:05.000Z',
    ack: false,
  });
  expect(answer.attributes.message).toMatch(/^(Dat past|Ik zoek|Kunt u)/);
});

it('nobody reads or answers where nobody is simulated', async () => {
  company.world.settings.simulated = false;
  const channel = await company.channelWith(await luc());
  await company.say(channel, 'Is anyone there?');
  company.pass(60_000);
  expect(texts(await company.written(channel))).toEqual(['Is anyone there?']);
  company.world.settings.simulated = true;
});

it('a message and all earlier ones are marked as read at once, and unread ones are counted', async () => {
  const [client, own] = [await luc(), await ada()];
  const before = (await company.ask(conversations.getCommunicationSummary)).summary;
  const channel = await company.channelWith(client);
  for (const text of ['one', 'two', 'three']) await company.say(channel, text, { 'individual-id': client });
  const summary = await company.ask(conversations.getCommunicationSummary, {
    query: { 'include-senders': true },
  });
  expect(summary.summary.messages).toBe(before.messages + 3);
  expect(summary.summary['message-senders']).toContainEqual(
    expect.objectContaining({ 'individual-id': client }),
  );
  const [, second] = await company.written(channel);
  const body = { 'individual-id': own };
  await company.ask(messages.acknowledgeMessagingMessage, { params: { id: second.id }, body });
  const unread = await company.written(channel, { acknowledged: 'false' });
  expect(texts(unread)).toEqual(['three']);
  const shown = await company.ask(channels.getMessagingChannel, { params: { id: channel } });
  expect(shown.data.attributes).toMatchObject({
    'caller-new-message-count': 1,
    'caller-has-new-message': true,
    'last-message': { message: 'three', removed: false },
  });
});

it('a draft is seen only by its author until it is posted, and only then has a time', async () => {
  const client = await luc();
  const channel = await company.channelWith(client);
  const id = await company.say(channel, 'Later', { draft: true });
  expect(await company.written(channel, { 'individual-id': client })).toEqual([]);
  const [draft] = await company.written(channel);
  expect(draft.attributes['posted-time']).toBeNull();
  const body = change('messaging-messages', id, { draft: false, message: 'Now' });
  await company.ask(messages.updateMessagingMessage, { params: { id }, body });
  expect(texts(await company.written(channel, { 'individual-id': client }))).toEqual(['Now']);
  const back = { params: { id }, body: change('messaging-messages', id, { draft: true }) };
  const { status, errors } = await company.refused(messages.updateMessagingMessage, back);
  expect([status, errors[0].source]).toEqual([400, { pointer: '/data/attributes/draft' }]);
});

it('a removed message no longer says anything, and accepts no reactions', async () => {
  const channel = await company.channelWith(await luc());
  const id = await company.say(channel, 'A mistake');
  const like = { params: { id }, body: { 'reaction-type': 'like' } };
  const reacted = await company.ask(messages.addMessagingReaction, like);
  await company.ask(messages.addMessagingReaction, like);
  expect(reacted.data.attributes.reactions).toEqual([
    expect.objectContaining({ 'reaction-type': 'like', 'user-name': 'Ada Verbruggen' }),
  ]);
  const undone = await company.ask(messages.deleteMessagingReaction, like);
  expect(undone.data.attributes.reactions).toEqual([]);
  const body = change('messaging-messages', id, { removed: true });
  await company.ask(messages.updateMessagingMessage, { params: { id }, body });
  const [removed] = await company.written(channel);
  expect(removed.attributes).toMatchObject({ message: null, removed: true });
  expect((await company.refused(messages.addMessagingReaction, like)).status).toBe(400);
});

it('someone outside a channel cannot write in it, and nobody can in an archived one', async () => {
  const channel = await company.channelWith(await luc());
  const other = await company.individualOf('nora@sandbox.test');
  const write = (more: object) => ({
    body: create('messaging-messages', { 'channel-id': channel, message: 'Hello', ...more }),
  });
  const outside = await company.refused(messages.createMessagingMessage, write({ 'individual-id': other }));
  expect(outside.errors[0].source.pointer).toBe('/data/attributes/individual-id');
  const body = { 'individual-ids': [other] };
  await company.ask(channels.subscribeToMessagingChannel, { params: { id: channel }, body });
  await company.ask(messages.createMessagingMessage, write({ 'individual-id': other }));
  await company.ask(channels.unsubscribeFromMessagingChannel, { params: { id: channel }, body });
  expect(
    (await company.call(messages.createMessagingMessage, write({ 'individual-id': other }))).status,
  ).toBe(400);
  await company.ask(channels.archiveMessagingChannel, { params: { id: channel }, body: {} });
  const archived = await company.refused(messages.createMessagingMessage, write({}));
  expect(archived.errors[0]).toMatchObject({ detail: 'The channel is archived.' });
});

it('a channel is changed as in JSON Patch; what cannot be changed is named by its place', async () => {
  const id = await company.channelWith(await luc());
  const patch = (...attributes: object[]) => ({
    params: { id },
    body: change('messaging-channels', id, attributes),
  });
  const changed = await company.ask(
    channels.updateMessagingChannel,
    patch(
      { op: 'replace', path: '/name', value: 'Renamed' },
      { op: 'replace', path: '/event-settings/enabled', value: false },
    ),
  );
  expect(changed.data.attributes).toMatchObject({ name: 'Renamed', 'event-settings': { enabled: false } });
  const right = { op: 'replace', path: '/label', value: 'VIP' };
  const unknown = await company.refused(
    channels.updateMessagingChannel,
    patch(right, { op: 'replace', path: '/owner-id', value: id }),
  );
  expect(unknown.errors[0].source.pointer).toBe('/data/attributes/1/path');
  const wrong = await company.refused(
    channels.updateMessagingChannel,
    patch({ op: 'replace', path: '/floating', value: 'perhaps' }),
  );
  expect(wrong.errors[0].source.pointer).toBe('/data/attributes/0/value');
  const { data } = await company.ask(channels.getMessagingChannel, { params: { id } });
  expect(data.attributes.label).toBeNull();
});

it('conversations are sorted by their last message or by unread messages, with their total', async () => {
  const ask = (query: object) => company.ask(conversations.listCommunicationMessages, { query });
  const page = await ask({ 'page[limit]': 5 });
  const times = page.data.map(
    (item: { attributes: { 'last-message': { 'posted-time': string } | null } }) =>
      item.attributes['last-message']?.['posted-time'] ?? '',
  );
  expect(times).toEqual(times.toSorted().reverse());
  expect(page.meta).toEqual({ 'page[limit]': 5, 'page[offset]': 0, 'page[total]': expect.any(Number) });
  const all = await ask({ sort: '-unread-count', 'page[limit]': 100 });
  const unread = all.data.map(
    (item: { attributes: { 'caller-new-message-count': number } }) =>
      item.attributes['caller-new-message-count'],
  );
  expect(unread).toEqual(unread.toSorted((a: number, b: number) => b - a));
  expect(unread[0]).toBeGreaterThan(0);
});

it('conversations are found by text, kind, bookmark and time of last change', async () => {
  const channel = await company.channelWith(await luc());
  company.pass(1000);
  const since = new Date().toISOString();
  const id = await company.say(channel, 'The word is Rumpelstiltskin');
  const found = async (query: object) => {
    const { data } = await company.ask(conversations.listCommunicationMessages, { query });
    return data.map((item: { id: string }) => item.id);
  };
  expect(await found({ 'filter[text]': 'rumpelSTILTSKIN' })).toEqual([channel]);
  expect(await found({ 'filter[cmp-last-modified-time]': `>=${since}` })).toEqual([channel]);
  expect(await found({ 'filter[cmp-last-modified-time]': [`>=${since}`, `<${since}`] })).toEqual([]);
  expect(await found({ 'filter[bookmarked]': true })).toEqual([]);
  const body = create('messaging-bookmarks', { 'channel-id': channel, 'message-id': id });
  await company.ask(conversations.createMessagingBookmark, { body });
  expect(await found({ 'filter[bookmarked]': true })).toEqual([channel]);
  expect(await found({ 'filter[type]': 'group-message' })).toHaveLength(1);
});

it('an automatic answer is sent while switched on, once for each message from a client', async () => {
  const client = await luc();
  const channel = await company.channelWith(client);
  const body = create('messaging-responders', {
    name: 'Away',
    type: 'simple',
    args: { message: 'We are away.' },
  });
  const { id } = (await company.ask(replies.createMessagingResponder, { body })).data;
  await company.say(channel, 'Hello?', { 'individual-id': client });
  const [, answer] = await company.written(channel);
  expect(answer.attributes).toMatchObject({ message: 'We are away.', source: 'auto-responder' });
  await company.ask(replies.disableMessagingResponder, { params: { id }, body: {} });
  await company.say(channel, 'Still?', { 'individual-id': client });
  expect(texts(await company.written(channel))).toEqual(['Hello?', 'We are away.', 'Still?']);
});

it('a snippet is filled in with its recipient’s name', async () => {
  const channel = await company.channelWith(await luc());
  const organization = await company.organization();
  const query = { 'organization-id': organization, 'filter[name]': 'greet' };
  const { data } = await company.ask(replies.listMessagingPlugins, { query });
  const params = { id: data[0].id };
  const expanded = await company.ask(replies.expandMessagingPlugin, {
    params,
    body: { 'channel-id': channel },
  });
  expect(expanded).toEqual({ message: 'Good morning Luc, how can I help?' });
});

it('a preference that nobody has set has its default, and is the organisation’s own once set', async () => {
  const organization = await company.organization();
  const query = { 'organization-id': organization, 'filter[name]': 'initial-sms-message' };
  const before = await company.ask(replies.listOrgPreferences, { query });
  expect(before.data[0].attributes).toMatchObject({ explicit: false, value: 'You can answer this message.' });
  const attributes = { name: 'initial-sms-message', type: 'json', value: 'Hello!' };
  for (const value of ['Hello', 'Hello!']) {
    await company.ask(replies.createOrgPreference, {
      body: create('org-preferences', { ...attributes, value }),
    });
  }
  const after = await company.ask(replies.listOrgPreferences, { query: { 'organization-id': organization } });
  expect(after.data.map((one: { attributes: { value: string } }) => one.attributes.value)).toEqual([
    'Your adviser',
    'false',
    'Hello!',
  ]);
});

it('moving a group moves its channels', async () => {
  const find = async (kind: string) =>
    (await company.ask(conversations.listCommunicationMessages, { query: { 'filter[type]': kind } })).data;
  const [channel] = await find('group-message');
  const args = {
    'from-individual-group-id': channel.attributes['individual-group-id'],
    'to-individual-group-id': channel.attributes['individual-group-id'],
  };
  const body = create('messaging-operations', { type: 'move-group', args });
  const { id } = (await company.ask(automation.createMessagingOperation, { body })).data;
  company.pass(1500);
  const done = await company.ask(automation.getMessagingOperation, { params: { id } });
  expect(done.data.attributes).toMatchObject({ status: 'completed', logs: { moved: 1 }, args: null });
});
