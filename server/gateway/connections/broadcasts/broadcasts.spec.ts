import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { addPeople, arrived, broadcastPace, type ManyPerson } from '../../testing/broadcast-world.ts';
import { CourierWorld, type Who } from '../../testing/courier-world.ts';
import type { BroadcastPace } from './broadcasting.ts';

let world: CourierWorld;
let people: readonly ManyPerson[];

const pace: { -readonly [Name in keyof BroadcastPace]?: BroadcastPace[Name] } = { ...broadcastPace };
beforeAll(async () => {
  world = await CourierWorld.start({ broadcasting: pace });
  people = addPeople(world.courier.dataDir, 30);
});
afterAll(() => world.stop());
afterEach(() => world.courier.faults.clear());

const ask = (who: Who, method: string, path: string, body?: unknown, key = randomUUID()) =>
  world.admin.ask(world.people[who], method, `/broadcasts${path}`, { body, key });
const ids = (...at: readonly number[]) => at.map((one) => people[one]?.individual ?? '');
const phones = (...at: readonly number[]) => at.map((one) => people[one]?.phone ?? '');

const byText = (text: string, individuals: readonly string[]) => ({
  way: 'text',
  text,
  data: {},
  individuals,
});
const byEmail = (text: string, individuals: readonly string[]) => ({
  ...byText(text, individuals),
  way: 'email',
  subject: 'News',
});

async function begin(content: { individuals: readonly string[] }, count = content.individuals.length) {
  const id = randomUUID();
  const answer = await ask('ada', 'PUT', `/${id}`, { ...content, count });
  expect(answer.status).toBe(200);
  return id;
}
const read = async (id: string) => (await ask('ada', 'GET', `/${id}`)).body;
const ends = (id: string, state: string) =>
  expect.poll(async () => (await read(id)).broadcast.state).toBe(state);
const counts = async (id: string) => (await read(id)).broadcast.counts;
const counted = (id: string, expected: object) => expect.poll(() => counts(id)).toEqual(expected);
const texts = (says: string) => arrived(world.courier.dataDir, 'texts', says).toSorted();
const emails = (says: string) => arrived(world.courier.dataDir, 'user-emails', says).toSorted();
type Cause =
  | { readonly status: number; readonly afterProcessing?: boolean }
  | { readonly drop: true; readonly afterProcessing?: boolean }
  | { readonly retryAfter: number }
  | { readonly delayMs: number };
const fault = (operation: string, cause: Cause, times = 1) =>
  world.courier.faults.add({ afterProcessing: false, ...cause, operation: `courier.${operation}`, times });
const codeOf = ({ status, body }: { status: number; body: { refusal?: { code: string } } }) => [
  status,
  body.refusal?.code,
];

/** Changes fields of someone at the sandbox itself. */
function alter(type: string, field: string, value: string, change: object) {
  const database = new DatabaseSync(join(world.courier.dataDir, 'courier.sqlite'));
  database
    .prepare(
      'UPDATE entities SET fields = json_patch(fields, ?) WHERE type = ? AND json_extract(fields, ?) = ?',
    )
    .run(JSON.stringify(change), type, `$."${field}"`, value);
  database.close();
}

test('only admins see, check, begin, cancel, continue or look at broadcasts', async () => {
  const content = byText('No', ids(0));
  const id = randomUUID();
  const answers = await Promise.all([
    ask('owen', 'GET', ''),
    ask('owen', 'GET', `/${id}`),
    ask('owen', 'GET', '/people?way=text'),
    ask('owen', 'POST', '/check', content),
    ask('owen', 'POST', '/test', { way: 'text', text: 'No', data: {} }),
    ask('owen', 'PUT', `/${id}`, { ...content, count: 1 }),
    ask('owen', 'DELETE', `/${id}`),
    ask('owen', 'POST', `/${id}/continue`, {}),
    ask('owen', 'POST', `/${id}/look`, {}),
  ]);
  expect(answers.map(codeOf)).toEqual(answers.map(() => [403, 'not-an-admin']));
  expect(codeOf(await ask('ada', 'GET', `/${id}`))).toEqual([404, 'broadcast-missing']);
});

test('people are found by words, with a verified address only', async () => {
  const { body } = await ask('ada', 'GET', '/people?way=email&q=first2%20last2');
  expect(body.total).toBe(11);
  expect(body.people[0]).toEqual({
    individual: ids(2)[0],
    name: 'First2 Last2',
    address: 'many2@example.test',
  });
  expect(body.own).toMatch(/^ada/);
  const all = (await ask('ada', 'GET', '/people?way=text')).body;
  expect(all.people.length).toBe(all.total);
});

