import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as attachments from '#contract/courier/attachments.ts';
import * as broadcasts from '#contract/courier/broadcasts.ts';
import * as conversations from '#contract/courier/conversations.ts';
import * as emails from '#contract/courier/emails.ts';
import * as notifications from '#contract/courier/notifications.ts';
import * as textAccounts from '#contract/courier/text-accounts.ts';
import * as rows from '#contract/courier/texts.ts';
import { Receiver } from '../../chat2desk/testing/desk-world.ts';
import { change, create, openCompany } from './company.ts';

const company = openCompany();
const luc = () => company.individualOf('lucvanhecke@example.test');

async function account(): Promise<string> {
  const { data } = await company.ask(textAccounts.listTextAccounts);
  return data.at(-1).id;
}

async function sendText(target: string, more: object = {}): Promise<string> {
  const body = create('texts', { 'account-id': await account(), message: 'Hello', target, ...more });
  const { data } = await company.ask(rows.sendText, { body });
  expect(data.attributes).toMatchObject({ status: 'accepted', from: '+14155550123', target });
  return data.id;
}

const statusOf = async (id: string) => {
  const { status, error } = (await company.ask(rows.getText, { params: { id } })).data.attributes;
  return [status, error];
};

it('a text message is accepted, sent, and delivered after two seconds', async () => {
  const id = await sendText('+32470000001');
  company.pass(800);
  expect(await statusOf(id)).toEqual(['sent', null]);
  company.pass(1199);
  expect(await statusOf(id)).toEqual(['sent', null]);
  company.pass(1);
  expect(await statusOf(id)).toEqual(['delivered', null]);
});

it('a text message fails where nothing reaches the number, and where its owner wants no messages', async () => {
  const unreachable = await sendText('+32470999000');
  const { data } = await company.ask(rows.listUserConsents, { query: { 'page[limit]': 1000 } });
  const declined = data.find((one: { attributes: { state: string } }) => one.attributes.state === 'declined');
  const unwanted = await sendText(declined.attributes['target-id']);
  company.pass(2000);
  expect(await statusOf(unreachable)).toEqual(['undelivered', '30003']);
  expect(await statusOf(unwanted)).toEqual(['failed', '21610']);
});

it('a number’s log says what was sent from it, until it is emptied', async () => {
  await sendText('+32470000005');
  const numbers = await company.ask(textAccounts.listTextAccountNumbers);
  const { id } = numbers.data.at(-1);
  const logs = () => company.ask(textAccounts.listTextNumberLogs, { query: { 'number-id': id } });
  expect((await logs()).data[0].attributes.log).toBe('to +32470000005: Hello');
  await company.ask(textAccounts.resetTextAccountNumberLogs, { params: { id }, body: {} });
  expect((await logs()).data).toEqual([]);
});

it('a provider reports the status of a text message, without a key, and gets its own kind of response', async () => {
  const id = await sendText('+32470000006');
  const answer = await company.call(rows.receiveTextCallback, {
    params: { id },
    headers: { authorization: '' },
    body: { MessageStatus: 'undelivered', ErrorCode: '30005' },
  });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/xml']);
  expect(answer.bytes.toString()).toContain('<Response></Response>');
  company.pass(5000);
  expect(await statusOf(id)).toEqual(['undelivered', '30005']);
});

