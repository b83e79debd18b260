import { type QueryClient, queryOptions } from '@tanstack/react-query';
import {
  archiveMessagingChannel,
  setMessagingChannelPreferences,
  subscribeToMessagingChannel,
  unarchiveMessagingChannel,
} from '#contract/courier/channels.ts';
import { createMessagingBookmark } from '#contract/courier/conversations.ts';
import {
  acknowledgeMessagingMessage,
  addMessagingReaction,
  createMessagingMessage,
  deleteMessagingReaction,
  getMessagingReceipts,
  updateMessagingMessage,
} from '#contract/courier/messages.ts';
import { type ConversationId, ownIdOf } from '#contract/gateway/conversation-id.ts';
import { fields, list, text } from '#src/lib/reader.ts';
import { type Certain, certain, type Find, type PageWatch, type Watch } from '../client/certain.ts';
import { call } from '../client/client.ts';
import { elevated, type IdempotencyKey, wishNow } from '../client/idempotency-key.ts';
import { type Outcome, write } from '../client/write.ts';
import { findSentThere } from '../gateway/find-sent.ts';
import { conversationKeys, renewConversation } from '../gateway/follow-conversations.ts';
import type { PreparedFile } from './channel-files.ts';
import { type Channel, type ChannelMessages, channelMessagesOptions, readChannel } from './channels.ts';

/** What someone writes in a channel. */
export interface ChannelOutgoing extends IdempotencyKey {
  readonly id: ConversationId;
  readonly text: string;
  readonly type: 'to_client';
  /** With its draft, which is posted. */
  readonly file?: PreparedFile | undefined;
}

/**
 * Posts a message once, or the draft that has its file. It bears nothing of ours at Courier: when its response is lost, the gateway looks for its words
 * there, by this person, since then; what nobody knows may have been posted.
 */
export async function sendToChannel(
  queryClient: QueryClient,
  outgoing: ChannelOutgoing,
  { earlier, ...watch }: PageWatch<ChannelOutgoing>,
): Promise<Certain<unknown>> {
  const { id, text: said, file, key } = outgoing;
  const type = 'messaging-messages' as const;
  // Courier has no message without words.
  const message = said === '' && file ? file.name : said;
  const work = (): Promise<Outcome<unknown>> => {
    if (file) {
      const body = { data: { id: file.message, type, attributes: { draft: false, message } } };
      return write(updateMessagingMessage, { params: { id: file.message }, body, ...elevated(outgoing) });
    }
    const body = { data: { type, attributes: { 'channel-id': ownIdOf(id), message } } };
    return write(createMessagingMessage, { body, ...elevated(outgoing) });
  };
  // What became of another message says nothing about this one.
  const isSame = earlier?.text === said && earlier.file?.message === file?.message;
  const before = isSame ? findSentThere('courier', earlier.key) : undefined;
  const result = await certain<unknown>(work, findSentThere('courier', key), watch, before);
  if (result.kind !== 'refused') await renewChannel(queryClient, id);
  return result;
}

/** Reads again what shows a channel. */
async function renewChannel(queryClient: QueryClient, id: ConversationId): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: conversationKeys.messages(id) });
  void renewConversation(queryClient, id);
}

/** What someone changes about a channel: it is put away or brought back, they join it, or are notified of it. */
export interface ChangeOfChannel extends IdempotencyKey {
  readonly id: ConversationId;
  readonly change: { readonly open: boolean } | { readonly joins: string } | { readonly notified: boolean };
}

export async function changeChannel(
  queryClient: QueryClient,
  given: ChangeOfChannel,
  watch: Watch,
): Promise<Certain<unknown>> {
  const { id, change } = given;
  const params = { id: ownIdOf(id) };
  const isSo = ({ conversation, people, notified }: Channel): boolean | undefined => {
    if ('open' in change) return conversation.open === change.open;
    if ('joins' in change) return people.some(({ own }) => own);
    // Not every Courier shows it.
    return notified === undefined ? undefined : notified === change.notified;
  };
  const find: Find<unknown> = async (signal) => {
    const now = await readChannel(id, signal);
    const so = isSo(now);
    if (so === undefined) return 'untold';
    return so ? { found: now } : 'absent';
  };
  const work = (): Promise<Outcome<unknown>> => {
    const options = { params, ...elevated(given) };
    if ('joins' in change) {
      const body = { 'individual-ids': [change.joins] };
      return write(subscribeToMessagingChannel, { ...options, body });
    }
    if ('notified' in change) {
      const body = { values: [{ name: 'notify' as const, value: String(change.notified) }] };
      return write(setMessagingChannelPreferences, { ...options, body });
    }
    return change.open
      ? write(unarchiveMessagingChannel, { ...options, body: {} })
      : write(archiveMessagingChannel, { ...options, body: {} });
  };
  const result = await certain<unknown>(work, find, watch);
  await renewChannel(queryClient, id);
  return result;
}

