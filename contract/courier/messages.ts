/** Messages in channels, with reactions and receipts. Rows of the document; `table.ts` has them all. */
import * as v from 'valibot';
import { booleanQuery, longText, requiredLongText, text, uuid } from '../fields.ts';
import { listOf, numbers, objects, texts, truths } from './answers.ts';
import { comparisons, many, name } from './requests.ts';
import { act, create, get, list, look, resource, update } from './rows.ts';

const told = { who: 'member', place: 'conversation', source: 'inferred' } as const;
const individualInQuery = { actsAs: { in: 'query', field: 'individual-id', as: 'individual' } } as const;
const individualInBody = { actsAs: { in: 'body', field: 'individual-id', as: 'individual' } } as const;
const individualInAttributes = {
  actsAs: { in: 'body', field: 'data.attributes.individual-id', as: 'individual' },
} as const;

const receipts = listOf(
  texts('ack-time', 'ack-user-time', 'individual-first-name', 'individual-id', 'individual-last-name'),
);

const messages = resource(
  'messaging-messages',
  { one: 'a message', many: 'messages', what: 'what was written in a conversation, and by whom' },
  {
    ...texts(
      'channel-id',
      'first-name',
      'individual-id',
      'last-modified-time',
      'last-name',
      'message',
      'posted-time',
      'preferred-name',
      'sentiment',
      'source',
      'user-id',
      'user-name',
      'user-type',
    ),
    ...truths('ack', 'draft', 'removed'),
    ...objects('destination', 'phrases'),
    attachments: listOf({
      ...texts('content-type', 'filename', 'id', 'thumbnail'),
      ...numbers('content-size'),
      ...truths('removed'),
    }),
    reactions: listOf(texts('first-name', 'individual-id', 'last-name', 'reaction-type', 'user-name')),
    'read-receipts': receipts,
  },
  ['attachments.thumbnail'],
);

export const listMessagingMessages = list(messages, {
  ...told,
  ...individualInQuery,
  name: 'listMessagingMessages',
  needs: { 'channel-id': uuid },
  takes: {
    acknowledged: booleanQuery,
    'filter[cmp-last-modified-time]': comparisons,
    'filter[cmp-posted-time]': comparisons,
    'filter[text]': name,
    'include-phrases': booleanQuery,
    'include-read-receipts': booleanQuery,
    'individual-id': uuid,
    thumbnail: booleanQuery,
    'user-id': uuid,
  },
});

export const createMessagingMessage = create(messages, {
  ...told,
  ...individualInAttributes,
  name: 'createMessagingMessage',
  title: 'Send a message',
  about: 'Posts a message to everyone in a conversation, or saves it as a draft.',
  effect: 'send',
  needs: { 'channel-id': uuid, message: requiredLongText },
  takes: {
    'auto-ack': text(64),
    draft: v.boolean(),
    'include-destinations': many(text(64), 20),
    'individual-id': uuid,
  },
});

export const getMessagingMessage = get(messages, {
  ...told,
  ...individualInQuery,
  name: 'getMessagingMessage',
  takes: { 'include-phrases': booleanQuery, 'individual-id': uuid, thumbnail: booleanQuery },
});

/** A draft is sent by it. */
export const updateMessagingMessage = update(messages, {
  ...told,
  ...individualInAttributes,
  name: 'updateMessagingMessage',
  title: 'Change, send or remove a message',
  about: 'Changes a message, sends a draft, or removes a message for everyone.',
  effect: 'send',
  guards: ['destroying'],
  takes: { draft: v.boolean(), 'individual-id': uuid, message: longText, removed: v.boolean() },
});

export const acknowledgeMessagingMessage = act(messages, 'ack', {
  ...told,
  ...individualInBody,
  name: 'acknowledgeMessagingMessage',
  title: 'Mark messages as read',
  about: 'Marks a message and all earlier ones as read.',
  takes: { 'allow-past': v.boolean(), 'individual-id': uuid },
});

const reaction = v.picklist(['dislike', 'like', 'lol', 'love', 'sad', 'wow']);

export const addMessagingReaction = act(messages, 'add-reaction', {
  ...told,
  ...individualInBody,
  name: 'addMessagingReaction',
  title: 'React to a message',
  about: 'Adds a reaction to a message, visible to everyone in the conversation.',
  needs: { 'reaction-type': reaction },
  takes: { 'individual-id': uuid },
});

export const deleteMessagingReaction = act(messages, 'delete-reaction', {
  ...told,
  ...individualInBody,
  name: 'deleteMessagingReaction',
  title: 'Take a reaction back',
  about: 'Removes a reaction from a message.',
  needs: { 'reaction-type': reaction },
  takes: { 'individual-id': uuid },
});

export const getMessagingReceipts = look(messages, 'get-receipts', {
  ...told,
  ...individualInQuery,
  name: 'getMessagingReceipts',
  title: 'Get who has read a message',
  about: 'Shows who has read a message and when, and who has not.',
  takes: { 'individual-id': uuid },
  response: v.looseObject({ read: receipts, unread: receipts }),
});