describe('addresses that a text message names', () => {
  const receiver = new Receiver();
  let url: string;
  beforeAll(async () => {
    url = await receiver.start();
  });
  afterAll(() => receiver.stop());
  const of = (id: string) =>
    receiver.deliveries
      .map(({ payload }) => payload)
      .filter(({ data }: { data: { id: string } }) => data.id === id);
  const answered = (id: string, response: string) =>
    company.call(rows.receiveTextCallback, {
      params: { id },
      body: { Body: response, From: '+32470000007' },
    });

  it('are told of each state, in order, with the text as it is then', async () => {
    const id = await sendText('+32470000007', { 'callback-status-url': url });
    company.pass(2000);
    await company.ask(rows.getText, { params: { id } });
    await receiver.delivery(({ payload }) => payload.data.attributes.status === 'delivered');
    expect(of(id).map(({ data }) => data.attributes.status)).toEqual(['sent', 'delivered']);
    const [, last] = of(id);
    expect(last).toEqual({ ...(await company.ask(rows.getText, { params: { id } })), meta: {} });
    await company.call(rows.receiveTextCallback, { params: { id }, body: { MessageStatus: 'failed' } });
    await receiver.delivery(({ payload }) => payload.data.attributes.status === 'failed');
  });

  it('are told of an answer that was expected, and once where that is said', async () => {
    const id = await sendText('+32470000007', {
      'callback-url': url,
      'callback-one-off': true,
      'callback-json': { meeting: 7 },
      'expected-responses': ['YES', 'NO'],
    });
    for (const response of ['Maybe', ' yes', 'NO']) await answered(id, response);
    const { payload } = await receiver.delivery(({ payload: { data } }) => data.id === id);
    expect(payload.meta).toEqual({ response: ' yes', 'callback-json': { meeting: 7 } });
    await company.world.stop();
    await company.world.start();
    expect(of(id)).toHaveLength(1);
  });

  it('are not called elsewhere than on this machine', async () => {
    const id = await sendText('+32470000007', { 'callback-status-url': 'http://callback.example.org/' });
    company.pass(2000);
    expect(await statusOf(id)).toEqual(['delivered', null]);
  });
});

it('who is asked for consent gets a text message, and agrees after five seconds', async () => {
  const user = await company.userOf('manondelhaye@example.test');
  const args = { messages: { initial: 'May we write to you?' } };
  const body = create('user-consents', { type: 'sms', 'user-id': user, args });
  const { data } = await company.ask(rows.createUserConsent, { body });
  expect(data.attributes).toMatchObject({ state: 'pending', type: 'sms' });
  const query = { 'account-id': await account(), 'filter[target]': data.attributes['target-id'] };
  const texts = await company.ask(rows.listTexts, { query });
  expect(texts.data[0].attributes.message).toBe('May we write to you?');
  company.pass(5000);
  const after = await company.ask(rows.getUserConsent, { params: { id: data.id } });
  expect(after.data.attributes.state).toBe('accepted');
});

it('a number is looked up once, and again only on request', async () => {
  const ask = async (more: object) => {
    const body = create('text-number-info', { number: '+14155559999', ...more });
    return (await company.ask(textAccounts.createTextNumberInfo, { body })).data;
  };
  const first = await ask({});
  expect(first.attributes.status).toBe('pending');
  company.pass(1000);
  expect(await ask({})).toMatchObject({ id: first.id, attributes: { status: 'completed', type: 'mobile' } });
  expect((await ask({ reresolve: true })).id).not.toBe(first.id);
});

async function draft(to: string): Promise<string> {
  const attributes = { 'individual-id': await luc(), subject: 'Minutes', message: 'See below.', to };
  const { data } = await company.ask(emails.createUserEmail, { body: create('user-emails', attributes) });
  expect(data.attributes).toMatchObject({ status: 'draft', to: [to] });
  return data.id;
}

interface Target {
  readonly id: string;
  readonly 'upload-url': string;
  readonly 'upload-data': Readonly<Record<string, string>>;
}

async function announce(email: string): Promise<Target> {
  const attributes = { 'content-type': 'application/pdf', 'email-id': email, filename: 'minutes.pdf' };
  return company.ask(emails.createUserEmailAttachment, {
    body: create('user-email-attachments', attributes),
  });
}

function upload({ 'upload-url': url, 'upload-data': data }: Target, file: string, instead: object = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...data, ...instead })) form.set(name, value);
  form.set('file', new Blob([file]), 'minutes.pdf');
  return company.world.send(url, { method: 'POST', body: form });
}

