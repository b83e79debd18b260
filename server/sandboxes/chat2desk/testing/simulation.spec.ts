import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createClient,
  getClientLastQuestion,
  listClientQuestions,
  updateClient,
} from '#contract/chat2desk/clients.ts';
import { deleteOutbox } from '#contract/chat2desk/company.ts';
import { listUnansweredDialogs } from '#contract/chat2desk/dialogs.ts';
import {
  getMessage,
  receiveExternalMessage,
  sendMessage,
  setMessageStatus,
} from '#contract/chat2desk/messages.ts';
import { sendMenuItem } from '#contract/chat2desk/self-service.ts';
import { createWebhook } from '#contract/chat2desk/webhook-settings.ts';
import { firstIds, firstMenuId } from '../seed/company-data.ts';
import { DeskWorld, Receiver } from './desk-world.ts';

const world = new DeskWorld({ simulated: true, readAfterMs: 20, answerAfterMs: 40 });
const receiver = new Receiver();
beforeAll(async () => {
  await world.start();
  const url = await receiver.start();
  await world.data(createWebhook, { body: { url, name: 'Test', events: ['inbox', 'outbox_status'] } });
});
afterAll(async () => {
  await world.destroy();
  receiver.stop();
});

const statusOf = (id: number, status: string) =>
  receiver.delivery(({ payload }) => payload.data?.id === id && payload.data.gateway_status === status);
const answerOf = (dialogId: number, after: number) =>
  receiver.delivery(({ payload }) => payload.dialog_id === dialogId && payload.message_id > after);

test('a client gets a message, reads it and answers in their language', async () => {
  const sent = await world.data(sendMessage, { body: { client_id: firstIds.client, text: 'Goedemorgen!' } });
  for (const status of ['sent', 'delivered', 'seen']) await statusOf(sent.message_id, status);
  const message = await world.data(getMessage, { params: { id: sent.message_id } });
  expect(message).toMatchObject({ type: 'to_client', recipient_status: 'seen', read: 1 });
  const { payload } = await answerOf(sent.dialog_id, sent.message_id);
  expect(payload).toMatchObject({
    type: 'from_client',
    transport: 'whatsapp',
    hook_type: 'inbox',
    is_new: 1,
  });
  expect(payload.text).toMatch(/Dank|Prima|Bedankt|gebeurd/);
  expect(payload.request_id).toBe(sent.request_id);
  const waiting = await world.data(listUnansweredDialogs, { query: { limit: 1 } });
  expect(waiting.ids.length).toBeGreaterThanOrEqual(6);
});

test('a choice is answered with the first one offered', async () => {
  const client_id = firstIds.client + 2;
  await world.call(sendMenuItem, { body: { client_id } });
  const { payload } = await receiver.delivery((delivery) => delivery.payload.client_id === client_id);
  expect(payload.text).toBe('1');
  const params = { id: client_id };
  const last = await world.data(getClientLastQuestion, { params });
  expect(last).toEqual({ id: firstMenuId + 5, text: 'How can we help you?', image: null });
  const all = await world.data(listClientQuestions, { params });
  expect(all).toEqual([{ ...last, created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d UTC$/) }]);
  const past = { start_date: '01-11-2021', finish_date: '31-12-2021' };
  expect(await world.data(listClientQuestions, { params, query: past })).toEqual([]);
});

test('a number that ends in 000 cannot be reached', async () => {
  const { id } = await world.data(createClient, { body: { phone: '32470123000', transport: 'whatsapp' } });
  const sent = await world.data(sendMessage, { body: { client_id: id, text: 'Hello?' } });
  const { payload } = await statusOf(sent.message_id, 'failed');
  expect(payload.data).toMatchObject({ client_id: id, error: 'The recipient cannot be reached' });
  expect(payload.data.created).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d MSK$/);
});

test('messages on an external channel wait until its operator reports their status', async () => {
  const from_client = { id: 'portal-1', nickname: 'Ada' };
  const inbound = await world.data(receiveExternalMessage, {
    body: { channel_id: 21_750, body: 'Hello', from_client },
  });
  const send = async () =>
    (await world.data(sendMessage, { body: { client_id: inbound.client_id, text: 'Hello!' } })).message_id;
  const [delivered, deleted] = [await send(), await send()];
  await world.call(setMessageStatus, { params: { id: delivered, status: 6 } });
  expect(await world.data(getMessage, { params: { id: delivered } })).toMatchObject({
    recipient_status: 'delivered',
  });
  await world.call(deleteOutbox);
  expect((await world.call(getMessage, { params: { id: deleted } })).status).toBe(404);
  expect((await world.call(getMessage, { params: { id: delivered } })).status).toBe(200);
});

test('a blocked client receives no messages', async () => {
  const id = firstIds.client + 5;
  await world.call(updateClient, { params: { id }, body: { ban_status: 1 } });
  const answer = await world.call(sendMessage, { body: { client_id: id, text: 'Hello' } });
  expect(answer.status).toBe(400);
  const comment = { client_id: id, text: 'Ask the lawyer', type: 'comment' };
  expect((await world.call(sendMessage, { body: comment })).status).toBe(200);
});

test('switched off, messages are sent and nobody reads them', async () => {
  await world.post('/sandbox/switches', { simulated: false });
  const sent = await world.data(sendMessage, { body: { client_id: firstIds.client + 7, text: 'Hello' } });
  await statusOf(sent.message_id, 'sent');
  await world.post('/sandbox/switches', { simulated: true });
  const next = await world.data(sendMessage, { body: { client_id: firstIds.client + 8, text: 'Hello' } });
  await answerOf(next.dialog_id, next.message_id);
  expect(await world.data(getMessage, { params: { id: sent.message_id } })).toMatchObject({
    recipient_status: null,
  });
});
