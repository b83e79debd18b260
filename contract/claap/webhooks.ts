/** What Claap posts where someone registered an address with it. Private recordings tell nothing. From the public documentation. */
import * as v from 'valibot';
import { recording } from './shapes.ts';

export const webhookEvents = ['recording_added', 'recording_updated'] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/** Header with the id of the webhook; the secret of it is in `claap.webhooks`. */
export const webhookIdHeader = 'x-claap-webhook-id';

/** A delivery; `eventId` is the same when it comes again. `type` may be one that is not documented. */
export const webhookDelivery = v.looseObject({
  eventId: v.string(),
  event: v.looseObject({ type: v.string(), recording }),
});
