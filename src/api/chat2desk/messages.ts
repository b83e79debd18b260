import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { listMessages, markMessageRead, markMessageUnread } from '#contract/chat2desk/messages.ts';
import { dialogId } from '#contract/gateway/conversation-id.ts';
import type { DeliveryState } from '#contract/gateway/conversations.ts';
import { fields, list, number, text, type Wire } from '#src/lib/reader.ts';
import { type Certain, certain, type Find, type Watch } from '../client/certain.ts';
import { call } from '../client/client.ts';
import { elevated, type IdempotencyKey, wishNow } from '../client/idempotency-key.ts';
import { write } from '../client/write.ts';
import { conversationKeys, renewConversation } from '../gateway/follow-conversations.ts';
import { dataOf, instantOf } from './wire.ts';

/** Who wrote a message, and for whom: clients do not see comments and remarks of the system. */
export const messageTypes = ['from_client', 'to_client', 'autoreply', 'system', 'comment'] as const;
export type MessageType = (typeof messageTypes)[number];

export interface Attachment {
  readonly name: string;
  /** At the gateway. */
  readonly link: string;
  readonly kind: 'picture' | 'sound' | 'video' | 'file';
}

export interface Message {
  readonly id: number;
  readonly type: MessageType;
  readonly text: string;
  readonly at: Date | undefined;
  /** Id of the operator who wrote it. */
  readonly operator: number | undefined;
  /** Id of the request that it belongs to: one concern within the conversation. */
  readonly request: number | undefined;
  readonly unread: boolean;
  /** As far as the message itself says. */
  readonly state: DeliveryState | undefined;
  readonly attachments: readonly Attachment[];
  /** The idempotency key of the request that sent it. */
  readonly key: string | undefined;
}

/** The messages of a conversation that are known here, the oldest first. */
export interface Messages {
  readonly messages: readonly Message[];
  /** There are older ones. */
  readonly hasOlder: boolean;
}

/** Messages that are read at a time. */
export const portion = 50;

interface Asked {
  readonly dialog: number;
  readonly signal: AbortSignal | undefined;
  readonly most?: number;
}

/** The newest messages, or the newest before an id. */
async function readPortion(
  { dialog, signal, most = portion }: Asked,
  before?: number,
): Promise<readonly Message[]> {
  const older = before === undefined ? {} : { start_id: before - 1, direction_reverse: true };
  const query = { dialog_id: dialog, limit: most, order: 'desc' as const, ...older };
  return readMessages(await call(listMessages, { query, signal }));
}

/** Everything after an id that a portion of the newest does not reach. */
async function readBetween(
  { dialog, signal }: Asked,
  after: number,
  until: number,
): Promise<readonly Message[]> {
  const found: Message[] = [];
  for (let from = after + 1; from < until; ) {
    const query = { dialog_id: dialog, start_id: from, limit: 200, order: 'asc' as const };
    const next = readMessages(await call(listMessages, { query, signal }));
    found.push(...next);
    const last = next.at(-1);
    if (!last || last.id < from) break;
    from = last.id + 1;
  }
  return found;
}

/**
 * Messages of a conversation. What is known stays; the newest are read again, and what lies between, so that no message
 * is missing however long the page was away.
 */
export const messagesOptions = (queryClient: QueryClient, dialog: number) =>
  queryOptions({
    queryKey: conversationKeys.messages(dialogId(dialog)),
    queryFn: async ({ signal }): Promise<Messages> => {
      // Earlier ones may come while this is on its way: each time what is known by then counts.
      const known = () => queryClient.getQueryData<Messages>(conversationKeys.messages(dialogId(dialog)));
      const newest = await readPortion({ dialog, signal });
      const lastKnown = known()?.messages.at(-1)?.id;
      const oldest = newest[0]?.id;
      const isApart = lastKnown !== undefined && oldest !== undefined && oldest > lastKnown + 1;
      const between = isApart ? await readBetween({ dialog, signal }, lastKnown, oldest) : [];
      const { messages, hasOlder } = known() ?? { messages: [], hasOlder: false };
      return messages.length === 0 || oldest === undefined
        ? { messages: newest, hasOlder: newest.length >= portion }
        : { messages: merged(messages, between, newest), hasOlder };
    },
  });

/** Reads the portion before the oldest known message. @throws ApiError */
export async function readOlder(
  queryClient: QueryClient,
  dialog: number,
  { most = portion, signal }: { readonly most?: number; readonly signal?: AbortSignal } = {},
): Promise<void> {
  const key = conversationKeys.messages(dialogId(dialog));
  const oldest = queryClient.getQueryData<Messages>(key)?.messages[0]?.id;
  if (oldest === undefined) return;
  const older = await readPortion({ dialog, signal, most }, oldest);
  queryClient.setQueryData<Messages>(key, (known) => ({
    messages: merged(older, known?.messages ?? []),
    // A system that does not go backwards gives what is known already.
    hasOlder: older.length >= most && (older[0]?.id ?? oldest) < oldest,
  }));
}

