import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, CallWorld } from '../../testing/call-world.ts';

interface Row {
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
}

let world: CallWorld;
let organization: string;

beforeAll(async () => {
  world = await CallWorld.start();
  const { data } = await read('/organizations/');
  organization = data.at(-1)?.id ?? '';
}, 60_000);
afterAll(() => world.stop());

const read = async (path: string) => (await (await world.courier(path)).json()) as { data: Row[] };
const rowsOf = async (type: string) => (await read(`/${type}/?organization-id=${organization}`)).data;
const codeOf = ({ status, body }: { status: number; body: { refusal?: { code: string } } }) => [
  status,
  body.refusal?.code,
];
const conference = { data: { type: 'voice-conferences', attributes: {} } };
const hidden = [403, 'call-hidden'];

async function individualOf(who: Caller): Promise<string> {
  const { data } = await read(`/users/?filter[email]=${who}@sandbox.test`);
  return data[0]?.attributes['primary-individual-id'] ?? '';
}

test('admins see all conferences and everyone called, with names; members their own', async () => {
  const [conferences, dialled] = [await rowsOf('voice-conferences'), await rowsOf('voice-dial-logs')];
  const { body } = await world.ask('ada', 'GET', '/conferences?limit=100');
  expect(body.conferences.map(({ id }: { id: string }) => id)).toEqual(conferences.map(({ id }) => id));
  expect([body.total, body.everything, body.individual]).toEqual([24, true, await individualOf('ada')]);
  expect(body.conferences[0]).toEqual({
    id: conferences[0]?.id,
    at: expect.any(String),
    by: expect.stringMatching(/^\S+ \S+/),
    state: 'running',
  });
  const log = await world.ask('ada', 'GET', '/dialled?limit=100');
  expect(log.body.dialled.map(({ id }: { id: string }) => id)).toEqual(dialled.map(({ id }) => id));
  expect(log.body.dialled.filter(({ person }: { person: string | null }) => person === null)).toEqual([]);
  const [owen] = (await read('/users/?filter[email]=owen@sandbox.test')).data;
  const own = conferences.filter(({ attributes }) => attributes['created-by'] === owen?.id);
  expect(own.length).toBeGreaterThan(0);
  const seen = await world.ask('owen', 'GET', '/conferences?limit=100');
  expect(seen.body.conferences.map(({ id }: { id: string }) => id)).toEqual(own.map(({ id }) => id));
  const called = await world.ask('owen', 'GET', '/dialled?limit=100');
  const ids = new Set(own.map(({ id }) => id));
  expect(called.body.dialled.map(({ id }: { id: string }) => id)).toEqual(
    dialled.filter(({ attributes }) => ids.has(attributes['conference-id'] ?? '')).map(({ id }) => id),
  );
});

test('a member starts a conference for themselves, once, and for nobody else', async () => {
  const own = await individualOf('owen');
  const before = (await rowsOf('voice-conferences')).length;
  const key = crypto.randomUUID();
  const begin = () => world.pass('owen', 'POST', '/voice-conferences/', { body: conference, key });
  const [made, again] = [await begin(), await begin()];
  expect([made.status, again.status, again.body.data.id]).toEqual([201, 201, made.body.data.id]);
  expect(await rowsOf('voice-conferences')).toHaveLength(before + 1);
  const log = (await rowsOf('voice-dial-logs'))[0];
  expect([log?.attributes['conference-id'], log?.attributes['individual-id']]).toEqual([
    made.body.data.id,
    own,
  ]);
  // What was begun here is there at once.
  const { body } = await world.ask('ada', 'GET', '/conferences');
  expect(body.conferences[0].id).toBe(made.body.data.id);
  const seen = await world.ask('owen', 'GET', '/conferences');
  expect(seen.body.conferences[0].id).toBe(made.body.data.id);
  const other = await individualOf('nora');
  const foreign = { data: { type: 'voice-conferences', attributes: { 'individual-id': other } } };
  const refused = await world.pass('owen', 'POST', '/voice-conferences/', { body: foreign });
  expect(codeOf(refused)).toEqual([403, 'field-filled-in']);
  expect(await rowsOf('voice-conferences')).toHaveLength(before + 1);
});