test('what would go out is counted and sampled, and who gets nothing is named with the reason', async () => {
  const stranger = randomUUID();
  alter('user-consents', 'user-id', userOf(25), { state: 'declined' });
  alter('user-consents', 'user-id', userOf(26), { state: 'pending' });
  alter('user-consents', 'user-id', userOf(27), { type: 'other' });
  alter('users', 'email', 'many28@example.test', { phone: people[0]?.phone });
  alter('users', 'email', 'many29@example.test', { 'phone-verified': false, 'first-name': null });
  await world.restart();
  const content = byText('Dear {first_name}, until {date}.', [
    ...ids(0, 1, 2, 3, 25, 26, 27, 28, 29),
    stranger,
  ]);
  const { body } = await ask('ada', 'POST', '/check', { ...content, data: { date: ' 2 May ' } });
  expect(body.count).toBe(4);
  expect(body.excluded.map((one: { exclusion: string }) => one.exclusion)).toEqual([
    'consent-declined',
    'consent-pending',
    'consent-missing',
    'same-address',
    'no-phone',
    'unknown-person',
  ]);
  expect(body.samples.map((one: { text: string }) => one.text)).toEqual([
    'Dear First0, until 2 May.',
    'Dear First2, until 2 May.',
    'Dear First3, until 2 May.',
  ]);
  const mail = { ...byEmail('Dear {first_name}', ids(1, 29)), subject: 'For {name}' };
  const checked = (await ask('ada', 'POST', '/check', mail)).body;
  expect([checked.count, checked.excluded[0].exclusion, checked.samples[0].subject]).toEqual([
    1,
    'no-value',
    'For First1 Last1',
  ]);
  const long = (await ask('ada', 'POST', '/check', byText('x'.repeat(1601), ids(0)))).body;
  expect([long.count, long.excluded[0].exclusion]).toEqual([0, 'too-long']);
});

const userOf = (at: number) => `bbbbbbbb-0000-4000-8000-${String(at).padStart(12, '0')}`;

test('a text with a placeholder that has no value, or with open braces, goes to nobody', async () => {
  const unfilled = { ...byText('Until {date} {place}', ids(0)), data: { place: 'here', date: ' ' } };
  const broken = byText('Until {date', ids(0));
  for (const [content, code] of [
    [unfilled, 'broadcast-unfilled'],
    [broken, 'broadcast-broken'],
  ] as const) {
    expect(codeOf(await ask('ada', 'POST', '/check', content))).toEqual([400, code]);
    expect(codeOf(await ask('ada', 'PUT', `/${randomUUID()}`, { ...content, count: 1 }))).toEqual([
      400,
      code,
    ]);
  }
  expect([texts('Until'), emails('Until')]).toEqual([[], []]);
});

test('a test goes to oneself alone, once under its key', async () => {
  const key = randomUUID();
  const template = { way: 'email', subject: 'News', text: 'A test for {name}', data: {} };
  const answer = await ask('ada', 'POST', '/test', template, key);
  expect([answer.status, answer.body.address]).toEqual([200, expect.stringMatching(/^ada/)]);
  expect(codeOf(await ask('ada', 'POST', '/test', template, key))).toEqual([409, 'key-used']);
  expect(emails('A test for')).toHaveLength(1);
  const { body } = await world.read('ada', '/ledger?system=courier&limit=1');
  expect(body.entries[0]).toMatchObject({ operation: 'sendUserEmail', state: 'done', key });
});

test('nothing begins with another number than that of those who get it, or with more than 200', async () => {
  const content = byText('Miscounted', ids(0, 1));
  const answer = await ask('ada', 'PUT', `/${randomUUID()}`, { ...content, count: 3 });
  expect(answer.body.refusal).toEqual({ code: 'broadcast-changed', values: { count: '2', typed: '3' } });
  const many = byText(
    'Too many',
    Array.from({ length: 201 }, () => randomUUID()),
  );
  expect((await ask('ada', 'PUT', `/${randomUUID()}`, { ...many, count: 200 })).status).toBe(400);
  expect(texts('Miscounted')).toEqual([]);
});

