import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setWebhookUrl } from '#contract/claritalk/services.ts';
import { inviteUser } from '#contract/claritalk/users.ts';
import { processedMeeting, webhookDelivery } from '#contract/claritalk/webhooks.ts';
import { newMeeting } from './meeting-rows.ts';
import { eventually, pat, World, wav } from './world.ts';

const world = new World({ meetings: 5 });
const received: v.InferOutput<typeof webhookDelivery>[] = [];
const receiver = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  received.push(v.parse(webhookDelivery, JSON.parse(Buffer.concat(parts).toString())));
  response.end();
});

beforeAll(async () => {
  await world.start();
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const webhook_url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  await world.call(setWebhookUrl, { token: pat.ada, body: { webhook_url } });
});
afterAll(async () => {
  await world.destroy();
  receiver.close();
});

const delivered = (event: string, matches: (data: Record<string, unknown>) => boolean = () => true) =>
  eventually(async () => received.find((delivery) => delivery.event === event && matches(delivery.data)));

test('a new user is announced', async () => {
  const body = { name: 'Ann', email: 'ann@example.test' };
  await world.call(inviteUser, { token: await world.serviceToken(), body });
  const { data, meta, timestamp } = await delivered('users.created');
  expect(data).toMatchObject(body);
  expect(meta).toEqual({ source: 'claritalk', version: '1.0' });
  expect(timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
});

test('a recording is announced at every status and when it is processed, with its report', async () => {
  const meeting = await newMeeting(world, { token: pat.owen, uuid: world.accountUuid('owen') });
  await world.upload(meeting.id, pat.owen, { number: 1, total: 1, bytes: wav(1) });
  for (const status of ['uploading', 'processing', 'finished']) {
    await delivered('meeting.status.changed', (data) => data.id === meeting.id && data.status === status);
  }
  const { data } = await delivered('meeting.processed', ({ meetingId }) => meetingId === meeting.id);
  const processed = v.parse(processedMeeting, data);
  expect(processed).toMatchObject({ title: meeting.name, status: 'Meeting processed' });
  expect(processed.themes?.length).toBeGreaterThan(1);
  const pdf = Buffer.from(processed.files?.content ?? '', 'base64').toString('latin1');
  expect(pdf.startsWith('%PDF-1.4')).toBe(true);
  expect(pdf).toContain('Test meeting');
});

test('addresses beyond this machine are not called', async () => {
  const body = { webhook_url: 'http://192.0.2.1/hook' };
  await world.call(setWebhookUrl, { token: pat.ada, body });
  await newMeeting(world, { token: pat.owen, uuid: world.accountUuid('owen') }, { status: 'odd' });
  await eventually(async () => world.lines.find((line) => line.includes('refused')));
});
