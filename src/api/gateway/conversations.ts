import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import {
  type ConversationId,
  dialogOf,
  isConversationId,
  ownIdOf,
} from '#contract/gateway/conversation-id.ts';
import {
  type DeliveryState,
  deliveryStates,
  getConversation,
  getConversationClient,
  type InboxView,
  listConversations,
} from '#contract/gateway/conversations.ts';
import { fields, flag, instant, list, number, text } from '#src/lib/reader.ts';
import { call } from '../client/client.ts';
import { conversationKeys } from './follow-conversations.ts';

export interface Named {
  readonly id: number;
  readonly name: string;
}

/** What a client and the company write to each other on one channel. */
export interface Conversation {
  readonly id: ConversationId;
  /** Chat2Desk’s own number of it. */
  readonly dialog: number;
  readonly client: Named;
  readonly open: boolean;
  readonly channel: Named | undefined;
  readonly transport: string | undefined;
  /** Who is on it. */
  readonly operator: Named | undefined;
  /** The client waits for an answer. */
  readonly waiting: boolean;
  readonly waitingSince: Date | undefined;
  /** Nobody has read what the client wrote last. */
  readonly unread: boolean;
  readonly last:
    | { readonly id: number; readonly type: string; readonly text: string; readonly at: Date | undefined }
    | undefined;
}

/** What someone may see of their company's conversations, as they want to see it. */
export interface Inbox {
  readonly conversations: readonly Conversation[];
  /** Where they begin among all. */
  readonly offset: number;
  readonly total: number;
  readonly waiting: number;
  readonly channels: readonly Named[];
  readonly tags: readonly Named[];
  readonly operators: readonly Named[];
  /** The reader's own operator. */
  readonly operator: number | undefined;
  readonly everything: boolean;
  /** Some of the reader's meetings are still to be looked at. */
  readonly checking: boolean;
}

export interface InboxQuery {
  readonly view: InboxView;
  /** Id of a channel. */
  readonly channel: string | undefined;
  /** Id of a tag. */
  readonly tag: string | undefined;
  /** Id of an operator, or `nobody`. */
  readonly operator: string | undefined;
  /** Only what nobody has read yet. */
  readonly unread: boolean;
  readonly text: string;
  readonly offset: number;
  readonly limit: number;
}

/** Operators of whom one gets what is assigned to all. */
export interface Group extends Named {
  /** Ids. */
  readonly operators: readonly number[];
}

/** What became of a message to a client. */
export interface Delivery {
  readonly state: DeliveryState;
  /** Why it failed, in the words of the system. */
  readonly reason: string | undefined;
}

export interface OpenConversation {
  readonly conversation: Conversation;
  readonly operators: readonly Named[];
  readonly groups: readonly Group[];
  /** The reader's own operator. */
  readonly operator: number | undefined;
  /** By the id of the message. */
  readonly deliveries: ReadonlyMap<number, Delivery>;
  /** Whether links to files can work here. */
  readonly sharing: boolean;
}

/** While meetings are looked at, more conversations appear. */
const whileCheckingMs = 6_000;
const system = 'chat2desk';

export const inboxOptions = ({ text: q, unread, offset, limit, ...filters }: InboxQuery) =>
  queryOptions({
    queryKey: conversationKeys.inbox({ ...filters, unread, q, offset, limit }),
    queryFn: async ({ signal }): Promise<Inbox> => {
      const { view, channel, tag, operator } = filters;
      const query = {
        ...{ view, channel, tag, operator },
        unread: unread ? ('1' as const) : undefined,
        q: q || undefined,
        offset: String(offset),
        limit: String(limit),
      };
      return normaliseInbox(await call(listConversations, { params: { system }, query, signal }));
    },
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.checking ? whileCheckingMs : false),
  });

/** How many conversations that the reader may see wait for an answer: as many as the inbox's view of them lists. */
export const waitingClientsOptions = () =>
  queryOptions({
    queryKey: conversationKeys.inbox('waiting'),
    queryFn: async ({ signal }) => {
      const query = { view: 'waiting', limit: '1' } as const;
      return normaliseInbox(await call(listConversations, { params: { system }, query, signal })).total;
    },
  });