test('everyone gets one e-mail, the ledger has one entry for each, and the same again is the same', async () => {
  const content = byEmail('Closed from {date} on, {first_name}.', ids(0, 1, 2, 3));
  const filled = { ...content, data: { date: 'Monday' } };
  alter('users', 'email', 'many3@example.test', { email: 'nobody@example.test' });
  await world.restart();
  const id = await begin(filled);
  await ends(id, 'done');
  await counted(id, { delivered: 3, failed: 1 });
  const { recipients } = await read(id);
  expect(recipients[3]).toMatchObject({ state: 'failed', said: 'There is no such mailbox.' });
  expect(emails('Closed from Monday on, First')).toEqual(ids(0, 1, 2, 3));
  const { body } = await world.read('ada', '/ledger?system=courier&limit=4');
  expect(body.entries.map((one: { id: number }) => one.id).reverse()).toEqual(
    recipients.map((one: { entry: number }) => one.entry),
  );
  expect((await ask('ada', 'PUT', `/${id}`, { ...filled, count: 4 })).body.broadcast.id).toBe(id);
  const other = { ...filled, text: 'Something else', count: 4 };
  expect(codeOf(await ask('ada', 'PUT', `/${id}`, other))).toEqual([409, 'key-used']);
  expect(codeOf(await ask('ada', 'DELETE', `/${id}`))).toEqual([409, 'broadcast-over']);
  expect(codeOf(await ask('ada', 'POST', `/${id}/continue`, {}))).toEqual([409, 'broadcast-over']);
  expect(emails('Closed from')).toHaveLength(4);
});

test('until it begins it can be cancelled, and nobody gets anything', async () => {
  const id = await begin(byText('Cancelled in time', ids(0, 1)));
  expect((await ask('ada', 'DELETE', `/${id}`)).body.broadcast).toMatchObject({
    state: 'cancelled',
    counts: { cancelled: 2 },
  });
  await ends(await begin(byText('The next one', ids(4))), 'done');
  expect([texts('Cancelled in time'), texts('The next one')]).toEqual([[], phones(4)]);
});

test('cancelled in the middle, who has it keeps it, and nobody else gets it', async () => {
  const eight = [4, 5, 6, 9, 10, 11, 12, 13];
  fault('sendText', { delayMs: 300 }, eight.length);
  const id = await begin(byText('Half of it', ids(...eight)));
  await expect.poll(() => texts('Half of it').length).toBeGreaterThan(0);
  const { body } = await ask('ada', 'DELETE', `/${id}`);
  expect(body.broadcast.state).toBe('cancelled');
  const { cancelled } = body.broadcast.counts;
  expect(cancelled).toBeGreaterThan(0);
  expect(texts('Half of it')).toEqual(phones(...eight).slice(0, eight.length - cancelled));
  expect(codeOf(await ask('ada', 'POST', `/${id}/continue`, {}))).toEqual([409, 'broadcast-over']);
});

test('whoever has said STOP since gets nothing', async () => {
  const id = await begin(byText('After a stop', ids(7, 8)));
  alter('users', 'phone', phones(7)[0] ?? '', { 'phone-unsubscribed': true });
  await ends(id, 'done');
  expect((await read(id)).recipients[0]).toMatchObject({ state: 'excluded', exclusion: 'consent-declined' });
  expect(texts('After a stop')).toEqual(phones(8));
});

