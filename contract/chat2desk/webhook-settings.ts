/** Where Chat2Desk reports what happens. One row per documented operation; `table.ts` has them all. */
import * as v from 'valibot';
import { anyId, requiredText, webUrl } from '../fields.ts';
import { connected } from '../system.ts';
import * as shape from './shapes.ts';
import { chat2desk } from './system.ts';
import { webhookEvents } from './webhooks.ts';

const told = { source: 'documented', resource: 'Webhooks', who: 'admin', place: 'connection' } as const;
const webhookMissing = { status: 404, when: 'webhook not found' };

const events = v.pipe(v.array(v.picklist(webhookEvents)), v.minLength(1), v.maxLength(webhookEvents.length));
/** Only events of these channels; those of operators and clients come anyway. */
const channels = v.pipe(v.array(anyId), v.maxLength(200));

export const listWebhooks = connected(chat2desk, {
  ...told,
  name: 'listWebhooks',
  title: 'List webhooks',
  about: 'All webhooks of the company, the events they receive, and why one was switched off.',
  method: 'GET',
  path: '/v1/webhooks',
  response: shape.answer(v.array(shape.webhook)),
  effect: 'read',
  place: 'connection/company',
});

export const getWebhook = connected(chat2desk, {
  ...told,
  name: 'getWebhook',
  title: 'Get a webhook',
  about: 'One webhook, in a list of one.',
  method: 'GET',
  path: '/v1/webhooks/:id',
  params: shape.idInPath,
  response: shape.answer(v.union([v.array(shape.webhook), shape.webhook])),
  errors: [webhookMissing],
  effect: 'read',
  place: 'connection/company',
});

export const createWebhook = connected(chat2desk, {
  ...told,
  name: 'createWebhook',
  title: 'Create a webhook',
  about: 'Sends events to an address. At most five webhooks.',
  method: 'POST',
  path: '/v1/webhooks',
  body: v.strictObject({
    // Null would delete one here, which deleteWebhook is for.
    url: webUrl,
    name: requiredText(255),
    events,
    channels: v.optional(channels),
  }),
  response: shape.answer(shape.webhook),
  errors: [{ status: 400, when: 'a field is missing, or there are five already' }],
  effect: 'write',
});

export const updateWebhook = connected(chat2desk, {
  ...told,
  name: 'updateWebhook',
  title: 'Change a webhook',
  about: 'Changes a webhook, or switches it on again after failures.',
  method: 'PUT',
  path: '/v1/webhooks/:id',
  params: shape.idInPath,
  query: v.strictObject({ status: v.optional(v.picklist(['enable', 'disable'])) }),
  body: v.strictObject({
    url: v.optional(webUrl),
    name: v.optional(requiredText(255)),
    events: v.optional(events),
    channels: v.optional(channels),
  }),
  response: shape.done,
  errors: [webhookMissing],
  effect: 'write',
  guards: ['company-wide'],
  place: 'connection/company',
});

export const deleteWebhook = connected(chat2desk, {
  ...told,
  name: 'deleteWebhook',
  title: 'Delete a webhook',
  about: 'Its receiver is no longer notified of events.',
  method: 'DELETE',
  path: '/v1/webhooks/:id',
  params: shape.idInPath,
  response: shape.done,
  errors: [webhookMissing],
  effect: 'danger',
  guards: ['destroying'],
  place: 'connection/company',
});
