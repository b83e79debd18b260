import { deliveryResults } from '#contract/push.ts';
import { webhookEvents } from '#contract/webhooks.ts';
import type { DeliveryFilter } from '#src/api/webhooks.ts';

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

/** Whether Claritalk may be told to deliver to an address: over https, or this gateway's own. */
export function isDeliverable(url: string, own: string): boolean {
  if (url === own) return true;
  return URL.canParse(url) && new URL(url).protocol === 'https:' && url.length <= 2048;
}
