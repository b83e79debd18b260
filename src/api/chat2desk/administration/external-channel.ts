import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { deliveryStatuses } from '#contract/chat2desk/enumerations.ts';
import {
  getMessage,
  importMessages,
  listMessages,
  receiveExternalMessage,
  setMessageStatus,
} from '#contract/chat2desk/messages.ts';
import { fields, text } from '#src/lib/reader.ts';
import type { Certain, PageWatch } from '../../client/certain.ts';
import { call } from '../../client/client.ts';
import { elevated, type IdempotencyKey } from '../../client/idempotency-key.ts';
import { write } from '../../client/write.ts';
import { conversationKeys } from '../../gateway/follow-conversations.ts';
import { change } from '../change.ts';
import { portion, readMessages } from '../messages.ts';
import { dataOf } from '../wire.ts';

/** The transport of channels whose messages arrive elsewhere. */
export const externalTransport = 'external';

/** As many as Chat2Desk takes at a time. */
export const mostImported = 10;

export const externalKeys = {
  all: ['chat2desk', 'external'] as const,
  sent: (channel: number) => ['chat2desk', 'external', channel] as const,
};

/** What was sent last on an external channel: whoever connected it reports whether it arrived. */
export const sentOnChannelOptions = (channel: number) =>
  queryOptions({
    queryKey: externalKeys.sent(channel),
    queryFn: async ({ signal }) => {
      const query = {
        channel_id: channel,
        type: 'to_client' as const,
        order: 'desc' as const,
        limit: portion,
      };
      return readMessages(await call(listMessages, { query, signal })).toReversed();
    },
    staleTime: 0,
  });

const renews = [externalKeys.all, conversationKeys.all];

/** A message of a client that arrived elsewhere. */
export interface ExternalMessage extends IdempotencyKey {
  readonly channel: number;
  /** Who wrote it: a telephone number in digits, or any other id. */
  readonly from: { readonly phone: string } | { readonly id: string };
  /** Used only where the client has no name yet. */
  readonly name: string;
  readonly text: string;
}

/** Passes on a message that arrived elsewhere. Its key is its id at Chat2Desk, by which it is found again. */
export const receiveMessage = (
  queryClient: QueryClient,
  given: ExternalMessage,
  watch: PageWatch<ExternalMessage>,
): Promise<Certain<unknown>> =>
  change(queryClient, given, watch, {
    send: ({ channel, from, name, text: body, ...wish }) =>
      write(receiveExternalMessage, {
        body: {
          channel_id: channel,
          body,
          extra_data: { external_id: wish.key },
          from_client: { ...from, ...(name === '' ? {} : { nickname: name }) },
        },
        ...elevated(wish),
      }),
    read: ({ channel, key }, signal) => findByKey({ channel_id: channel }, key, signal),
    renews,
  });

export interface ImportedMessage {
  readonly type: 'from_client' | 'to_client';
  readonly at: Date;
  readonly text: string;
}

/** Messages of the past, for the history of a client. */
export interface Import extends IdempotencyKey {
  readonly client: number;
  readonly channel: number;
  readonly transport: string;
  /** At most {@link mostImported}. */
  readonly messages: readonly ImportedMessage[];
}

/** Adds messages to a client's history. Nothing is sent to the client. */
export const importHistory = (
  queryClient: QueryClient,
  given: Import,
  watch: PageWatch<Import>,
): Promise<Certain<unknown>> =>
  change(queryClient, given, watch, {
    send: ({ client, channel, transport, messages, ...wish }) =>
      write(importMessages, {
        body: {
          client_id: client,
          channel_id: channel,
          transport,
          messages: messages.map(({ type, at, text: said }) => ({
            timestamp: Math.floor(at.getTime() / 1000),
            type,
            text: said,
            external_id: wish.key,
          })),
        },
        ...elevated(wish),
      }),
    read: ({ client, key }, signal) => findByKey({ client_id: client }, key, signal),
    renews,
  });

/** Numbers of `setMessageStatus`, by what they mean. */
export const deliveryNumbers = {
  pending: '1',
  sent: '2',
  failed: '3',
  canceled: '5',
  delivered: '6',
  seen: '7',
} as const satisfies Readonly<Record<(typeof deliveryStatuses)[keyof typeof deliveryStatuses], string>>;

export type ReportedState = keyof typeof deliveryNumbers;

export interface DeliveryReport extends IdempotencyKey {
  readonly message: number;
  readonly state: ReportedState;
}

/** Reports what became of a message that was sent on an external channel. */
export const reportDelivery = (
  queryClient: QueryClient,
  given: DeliveryReport,
  watch: PageWatch<DeliveryReport>,
): Promise<Certain<unknown>> =>
  change(queryClient, given, watch, {
    send: ({ message, state, ...wish }) =>
      write(setMessageStatus, {
        params: { id: String(message), status: deliveryNumbers[state] },
        ...elevated(wish),
      }),
    async read({ message, state }, signal) {
      const one = fields(dataOf(await call(getMessage, { params: { id: String(message) }, signal })));
      return text(one.recipient_status) === state ? one : undefined;
    },
    renews,
  });

/** The newest message with an id of ours, or undefined. @throws ApiError */
async function findByKey(
  where: { readonly client_id: number } | { readonly channel_id: number },
  key: string,
  signal: AbortSignal | undefined,
) {
  const query = { ...where, order: 'desc' as const, limit: portion };
  return readMessages(await call(listMessages, { query, signal })).find((one) => one.key === key);
}
