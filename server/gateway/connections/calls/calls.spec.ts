import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, CallWorld, type Recording } from '../../testing/call-world.ts';

let world: CallWorld;
/** Of someone who attended a meeting of Owen's; of a client of theirs in the conversations; of nobody that they know. */
let guest: Recording;
let stranger: Recording;
let all: readonly Recording[];
/** Of all calls of the guest. */
let own: readonly string[];

beforeAll(async () => {
  world = await CallWorld.start();
  all = await world.recordings();
  const [first, ...more] = all.filter(({ attributes }) => attributes.state === 'completed');
  const other = more.find((one) => numberOf(one) !== numberOf(first ?? one));
  if (!first || !other) throw new Error('there are too few calls');
  [guest, stranger] = [first, other];
  own = all.filter((one) => numberOf(one) === numberOf(guest)).map(({ id }) => id);
  const { email } = await world.callerOf(guest);
  await world.meet('owen', [{ name: 'Under another name', email: email.toUpperCase() }]);
}, 60_000);
afterAll(() => world.stop());

const numberOf = ({ attributes }: Recording) => attributes['phone-number'];

const idsOf = async (who: Caller, query = '') => {
  const { body } = await world.ask(who, 'GET', `?limit=100${query}`);
  return body.calls.map(({ id }: { id: string }) => id);
};
const codeOf = ({ status, body }: { status: number; body: { refusal?: { code: string } } }) => [
  status,
  body.refusal?.code,
];
const hidden = [403, 'call-hidden'];

test('the list of an admin has all calls, the newest first, and can be searched and limited', async () => {
  const { body } = await world.ask('ada', 'GET', '?limit=100');
  expect(body.calls.map(({ id }: { id: string }) => id)).toEqual(
    all
      .toSorted((one, other) => (one.attributes['created-at'] < other.attributes['created-at'] ? 1 : -1))
      .map(({ id }) => id),
  );
  expect([body.total, body.everything, body.checking]).toEqual([all.length, true, false]);
  const { name } = await world.callerOf(guest);
  const shown = body.calls.find(({ id }: { id: string }) => id === guest.id);
  expect(shown).toEqual({
    id: guest.id,
    at: new Date(guest.attributes['created-at']).toISOString(),
    phone: numberOf(guest),
    person: name,
    seconds: guest.attributes.duration,
    running: false,
    snippet: expect.stringMatching(/^.{20,160}$/su),
    meeting: null,
  });
  const spaced = (numberOf(guest).match(/\+?\d{1,3}/g) ?? []).join(' ');
  for (const words of [name.toUpperCase(), numberOf(guest), spaced]) {
    expect(await idsOf('ada', `&q=${encodeURIComponent(words)}`)).toEqual(own);
  }
  const week = all.filter(
    ({ attributes }) => Date.parse(attributes['created-at']) > Date.now() - 7 * 86_400_000,
  );
  expect((await idsOf('ada', '&period=7')).length).toBe(week.length);
  const running = all.filter(({ attributes }) => attributes.state === 'inprogress');
  expect(running.length).toBe(1);
  expect((await idsOf('ada', '&view=without')).length).toBe(all.length - 1);
  expect(await idsOf('ada', '&view=with')).toEqual([]);
  // A page that is no longer there becomes the last one.
  const far = await world.ask('ada', 'GET', '?limit=25&offset=500');
  expect([far.body.offset, far.body.calls.length]).toEqual([25, all.length - 25]);
});

test('a call has its transcription, and whom it was from', async () => {
  const { status, body } = await world.ask('ada', 'GET', `/${guest.id.toUpperCase()}`);
  const { email } = await world.callerOf(guest);
  expect([status, body.transcription, body.email, body.line]).toEqual([
    200,
    guest.attributes.transcription,
    email,
    expect.stringMatching(/^\+322555010[01]$/),
  ]);
});

