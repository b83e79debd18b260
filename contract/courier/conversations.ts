/** The inbox: conversations with what is unread in them, and bookmarks. Rows of the document; `table.ts` has them all. */
import * as v from 'valibot';
import { booleanQuery, text, uuid } from '../fields.ts';
import { connected } from '../system.ts';
import { inside, listOf, numbers, reference, texts } from './answers.ts';
import { channelAttributes } from './channels.ts';
import { comparisons, someOf } from './requests.ts';
import { create, get, list, resource } from './rows.ts';
import { courier } from './system.ts';

const conversations = resource(
  'communication-messages',
  {
    one: 'a conversation',
    many: 'conversations',
    what: 'channels with their last messages, sorted and filtered',
  },
  channelAttributes,
);

export const listCommunicationMessages = list(conversations, {
  who: 'member',
  place: 'conversations',
  name: 'listCommunicationMessages',
  // The only list that tells how many there are, and how many come without a limit nobody says.
  page: { max: 100, total: 'meta.page[total]' },
  takes: {
    'filter[archived]': booleanQuery,
    /** Whether there is any bookmark in the channel. */
    'filter[bookmarked]': booleanQuery,
    'filter[cmp-last-modified-time]': comparisons,
    'filter[individual-group-id]': uuid,
    'filter[text]': text(512),
    'filter[type]': v.picklist(['direct-message', 'group-message', 'multicast', 'none', 'open', 'single']),
    'individual-id': uuid,
    'organization-id': uuid,
    sort: someOf(
      '-ack-timestamp',
      '-last-timestamp',
      '-unread-count',
      'ack-timestamp',
      'last-timestamp',
      'unread-count',
    ),
    'use-group-name': booleanQuery,
  },
  actsAs: { in: 'query', field: 'individual-id', as: 'individual' },
});

export const getCommunicationSummary = connected(courier, {
  source: 'documented',
  resource: 'Conversations',
  name: 'getCommunicationSummary',
  title: 'Get what is unread',
  about: 'Shows how many messages, notifications and video calls someone has not seen yet, and from whom.',
  method: 'GET',
  path: '/v1/communication-summaries/',
  query: v.strictObject({
    /** Adds how many are from whom. */
    'include-senders': v.optional(booleanQuery),
    'individual-id': v.optional(uuid),
  }),
  actsAs: { in: 'query', field: 'individual-id', as: 'individual' },
  response: v.looseObject({
    summary: inside({
      ...numbers('messages', 'notifications', 'provider-messages', 'video-channels'),
      'message-senders': listOf({ ...texts('individual-id'), ...numbers('count') }),
      'message-types': listOf({ ...texts('message-type'), ...numbers('count') }),
    }),
  }),
  errors: [{ status: 400, when: 'the request is wrong; each error points to where' }],
  effect: 'read',
  who: 'member',
  place: 'console',
});

const bookmarks = resource(
  'messaging-bookmarks',
  { one: 'a bookmark', many: 'bookmarks', what: 'a message marked to be found again' },
  {
    ...texts('created-at', 'organization-id'),
    channel: reference,
    'created-by': reference,
    message: reference,
  },
);

export const listMessagingBookmarks = list(bookmarks, {
  who: 'member',
  place: 'console',
  name: 'listMessagingBookmarks',
  needs: { 'organization-id': uuid },
  takes: { 'filter[channel-id]': uuid },
});

export const createMessagingBookmark = create(bookmarks, {
  who: 'member',
  place: 'conversation',
  name: 'createMessagingBookmark',
  needs: { 'channel-id': uuid, 'message-id': uuid },
  takes: { 'allow-multi-message': v.boolean() },
});

export const getMessagingBookmark = get(bookmarks, {
  who: 'member',
  place: 'console',
  source: 'inferred',
  name: 'getMessagingBookmark',
});
