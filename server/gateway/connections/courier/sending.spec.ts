import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { apiToken } from '../../../sandboxes/chat2desk/credentials.ts';
import { token } from '../../../sandboxes/courier/credentials.ts';
import { attributes, CourierSending, codeOf } from '../../testing/courier-sending.ts';
import type { User, Who } from '../../testing/courier-world.ts';

interface Client {
  readonly external_id: string | null;
  readonly custom_fields: Readonly<Record<string, string | undefined>>;
}

const sending = await CourierSending.ofSuite();
const { world } = sending;

const ask = (who: Who, user: User | undefined, question = 'Do you agree?') =>
  world.ask(who, 'POST', '/v1/user-consents/', {
    body: attributes('user-consents', {
      type: 'sms',
      'user-id': user?.id,
      args: { messages: { initial: question } },
    }),
  });

async function attach(who: Who, email: string, bytes: Uint8Array) {
  const announced = await world.ask(who, 'POST', '/v1/user-email-attachments/', {
    body: attributes('user-email-attachments', {
      'content-type': 'application/pdf',
      'email-id': email,
      filename: 'Minutes.pdf',
    }),
  });
  const id = String(announced.body.id);
  const uploaded = await world.ask(who, 'POST', `/uploads/user-email-attachments/${id}/`, {
    body: bytes,
    headers: { 'content-type': 'application/pdf' },
  });
  const finished = await world.ask(who, 'POST', `/v1/user-email-attachments/${id}/process-upload/`, {
    body: {},
  });
  return { id, statuses: [announced.status, uploaded.status, finished.status] };
}

test('those of the attendees whom Courier knows can be written to; whoever may not read the meeting learns nothing', async () => {
  const { status, body } = await sending.people();
  expect(status).toBe(200);
  expect(body.account).toBe(sending.account);
  expect(body.people.map((one: Record<string, unknown>) => [one.attendee, one.email, one.consent])).toEqual([
    ['Guest 0', sending.agreed?.email, 'accepted'],
    ['Guest 1', sending.declined?.email, 'declined'],
    ['Guest 2', sending.unasked?.email, 'none'],
  ]);
  for (const { locale } of body.people) expect(locale).toMatch(/^(en_GB|(nl|fr|de)_BE)$/);
  for (const who of ['nora', 'ada'] as const) {
    expect(codeOf(await sending.people(who))).toEqual([403, 'meeting-hidden']);
  }
});

