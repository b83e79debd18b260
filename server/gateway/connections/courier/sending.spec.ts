import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { apiToken } from '../../../sandboxes/chat2desk/credentials.ts';
import { token } from '../../../sandboxes/courier/credentials.ts';
import { CourierWorld, type User, type Who } from '../../testing/courier-world.ts';

interface Client {
  readonly external_id: string | null;
  readonly custom_fields: Readonly<Record<string, string | undefined>>;
}

let world: CourierWorld;
/** Owen's guests: one who agreed to text messages, one who declined, one who was never asked; and a stranger. */
let [agreed, declined, unasked, stranger]: readonly User[] = [];
let account: string;
/** Of Owen's, with the guests and someone whom nobody knows. */
let meeting: string;

beforeAll(async () => {
  world = await CourierWorld.start();
  const clients = await world.clients();
  const consents = (await world.there('/v1/user-consents/?page[limit]=1000')).data;
  const stateOf = ({ id }: User) =>
    consents.find((one: { attributes: { 'user-id': string } }) => one.attributes['user-id'] === id)
      ?.attributes.state;
  const [first, second, no, none] = [
    ...clients.filter((user) => stateOf(user) === 'accepted').slice(0, 2),
    clients.find((user) => stateOf(user) === 'declined'),
    clients.find((user) => stateOf(user) === undefined),
  ];
  [agreed, stranger, declined, unasked] = [first, second, no, none];
  account = (await world.there('/v1/text-accounts/')).data[0].id;
  const guests = [agreed, declined, unasked].map((user, at) => ({ name: `Guest ${at}`, email: user?.email }));
  meeting = await world.meet('owen', [...guests, { name: 'Nobody', email: 'nobody@elsewhere.example' }]);
});
afterAll(() => world.stop());
afterEach(() => world.courier.faults.clear());

const codeOf = ({ status, body }: { status: number; body: { refusal?: { code: string } } }) => [
  status,
  body.refusal?.code,
];
const about = () => ({ 'x-about': JSON.stringify({ meetings: [{ id: meeting }] }) });
const attributes = (type: string, values: object) => ({ data: { type, attributes: values } });
const sent = async (who: Who = 'owen') =>
  (await world.read(who, `/conversations/courier/meetings/${meeting}/sent`)).body.sent;
const people = (who: Who = 'owen') => world.read(who, `/people/courier/meetings/${meeting}`);

const text = (who: Who, to: User | undefined, message: string, key = randomUUID()) =>
  world.ask(who, 'POST', '/v1/texts/', {
    key,
    headers: who === 'owen' ? about() : {},
    body: attributes('texts', { 'account-id': account, target: to?.phone, message }),
  });
const textsTo = async (to: User | undefined, message: string) => {
  const query = new URLSearchParams({ 'account-id': account, 'filter[target]': to?.phone ?? '' });
  const { data } = await world.there(`/v1/texts/?${query}`);
  return data.filter((one: { attributes: { message: string } }) => one.attributes.message === message);
};
const ask = (who: Who, user: User | undefined, question = 'Do you agree?') =>
  world.ask(who, 'POST', '/v1/user-consents/', {
    body: attributes('user-consents', {
      type: 'sms',
      'user-id': user?.id,
      args: { messages: { initial: question } },
    }),
  });

async function draft(who: Who, to: User | undefined, subject: string, more: object = {}) {
  const values = { 'individual-id': to?.individual, subject, message: 'What was decided', ...more };
  const made = await world.ask(who, 'POST', '/v1/user-emails/', { body: attributes('user-emails', values) });
  return { answer: made, id: String(made.body.data?.id) };
}
const send = (who: Who, id: string, key = randomUUID()) =>
  world.ask(who, 'POST', `/v1/user-emails/${id}/send/`, { key, body: {}, headers: about() });