it('an e-mail is sent with its file, once, and only when the file has arrived', async () => {
  const email = await draft('luc@example.test');
  const target = await announce(email);
  expect(target).toMatchObject({ 'expiration-time': Math.floor(Date.now() / 1000) + 3600 });
  const id = { params: { id: target.id }, body: {} };
  const send = { params: { id: email }, body: {} };
  expect((await company.refused(emails.processUserEmailAttachmentUpload, id)).errors[0].detail).toBe(
    'The file has not come yet.',
  );
  expect((await company.refused(emails.sendUserEmail, send)).errors[0].detail).toBe(
    'An attachment is not ready.',
  );
  expect((await upload(target, 'the minutes')).status).toBe(204);
  const ready = await company.ask(emails.processUserEmailAttachmentUpload, id);
  expect(ready.data.attributes).toMatchObject({ 'ready-to-use': true, size: 11, 'download-link': null });
  const query = { 'with-link': true };
  const linked = await company.ask(emails.getUserEmailAttachment, { params: { id: target.id }, query });
  const file = await company.world.send(linked.data.attributes['download-link'], {});
  expect([file.headers.get('content-type'), file.bytes.toString()]).toEqual([
    'application/pdf',
    'the minutes',
  ]);
  const queued = await company.ask(emails.sendUserEmail, send);
  expect(queued.data.attributes.status).toBe('queued');
  company.pass(1000);
  const sent = await company.ask(emails.getUserEmail, { params: { id: email } });
  expect(sent.data.attributes).toMatchObject({ status: 'sent', result: 'Delivered.' });
  expect((await company.refused(emails.sendUserEmail, send)).errors[0].detail).toBe('It was sent already.');
});

it('an e-mail to an address without a mailbox fails', async () => {
  const email = await draft('nobody@example.test');
  await company.ask(emails.sendUserEmail, { params: { id: email }, body: {} });
  company.pass(1000);
  const { data } = await company.ask(emails.getUserEmail, { params: { id: email } });
  expect(data.attributes).toMatchObject({ status: 'failed', result: 'There is no such mailbox.' });
});

it('a file is accepted only where, how and as long as its response says', async () => {
  const target = await announce(await draft('luc@example.test'));
  const refused = async (instead: object) => {
    const { status, body } = await upload(target, 'x', instead);
    return [status, body.errors[0].detail];
  };
  expect(await refused({ signature: 'guessed' })).toEqual([403, 'The signature is not that of the answer.']);
  expect(await refused({ 'Content-Type': 'text/html' })).toEqual([
    403,
    'The media type is not the one that was announced.',
  ]);
  company.pass(3_600_000);
  expect(await refused({})).toEqual([403, 'The address is no longer valid.']);
  const unknown = await company.world.send(`${company.world.url}/files/${target.id}?signature=guessed`, {
    headers: { authorization: 'Bearer sandbox-courier-token' },
  });
  expect(unknown.status).toBe(404);
});

it('a message’s file is shown once it has arrived; megabytes arrive unchanged', async () => {
  const channel = await company.channelWith(await luc());
  const message = await company.say(channel, 'The photo');
  const attributes = { 'content-type': 'image/png', filename: 'a.png', 'message-id': message };
  const body = create('messaging-attachments', attributes);
  const { data: target } = await company.ask(attachments.createMessagingAttachment, { body });
  const text = 'x'.repeat(3_000_000);
  const list = async (more: object = {}) => {
    const query = { 'message-id': message, ...more };
    return (await company.ask(attachments.listMessagingAttachments, { query })).data.length;
  };
  expect([await list(), await list({ 'filter[include-pending]': true })]).toEqual([0, 1]);
  expect((await upload(target, text)).status).toBe(204);
  await company.ask(attachments.processMessagingAttachmentUpload, { params: { id: target.id }, body: {} });
  const [shown] = await company.written(channel);
  expect(shown.attributes.attachments).toEqual([
    {
      id: target.id,
      filename: 'a.png',
      'content-type': 'image/png',
      'content-size': 3_000_000,
      removed: false,
      thumbnail: null,
    },
  ]);
  const kept = readFileSync(`${company.world.dataDir}/courier-files/${target.id}`);
  const digest = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');
  expect(digest(kept)).toBe(digest(text));
});