/** Messages that are read at a time where everything of a period is wanted. */
const longPortion = 200;

/** A period of a conversation. */
export interface PeriodOfDialog {
  readonly dialog: number;
  /** Undefined for its beginning. */
  readonly since: Date | undefined;
  readonly signal: AbortSignal;
}

/** Reads everything that was written since a moment, from the oldest known message back. @throws ApiError */
export async function readSince(
  queryClient: QueryClient,
  { dialog, since, signal }: PeriodOfDialog,
): Promise<void> {
  const key = conversationKeys.messages(dialogId(dialog));
  for (;;) {
    const known = queryClient.getQueryData<Messages>(key);
    const oldest = known?.messages[0];
    if (!oldest || !known.hasOlder) return;
    if (since && oldest.at && oldest.at < since) return;
    await readOlder(queryClient, dialog, { most: longPortion, signal });
    // A system that gives nothing new is not asked again and again.
    if (queryClient.getQueryData<Messages>(key)?.messages[0]?.id === oldest.id) return;
  }
}

/** Each message once, in order; of two the later one, whose marks are newer. */
export function merged(...portions: readonly (readonly Message[])[]): readonly Message[] {
  const byId = new Map(portions.flat().map((message) => [message.id, message]));
  return [...byId.values()].toSorted((one, other) => one.id - other.id);
}

/**
 * Marks what a client wrote as read, for everyone. Whether that worked shows when the list is read again. It happens with
 * each message that comes in, so that only what shows unread messages is read: who the client is has not changed.
 */
export async function markRead(queryClient: QueryClient, dialog: number, message: number): Promise<void> {
  await write(markMessageRead, { params: { id: String(message) }, ...elevated(wishNow()) });
  const id = dialogId(dialog);
  const renews = [conversationKeys.one(id), conversationKeys.messages(id)];
  await Promise.all([
    ...renews.map((queryKey) => queryClient.invalidateQueries({ queryKey, exact: true })),
    queryClient.invalidateQueries({ queryKey: conversationKeys.inboxes }),
  ]);
}

/** A message that is to be unread again. */
export interface Unreading extends IdempotencyKey {
  readonly dialog: number;
  readonly message: number;
}

/** Marks what a client wrote as unread, for everyone. */
export async function markUnread(
  queryClient: QueryClient,
  given: Unreading,
  watch: Watch,
): Promise<Certain<unknown>> {
  const { dialog, message } = given;
  const find: Find<unknown> = async (signal) => {
    const newest = await readPortion({ dialog, signal });
    const now = newest.find(({ id }) => id === message);
    if (!now) return 'unseen';
    return now.unread ? { found: now } : 'absent';
  };
  const work = () => write(markMessageUnread, { params: { id: String(message) }, ...elevated(given) });
  const result = await certain<unknown>(work, find, watch);
  await renewConversation(queryClient, dialogId(dialog));
  return result;
}

/** Messages of an answer, the oldest first. */
export const readMessages = (wire: unknown): readonly Message[] =>
  list(dataOf(wire), normaliseMessage).toSorted((one, other) => one.id - other.id);

function normaliseMessage(wire: unknown): Message | undefined {
  const one = fields(wire);
  const id = number(one.id);
  if (id === undefined) return undefined;
  const status = one.recipient_status;
  return {
    id,
    type: messageTypes.find((type) => type === one.type) ?? 'system',
    text: text(one.text) ?? '',
    at: instantOf(one.created),
    operator: number(one.operator_id),
    request: number(one.request_id),
    unread: number(one.read) === 0,
    state: status === 'delivered' || status === 'seen' ? status : undefined,
    attachments: readAttachments(one),
    key: text(fields(one.extra_data).external_id),
  };
}

const kinds = { photo: 'picture', audio: 'sound', video: 'video' } as const;

function readAttachments(message: Wire): readonly Attachment[] {
  const kindOf = (link: string): Attachment['kind'] => {
    const known = Object.entries(kinds).find(([field]) => message[field] === link);
    return known?.[1] ?? 'file';
  };
  return list(message.attachments, (wire) => {
    const { name, link } = fields(wire);
    const address = text(link);
    return address === undefined
      ? undefined
      : { link: address, name: text(name) ?? '', kind: kindOf(address) };
  });
}
