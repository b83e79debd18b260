import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import {
  type ConversationId,
  type ConversationSystem,
  conversationSystems,
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
import type { RefusalReason } from '#contract/gateway/refusals.ts';
import { fields, flag, instant, list, number, text } from '#src/lib/reader.ts';
import { call, readyRefusalTexts } from '../client/client.ts';
import { readRefusal } from '../client/refusal.ts';
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

/** A conversation as lists show it, of whichever system. */
export interface ConversationRow
  extends Pick<Conversation, 'id' | 'open' | 'transport' | 'waiting' | 'waitingSince' | 'unread'> {
  readonly client: Pick<Named, 'name'>;
  readonly channel: Pick<Named, 'name'> | undefined;
  readonly operator: Pick<Named, 'name'> | undefined;
  readonly last: { readonly type: string; readonly text: string; readonly at: Date | undefined } | undefined;
}

/** Whether it is one of Chat2Desk. */
export const isDialog = (row: ConversationRow): row is Conversation => dialogOf(row.id) !== undefined;

/** A connected system whose conversations are not in the list, and why. */
export interface MissingSystem {
  readonly system: ConversationSystem;
  readonly refusal: RefusalReason | undefined;
}

/** What someone may see of their company's conversations, as they want to see it. */
export interface Inbox {
  /** Of all systems, in one order. */
  readonly conversations: readonly ConversationRow[];
  readonly missing: readonly MissingSystem[];
  /** Systems that are connected. */
  readonly systems: readonly ConversationSystem[];
  /** Where they begin among all. */
  readonly offset: number;
  readonly total: number;
  readonly waiting: number;
  readonly channels: readonly Named[];
  readonly tags: readonly Named[];
  readonly operators: readonly Named[];
  /** The reader's own operator. */
  readonly operator: number | undefined;
  /** Some can be the reader's own. */
  readonly own: boolean;
  readonly everything: boolean;
  /** Some of the reader's meetings are still to be looked at. */
  readonly checking: boolean;
}

export interface InboxQuery {
  /** One alone; undefined for all that are connected. */
  readonly system?: ConversationSystem;
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
/** Courier reports nothing, and a system that is missing may be back. */
const whileUnreportedMs = 5_000;
const intervalOf = (inbox: Inbox | undefined) => {
  if (inbox?.systems.includes('courier') || inbox?.missing.length) return whileUnreportedMs;
  return inbox?.checking ? whileCheckingMs : false;
};

/** @param otherwise how often it is read again where nothing else requires it, in ms */
export const inboxOptions = (
  { text: q, unread, offset, limit, ...filters }: InboxQuery,
  otherwise: number | false = false,
) =>
  queryOptions({
    queryKey: conversationKeys.inbox({ ...filters, unread, q, offset, limit }),
    queryFn: async ({ signal }): Promise<Inbox> => {
      const { system: only, view, channel, tag, operator } = filters;
      const query = {
        ...{ system: only, view, channel, tag, operator },
        unread: unread ? ('1' as const) : undefined,
        q: q || undefined,
        offset: String(offset),
        limit: String(limit),
      };
      const inbox = normaliseInbox(await call(listConversations, { query, signal }));
      if (inbox.missing.length > 0) await readyRefusalTexts();
      return inbox;
    },
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => intervalOf(state.data) || otherwise,
  });

/**
 * How many conversations that the reader may see wait for an answer: as many as the inbox's view of them lists. Null while
 * that is not known of all systems.
 */
export const waitingClientsOptions = () =>
  queryOptions({
    queryKey: conversationKeys.inbox('waiting'),
    queryFn: async ({ signal }) => {
      const query = { view: 'waiting', limit: '1' } as const;
      const { total, missing } = normaliseInbox(await call(listConversations, { query, signal }));
      return missing.length > 0 ? null : total;
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
  const { conversations, offset, total, waiting, channels, tags, operators, operator } = fields(wire);
  const { missing, systems, own, everything, checking } = fields(wire);
  return {
    conversations: list(conversations, normaliseRow),
    missing: list(missing, normaliseMissing),
    systems: list(systems, systemIn),
    offset: number(offset) ?? 0,
    total: number(total) ?? 0,
    waiting: number(waiting) ?? 0,
    channels: list(channels, named),
    tags: list(tags, named),
    operators: list(operators, named),
    operator: number(operator),
    own: flag(own) ?? false,
    everything: flag(everything) ?? false,
    checking: flag(checking) ?? false,
  };
}

/** Reads a conversation of any system. */
export function normaliseRow(wire: unknown): ConversationRow | undefined {
  const one = fields(wire);
  const { id } = one;
  if (!isConversationId(id)) return undefined;
  if (dialogOf(id) !== undefined) return normaliseConversation(wire);
  const nameIn = (of: unknown) => {
    const name = text(fields(of).name);
    return name === undefined ? undefined : { name };
  };
  const last = fields(one.last);
  return {
    id,
    client: nameIn(one.client) ?? { name: '' },
    open: flag(one.open) ?? false,
    channel: nameIn(one.channel),
    transport: text(one.transport),
    operator: nameIn(one.operator),
    waiting: flag(one.waiting) ?? false,
    waitingSince: instant(one.waitingSince),
    unread: flag(one.unread) ?? false,
    last: one.last
      ? { type: text(last.type) ?? '', text: text(last.text) ?? '', at: instant(last.at) }
      : undefined,
  };
}

const systemIn = (wire: unknown) => conversationSystems.find((known) => known === wire);

function normaliseMissing(wire: unknown): MissingSystem | undefined {
  const { system: name, refusal } = fields(wire);
  const known = systemIn(name);
  return known && { system: known, refusal: readRefusal(refusal) };
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