it('a broadcast is posted once, in each recipient’s channel with the sender, newly created where allowed', async () => {
  const [known, unknown] = [await luc(), await company.individualOf('manondelhaye@example.test')];
  await company.channelWith(known);
  const attributes = { message: 'Closed on Friday', draft: true, 'individual-ids': [known, unknown] };
  const body = create('messaging-bulk-messages', { ...attributes, 'auto-create-channel': true });
  const { id } = (await company.ask(broadcasts.createMessagingBulkMessage, { body })).data;
  const before = await company.ask(broadcasts.listMessagingBulkMessages);
  expect(before.data[0]).toMatchObject({ id, attributes: { draft: true, 'posted-time': null } });
  const post = { params: { id }, body: change('messaging-bulk-messages', id, { draft: false }) };
  const posted = await company.ask(broadcasts.updateMessagingBulkMessage, post);
  expect(posted.data.attributes['posted-time']).toBe(new Date().toISOString());
  const query = { 'filter[text]': 'Closed on Friday' };
  const { data } = await company.ask(conversations.listCommunicationMessages, { query });
  expect(data).toHaveLength(2);
  expect((await company.refused(broadcasts.updateMessagingBulkMessage, post)).errors[0].source.pointer).toBe(
    '/data/attributes/draft',
  );
  const all = await company.ask(broadcasts.listMessagingBulkMessages, { query: { 'include-posted': true } });
  expect(all.data.map((one: { id: string }) => one.id)).toContain(id);
});

it('a template is checked before it goes to many, and each of them is notified', async () => {
  const [individual, user] = [await luc(), await company.userOf('lucvanhecke@example.test')];
  const organization = await company.organization();
  const validate = async (template: string, data: object) => {
    const body = {
      'individual-id': individual,
      'organization-id': organization,
      'template-id': template,
      data,
    };
    return company.ask(broadcasts.validateMulticastParams, { params: { id: user }, body });
  };
  expect(await validate('document-request', { date: 'Friday' })).toEqual({
    success: false,
    info: 'The template needs document.',
  });
  expect((await validate('unheard-of', {})).success).toBe(false);
  expect((await validate('office-closed', { date: '2 May' })).success).toBe(true);
  const send = (data: object) => ({
    body: { 'template-id': 'office-closed', 'template-data': data, 'individual-ids': [individual] },
  });
  const wrong = await company.refused(broadcasts.createUserMulticast, send({}));
  expect(wrong.errors[0]).toMatchObject({ source: { pointer: '/template-data' } });
  const begun = await company.ask(broadcasts.createUserMulticast, send({ date: '2 May' }));
  expect(begun['message-data']).toEqual({ 'template-id': 'office-closed', recipients: 1 });
  const query = { 'individual-id': individual, acknowledged: 'false', 'filter[category]': 'multicast' };
  const told = await company.ask(notifications.listUserNotifications, { query });
  expect(told.data[0].attributes.data.sms).toEqual({ bodies: ['Our offices are closed until 2 May.'] });
  const body = { 'ack-previous': true };
  await company.ask(notifications.acknowledgeUserNotification, { params: { id: told.data[0].id }, body });
  expect((await company.ask(notifications.listUserNotifications, { query })).data).toEqual([]);
});

it('badges are set for several at once, and changed when they are set again', async () => {
  const individual = await luc();
  for (const count of [4, 2]) {
    const values = [{ count, type: 'appointment', 'individual-id': individual }];
    const body = create('bulk-badge-counts', { values });
    const { status, body: answer } = await company.call(notifications.createBulkBadgeCounts, { body });
    expect([status, answer]).toEqual([201, null]);
  }
  const { data } = await company.ask(notifications.listBadgeCounts, {
    query: { 'individual-id': individual },
  });
  expect(data.map((one: { attributes: { count: number } }) => one.attributes.count)).toEqual([2]);
});