/** Marks everything up to a message as read by the reader. Whether that worked shows when the list is read again. */
export async function markChannelRead(
  queryClient: QueryClient,
  id: ConversationId,
  message: string,
): Promise<void> {
  await write(acknowledgeMessagingMessage, { params: { id: message }, body: {}, ...elevated(wishNow()) });
  await queryClient.invalidateQueries({ queryKey: conversationKeys.one(id), exact: true });
  void queryClient.invalidateQueries({ queryKey: ['conversations', 'inbox'] });
}

export const reactionTypes = ['like', 'love', 'lol', 'wow', 'sad', 'dislike'] as const;
export type ReactionType = (typeof reactionTypes)[number];

/** A reaction that someone gives, or takes back. */
export interface Reacting extends IdempotencyKey {
  readonly id: ConversationId;
  readonly message: string;
  readonly type: ReactionType;
  readonly isGiven: boolean;
}

export async function react(
  queryClient: QueryClient,
  given: Reacting,
  watch: Watch,
): Promise<Certain<unknown>> {
  const { id, message, type, isGiven } = given;
  const options = {
    params: { id: message },
    body: { 'reaction-type': type },
    ...elevated(given),
  };
  const find: Find<unknown> = async () => {
    const query = { ...channelMessagesOptions(queryClient, id), staleTime: 0 };
    const { messages }: ChannelMessages = await queryClient.fetchQuery(query);
    const now = messages.find((one) => one.id === message);
    if (!now) return 'untold';
    const isSo = now.reactions.some((one) => one.own && one.type === type) === isGiven;
    return isSo ? { found: now } : 'absent';
  };
  const work = (): Promise<Outcome<unknown>> =>
    isGiven ? write(addMessagingReaction, options) : write(deleteMessagingReaction, options);
  const result = await certain<unknown>(work, find, watch);
  await renewChannel(queryClient, id);
  return result;
}

/** A message that is marked to be found again. */
export interface Bookmarking extends IdempotencyKey {
  readonly id: ConversationId;
  readonly message: string;
}

/** A channel has one bookmark: the next one takes its place. Courier takes none away. */
export async function bookmark(
  queryClient: QueryClient,
  given: Bookmarking,
  watch: Watch,
): Promise<Certain<unknown>> {
  const { id, message } = given;
  const attributes = { 'channel-id': ownIdOf(id), 'message-id': message };
  const body = { data: { type: 'messaging-bookmarks' as const, attributes } };
  const find: Find<unknown> = async (signal) => {
    const now = await readChannel(id, signal);
    return now.bookmark === message ? { found: now } : 'absent';
  };
  const work = () => write(createMessagingBookmark, { body, ...elevated(given) });
  const result = await certain<unknown>(work, find, watch);
  await renewChannel(queryClient, id);
  return result;
}

/** Who has read a message, and who has not. */
export interface Receipts {
  readonly read: readonly string[];
  readonly unread: readonly string[];
}

/** Read when someone asks. */
export const receiptsOptions = (id: ConversationId, message: string) =>
  queryOptions({
    queryKey: [...conversationKeys.one(id), 'receipts', message],
    queryFn: async ({ signal }): Promise<Receipts> => {
      const { read, unread } = fields(await call(getMessagingReceipts, { params: { id: message }, signal }));
      return { read: list(read, nameIn), unread: list(unread, nameIn) };
    },
    staleTime: 0,
  });

function nameIn(wire: unknown): string {
  const one = fields(wire);
  return [text(one['individual-first-name']), text(one['individual-last-name'])].filter(Boolean).join(' ');
}
