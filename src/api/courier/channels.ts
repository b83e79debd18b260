import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { getChannel, listChannelMessages } from '#contract/gateway/channels.ts';
import { type ConversationId, ownIdOf } from '#contract/gateway/conversation-id.ts';
import { fields, flag, instant, list, number, text } from '#src/lib/reader.ts';
import { call } from '../client/client.ts';
import { type ConversationRow, normaliseRow } from '../gateway/conversations.ts';
import { conversationKeys } from '../gateway/follow-conversations.ts';

/** Someone in a channel. */
export interface ChannelPerson {
  readonly name: string;
  readonly client: boolean;
  /** The reader. */
  readonly own: boolean;
}

/** A conversation at Courier, which may have several clients. */
export interface Channel {
  readonly conversation: ConversationRow;
  readonly people: readonly ChannelPerson[];
  /** UUID of the individual who the reader is; undefined for someone who is nobody there. */
  readonly individual: string | undefined;
  /** Whether the reader is notified of new messages; undefined where that is not known. */
  readonly notified: boolean | undefined;
  /** UUID of the message that is marked to be found again. */
  readonly bookmark: string | undefined;
}

export interface ChannelMessage {
  /** UUID. */
  readonly id: string;
  readonly type: 'from_client' | 'to_client' | 'autoreply';
  /** Name of who wrote it. */
  readonly sender: string;
  /** The reader did. */
  readonly own: boolean;
  readonly removed: boolean;
  readonly text: string;
  readonly at: Date | undefined;
  /** The idempotency key under which the reader sent it. */
  readonly key: string | undefined;
  readonly files: readonly {
    readonly id: string;
    readonly name: string;
    /** Bytes. */
    readonly size: number | undefined;
  }[];
  readonly reactions: readonly { readonly type: string; readonly name: string; readonly own: boolean }[];
  /** Its files are fetched when someone asks. */
  readonly attachments: readonly [];
}

/** The messages of a channel that are known here, the oldest first. */
export interface ChannelMessages {
  readonly messages: readonly ChannelMessage[];
  /** There are older ones. */
  readonly hasOlder: boolean;
}

/** Courier reports nothing: what someone looks at is read again. */
const repeatedMs = 2_000;
const portion = 50;

export const channelOptions = (id: ConversationId) =>
  queryOptions({
    queryKey: conversationKeys.one(id),
    queryFn: ({ signal }): Promise<Channel> => readChannel(id, signal),
    refetchInterval: 2 * repeatedMs,
  });

/** @throws ApiError */
export async function readChannel(id: ConversationId, signal?: AbortSignal): Promise<Channel> {
  const wire = fields(await call(getChannel, { params: { id: ownIdOf(id) }, signal }));
  const conversation = normaliseRow(wire.conversation);
  if (!conversation) throw new TypeError('a channel without an id');
  return {
    conversation,
    people: list(wire.people, (one) => {
      const { name, client, own } = fields(one);
      return { name: text(name) ?? '', client: flag(client) ?? false, own: flag(own) ?? false };
    }),
    individual: text(wire.individual),
    notified: flag(wire.notified),
    bookmark: text(wire.bookmark),
  };
}

/** What is known stays; the newest are read again, and what lies between. */
export const channelMessagesOptions = (queryClient: QueryClient, id: ConversationId) =>
  queryOptions({
    queryKey: conversationKeys.messages(id),
    queryFn: async ({ signal }): Promise<ChannelMessages> => {
      // Earlier ones may come while this is on its way: each time what is known by then counts.
      const known = () => queryClient.getQueryData<ChannelMessages>(conversationKeys.messages(id));
      let read = await readPortion(id, { signal });
      const newest = [...read.messages];
      const ids = new Set(known()?.messages.map((message) => message.id));
      while (ids.size > 0 && read.hasOlder && !newest.some((message) => ids.has(message.id))) {
        read = await readPortion(id, { signal, before: newest[0]?.id });
        newest.unshift(...read.messages);
      }
      const from = newest[0]?.id;
      const { messages, hasOlder } = known() ?? { messages: [], hasOlder: false };
      const at = messages.findIndex((message) => message.id === from);
      if (at < 0) return { messages: newest, hasOlder: read.hasOlder };
      return { messages: [...messages.slice(0, at), ...newest], hasOlder };
    },
    refetchInterval: repeatedMs,
  });

/** Reads the portion before the oldest known message. @throws ApiError */
export async function readOlderInChannel(queryClient: QueryClient, id: ConversationId): Promise<void> {
  const key = conversationKeys.messages(id);
  const before = queryClient.getQueryData<ChannelMessages>(key)?.messages[0]?.id;
  if (before === undefined) return;
  const older = await readPortion(id, { before });
  queryClient.setQueryData<ChannelMessages>(key, (known) =>
    // Read twice at a time, or no longer before what is known.
    known && known.messages[0]?.id !== before
      ? known
      : { messages: [...older.messages, ...(known?.messages ?? [])], hasOlder: older.hasOlder },
  );
}

async function readPortion(
  id: ConversationId,
  { before, signal }: { readonly before?: string | undefined; readonly signal?: AbortSignal },
): Promise<ChannelMessages> {
  const query = { before, limit: String(portion) };
  const wire = fields(await call(listChannelMessages, { params: { id: ownIdOf(id) }, query, signal }));
  return { messages: list(wire.messages, normaliseMessage), hasOlder: flag(wire.older) ?? false };
}

const types = ['from_client', 'to_client', 'autoreply'] as const;

function normaliseMessage(wire: unknown): ChannelMessage | undefined {
  const one = fields(wire);
  const id = text(one.id);
  if (id === undefined) return undefined;
  return {
    id,
    type: types.find((type) => type === one.type) ?? 'autoreply',
    sender: text(one.sender) ?? '',
    own: flag(one.own) ?? false,
    removed: flag(one.removed) ?? false,
    text: text(one.text) ?? '',
    at: instant(one.at),
    key: text(one.key),
    files: list(one.files, (file) => {
      const { id: fileId, name, size } = fields(file);
      const known = text(fileId);
      return known === undefined ? undefined : { id: known, name: text(name) ?? '', size: number(size) };
    }),
    reactions: list(one.reactions, (reaction) => {
      const { type, name, own } = fields(reaction);
      return { type: text(type) ?? '', name: text(name) ?? '', own: flag(own) ?? false };
    }),
    attachments: [],
  };
}