test('an e-mail arrives with its file as it was sent, byte by byte, and is shown at the meeting', async () => {
  const { id } = await sending.draft('owen', sending.agreed, 'Minutes: Annual accounts');
  const bytes = new Uint8Array([...new TextEncoder().encode('%PDF-1.7\n'), ...randomBytes(200_000)]);
  const file = await attach('owen', id, bytes);
  expect(file.statuses).toEqual([201, 204, 201]);
  expect(await sending.statusOf(id)).toBe('draft');
  expect((await sending.send('owen', id)).status).toBe(201);
  const { data } = await world.there(`/v1/user-email-attachments/${file.id}/?with-link=true`);
  const link = await fetch(data.attributes['download-link'], {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(Buffer.from(await link.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
  expect((await world.there(`/v1/user-emails/${id}/`)).data.attributes).toMatchObject({
    subject: 'Minutes: Annual accounts',
    message: 'What was decided',
    to: [sending.agreed?.email],
  });
  const [first] = await sending.sent();
  expect(first).toMatchObject({ way: 'email', state: 'done', client: { id: sending.agreed?.individual } });
  await expect.poll(async () => (await sending.sent())[0].delivery).toEqual({ state: 'sent', reason: null });
});

test('an e-mail whose response is lost was sent once, and is found', async () => {
  const { id } = await sending.draft('owen', sending.declined, 'Lost on the way');
  world.courier.faults.add({
    operation: 'courier.sendUserEmail',
    drop: true,
    times: 1,
    afterProcessing: true,
  });
  const key = randomUUID();
  expect(codeOf(await sending.send('owen', id, key))).toEqual([504, 'outcome-unknown']);
  expect((await sending.sent())[0]).toMatchObject({ key, state: 'done' });
  // Under its key nothing is sent again, and what was sent cannot be sent under another one.
  expect(codeOf(await sending.send('owen', id, key))).toEqual([409, 'answer-not-kept']);
  expect((await sending.send('owen', id)).status).toBe(400);
  await expect.poll(() => sending.statusOf(id)).toBe('sent');
});

test('an e-mail that never arrived is still a draft, and stays unknown as long as it may arrive', async () => {
  const { id } = await sending.draft('owen', sending.agreed, 'Never arrived');
  world.courier.faults.add({
    operation: 'courier.sendUserEmail',
    drop: true,
    times: 1,
    afterProcessing: false,
  });
  expect(codeOf(await sending.send('owen', id))).toEqual([504, 'outcome-unknown']);
  expect((await sending.sent())[0]).toMatchObject({ state: 'unknown', delivery: null });
  expect(await sending.statusOf(id)).toBe('draft');
});

test('members write to attendees of meetings that they may read, from drafts of their own, and to no other address', async () => {
  const hiddenFrom = [403, 'conversation-hidden'];
  expect(codeOf((await sending.draft('owen', sending.stranger, 'To a stranger')).answer)).toEqual(hiddenFrom);
  expect(codeOf((await sending.draft('nora', sending.agreed, 'Not my guest')).answer)).toEqual(hiddenFrom);
  const elsewhere = await sending.draft('owen', sending.agreed, 'Elsewhere', {
    to: 'someone@elsewhere.example',
  });
  expect(codeOf(elsewhere.answer)).toEqual([403, 'field-for-admins']);
  const { id } = await sending.draft('ada', sending.agreed, 'Of Ada’s');
  expect(codeOf(await sending.send('owen', id))).toEqual(hiddenFrom);
  expect((await attach('owen', id, new Uint8Array([37, 80, 68, 70]))).statuses).toEqual([403, 404, 404]);
  expect(await sending.statusOf(id)).toBe('draft');
  // What has no scope stays closed.
  expect((await world.ask('owen', 'GET', `/v1/user-emails/${id}/`)).status).toBe(403);
});

test('a text message goes to whoever agreed, once although its response is lost', async () => {
  const message = 'Agreed: the van is leased.';
  world.courier.faults.add({ operation: 'courier.sendText', drop: true, times: 1, afterProcessing: true });
  const key = randomUUID();
  expect(codeOf(await sending.text('owen', sending.agreed, message, key))).toEqual([504, 'outcome-unknown']);
  expect((await sending.sent())[0]).toMatchObject({
    way: 'text',
    state: 'done',
    client: { id: sending.agreed?.individual },
  });
  expect(codeOf(await sending.text('owen', sending.agreed, message, key))).toEqual([409, 'answer-not-kept']);
  expect(await sending.textsTo(sending.agreed, message)).toHaveLength(1);
  await expect
    .poll(async () => (await sending.sent())[0].delivery)
    .toEqual({ state: 'delivered', reason: null });
});

describe('a text message with a link to the minutes', () => {
  const minutes = Buffer.from('%PDF-1.7\nthe minutes');
  const share = async (who: Who, to: User | undefined, key: string) => {
    const query = new URLSearchParams({ meeting: sending.meeting, name: 'Minutes.pdf' });
    const path = `/conversations/courier/clients/${to?.individual}/files?${query}`;
    const headers = { 'content-type': 'application/pdf' };
    return world.admin.ask(world.people[who], 'POST', path, { body: new Uint8Array(minutes), headers, key });
  };

  test('leads to the PDF, is for one number alone, and can be revoked where it is shown', async () => {
    const key = randomUUID();
    const { status, body } = await share('owen', sending.agreed, key);
    expect(status).toBe(201);
    // The same key gives the same link.
    expect((await share('owen', sending.agreed, key)).body.link).toBe(body.link);
    const message = `The minutes:\n${body.link}`;
    expect(codeOf(await sending.text('ada', sending.stranger, message))).toEqual([409, 'shared-ended']);

    world.courier.faults.add({ operation: 'courier.sendText', drop: true, times: 1, afterProcessing: true });
    expect(codeOf(await sending.text('owen', sending.agreed, message, key))).toEqual([
      504,
      'outcome-unknown',
    ]);
    // Looked for without the link, which the ledger does not have.
    const [first] = await sending.sent();
    expect(first).toMatchObject({ way: 'text', state: 'done', shared: { state: 'available', fetched: 0 } });
    expect(await sending.textsTo(sending.agreed, message)).toHaveLength(1);
    const kept = await world.read('owen', `/ledger/${first.id}`);
    expect(JSON.stringify(kept.body)).not.toContain(body.link);

    const fetched = await fetch(body.link);
    expect(Buffer.from(await fetched.arrayBuffer()).equals(minutes)).toBe(true);
    expect((await sending.sent())[0].shared.fetched).toBe(1);
    const revoke = await world.admin.ask(
      world.people.owen,
      'DELETE',
      `/conversations/chat2desk/files/${first.shared.id}`,
      { key: randomUUID() },
    );
    expect(revoke.status).toBe(204);
    expect((await fetch(body.link)).status).toBe(404);
    expect((await sending.sent())[0].shared.state).toBe('revoked');
    expect(codeOf(await sending.text('owen', sending.agreed, message))).toEqual([409, 'shared-ended']);
  });

  test('is made for those alone whom one may write to', async () => {
    expect(codeOf(await share('owen', sending.stranger, randomUUID()))).toEqual([403, 'conversation-hidden']);
    expect((await share('nora', sending.agreed, randomUUID())).status).toBe(403);
  });
});

test('a reminder of a to-do counts whichever way it went, and is shown where Courier alone is connected', async () => {
  const todo = {
    'x-about': JSON.stringify({ meetings: [{ id: sending.meeting, todos: ['rent'] }], seen: 0 }),
  };
  const remind = (way: 'text' | 'email', message: string, id = '') => {
    const given = { 'account-id': sending.account, target: sending.agreed?.phone, message };
    return way === 'text'
      ? world.ask('owen', 'POST', '/v1/texts/', { headers: todo, body: attributes('texts', given) })
      : world.ask('owen', 'POST', `/v1/user-emails/${id}/send/`, { headers: todo, body: {} });
  };
  const { id } = await sending.draft('owen', sending.agreed, 'Reminder');
  expect((await remind('text', 'The rent, please')).status).toBe(201);
  expect(codeOf(await remind('text', 'The rent, please!'))).toEqual([409, 'done-by-others']);
  expect(codeOf(await remind('email', '', id))).toEqual([409, 'done-by-others']);

  const { status, body } = await world.read('owen', `/todos/chat2desk?meeting=${sending.meeting}`);
  expect(status).toBe(200);
  expect(body.todos).toMatchObject([
    {
      meeting: sending.meeting,
      todo: 'rent',
      reminder: { state: 'done', way: 'text', client: null },
      answer: null,
      ticket: null,
    },
  ]);
  expect((await world.read('nora', `/todos/chat2desk?meeting=${sending.meeting}`)).body.todos).toEqual([]);
});

test('nobody is sent a text message who declined, was not asked, or is unknown; not by an admin either', async () => {
  for (const who of ['owen', 'ada'] as const) {
    expect(codeOf(await sending.text(who, sending.declined, 'No'))).toEqual([403, 'consent-declined']);
    expect(codeOf(await sending.text(who, sending.unasked, 'No'))).toEqual([403, 'consent-missing']);
  }
  const unknown = { ...sending.agreed, phone: '+32470999999' } as User;
  expect(codeOf(await sending.text('owen', unknown, 'No'))).toEqual([403, 'conversation-hidden']);
  expect(codeOf(await sending.text('ada', unknown, 'No'))).toEqual([403, 'consent-missing']);
  for (const to of [sending.declined, sending.unasked, unknown])
    expect(await sending.textsTo(to, 'No')).toEqual([]);
});

test('who was never asked is asked once, and gets text messages once they agree; who declined is not asked again', async () => {
  const question = 'May we text you?';
  expect((await ask('owen', sending.unasked, question)).status).toBe(201);
  expect(codeOf(await ask('owen', sending.unasked, question))).toEqual([409, 'consent-asked']);
  expect(codeOf(await ask('owen', sending.declined, question))).toEqual([403, 'consent-declined']);
  expect(codeOf(await ask('owen', sending.stranger, question))).toEqual([403, 'conversation-hidden']);
  expect(await sending.textsTo(sending.unasked, question)).toHaveLength(1);
  const consent = async () => (await sending.people()).body.people[2].consent;
  await expect.poll(consent).toBe('accepted');
  expect((await sending.text('owen', sending.unasked, 'Thank you')).status).toBe(201);
  expect(await sending.textsTo(sending.unasked, 'Thank you')).toHaveLength(1);
});

test('someone else sees what was sent only where they may read the meeting', async () => {
  const response = await world.read('nora', `/conversations/courier/meetings/${sending.meeting}/sent`);
  expect(codeOf(response)).toEqual([403, 'meeting-hidden']);
});

test('a client whom Chat2Desk links to a meeting can be written to at the address that it has', async () => {
  const headers = { authorization: apiToken };
  const found = await world.desk.send(`${world.desk.url}/v1/clients?limit=200`, { headers });
  const emails = new Map((await world.clients()).map((user) => [user.email, user]));
  const linked = found.body.data.find((one: Client) => emails.has(one.custom_fields['2'] ?? ''));
  const user = emails.get(linked.custom_fields['2']);
  const guests = [{ name: 'By the CRM', integration_id: linked.external_id }];
  const other = await world.meet('owen', guests);
  const of = async (who: Who) => (await world.read(who, `/people/courier/meetings/${other}`)).body.people;
  expect(await of('owen')).toEqual([]);
  await world.connectDesk();
  // What the gateway remembers of who may read what is as old as the meeting before.
  await world.restart();
  // All contacts of a firm have its id in the CRM.
  const contacts = found.body.data.filter((one: Client) => one.external_id === linked.external_id);
  expect((await of('owen')).map((one: { email: string }) => one.email).toSorted()).toEqual(
    [...new Set(contacts.map((one: Client) => one.custom_fields['2']))].toSorted(),
  );
  expect((await sending.draft('owen', user, 'To a linked client')).answer.status).toBe(201);
  expect(codeOf((await sending.draft('nora', user, 'Not linked')).answer)).toEqual([
    403,
    'conversation-hidden',
  ]);
  // Where Chat2Desk fails, whom Courier knows by the meeting’s own addresses is still there.
  world.desk.faults.add({
    operation: 'chat2desk.listClients',
    status: 500,
    times: 9,
    afterProcessing: false,
  });
  await world.restart();
  expect([await of('owen'), (await sending.people()).body.people.length]).toEqual([[], 3]);
});