describe('a member', () => {
  test('sees the calls of people who attended their meetings, and no others', async () => {
    const { body } = await world.ask('owen', 'GET', '');
    expect(body.calls.map(({ id }: { id: string }) => id)).toEqual(own);
    // It counts what they may see, and says nothing of the rest.
    expect([body.total, body.everything, body.checking]).toEqual([own.length, false, false]);
    expect(await idsOf('owen', `&q=${encodeURIComponent(numberOf(stranger))}`)).toEqual([]);
    expect(await idsOf('nora')).toEqual([]);
    expect((await world.ask('owen', 'GET', `/${guest.id}`)).status).toBe(200);
  });

  test('gets the same refusal for what is not theirs and what does not exist, whatever they do', async () => {
    const nowhere = '00000000-0000-4000-8000-000000000000';
    for (const id of [stranger.id, stranger.id.toUpperCase(), nowhere]) {
      expect(codeOf(await world.ask('owen', 'GET', `/${id}`))).toEqual(hidden);
      expect(codeOf(await world.make('owen', id))).toEqual(hidden);
    }
    const before = all.find(({ id }) => id === stranger.id)?.attributes['download-count'];
    for (const path of [
      `/voice-recordings/${stranger.id}/`,
      `/voice-recordings/${guest.id}/download/`,
      `/voice-recordings/?organization-id=${nowhere}`,
      `/voice-recordings/${stranger.id}/?individual-id=${nowhere}`,
      '/users/',
    ]) {
      const { status } = await world.pass('owen', 'GET', path);
      expect([path, status]).toEqual([path, 403]);
    }
    const after = (await world.recordings()).find(({ id }) => id === stranger.id);
    expect(after?.attributes['download-count']).toBe(before);
    expect(world.meetings()).toEqual(['Annual accounts']);
  });

  test('is not whoever claims their address, and a number of several people is nobody’s', async () => {
    const users = (await (await world.courier('/users/?page[limit]=1000')).json()) as {
      data: { id: string; attributes: Record<string, string> }[];
    };
    const of = (one: Recording) =>
      users.data.find(
        ({ attributes }) => attributes['primary-individual-id'] === one.attributes['individual-id'],
      );
    const [caller, other] = [of(guest), of(stranger)];
    if (!caller || !other) throw new Error('callers have users');
    // The stranger signs up with the guest's address, which Courier has not verified.
    const { email: address } = other.attributes;
    world.change('users', other.id, { email: caller.attributes.email, 'email-verified': false });
    await world.restart();
    expect(await idsOf('owen')).toEqual(own);
    // Verified, it is theirs too: then the number of both is what Courier says it is.
    world.change('users', other.id, { email: address, 'email-verified': true, phone: numberOf(guest) });
    world.change('voice-recordings', guest.id, { 'individual-id': null });
    await world.restart();
    expect(await idsOf('owen')).toEqual(own.filter((id) => id !== guest.id));
    world.change('users', other.id, { phone: numberOf(stranger) });
    await world.restart();
    expect(await idsOf('owen')).toEqual(own);
  });

  test('sees a call that became a meeting which they may read, and no longer than they may', async () => {
    // Nobody knows the caller.
    const known = [guest, stranger].map(numberOf);
    const isOther = (one: Recording) =>
      one.attributes.state === 'completed' && !known.includes(numberOf(one));
    const unknown = all.find(isOther);
    const { id } = unknown ?? guest;
    world.change('voice-recordings', id, { 'individual-id': null, 'phone-number': '+32499123456' });
    const made = await world.make('ada', id, 'Of a call');
    expect(made.body.state).toBe('done');
    await world.restart();
    expect(codeOf(await world.ask('nora', 'GET', `/${id}`))).toEqual(hidden);
    const { sandbox } = world.admin;
    const givenTo = async (email: string) => {
      const of = "(SELECT id FROM meetings WHERE name = 'Of a call')";
      sandbox.sql(`DELETE FROM meeting_readers WHERE meeting_id = ${of}`);
      sandbox.sql(
        `UPDATE meetings SET user_id = (SELECT id FROM users WHERE email = ?) WHERE id = ${of}`,
        email,
      );
      sandbox.sql(
        `INSERT INTO meeting_readers (meeting_id, user_id, created_at)
         SELECT id, user_id, created_at FROM meetings WHERE id = ${of}`,
      );
      await world.restart();
      return world.ask('nora', 'GET', `/${id}`);
    };
    const shown = await givenTo('nora@sandbox.test');
    expect([shown.status, shown.body.call?.meeting]).toEqual([
      200,
      expect.objectContaining({
        meeting: made.body.meeting,
        by: 'Ada Verbruggen',
        own: false,
        sound: 'sent',
      }),
    ]);
    expect(codeOf(await givenTo('ada@sandbox.test'))).toEqual(hidden);
  });

  test('sees everything where an admin has opened the connection', async () => {
    const { body } = await world.admin.ask(world.people.ada, 'GET', '/connections');
    const { version } = body.connections.find(({ system }: { system: string }) => system === 'courier');
    const change = { open: true, version };
    await world.admin.ask(world.people.ada, 'PUT', '/connections/courier/members', { body: change });
    expect((await idsOf('nora')).length).toBe(all.length);
    // Whose meeting a call became, they see; the meeting itself only if they may read it.
    const { body: list } = await world.ask('nora', 'GET', '?view=with');
    expect(list.calls.map(({ meeting }: { meeting: object }) => meeting)).toEqual([
      expect.objectContaining({ state: 'done', meeting: null, by: 'Ada Verbruggen' }),
    ]);
  });
});

test('a client whose conversations someone sees is known by their number', async () => {
  await world.connect('chat2desk');
  const { body } = await world.admin.ask(world.people.ada, 'GET', '/connections');
  const { version } = body.connections.find(({ system }: { system: string }) => system === 'courier');
  const closed = { body: { open: false, version } };
  await world.admin.ask(world.people.ada, 'PUT', '/connections/courier/members', closed);
  await world.restart();
  expect(await idsOf('nora')).toEqual([]);
  const found = await world.admin.ask(
    world.people.ada,
    'GET',
    `/conversations/chat2desk/clients?q=${encodeURIComponent(numberOf(stranger).replace('+', ''))}`,
  );
  const [client] = found.body.clients;
  const meeting = await world.meet('nora', [{ name: 'Without an address' }]);
  const link = { kind: 'meeting', id: meeting, linked: true };
  const linked = await world.admin.ask(
    world.people.ada,
    'PUT',
    `/conversations/chat2desk/clients/${client.id}/links`,
    { body: link },
  );
  expect(linked.status).toBe(204);
  await world.restart();
  const theirs = all.filter((one) => numberOf(one) === numberOf(stranger)).map(({ id }) => id);
  expect(await idsOf('nora')).toEqual(theirs);
});

test('without a connection there is nothing', async () => {
  const { body } = await world.admin.ask(world.people.ada, 'GET', '/connections');
  const { version } = body.connections.find(({ system }: { system: string }) => system === 'courier');
  const removed = await world.admin.ask(world.people.ada, 'DELETE', '/connections/courier', {
    body: { name: 'Courier', version },
  });
  expect(removed.status).toBeLessThan(300);
  expect(codeOf(await world.ask('ada', 'GET', ''))).toEqual([424, 'not-connected']);
});
