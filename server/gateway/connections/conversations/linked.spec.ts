import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ConversationId, dialogOf } from '#contract/gateway/conversation-id.ts';
import { ConversationWorld, type Someone } from '../../testing/conversation-world.ts';
import { isAlike } from './linked.ts';

let world: ConversationWorld;
let guest: Someone;
let relation: Someone;
let stranger: Someone;
/** Of Owen's, with the first two, and one of Ada's with the same. */
let meeting: string;
let adas: string;
/** Of Ada's, with nobody who has an address. */
let foreign: string;
let strangersName: string;

type Who = 'ada' | 'owen' | 'nora';
const linked = async (who: Who, query: string) => {
  const { status, body } = await world.read(who, `/linked?${query}`);
  return { status, body };
};
const clientsOf = async (who: Who, query: string) =>
  (await linked(who, query)).body.clients.map(
    ({ id, ways, attendee, by }: { id: number; ways: string[]; attendee: string; by: string }) => [
      id,
      ways.join(),
      attendee,
      by,
    ],
  );
const link = (client: number, body: object, who: Who = 'ada') =>
  world.admin.ask(world.people[who], 'PUT', `/conversations/chat2desk/clients/${client}/links`, { body });

beforeAll(async () => {
  world = await ConversationWorld.start();
  const found = await world.strangers([40_818, 40_819, 40_820]);
  const [one, two, three] = found.filter(
    ({ relation: id }, at) => found.findIndex((other) => other.relation === id) === at,
  );
  if (!one || !two || !three) throw new Error('too few clients');
  [guest, relation, stranger] = [one, two, three];
  const { body } = await world.read('ada', `/${stranger.dialog}`);
  strangersName = body.conversation.client.name;
  const attendees = [
    { name: 'By e-mail', email: guest.email.toUpperCase() },
    { name: 'By the CRM', integration_id: relation.relation },
    { name: strangersName.split(' ').toReversed().join('  ').toUpperCase() },
  ];
  meeting = await world.meet('owen', attendees);
  adas = await world.meet('ada', attendees);
  foreign = await world.meet('ada', [{ name: 'Someone Else' }]);
});
afterAll(() => world.stop());

const byBoth = () =>
  [
    [guest.client, 'email', 'By e-mail', null],
    // Someone of that firm: whether it is them is not said.
    [relation.client, 'relation', null, null],
  ].toSorted(([one], [other]) => Number(one) - Number(other));
const sorted = (rows: [number, ...unknown[]][]) => rows.toSorted(([one], [other]) => one - other);

describe('clients of a meeting', () => {
  test('have the address or the id of an attendee', async () => {
    for (const [who, id] of [
      ['owen', meeting],
      ['ada', adas],
    ] as const) {
      const rows = sorted(await clientsOf(who, `meeting=${id}`));
      // A firm's id in the CRM may be that of several contacts.
      expect(rows).toEqual(expect.arrayContaining(byBoth()));
      expect(rows.map(([id]) => id)).not.toContain(stranger.client);
    }
    const { body } = await linked('owen', `meeting=${meeting}`);
    expect(body.conversations.map(({ id }: { id: ConversationId }) => dialogOf(id))).toContain(guest.dialog);
    expect(body.conversations.map(({ id }: { id: ConversationId }) => dialogOf(id))).not.toContain(
      stranger.dialog,
    );
  });

  test('are the attendee of their firm who has their name', async () => {
    const { body } = await world.read('ada', `/${relation.dialog}`);
    const { name } = body.conversation.client;
    const id = await world.meet('ada', [
      { name: 'A Colleague', integration_id: relation.relation },
      { name, integration_id: relation.relation },
    ]);
    const rows = await clientsOf('ada', `meeting=${id}`);
    expect(rows.filter(([client]: [number]) => client === relation.client)).toEqual([
      [relation.client, 'relation', name, null],
    ]);
  });

  test('are nobody’s who may not read the meeting, and of no meeting that does not exist', async () => {
    for (const [who, id] of [
      ['nora', meeting],
      ['ada', meeting],
      ['ada', randomUUID()],
    ] as const) {
      const { status, body } = await linked(who, `meeting=${id}`);
      expect([status, body.clients, body.conversations, body.suggestions]).toEqual([200, [], [], []]);
    }
  });

  test('are suggested by name to admins alone', async () => {
    const { body } = await linked('ada', `meeting=${adas}`);
    expect(body.suggestions.map(({ client }: { client: { id: number } }) => client.id)).toContain(
      stranger.client,
    );
    expect((await linked('owen', `meeting=${meeting}`)).body.suggestions).toEqual([]);
  });
});

