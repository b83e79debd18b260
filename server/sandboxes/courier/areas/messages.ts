import * as rows from '#contract/courier/messages.ts';
import { byField, type Definition, isTrue, keepsAll } from '../definition.ts';
import { found, one } from '../resources.ts';
import { isSame, messageAs, type Reaction, reactionsOf, receiptsOf } from '../store/message-view.ts';
import { authored, isReadBy, markRead, posted, postedIn, subscribersOf } from '../store/messages.ts';
import { actor } from '../store/people.ts';
import { checkFields, checkQuery } from '../store/references.ts';
import type { Entity, Fields } from '../store/store.ts';
import { badAttribute, badField, notNow } from '../web/errors.ts';
import { timeAfter, type World } from '../world.ts';
import { type Area, handle } from './area.ts';

const type = 'messaging-messages';

function channelOf(world: World, id: unknown, individualId: string): Entity {
  const channel = world.store.find('messaging-channels', id);
  if (!channel) throw badAttribute('channel-id', 'There is none with this id.');
  if (channel.fields.archived === true) throw badAttribute('channel-id', 'The channel is archived.');
  if (!subscribersOf(channel).includes(individualId)) {
    throw badAttribute('individual-id', 'They are not in this channel.');
  }
  return channel;
}

export const messages: Definition = {
  type,
  fresh: (sent, world) => {
    const individualId = actor(world, sent);
    const channel = channelOf(world, sent['channel-id'], individualId);
    const isDraft = sent.draft === true;
    return {
      ...authored(world, individualId),
      'posted-time': isDraft ? null : timeAfter(),
      destination: { 'channel-id': channel.id },
    };
  },
  added: (message, world) => {
    if (message.fields.draft !== true) posted(world, message);
  },
  change: ({ fields }, sent, world) => {
    if (sent.draft === true && fields.draft !== true) throw badAttribute('draft', 'It was posted already.');
    if (sent['individual-id'] !== undefined && sent['individual-id'] !== fields['individual-id']) {
      throw badAttribute('individual-id', 'Only who wrote a message changes it.');
    }
    if (sent.draft === false && fields.draft === true) {
      channelOf(world, fields['channel-id'], String(fields['individual-id']));
      return { 'posted-time': timeAfter() };
    }
    return {};
  },
  changed: (after, before, world) => {
    if (before.fields.draft === true && after.fields.draft !== true) posted(world, after);
  },
  filters: {
    'channel-id': byField('channel-id'),
    acknowledged: (value, world, query) => (message) =>
      isReadBy(message, actor(world, query)) === isTrue(value),
    'filter[text]':
      (value) =>
      ({ fields }) =>
        String(fields.message).toLowerCase().includes(String(value).toLowerCase()),
    // Which messages are seen: one's own drafts, and what others have posted.
    'individual-id':
      (value) =>
      ({ fields }) =>
        fields.draft !== true || fields['individual-id'] === value,
    'include-phrases': keepsAll,
    'include-read-receipts': keepsAll,
    thumbnail: keepsAll,
  },
  shown: messageAs,
};

function acting(world: World, body: Fields, message: Entity): string {
  checkFields(world.store, body);
  const individualId = actor(world, body);
  const channel = world.store.find('messaging-channels', message.fields['channel-id']);
  if (channel && subscribersOf(channel).includes(individualId)) return individualId;
  throw badField('/individual-id', 'They are not in this channel.');
}

function react(world: World, message: Entity, all: readonly Reaction[]) {
  if (message.fields.removed === true) throw notNow('The message was removed.');
  const after = world.store.change(message, { reactions: all, 'last-modified-time': timeAfter() });
  return one(after, messages, world);
}

export const messageArea: Area = {
  definitions: [messages],
  handlers: [
    handle(rows.acknowledgeMessagingMessage, (call) => {
      const { services: world, body } = call;
      const message = found(call, type);
      const individualId = acting(world, body, message);
      for (const before of postedIn(world, String(message.fields['channel-id']))) {
        if (before.number <= message.number) markRead(world, before, individualId);
      }
      return one(found(call, type), messages, world, { 'individual-id': individualId });
    }),
    handle(rows.addMessagingReaction, (call) => {
      const { services: world, body } = call;
      const message = found(call, type);
      const own = { 'individual-id': acting(world, body, message), 'reaction-type': body['reaction-type'] };
      const others = reactionsOf(message).filter((reaction) => !isSame(reaction, own));
      return react(world, message, [...others, own]);
    }),
    handle(rows.deleteMessagingReaction, (call) => {
      const { services: world, body } = call;
      const message = found(call, type);
      const own = { 'individual-id': acting(world, body, message), 'reaction-type': body['reaction-type'] };
      return react(
        world,
        message,
        reactionsOf(message).filter((reaction) => !isSame(reaction, own)),
      );
    }),
    handle(rows.getMessagingReceipts, (call) => {
      checkQuery(call.services.store, call.query);
      return receiptsOf(call.services, found(call, type));
    }),
  ],
};
