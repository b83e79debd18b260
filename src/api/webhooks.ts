import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { setWebhookUrl } from '#contract/claritalk.ts';
import type { QueryOf } from '#contract/operation.ts';
import {
  deliveryResults,
  getDelivery,
  getWebhooks,
  listDeliveries,
  processDelivery,
} from '#contract/push.ts';
import { fields, flag, instant, list, number, text } from '#src/lib/reader.ts';
import { call } from './client.ts';

export type DeliveryFilter = Pick<QueryOf<typeof listDeliveries>, 'event' | 'result'>;

/** What the gateway says of its hook. */
export interface Webhooks {
  /** The address to register; it is a secret. */
  readonly address: string;
  /** An older secret is still taken. */
  readonly rotating: boolean;
  readonly keptDeliveries: number | undefined;
  readonly keptDays: number | undefined;
  readonly lastAt: Date | undefined;
}

/** A delivery of Claritalk's. */
export interface WebhookDelivery {
  readonly id: number;
  readonly at: Date | undefined;
  readonly event: string;
  /** The sender's own time. */
  readonly sentAt: Date | undefined;
  /** Id of the meeting or user. */
  readonly subject: string | undefined;
  readonly status: string | undefined;
  readonly result: (typeof deliveryResults)[number] | undefined;
  readonly repeats: number;
  /** Size in bytes. */
  readonly bytes: number | undefined;
  readonly report: boolean;
  readonly processedAt: Date | undefined;
  readonly processedBy: string | undefined;
}

const webhookKeys = {
  all: ['webhooks'] as const,
  hook: ['webhooks', 'hook'] as const,
  deliveries: (filter: DeliveryFilter) => ['webhooks', 'deliveries', filter] as const,
  payload: (id: number) => ['webhooks', 'payload', id] as const,
};

const onScreen = 50;

export const webhooksOptions = () =>
  queryOptions({
    queryKey: webhookKeys.hook,
    queryFn: async ({ signal }): Promise<Webhooks> => {
      const wire = fields(await call(getWebhooks, { signal }));
      return {
        address: text(wire.address) ?? '',
        rotating: flag(wire.rotating) ?? false,
        keptDeliveries: number(wire.keptDeliveries),
        keptDays: number(wire.keptDays),
        lastAt: instant(wire.lastAt),
      };
    },
    staleTime: 0,
  });

/** Deliveries, the newest first, page after page. */
export const deliveriesOptions = (filter: DeliveryFilter) =>
  infiniteQueryOptions({
    queryKey: webhookKeys.deliveries(filter),
    queryFn: async ({ pageParam, signal }) => {
      const older = pageParam === undefined ? {} : { before: String(pageParam) };
      const wire = fields(
        await call(listDeliveries, { query: { ...filter, ...older, limit: String(onScreen) }, signal }),
      );
      return { deliveries: list(wire.deliveries, normaliseDelivery), more: wire.more === true };
    },
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ deliveries, more }) => (more ? deliveries.at(-1)?.id : undefined),
    // Who opens them wants to see what came a moment ago.
    staleTime: 0,
  });

/** What a delivery brought; `outline` when it says only what is no secret of the meeting. */
export const payloadOptions = (id: number) =>
  queryOptions({
    queryKey: webhookKeys.payload(id),
    queryFn: async ({ signal }) => {
      const wire = fields(await call(getDelivery, { params: { id: String(id) }, signal }));
      return { payload: wire.payload ?? null, outline: wire.outline === true };
    },
    staleTime: 60_000,
  });

/** Has a delivery told again. @throws ApiError 'conflict' when it names nothing that could be told */
export async function processAgain(queries: QueryClient, id: number): Promise<void> {
  await call(processDelivery, { params: { id: String(id) } });
  await queries.invalidateQueries({ queryKey: ['webhooks', 'deliveries'] });
}

/** Has Claritalk deliver to this address from now on. @throws ApiError */
export async function registerWebhook(url: string): Promise<void> {
  await call(setWebhookUrl, { body: { webhook_url: url } });
}

/** Undefined without an id, because older ones could not be asked for then. */
export function normaliseDelivery(wire: unknown): WebhookDelivery | undefined {
  const delivery = fields(wire);
  const id = number(delivery.id);
  if (id === undefined) return undefined;
  return {
    id,
    at: instant(delivery.at),
    event: text(delivery.event) ?? '',
    sentAt: instant(delivery.sentAt),
    subject: text(delivery.subject),
    status: text(delivery.status),
    result: deliveryResults.find((known) => known === delivery.result),
    repeats: number(delivery.repeats) ?? 0,
    bytes: number(delivery.bytes),
    report: delivery.report === true,
    processedAt: instant(delivery.processedAt),
    processedBy: text(delivery.processedBy),
  };
}