const statusOf = async (id: string) => (await world.there(`/v1/user-emails/${id}/`)).data.attributes.status;

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
  const { status, body } = await people();
  expect(status).toBe(200);
  expect(body.account).toBe(account);
  expect(body.people.map((one: Record<string, unknown>) => [one.attendee, one.email, one.consent])).toEqual([
    ['Guest 0', agreed?.email, 'accepted'],
    ['Guest 1', declined?.email, 'declined'],
    ['Guest 2', unasked?.email, 'none'],
  ]);
  for (const who of ['nora', 'ada'] as const) {
    expect(codeOf(await people(who))).toEqual([403, 'meeting-hidden']);
  }
});

test('an e-mail arrives with its file as it was sent, byte by byte, and is shown at the meeting', async () => {
  const { id } = await draft('owen', agreed, 'Minutes: Annual accounts');
  const bytes = new Uint8Array([...new TextEncoder().encode('%PDF-1.7\n'), ...randomBytes(200_000)]);
  const file = await attach('owen', id, bytes);
  expect(file.statuses).toEqual([201, 204, 201]);
  expect(await statusOf(id)).toBe('draft');
  expect((await send('owen', id)).status).toBe(201);
  const { data } = await world.there(`/v1/user-email-attachments/${file.id}/?with-link=true`);
  const link = await fetch(data.attributes['download-link'], {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(Buffer.from(await link.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
  expect((await world.there(`/v1/user-emails/${id}/`)).data.attributes).toMatchObject({
    subject: 'Minutes: Annual accounts',
    message: 'What was decided',
    to: [agreed?.email],
  });
  const [first] = await sent();
  expect(first).toMatchObject({ way: 'email', state: 'done', client: { id: agreed?.individual } });
  await expect
    .poll(async () => (await sent())[0].delivery, { timeout: 5_000 })
    .toEqual({ state: 'sent', reason: null });
});

test('an e-mail whose response is lost was sent once, and is found', async () => {
  const { id } = await draft('owen', declined, 'Lost on the way');
  world.courier.faults.add({
    operation: 'courier.sendUserEmail',
    drop: true,
    times: 1,
    afterProcessing: true,
  });
  const key = randomUUID();
  expect(codeOf(await send('owen', id, key))).toEqual([504, 'outcome-unknown']);
  expect((await sent())[0]).toMatchObject({ key, state: 'done' });
  // Under its key nothing is sent again, and what was sent cannot be sent under another one.
  expect(codeOf(await send('owen', id, key))).toEqual([409, 'answer-not-kept']);
  expect((await send('owen', id)).status).toBe(400);
  await expect.poll(() => statusOf(id), { timeout: 5_000 }).toBe('sent');
});

test('an e-mail that never arrived is still a draft, and stays unknown as long as it may arrive', async () => {
  const { id } = await draft('owen', agreed, 'Never arrived');
  world.courier.faults.add({
    operation: 'courier.sendUserEmail',
    drop: true,
    times: 1,
    afterProcessing: false,
  });
  expect(codeOf(await send('owen', id))).toEqual([504, 'outcome-unknown']);
  expect((await sent())[0]).toMatchObject({ state: 'unknown', delivery: null });
  expect(await statusOf(id)).toBe('draft');
});

test('members write to attendees of meetings that they may read, from drafts of their own, and to no other address', async () => {
  const hiddenFrom = [403, 'conversation-hidden'];
  expect(codeOf((await draft('owen', stranger, 'To a stranger')).answer)).toEqual(hiddenFrom);
  expect(codeOf((await draft('nora', agreed, 'Not my guest')).answer)).toEqual(hiddenFrom);
  const elsewhere = await draft('owen', agreed, 'Elsewhere', { to: 'someone@elsewhere.example' });
  expect(codeOf(elsewhere.answer)).toEqual([403, 'field-for-admins']);
  const { id } = await draft('ada', agreed, 'Of Ada’s');
  expect(codeOf(await send('owen', id))).toEqual(hiddenFrom);
  expect((await attach('owen', id, new Uint8Array([37, 80, 68, 70]))).statuses).toEqual([403, 404, 404]);
  expect(await statusOf(id)).toBe('draft');
  // What has no scope stays closed.
  expect((await world.ask('owen', 'GET', `/v1/user-emails/${id}/`)).status).toBe(403);
});

test('a text message goes to whoever agreed, once although its response is lost', async () => {
  const message = 'Agreed: the van is leased.';
  world.courier.faults.add({ operation: 'courier.sendText', drop: true, times: 1, afterProcessing: true });
  const key = randomUUID();
  expect(codeOf(await text('owen', agreed, message, key))).toEqual([504, 'outcome-unknown']);
  expect((await sent())[0]).toMatchObject({
    way: 'text',
    state: 'done',
    client: { id: agreed?.individual },
  });
  expect(codeOf(await text('owen', agreed, message, key))).toEqual([409, 'answer-not-kept']);
  expect(await textsTo(agreed, message)).toHaveLength(1);
  await expect
    .poll(async () => (await sent())[0].delivery, { timeout: 5_000 })
    .toEqual({ state: 'delivered', reason: null });
});

describe('a text message with a link to the minutes', () => {
  const minutes = Buffer.from('%PDF-1.7\nthe minutes');
  const share = async (who: Who, to: User | undefined, key: string) => {
    const query = new URLSearchParams({ meeting, name: 'Minutes.pdf' });
    const path = `/conversations/courier/clients/${to?.individual}/files?${query}`;
    const headers = { 'content-type': 'application/pdf' };
    return world.admin.ask(world.people[who], 'POST', path, { body: new Uint8Array(minutes), headers, key });
  };

  test('leads to the PDF, is for one number alone, and can be revoked where it is shown', async () => {
    const key = randomUUID();
    const { status, body } = await share('owen', agreed, key);
    expect(status).toBe(201);
    // The same key gives the same link.
    expect((await share('owen', agreed, key)).body.link).toBe(body.link);
    const message = `The minutes:\n${body.link}`;
    expect(codeOf(await text('ada', stranger, message))).toEqual([409, 'shared-ended']);

    world.courier.faults.add({ operation: 'courier.sendText', drop: true, times: 1, afterProcessing: true });
    expect(codeOf(await text('owen', agreed, message, key))).toEqual([504, 'outcome-unknown']);
    // Looked for without the link, which the ledger does not have.
    const [first] = await sent();
    expect(first).toMatchObject({ way: 'text', state: 'done', shared: { state: 'available', fetched: 0 } });
    expect(await textsTo(agreed, message)).toHaveLength(1);
    const kept = await world.read('owen', `/ledger/${first.id}`);
    expect(JSON.stringify(kept.body)).not.toContain(body.link);

    const fetched = await fetch(body.link);
    expect(Buffer.from(await fetched.arrayBuffer()).equals(minutes)).toBe(true);
    expect((await sent())[0].shared.fetched).toBe(1);
    const revoke = await world.admin.ask(
      world.people.owen,
      'DELETE',
      `/conversations/chat2desk/files/${first.shared.id}`,
      { key: randomUUID() },
    );
    expect(revoke.status).toBe(204);
    expect((await fetch(body.link)).status).toBe(404);
    expect((await sent())[0].shared.state).toBe('revoked');
    expect(codeOf(await text('owen', agreed, message))).toEqual([409, 'shared-ended']);
  });

  test('is made for those alone whom one may write to', async () => {
    expect(codeOf(await share('owen', stranger, randomUUID()))).toEqual([403, 'conversation-hidden']);
    expect((await share('nora', agreed, randomUUID())).status).toBe(403);
  });
});

test('a reminder of a to-do counts whichever way it went, and is shown where Courier alone is connected', async () => {
  const todo = { 'x-about': JSON.stringify({ meetings: [{ id: meeting, todos: ['rent'] }], seen: 0 }) };
  const remind = (way: 'text' | 'email', message: string, id = '') => {
    const given = { 'account-id': account, target: agreed?.phone, message };
    return way === 'text'
      ? world.ask('owen', 'POST', '/v1/texts/', { headers: todo, body: attributes('texts', given) })
      : world.ask('owen', 'POST', `/v1/user-emails/${id}/send/`, { headers: todo, body: {} });
  };
  const { id } = await draft('owen', agreed, 'Reminder');
  expect((await remind('text', 'The rent, please')).status).toBe(201);
  expect(codeOf(await remind('text', 'The rent, please!'))).toEqual([409, 'done-by-others']);
  expect(codeOf(await remind('email', '', id))).toEqual([409, 'done-by-others']);

  const { status, body } = await world.read('owen', `/todos/chat2desk?meeting=${meeting}`);
  expect(status).toBe(200);
  expect(body.todos).toMatchObject([
    {
      meeting,
      todo: 'rent',
      reminder: { state: 'done', way: 'text', client: null },
      answer: null,
      ticket: null,
    },
  ]);
  expect((await world.read('nora', `/todos/chat2desk?meeting=${meeting}`)).body.todos).toEqual([]);
});

test('nobody is sent a text message who declined, was not asked, or is unknown; not by an admin either', async () => {
  for (const who of ['owen', 'ada'] as const) {
    expect(codeOf(await text(who, declined, 'No'))).toEqual([403, 'consent-declined']);
    expect(codeOf(await text(who, unasked, 'No'))).toEqual([403, 'consent-missing']);
  }
  const unknown = { ...agreed, phone: '+32470999999' } as User;
  expect(codeOf(await text('owen', unknown, 'No'))).toEqual([403, 'conversation-hidden']);
  expect(codeOf(await text('ada', unknown, 'No'))).toEqual([403, 'consent-missing']);
  for (const to of [declined, unasked, unknown]) expect(await textsTo(to, 'No')).toEqual([]);
});

test('who was never asked is asked once, and gets text messages once they agree; who declined is not asked again', async () => {
  const question = 'May we text you?';
  expect((await ask('owen', unasked, question)).status).toBe(201);
  expect(codeOf(await ask('owen', unasked, question))).toEqual([409, 'consent-asked']);
  expect(codeOf(await ask('owen', declined, question))).toEqual([403, 'consent-declined']);
  expect(codeOf(await ask('owen', stranger, question))).toEqual([403, 'conversation-hidden']);
  expect(await textsTo(unasked, question)).toHaveLength(1);
  const consent = async () => (await people()).body.people[2].consent;
  await expect.poll(consent, { timeout: 5_000 }).toBe('accepted');
  expect((await text('owen', unasked, 'Thank you')).status).toBe(201);
  expect(await textsTo(unasked, 'Thank you')).toHaveLength(1);
});

const lost = [504, 'outcome-unknown'] as const;
const faults = {
  'does not accept the key': [{ status: 401 }, 'not-sent', [424, 'key-refused']],
  'accepts no more for now': [{ status: 429 }, 'not-sent', [429, 'upstream-waits-because']],
  'says that it is wrong': [{ status: 400 }, 'refused', [400, undefined]],
  fails: [{ status: 500 }, 'unknown', lost],
  'is down': [{ status: 503 }, 'unknown', lost],
  'does not respond': [{ delayMs: 5_000 }, 'unknown', lost],
  'ends the connection': [{ drop: true }, 'unknown', lost],
} as const;

describe.each(Object.entries(faults))('where Courier %s', (_, [cause, state, expected]) => {
  const begin = (operation: string) =>
    world.courier.faults.add({
      operation: `courier.${operation}`,
      times: 1,
      afterProcessing: false,
      ...cause,
    });
  afterEach(async () => {
    world.courier.faults.clear();
    await world.admin.ask(world.people.ada, 'POST', '/connections/courier/test');
  });

  test('a text message is not there, and what is said of it is true', async () => {
    const message = `Told: ${JSON.stringify(cause)}`;
    begin('sendText');
    const answer = await text('owen', agreed, message);
    expect([answer.status, expected[1] && answer.body.refusal?.code]).toEqual(expected);
    await world.admin.ask(world.people.ada, 'POST', '/connections/courier/test');
    expect((await sent())[0]).toMatchObject({ way: 'text', state });
    expect(await textsTo(agreed, message)).toEqual([]);
  });

  test('an e-mail is still a draft, and what is said of it is true', async () => {
    const { id } = await draft('owen', agreed, 'Told');
    begin('sendUserEmail');
    const answer = await send('owen', id);
    expect([answer.status, expected[1] && answer.body.refusal?.code]).toEqual(expected);
    await world.admin.ask(world.people.ada, 'POST', '/connections/courier/test');
    expect((await sent())[0]).toMatchObject({ way: 'email', state });
    expect(await statusOf(id)).toBe('draft');
  });
});

test('what was not sent is sent again once; what is unknown is looked up', async () => {
  const message = 'Second try';
  world.courier.faults.add({ operation: 'courier.sendText', status: 429, times: 1, afterProcessing: false });
  await text('owen', agreed, message);
  const { id } = await draft('owen', agreed, 'Second try');
  world.courier.faults.add({
    operation: 'courier.sendUserEmail',
    status: 429,
    times: 1,
    afterProcessing: false,
  });
  await send('owen', id);
  const entries = async () => (await world.read('owen', '/ledger?system=courier&limit=3')).body.entries;
  const [email, , first] = await entries();
  expect([email, first].map((one) => [one.operation, one.canRetry])).toEqual([
    ['sendUserEmail', true],
    ['sendText', true],
  ]);
  const again = (entry: { id: number }) => ({ 'x-retry-of': String(entry.id) });
  const body = attributes('texts', { 'account-id': account, target: agreed?.phone, message });
  const repeat = () => world.ask('owen', 'POST', '/v1/texts/', { body, headers: again(first) });
  expect((await repeat()).status).toBe(201);
  expect(codeOf(await repeat())).toEqual([409, 'retried-before']);
  expect(await textsTo(agreed, message)).toHaveLength(1);
  const path = `/v1/user-emails/${id}/send/`;
  const resend = () => world.ask('owen', 'POST', path, { body: {}, headers: again(email) });
  expect((await resend()).status).toBe(201);
  expect(codeOf(await resend())).toEqual([409, 'retried-before']);
  // Tied to their entries, they are of the meeting, too.
  expect(
    (await sent()).slice(0, 2).map((one: { way: string; state: string }) => [one.way, one.state]),
  ).toEqual([
    ['email', 'done'],
    ['text', 'done'],
  ]);

  world.courier.faults.add({ operation: 'courier.sendText', drop: true, times: 1, afterProcessing: true });
  await text('owen', agreed, 'Look it up');
  const [unknown] = await entries();
  expect([unknown.state, unknown.canLook]).toEqual(['unknown', true]);
  const looked = await world.admin.ask(world.people.owen, 'POST', `/ledger/${unknown.id}/look`);
  expect(looked.body.entry.state).toBe('done');
});

test('someone else sees what was sent only where they may read the meeting', async () => {
  const response = await world.read('nora', `/conversations/courier/meetings/${meeting}/sent`);
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
  expect((await draft('owen', user, 'To a linked client')).answer.status).toBe(201);
  expect(codeOf((await draft('nora', user, 'Not linked')).answer)).toEqual([403, 'conversation-hidden']);
  // Where Chat2Desk fails, whom Courier knows by the meeting’s own addresses is still there.
  world.desk.faults.add({
    operation: 'chat2desk.listClients',
    status: 500,
    times: 9,
    afterProcessing: false,
  });
  await world.restart();
  expect([await of('owen'), (await people()).body.people.length]).toEqual([[], 3]);
});
