import { webhookEvents } from '#contract/claritalk/webhooks.ts';
import { deliveryResults } from '#contract/gateway/push.ts';
import type { DeliveryFilter } from '#src/api/gateway/webhooks.ts';

/** The filter in an address; what makes no sense is left out. */
export function readDeliveryFilter(params: URLSearchParams): DeliveryFilter {
  const result = deliveryResults.find((known) => known === params.get('result'));
  const event = webhookEvents.find((known) => known === params.get('event'));
  return { ...(event ? { event } : {}), ...(result ? { result } : {}) };
}

/** The query of an address, with its question mark; empty without a filter. */
export function writeDeliveryFilter({ event, result }: DeliveryFilter): string {
  const params = new URLSearchParams({ ...(event ? { event } : {}), ...(result ? { result } : {}) });
  return params.size === 0 ? '' : `?${params}`;
}
