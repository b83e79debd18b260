import { createHash, createHmac } from 'node:crypto';
import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { updateClient } from '#contract/chat2desk/clients.ts';
import { updateDialog } from '#contract/chat2desk/dialogs.ts';
import {
  getMessage,
  importMessages,
  receiveExternalMessage,
  sendMessage,
} from '#contract/chat2desk/messages.ts';
import { updateOperator } from '#contract/chat2desk/operators.ts';
import { closeRequest } from '#contract/chat2desk/requests.ts';
import { assignTags, createTag, removeTag } from '#contract/chat2desk/tags.ts';
import { signedSample } from '#contract/chat2desk/testing/webhook-samples.ts';
import { createTicket, deleteTicket, updateTicket } from '#contract/chat2desk/tickets.ts';
import { createWebhook, getWebhook, updateWebhook } from '#contract/chat2desk/webhook-settings.ts';
import {
  hookTypeOf,
  type WebhookEvent,
  webhookEvents,
  webhookPayloads,
} from '#contract/chat2desk/webhooks.ts';
import { apiToken } from '../credentials.ts';
import { sign } from '../hooks/hooks.ts';
import { firstIds, firstTagId } from '../seed/company-data.ts';
import { DeskWorld, Receiver } from './desk-world.ts';

const world = new DeskWorld({ hookRepeatedAfterMs: [5, 5], hookDisabledAfterMs: 3 });
beforeAll(() => world.start());
afterAll(() => world.destroy());

let receiver: Receiver;
let url: string;
beforeEach(async () => {
  receiver = new Receiver();
  url = await receiver.start();
});
afterEach(() => {
  receiver.stop();
  world.sql('DELETE FROM webhooks');
});

const listen = (events: readonly WebhookEvent[] = webhookEvents, channels?: readonly number[]) =>
  world.data(createWebhook, { body: { url, name: 'Test', events, ...(channels ? { channels } : {}) } });

const client = firstIds.client;
const body = { client_id: client, text: 'Hello' };
const happens = (event: object) => world.post('/sandbox/systems/chat2desk', event);

/** Makes each event happen. */
const causes: Readonly<Record<WebhookEvent, () => Promise<unknown>>> = {
  inbox: () => happens({ happens: 'client_writes', client_id: client, text: 'Are you there?' }),
  ai_hints_requested: () => happens({ happens: 'client_writes', client_id: client, text: 'Are you there?' }),
  outbox: () => world.data(sendMessage, { body }),
  outbox_status: () => world.data(sendMessage, { body }),
  comment: () => world.data(sendMessage, { body: { ...body, type: 'comment' } }),
  imported_message: () =>
    world.call(importMessages, {
      body: {
        client_id: client,
        channel_id: 18_333,
        transport: 'whatsapp',
        messages: [{ timestamp: 1_682_676_120, type: 'from_client', text: 'Long ago' }],
      },
    }),
  operator_status_changed: () =>
    world.call(updateOperator, { params: { id: firstIds.operator }, query: { status_id: 2 } }),
  operator_authentication_updated: () =>
    happens({ happens: 'operator_signs', operator_id: firstIds.operator, event: 'login' }),
  new_client: () => externalMessage('someone new'),
  new_request: () => externalMessage('someone else'),
  new_tag: () => world.data(createTag, { body: { tag_group_id: 1425, tag_label: 'New' } }),
  add_tag_to_client: () => tag('client', client),
  add_tag_to_request: () => tag('request', firstIds.request),
  delete_tag_from_client: () => untag({ client_id: client }),
  delete_tag_from_request: () => untag({ request_id: firstIds.request }),
  client_updated: () => world.call(updateClient, { params: { id: client }, body: { nickname: 'Luc' } }),
  client_added_to_blacklist: () =>
    world.call(updateClient, { params: { id: client + 1 }, body: { ban_status: 1 } }),
  close_dialog: closeNewDialog,
  close_request: async () => {
    const { request_id } = await world.data(sendMessage, { body });
    await world.call(closeRequest, { body: { request_id } });
  },
  dialog_transferred: () =>
    world.call(updateDialog, { params: { id: firstIds.dialog }, body: { operator_id: firstIds.operator } }),
  device_updated: () => happens({ happens: 'device_updated', status: 'Created' }),
  new_qr_code: () => happens({ happens: 'new_qr_code' }),
  new_ticket: newTicket,
  ticket_updated: () => world.call(updateTicket, { params: { id: 1 }, body: { status: 3 } }),
  ticket_deleted: async () => {
    const { id } = await newTicket();
    await world.call(deleteTicket, { params: { id: id.slice(5) } });
  },
};

const externalMessage = (id: string) =>
  world.data(receiveExternalMessage, { body: { channel_id: 21_750, body: 'Hello', from_client: { id } } });