describe('people whom a page names', () => {
  test('are clients of those that someone may see, whatever they type', async () => {
    const query = `email=${encodeURIComponent(guest.email)}&email=${encodeURIComponent(stranger.email)}`;
    expect(await clientsOf('owen', query)).toEqual([[guest.client, 'email', null, null]]);
    expect((await clientsOf('ada', query)).map(([id]: [number]) => id).toSorted()).toEqual(
      [guest.client, stranger.client].toSorted(),
    );
    expect(await clientsOf('nora', query)).toEqual([]);
  });

  test('are bounded', async () => {
    const query = Array.from({ length: 41 }, (_, at) => `email=${at}@example.test`).join('&');
    expect((await linked('ada', query)).status).toBe(400);
    expect((await linked('ada', 'meeting=1')).status).toBe(400);
  });
});

describe('links by hand', () => {
  test('are shown with who made them, until they are taken away', async () => {
    const to = { kind: 'meeting', id: foreign };
    expect((await link(stranger.client, { ...to, attendee: 'Someone Else', linked: true })).status).toBe(204);
    expect(await clientsOf('ada', `meeting=${foreign}`)).toEqual([
      [stranger.client, 'hand', 'Someone Else', 'Ada Verbruggen'],
    ]);
    expect(await clientsOf('owen', `meeting=${foreign}`)).toEqual([]);
    expect((await link(stranger.client, { ...to, linked: false })).status).toBe(204);
    expect(await clientsOf('ada', `meeting=${foreign}`)).toEqual([]);
  });

  test('are made by admins alone', async () => {
    const answer = await link(stranger.client, { kind: 'meeting', id: meeting, linked: true }, 'owen');
    expect([answer.status, answer.body.refusal?.code]).toEqual([403, 'not-an-admin']);
  });
});

describe('the card of a client', () => {
  const card = async (who: Who, { client }: Someone) => {
    const { status, body } = await world.read(who, `/clients/${client}/links`);
    expect([status, body.checking]).toEqual([200, false]);
    return body;
  };
  const attendedBy = (id: string, one: object) => expect.arrayContaining([{ id, ...one }]);

  test('names the meetings that they attended, of those that its reader may read', async () => {
    await world.restart();
    const byEmail = { attendee: 'By e-mail', way: 'email' };
    expect(await card('owen', guest)).toMatchObject({
      links: [],
      attended: [{ id: meeting, ...byEmail }],
      total: 1,
    });
    const { attended } = await card('ada', guest);
    expect(attended).toEqual(attendedBy(adas, byEmail));
    expect(attended.map(({ id }: { id: string }) => id)).not.toContain(meeting);
    // Of several contacts of a firm, it is not said which one it was.
    expect((await card('owen', relation)).attended).toEqual([
      { id: meeting, attendee: null, way: 'relation' },
    ]);
    for (const [who, one] of [
      ['nora', guest],
      ['nora', relation],
      ['owen', stranger],
    ] as const) {
      expect(await card(who, one)).toMatchObject({ links: [], attended: [], total: 0 });
    }
  });

  test('names a meeting once that they were linked to by hand as well', async () => {
    const to = { kind: 'meeting', id: meeting };
    await link(guest.client, { ...to, linked: true });
    expect(await card('owen', guest)).toMatchObject({ links: [to], attended: [], total: 0 });
    // An admin can take away what they may not read.
    expect((await card('ada', guest)).links).toMatchObject([to]);
    expect((await card('nora', guest)).links).toEqual([]);
    await link(guest.client, { ...to, linked: false });
  });
});

describe('a search for clients', () => {
  const find = async (who: Who, text: string) =>
    (await world.read(who, `/clients?q=${encodeURIComponent(text)}`)).body.clients.map(
      ({ id }: { id: number }) => id,
    );

  test('finds those whom someone may see, and needs words', async () => {
    expect(await find('ada', strangersName)).toContain(stranger.client);
    expect(await find('ada', stranger.email)).toEqual([stranger.client]);
    expect(await find('owen', guest.email)).toEqual([guest.client]);
    expect(await find('owen', stranger.email)).toEqual([]);
    expect(await find('nora', guest.email)).toEqual([]);
    expect((await world.read('ada', '/clients')).status).toBe(400);
  });
});

test.each(['ada', 'owen', 'nora'] as const)(
  'who waits is a list of its own, as long as the inbox of %s counts',
  async (who) => {
    const all = (await world.read(who, '?limit=100')).body;
    const waiting = (await world.read(who, '?limit=100&view=waiting')).body;
    if (who === 'ada') expect(all.waiting).toBeGreaterThan(0);
    expect([waiting.total, waiting.waiting]).toEqual([all.waiting, all.waiting]);
    expect(waiting.conversations.map(({ id }: { id: number }) => id)).toEqual(
      all.conversations.slice(0, all.waiting).map(({ id }: { id: number }) => id),
    );
  },
);

test.each([
  ['Luc Peeters', 'peeters luc', true],
  ['Luc Peeters', 'Luc Maria Peeters', true],
  ['Luc Peeters', 'Luc Claes', false],
  ['Luc', 'Luc Peeters', false],
  ['Luc', 'luc', true],
  ['', '', false],
])('names %j and %j are alike: %j', (one, other, expected) => {
  const words = (text: string) => text.toLowerCase().split(' ').filter(Boolean);
  expect(isAlike(words(one), words(other))).toBe(expected);
});