test('what an app joins with, and rows that concern nobody in particular, stay closed to members', async () => {
  const [running] = await rowsOf('voice-conferences');
  const [own] = [await individualOf('owen')];
  for (const path of [
    `/voice-conferences/${running?.id}/get-credentials/?individual-id=${own}`,
    `/voice-conferences/?organization-id=${organization}`,
    `/voice-dial-logs/?organization-id=${organization}`,
    `/voice-queue-entries/?setting-id=${organization}`,
    `/video-channels/?individual-id=${own}`,
  ]) {
    const { status } = await world.pass('owen', 'GET', path);
    expect([path, status >= 403 && status <= 405]).toEqual([path, true]);
  }
});

test('who waits is for admins: the longest first, with names and the number called', async () => {
  const { status, body } = await world.ask('ada', 'GET', '/waiting');
  expect(status).toBe(200);
  expect(body.callers).toHaveLength(3);
  const waited = body.callers.map((one: { waited: number }) => one.waited);
  expect(waited).toEqual(waited.toSorted((one: number, other: number) => other - one));
  expect(body.callers[0]).toEqual({
    id: expect.any(String),
    phone: expect.stringMatching(/^\+\d+$/),
    person: expect.stringMatching(/^\S+ \S+/),
    waited: expect.any(Number),
    line: '+3225550100',
  });
  expect(codeOf(await world.ask('owen', 'GET', '/waiting'))).toEqual([403, 'not-an-admin']);
});

test('video calls are those that someone takes part in; they may invite whom they see, and change no others', async () => {
  const own = await individualOf('owen');
  const mine = await read(`/video-channels/?individual-id=${own}`);
  const { body } = await world.ask('owen', 'GET', '/videos');
  expect(body.individual).toBe(own);
  expect(new Set(body.videos.map(({ id }: { id: string }) => id))).toEqual(
    new Set(mine.data.map(({ id }) => id)),
  );
  const [guest] = (await world.recordings()).filter(({ attributes }) => attributes['individual-id']);
  if (!guest) throw new Error('there are no calls');
  const { name, email } = await world.callerOf(guest);
  const find = (who: Caller) => world.ask(who, 'GET', `/people?q=${encodeURIComponent(name)}`);
  expect((await find('nora')).body.people).toEqual([]);
  await world.meet('nora', [{ name, email }]);
  await world.restart();
  const client = guest.attributes['individual-id'];
  expect((await find('nora')).body.people).toEqual([{ individual: client, name, detail: email }]);
  const nora = await individualOf('nora');
  const plan = (who: Caller, participants: string[], more: object = {}) =>
    world.pass(who, 'POST', '/video-channels/', {
      body: { data: { type: 'video-channels', attributes: { participants, type: 'direct', ...more } } },
    });
  // Not without themselves, nobody they do not see, and nothing in another's name.
  expect(codeOf(await plan('nora', [client]))).toEqual(hidden);
  expect(codeOf(await plan('nora', [nora, client, own]))).toEqual(hidden);
  expect(codeOf(await plan('nora', [nora, client], { 'subject-id': own }))).toEqual(hidden);
  const made = await plan('nora', [nora, client]);
  expect(made.status).toBe(201);
  const { id } = made.body.data;
  const [participant] = made.body.data.attributes.participants;
  const acts = async (who: Caller) => [
    (await world.pass(who, 'POST', `/video-channels/${id}/reminder-timer/`, { body: {} })).status,
    (
      await world.pass(who, 'PATCH', `/video-participants/${participant.id}/`, {
        body: {
          data: { type: 'video-participants', id: participant.id, attributes: { 'audio-state': 'muted' } },
        },
      })
    ).status,
    (await world.pass(who, 'POST', `/video-channels/${id}/terminate/`, { body: {} })).status,
  ];
  expect(await acts('owen')).toEqual([403, 403, 403]);
  expect(await acts('nora')).toEqual([201, 200, 201]);
  const seen = await world.ask('nora', 'GET', '/videos');
  const shown = seen.body.videos.find((one: { id: string }) => one.id === id);
  expect(shown).toMatchObject({ state: 'terminated' });
  expect(shown.participants.some(({ muted }: { muted: boolean }) => muted)).toBe(true);
});
