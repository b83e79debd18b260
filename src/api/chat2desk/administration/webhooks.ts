import { type QueryClient, queryOptions } from '@tanstack/react-query';
import {
  deleteWebhook,
  getWebhook,
  listWebhooks,
  updateWebhook,
} from '#contract/chat2desk/webhook-settings.ts';
import { fields, list, number, text } from '#src/lib/reader.ts';
import type { Certain, PageWatch } from '../../client/certain.ts';
import { call } from '../../client/client.ts';
import { elevated, type IdempotencyKey } from '../../client/idempotency-key.ts';
import { write } from '../../client/write.ts';
import { change } from '../change.ts';
import { dataOf } from '../wire.ts';

/** Where Chat2Desk reports what happens at the company. */
export interface CompanyWebhook {
  readonly id: number;
  readonly name: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly on: boolean;
  /** Why deliveries failed, in Chat2Desk's words. */
  readonly errors: readonly string[];
  /** The dashboard's own, which it repairs itself: the gateway hides the secret in its address. */
  readonly ours: boolean;
}

export const webhookKeys = {
  all: ['chat2desk', 'webhooks'] as const,
  one: (id: number) => ['chat2desk', 'webhooks', id] as const,
};

export const webhooksOptions = () =>
  queryOptions({ queryKey: webhookKeys.all, queryFn: ({ signal }) => readWebhooks(signal) });

/** One webhook as it is now, with what went wrong last. */
export const webhookOptions = (id: number) =>
  queryOptions({
    queryKey: webhookKeys.one(id),
    queryFn: async ({ signal }): Promise<CompanyWebhook | null> => {
      const data = dataOf(await call(getWebhook, { params: { id: String(id) }, signal }));
      // A list of one.
      return normaliseWebhook(Array.isArray(data) ? data[0] : data) ?? null;
    },
    staleTime: 0,
  });

const readWebhooks = async (signal?: AbortSignal): Promise<readonly CompanyWebhook[]> =>
  list(dataOf(await call(listWebhooks, { signal })), normaliseWebhook);

/** Undefined without an id. */
export function normaliseWebhook(wire: unknown): CompanyWebhook | undefined {
  const { id, name, url, events, status, errors } = fields(wire);
  const known = number(id);
  if (known === undefined) return undefined;
  const address = text(url) ?? '';
  return {
    id: known,
    name: text(name) ?? String(known),
    url: address,
    events: list(events, text),
    on: status !== 'disable',
    errors: list(errors, (error) => text(error) ?? text(fields(error).text) ?? JSON.stringify(error)),
    ours: /\/hooks\/chat2desk\/\*+$/.test(address),
  };
}

export interface ChangeOfCompanyWebhook extends IdempotencyKey {
  readonly id: number;
  readonly on: boolean;
}

/** Switches a webhook on or off. */
export const switchWebhook = (
  queryClient: QueryClient,
  given: ChangeOfCompanyWebhook,
  watch: PageWatch<ChangeOfCompanyWebhook>,
): Promise<Certain<unknown>> =>
  change(queryClient, given, watch, {
    send: ({ id, on, ...wish }) =>
      write(updateWebhook, {
        params: { id: String(id) },
        query: { status: on ? 'enable' : 'disable' },
        body: {},
        ...elevated(wish),
      }),
    async read({ id, on }, signal) {
      return (await readWebhooks(signal)).find((one) => one.id === id && one.on === on);
    },
    renews: [webhookKeys.all],
  });

export interface WebhookToDelete extends IdempotencyKey {
  readonly id: number;
}

/** Deletes a webhook: its receiver is no longer told anything. */
export const removeWebhook = (
  queryClient: QueryClient,
  given: WebhookToDelete,
  watch: PageWatch<WebhookToDelete>,
): Promise<Certain<unknown>> =>
  change(queryClient, given, watch, {
    send: ({ id, ...wish }) => write(deleteWebhook, { params: { id: String(id) }, ...elevated(wish) }),
    async read({ id }, signal) {
      return (await readWebhooks(signal)).some((one) => one.id === id) ? undefined : { id };
    },
    renews: [webhookKeys.all],
  });
