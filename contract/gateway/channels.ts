/** Conversations at Courier, which calls them channels: several people, whose clients are not one person always. */
import * as v from 'valibot';
import { uuid } from '../fields.ts';
import { operation } from '../operation.ts';
import { adminRoot } from './admin.ts';
import { conversationIdText } from './conversation-id.ts';

const instant = v.nullable(v.string());
const named = v.nullable(v.object({ name: v.string() }));

export const conversationErrors = [
  { status: 401, when: 'not signed in, or the token is not the session’s own' },
  { status: 403, when: 'the conversation is not visible to the caller; nor is whether it exists' },
  { status: 424, when: 'there is no connection, or the system does not accept the key' },
  { status: 429, when: 'too many requests' },
  { status: 502, when: 'the system failed or cannot be reached' },
] as const;

/** A conversation as lists show it, of whichever system. */
export const conversationRow = {
  id: conversationIdText,
  client: v.object({ name: v.string() }),
  open: v.boolean(),
  channel: named,
  /** Name of the messenger. */
  transport: v.nullable(v.string()),
  /** Who of the company is on it. */
  operator: named,
  /** Whether the client waits for an answer, and since when (ISO 8601, as all times here). */
  waiting: v.boolean(),
  waitingSince: instant,
  unread: v.boolean(),
  last: v.nullable(v.object({ type: v.string(), text: v.string(), at: instant })),
};

/** Unread is what is new to the caller; nothing of channels that they are not in is. */
export const channelView = v.object(conversationRow);
export type ChannelView = v.InferOutput<typeof channelView>;

const params = v.strictObject({ id: uuid });

export const getChannel = operation({
  name: 'getChannel',
  method: 'GET',
  root: adminRoot,
  path: '/conversations/courier/:id',
  params,
  response: v.object({
    conversation: channelView,
    /** Who is in it. */
    people: v.array(v.object({ name: v.string(), client: v.boolean(), own: v.boolean() })),
    /** UUID of the individual who the caller is; null for someone who is nobody there. */
    individual: v.nullable(v.string()),
    /** Whether the caller is notified of new messages in it; null where that is not known, or they are not in it. */
    notified: v.nullable(v.boolean()),
    /** UUID of the message that is marked to be found again. */
    bookmark: v.nullable(v.string()),
  }),
  errors: conversationErrors,
});

export const channelMessage = v.object({
  /** UUID. */
  id: v.string(),
  type: v.picklist(['from_client', 'to_client', 'autoreply']),
  /** Name of who wrote it. */
  sender: v.string(),
  /** Whether the caller did. */
  own: v.boolean(),
  removed: v.boolean(),
  text: v.string(),
  at: instant,
  /** The idempotency key under which the caller sent it. */
  key: v.nullable(v.string()),
  files: v.array(v.object({ id: v.string(), name: v.string(), size: v.nullable(v.number()) })),
  reactions: v.array(v.object({ type: v.string(), name: v.string(), own: v.boolean() })),
});
export type ChannelMessageView = v.InferOutput<typeof channelMessage>;

/** Whether a file of a message can be fetched. It is asked for before anything is shown. */
export const getChannelFile = operation({
  name: 'getChannelFile',
  method: 'GET',
  root: adminRoot,
  path: '/conversations/courier/:id/files/:file',
  params: v.strictObject({ id: uuid, file: uuid }),
  response: v.object({
    /** Where it is, for whoever asked and as long as they may see the channel; null where it cannot be fetched. */
    link: v.nullable(v.string()),
    /** Its media type as its server says it. */
    type: v.string(),
  }),
  errors: conversationErrors,
});

/** The newest messages of a channel, or those before one of them; in order, the oldest first. */
export const listChannelMessages = operation({
  name: 'listChannelMessages',
  method: 'GET',
  root: adminRoot,
  path: '/conversations/courier/:id/messages',
  params,
  query: v.strictObject({
    before: v.optional(uuid),
    limit: v.optional(v.pipe(v.string(), v.regex(/^(?:[1-9]\d?|100)$/))),
  }),
  response: v.object({
    messages: v.array(channelMessage),
    /** Whether there are earlier ones. */
    older: v.boolean(),
  }),
  errors: conversationErrors,
});