describe('where Courier', () => {
  test('accepts no more for now, it waits as long as Courier says, and everyone gets it once', async () => {
    fault('sendText', { status: 429 });
    fault('getUser', { status: 429 });
    fault('sendText', { retryAfter: 1 });
    const id = await begin(byText('Too many requests', ids(9, 10, 11)));
    await ends(id, 'done');
    const [first] = (await read(id)).recipients;
    const { body } = await world.read('ada', `/ledger/${first.entry}`);
    expect(Date.parse(first.at) - Date.parse(body.entry.at)).toBeGreaterThanOrEqual(1_000);
    expect(texts('Too many requests')).toEqual(phones(9, 10, 11));
  });

  test('fails or is silent before anything was sent, it tries again', async () => {
    fault('createUserEmail', { status: 500 });
    fault('createUserEmail', { drop: true, afterProcessing: true });
    const id = await begin(byEmail('Draft lost', ids(9, 10)));
    await ends(id, 'done');
    expect(emails('Draft lost')).toEqual(ids(9, 10));
  });

  test.each([
    ['ends the connection after it was done', { drop: true, afterProcessing: true }],
    ['fails after it was done', { status: 503, afterProcessing: true }],
  ] as const)('%s, it is not sent again, and is found', async (says, cause) => {
    fault('sendText', cause);
    fault('sendUserEmail', cause);
    const id = await begin(byText(says, ids(12, 13)));
    const mail = await begin(byEmail(says, ids(12, 13)));
    await counted(id, { delivered: 2 });
    await counted(mail, { delivered: 2 });
    expect([texts(says), emails(says)]).toEqual([phones(12, 13), ids(12, 13)]);
  });

  test('loses one that it never did, that is known after a while, and only then sent again by a person', async () => {
    fault('sendText', { drop: true });
    const id = await begin(byText('Never arrived', ids(14, 15)));
    await ends(id, 'done');
    expect((await counts(id)).unknown).toBe(1);
    expect((await ask('ada', 'GET', '')).body.attention).toBe(1);
    // Nobody sends again what may still arrive.
    expect(codeOf(await ask('ada', 'POST', `/${id}/continue`, {}))).toEqual([409, 'broadcast-over']);
    await counted(id, { delivered: 1, 'not-sent': 1 });
    expect((await ask('ada', 'POST', `/${id}/continue`, {})).status).toBe(200);
    await counted(id, { delivered: 2 });
    expect(texts('Never arrived')).toEqual(phones(14, 15));
  });

  test('answers nobody, it stops before everyone may or may not have got it', async () => {
    fault('sendText', { status: 500, afterProcessing: true }, 9);
    const id = await begin(byText('Stops automatically', ids(16, 17, 18, 19, 20)));
    await ends(id, 'stopped');
    expect((await read(id)).broadcast.problem.code).toBe('outcome-unknown');
    expect(texts('Stops automatically')).toEqual(phones(16, 17, 18));
    world.courier.faults.clear();
    expect((await ask('ada', 'POST', `/${id}/continue`, {})).status).toBe(200);
    await ends(id, 'done');
    await counted(id, { delivered: 5 });
    expect(texts('Stops automatically')).toEqual(phones(16, 17, 18, 19, 20));
  });

  test('says no to one, only that one does not get it', async () => {
    fault('sendText', { status: 400 });
    const id = await begin(byText('Refused to one', ids(21, 22)));
    await counted(id, { delivered: 1, refused: 1 });
    expect((await read(id)).recipients[0].problem.code).toBe('upstream-refused');
    expect(texts('Refused to one')).toEqual(phones(22));
  });

  test('no longer accepts the key, it stops; with a good one it continues', async () => {
    fault('createUserEmail', { status: 401 });
    const id = await begin(byEmail('Key refused', ids(21, 22)));
    await ends(id, 'stopped');
    expect((await read(id)).broadcast.problem.code).toBe('key-refused');
    await world.admin.ask(world.people.ada, 'POST', '/connections/courier/test');
    await ask('ada', 'POST', `/${id}/continue`, {});
    await ends(id, 'done');
    expect(emails('Key refused')).toEqual(ids(21, 22));
  });
});

test('what was sent again from the ledger is not sent again by the broadcast', async () => {
  fault('sendText', { drop: true });
  const id = await begin(byText('Again from there', ids(23)));
  await counted(id, { 'not-sent': 1 });
  const { recipients } = await read(id);
  const body = {
    data: {
      type: 'texts',
      attributes: {
        'account-id': (await world.there('/v1/text-accounts/')).data[0].id,
        target: phones(23)[0],
        message: 'Again from there',
      },
    },
  };
  const headers = { 'x-retry-of': String(recipients[0].entry) };
  expect((await world.ask('ada', 'POST', '/v1/texts/', { body, headers })).status).toBe(201);
  await ask('ada', 'POST', `/${id}/continue`, {});
  await counted(id, { delivered: 1 });
  expect(texts('Again from there')).toEqual(phones(23));
});

test('one has half a minute to cancel, unless the gateway is told another time', async () => {
  const quick = { ...pace };
  for (const name of Object.keys(quick) as (keyof BroadcastPace)[]) delete pace[name];
  await world.restart();
  const id = await begin(byText('Not yet', ids(9, 10)));
  const { at, sendAt } = (await read(id)).broadcast;
  expect(Date.parse(sendAt) - Date.parse(at)).toBe(30_000);
  expect((await ask('ada', 'DELETE', `/${id}`)).status).toBe(200);
  Object.assign(pace, quick);
  await world.restart();
  expect([await counts(id), texts('Not yet')]).toEqual([{ cancelled: 2 }, []]);
});

test('after a restart it continues; what waited too long for the gateway is not sent automatically', async () => {
  const eight = [9, 10, 11, 12, 13, 14, 15, 16];
  fault('sendText', { delayMs: 200 }, eight.length);
  const id = await begin(byText('Over a restart', ids(...eight)));
  await expect.poll(() => texts('Over a restart').length).toBeGreaterThan(0);
  expect((await read(id)).broadcast.state).not.toBe('done');
  await world.restart();
  await ends(id, 'done');
  expect(texts('Over a restart')).toEqual(phones(...eight));
  pace.cancelMs = 2_000;
  await world.restart();
  const late = await begin(byText('Too late', ids(9, 10)));
  // As if the gateway came back after this time.
  pace.staleMs = -2_000;
  await world.restart();
  await ends(late, 'stopped');
  expect((await read(late)).broadcast.problem.code).toBe('broadcast-interrupted');
  expect(texts('Too late')).toEqual([]);
  await ask('ada', 'POST', `/${late}/continue`, {});
  await ends(late, 'done');
  expect(texts('Too late')).toEqual(phones(9, 10));
});