function tag(assignee_type: string, assignee_id: number) {
  return world.call(assignTags, { body: { tag_ids: [firstTagId + 3], assignee_type, assignee_id } });
}
function untag(whose: object) {
  return world.call(removeTag, { params: { id: firstTagId + 3 }, body: whose });
}
function newTicket() {
  return world.data(createTicket, { body: { summary: 'A', description: 'B', priority: 1 } });
}
async function closeNewDialog() {
  const { dialog_id } = await world.data(sendMessage, { body });
  await world.call(updateDialog, { params: { id: dialog_id }, body: { state: 'closed' } });
}

describe.each(webhookEvents)('%s', (event) => {
  test('is reported, in the documented form and signed', async () => {
    await listen([event]);
    await causes[event]();
    const { payload, text, headers } = await receiver.of(hookTypeOf(event));
    expect(v.safeParse(webhookPayloads[event], payload).issues).toBeUndefined();
    const key = createHash('md5').update(apiToken).digest('hex');
    const timestamp = String(headers['x-timestamp']);
    expect(timestamp).toMatch(/^\d{10}$/);
    const expected = createHmac('sha256', key)
      .update(text + timestamp)
      .digest('hex');
    expect(headers['x-signature']).toBe(expected);
    expect(receiver.deliveries.map((delivery) => delivery.payload.hook_type)).toEqual([hookTypeOf(event)]);
  });
});

test('the documentation’s sample has the signature printed with it', () => {
  const { key, body: text, timestamp, signature } = signedSample;
  expect(sign(key, text, timestamp)).toBe(signature);
});

test('a hook for some channels is notified of those, and of operators and clients', async () => {
  await listen(['outbox', 'client_updated'], [21_750]);
  await causes.outbox();
  await causes.client_updated();
  await receiver.of('client_updated');
  expect(receiver.deliveries).toHaveLength(1);
});

test('what was not accepted is sent again unchanged', async () => {
  receiver.status = 500;
  // It is not switched off before the repeat.
  const quiet = new DeskWorld({ hookRepeatedAfterMs: [5, 5] });
  await quiet.start();
  const hook = await quiet.data(createWebhook, { body: { url, name: 'Test', events: ['comment'] } });
  await quiet.data(sendMessage, { body: { ...body, type: 'comment' } });
  await receiver.delivery(() => receiver.deliveries.length === 2);
  receiver.status = 200;
  await receiver.delivery(() => receiver.deliveries.length === 3);
  const [first, ...others] = receiver.deliveries.map(({ text, headers }) => [text, headers['x-signature']]);
  expect(others).toEqual([first, first]);
  await quiet.stop();
  await quiet.start();
  expect(await quiet.data(getWebhook, { params: { id: hook.id } })).toMatchObject([
    { status: 'enable', errors: [] },
  ]);
  await quiet.destroy();
});

test('a hook that accepts nothing is switched off, says why, and can be switched on again', async () => {
  receiver.status = 503;
  const { id } = await listen(['comment']);
  await causes.comment();
  await receiver.delivery(() => receiver.deliveries.length === 2);
  const off = () => world.sql("SELECT 1 FROM webhooks WHERE status = 'disable'").length === 1;
  await expect.poll(off).toBe(true);
  const [hook] = await world.data(getWebhook, { params: { id } });
  expect(hook.status).toBe('disable');
  expect(hook.errors).toEqual([
    { time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/), error: '503' },
    { time: expect.any(String), error: '503' },
  ]);
  receiver.status = 200;
  await causes.comment();
  expect(receiver.deliveries).toHaveLength(2);
  await world.call(updateWebhook, { params: { id }, query: { status: 'enable' }, body: {} });
  await causes.comment();
  await receiver.delivery(() => receiver.deliveries.length === 3);
  expect(await world.data(getWebhook, { params: { id } })).toMatchObject([{ status: 'enable', errors: [] }]);
});

test('nothing leaves this machine', async () => {
  await world.data(createWebhook, { body: { url: 'https://example.org/x', name: 'A', events: ['comment'] } });
  await listen(['comment']);
  await causes.comment();
  await receiver.of('comment');
  expect(world.log).toContain('"host":"example.org","outcome":"refused: not a loopback host"');
});

test('hints for operators come in the response', async () => {
  await listen(['ai_hints_requested']);
  const { message_id } = (await happens({ happens: 'client_writes', client_id: client, text: 'When?' })).body;
  const hints = [{ id: 1, text: 'Tomorrow', relevance: 0.9 }];
  receiver.answer = JSON.stringify({ message_id: message_id + 1, hints });
  await happens({ happens: 'client_writes', client_id: client, text: 'When then?' });
  await receiver.delivery(({ payload }) => payload.message_id === message_id + 1);
  const tips = async () => (await world.data(getMessage, { params: { id: message_id + 1 } })).ai_tips;
  await expect.poll(tips).toEqual(hints);
});
