import { infiniteQueryOptions, mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { adminSetWebhookUrl } from '#contract/gateway/admin.ts';
import {
  deliveryResults,
  getDelivery,
  getWebhooks,
  listDeliveries,
  processDelivery,
  revealHookAddress,
} from '#contract/gateway/push.ts';
import type { QueryOf } from '#contract/operation.ts';
import { fields, flag, instant, list, number, text } from '#src/lib/reader.ts';
import { type Certain, certain, type Find, type Watch } from '../client/certain.ts';
import { call } from '../client/client.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { orThrow, write } from '../client/write.ts';
import { findAudited } from './find-audited.ts';
import { fromNewest } from './from-newest.ts';

export type DeliveryFilter = Pick<QueryOf<typeof listDeliveries>, 'event' | 'result'>;

/** What the gateway says about its hook. */
export interface Webhooks {
  /** The address to register without its secret, see {@link revealAddressOptions}. */
  readonly address: string;
  /** An older secret is still accepted. */
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
    ...fromNewest,
    getNextPageParam: ({ deliveries, more }) => (more ? deliveries.at(-1)?.id : undefined),
    // Someone who opens them wants to see what arrived a moment ago.
    staleTime: 0,
  });

/** The contents of a delivery; `outline` when only what is not confidential about the meeting is shown. */
export const payloadOptions = (id: number) =>
  queryOptions({
    queryKey: webhookKeys.payload(id),
    queryFn: async ({ signal }) => {
      const wire = fields(await call(getDelivery, { params: { id: String(id) }, signal }));
      return { payload: wire.payload ?? null, outline: wire.outline === true };
    },
    staleTime: 60_000,
  });

/** Redelivers a delivery, which may be done twice; 'conflict' when it names nothing to notify anyone of. */
export const processAgainOptions = (queryClient: QueryClient, id: number) =>
  mutationOptions({
    mutationFn: async () => {
      orThrow(await write(processDelivery, { params: { id: String(id) } }));
      await queryClient.invalidateQueries({ queryKey: ['webhooks', 'deliveries'] });
    },
  });

/** The address to register, which is a secret: that someone read it is in the audit log. */
export const revealAddressOptions = () =>
  mutationOptions({
    mutationFn: async () => text(fields(orThrow(await write(revealHookAddress, {}))).address) ?? '',
  });

/**
 * Has Claritalk deliver to this address from now on, as an admin. It does not say which address it has: where the
 * response is lost, the gateway's log is checked.
 * @param by UUID of the admin
 */
export function registerWebhook(
  url: string,
  by: string,
  idempotencyKey: IdempotencyKey,
  watch: Watch,
): Promise<Certain<unknown>> {
  const { host } = new URL(url);
  const find: Find<unknown> = (signal) =>
    findAudited(
      { action: 'setWebhookUrl', actor: by },
      // The log only records the host of an address.
      ({ target }) => target !== undefined && URL.canParse(target) && new URL(target).host === host,
      idempotencyKey.since,
      signal,
    );
  const send = () => write(adminSetWebhookUrl, { body: { webhook_url: url }, ...elevated(idempotencyKey) });
  return certain(send, find, watch);
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
