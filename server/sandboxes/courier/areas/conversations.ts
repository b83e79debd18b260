import { getCommunicationSummary, listCommunicationMessages } from '#contract/courier/conversations.ts';
import { byField, type Definition, isTrue, keepsAll } from '../definition.ts';
import { listed } from '../resources.ts';
import { byTime } from '../store/filters.ts';
import { postedIn, readsOf, subscribersOf, unreadIn } from '../store/messages.ts';
import { actor, isClient } from '../store/people.ts';
import { checkQuery } from '../store/references.ts';
import type { Entity, Fields } from '../store/store.ts';
import { badAttribute } from '../web/errors.ts';
import type { World } from '../world.ts';
import { type Area, handle } from './area.ts';
import { channels } from './channels.ts';

const channelType = channels.type;

const isIn = (channel: Entity, individualId: string) => subscribersOf(channel).includes(individualId);

const bookmarked = ({ store }: World, { id }: Entity) =>
  store.where('messaging-bookmarks', 'channel-id', id).length > 0;

/** What sort of conversation a channel is. */
function kindOf({ fields }: Entity): string {
  if (fields['individual-group-id']) return 'group-message';
  return subscribersOf({ fields }).length > 2 ? 'open' : 'direct-message';
}

const milliseconds = (time: unknown) => (typeof time === 'string' ? Date.parse(time) : 0);

/** When someone last read in a channel. */
function lastRead(world: World, { id }: Entity, individualId: string): number {
  return Math.max(0, ...postedIn(world, id).map((message) => milliseconds(readsOf(message)[individualId])));
}

/** Returns someone's channels, the most recently used first. */
const conversations: Definition = {
  ...channels,
  defaults: { sort: ['-last-timestamp'] },
  filters: {
    ...channels.filters,
    'filter[cmp-last-modified-time]': byTime('last-modified-time'),
    'filter[bookmarked]': (value, world) => (channel) => bookmarked(world, channel) === isTrue(value),
    'filter[text]': (value, world) => (channel) => {
      const wanted = String(value).toLowerCase();
      const texts = [channel.fields.name, ...postedIn(world, channel.id).map(({ fields }) => fields.message)];
      return texts.some((text) => String(text).toLowerCase().includes(wanted));
    },
    'filter[type]': (value) => (channel) => value === 'none' || kindOf(channel) === value,
    'use-group-name': keepsAll,
  },
  sorts: {
    'last-timestamp': (channel, world) =>
      milliseconds(postedIn(world, channel.id).at(-1)?.fields['posted-time']),
    'unread-count': (channel, world, query) => unreadIn(world, channel.id, actor(world, query)).length,
    'ack-timestamp': (channel, world, query) => lastRead(world, channel, actor(world, query)),
  },
};

const bookmarks: Definition = {
  type: 'messaging-bookmarks',
  fresh: (sent, { store }) => {
    const message = store.find('messaging-messages', sent['message-id']);
    if (message?.fields['channel-id'] !== sent['channel-id']) {
      throw badAttribute('message-id', 'It is not a message of this channel.');
    }
    return {};
  },
  // A channel has one, unless several are requested.
  same: (sent, { store }) =>
    sent['allow-multi-message'] === true
      ? undefined
      : store.where('messaging-bookmarks', 'channel-id', sent['channel-id']).at(-1),
  filters: { 'filter[channel-id]': byField('channel-id') },
  shown: ({ fields }) => ({
    channel: { id: fields['channel-id'] },
    message: { id: fields['message-id'] },
    'created-by': { id: fields['created-by'] },
  }),
};

const counts = (names: readonly string[]) =>
  [...new Set(names)].map((name) => ({ name, count: names.filter((one) => one === name).length }));

function summaryOf(world: World, individualId: string, withSenders: boolean): Fields {
  const own = world.store.all(channelType).filter((channel) => isIn(channel, individualId));
  const unread = own
    .filter(({ fields }) => fields.archived !== true)
    .flatMap((channel) => unreadIn(world, channel.id, individualId).map((message) => ({ channel, message })));
  const notifications = world.store
    .where('user-notifications', 'individual-id', individualId)
    .filter(({ fields }) => fields.acknowledged !== true && fields.active !== false);
  const calls = world.store
    .where('video-channels', 'channel-state', 'open')
    .filter(({ id }) =>
      world.store
        .where('video-participants', 'video-channel-id', id)
        .some(({ fields }) => fields['individual-id'] === individualId),
    );
  const senders = unread.map(({ message }) => String(message.fields['individual-id']));
  const kinds = unread.map(({ channel }) =>
    kindOf(channel) === 'group-message' ? 'group-messages' : 'direct-messages',
  );
  return {
    messages: unread.length,
    notifications: notifications.length,
    'provider-messages': senders.filter((id) => !isClient(world, id)).length,
    'video-channels': calls.length,
    'message-types': counts(kinds).map(({ name, count }) => ({ 'message-type': name, count })),
    'message-senders': withSenders
      ? counts(senders).map(({ name, count }) => ({ 'individual-id': name, count }))
      : null,
  };
}

const list = listed(listCommunicationMessages, conversations);

export const conversationArea: Area = {
  definitions: [bookmarks],
  handlers: [
    handle(listCommunicationMessages, (call) => list(call, call.services.store.all(channelType))),
    handle(getCommunicationSummary, ({ services: world, query }) => {
      checkQuery(world.store, query);
      const withSenders = isTrue(query['include-senders']);
      return { summary: summaryOf(world, actor(world, query), withSenders) };
    }),
  ],
};
