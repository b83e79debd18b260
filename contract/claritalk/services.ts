/** Claritalk Connect, webhooks, telephone calls and health. One row per documented operation; `table.ts` has them all. */
import * as v from 'valibot';
import { operation } from '../operation.ts';
import * as shape from './shapes.ts';

export const sendConnectCommand = operation({
  name: 'sendConnectCommand',
  method: 'POST',
  path: '/service',
  body: shape.connectCommand,
  response: v.looseObject({}),
  errors: [
    { status: 400, when: 'missing params, invalid action, user or meeting not found' },
    // From the documentation's general table of status codes: "active recording already exists".
    { status: 409, when: 'user already has active recording' },
    { status: 503, when: 'Claritalk Connect desktop client not connected' },
  ],
});

export const setWebhookUrl = operation({
  name: 'setWebhookUrl',
  method: 'POST',
  path: '/client/webhook',
  body: v.strictObject({ webhook_url: shape.webUrl }),
  response: v.looseObject({ success: v.optional(v.boolean()), message: v.optional(v.string()) }),
  // It decides where everyone's minutes go. The gateway accepts it from admins only: adminSetWebhookUrl.
  proxied: false,
  errors: [
    { status: 400, when: 'missing webhook_url' },
    { status: 404, when: 'organisation or OAuth client not found' },
  ],
});

export const receive3cxCall = operation({
  name: 'receive3cxCall',
  method: 'POST',
  path: '/integrations/:tenantUuid/3cx',
  params: v.strictObject({ tenantUuid: shape.uuid }),
  body: shape.threeCxCall,
  response: shape.messageBody,
  access: 'public',
  errors: [
    { status: 400, when: 'missing or invalid fields' },
    { status: 404, when: 'organisation not found' },
  ],
});

export const ping = operation({
  name: 'ping',
  method: 'GET',
  path: '/ping',
  response: shape.messageBody,
  access: 'public',
  proxied: true,
});