export const conversationOptions = (id: ConversationId) =>
  queryOptions({
    queryKey: conversationKeys.one(id),
    queryFn: async ({ signal }): Promise<OpenConversation> => readConversation(id, signal),
  });

/** The client of a conversation, as far as the gateway knows them. */
export interface AroundClient {
  readonly tags: readonly Named[];
  /** All that the company has. */
  readonly allTags: readonly Named[];
  /** The client's other conversations that the reader may see, the newest first. */
  readonly conversations: readonly Conversation[];
}

export const aroundOptions = (id: ConversationId) =>
  queryOptions({
    queryKey: conversationKeys.around(id),
    queryFn: async ({ signal }): Promise<AroundClient> => readAround(id, signal),
  });

/** @throws ApiError */
export async function readAround(id: ConversationId, signal?: AbortSignal): Promise<AroundClient> {
  const params = { system, id: ownIdOf(id) } as const;
  const wire = fields(await call(getConversationClient, { params, signal }));
  return {
    tags: list(wire.tags, named),
    allTags: list(wire.allTags, named),
    conversations: list(wire.conversations, normaliseConversation),
  };
}

/** A conversation as it is now. @throws ApiError */
export async function readConversation(id: ConversationId, signal?: AbortSignal): Promise<OpenConversation> {
  const params = { system, id: ownIdOf(id) } as const;
  const wire = fields(await call(getConversation, { params, signal }));
  const conversation = normaliseConversation(wire.conversation);
  if (!conversation) throw new TypeError('a conversation without an id');
  return {
    conversation,
    operators: list(wire.operators, named),
    groups: list(wire.groups, readGroup),
    operator: number(wire.operator),
    deliveries: new Map(list(wire.deliveries, readDelivery)),
    sharing: flag(wire.sharing) ?? false,
  };
}

export function normaliseInbox(wire: unknown): Inbox {
  const { conversations, offset, total, waiting, channels, tags, operators, operator, everything, checking } =
    fields(wire);
  return {
    conversations: list(conversations, normaliseConversation),
    offset: number(offset) ?? 0,
    total: number(total) ?? 0,
    waiting: number(waiting) ?? 0,
    channels: list(channels, named),
    tags: list(tags, named),
    operators: list(operators, named),
    operator: number(operator),
    everything: flag(everything) ?? false,
    checking: flag(checking) ?? false,
  };
}

export function normaliseConversation(wire: unknown): Conversation | undefined {
  const one = fields(wire);
  const { id } = one;
  if (!isConversationId(id)) return undefined;
  const dialog = dialogOf(id);
  if (dialog === undefined) return undefined;
  const last = fields(one.last);
  const lastId = number(last.id);
  return {
    id,
    dialog,
    client: named(one.client) ?? { id: 0, name: '' },
    open: flag(one.open) ?? false,
    channel: named(one.channel),
    transport: text(one.transport),
    operator: named(one.operator),
    waiting: flag(one.waiting) ?? false,
    waitingSince: instant(one.waitingSince),
    unread: flag(one.unread) ?? false,
    last:
      lastId === undefined
        ? undefined
        : { id: lastId, type: text(last.type) ?? '', text: text(last.text) ?? '', at: instant(last.at) },
  };
}

function named(wire: unknown): Named | undefined {
  const { id, name } = fields(wire);
  const known = number(id);
  return known === undefined ? undefined : { id: known, name: text(name) ?? String(known) };
}

function readGroup(wire: unknown): Group | undefined {
  const group = named(wire);
  return group && { ...group, operators: list(fields(wire).operators, number) };
}

function readDelivery(wire: unknown): readonly [number, Delivery] | undefined {
  const { message, state, reason } = fields(wire);
  const id = number(message);
  const known = deliveryStates.find((one) => one === state);
  return id === undefined || known === undefined ? undefined : [id, { state: known, reason: text(reason) }];
}
