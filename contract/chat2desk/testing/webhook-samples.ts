/**
 * Samples from Chat2Desk's documentation, with people's names changed: a payload of each event, and a signed delivery.
 */
import type { WebhookEvent } from '../webhooks.ts';
import { clientSamples } from './client-samples.ts';
import { messageSamples } from './message-samples.ts';
import { workSamples } from './work-samples.ts';

export const webhookSamples: Readonly<Record<WebhookEvent, object>> = {
  ...messageSamples,
  ...clientSamples,
  ...workSamples,
};

/** In this sample the literal text is the key; real deliveries use the MD5 of the company's token. */
export const signedSample = {
  key: 'md5_api_token',
  timestamp: '1743681006',
  body: '{"message_id":28780,"type":"from_client","text":"test7","transport":"widget","client_id":12568,"operator_id":null,"dialog_id":942,"channel_id":1,"photo":null,"coordinates":null,"audio":null,"pdf":null,"client":{"id":12568,"phone":"[chat] 1d0bb2e221762cfcc05c","client_phone":null,"name":"[chat] 1d0bb2e221762cfcc05c","assigned_name":null,"external_id":null},"hook_type":"inbox","request_id":5357,"attachments":[],"is_new_request":false,"is_new_client":false,"insta_comment":false,"extra_data":{},"is_new":true,"event_time":"2025-04-03T11:50:06.984494Z"}',
  signature: '88b574d8237e1b7740f88102018b734d3dd5bc6803c509a3694eff9721b0c595',
} as const;
