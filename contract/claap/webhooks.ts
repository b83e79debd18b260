/**
 * What Claap posts to an address that someone has registered with it. Private recordings are not reported. From the
 * public documentation.
 */
import * as v from 'valibot';
import { recording } from './shapes.ts';

export const webhookEvents = ['recording_added', 'recording_updated'] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/** Header with the webhook's id; the one with its secret is in `claap.webhooks`. */
export const webhookIdHeader = 'x-claap-webhook-id';

/** A delivery; `eventId` is the same when it comes again. `type` may be one that is not documented. */
export const webhookDelivery = v.looseObject({
  eventId: v.string(),
  event: v.looseObject({ type: v.string(), recording }),
});
