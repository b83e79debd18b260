import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createPostgresDatabase } from '../data/testing/postgres.ts';
import { type PostgresWire, postgresWire } from '../data/testing/postgres-wire.ts';
import { EventStream } from './testing/event-stream.ts';
import { statusChange } from './testing/push-world.ts';
import { json, tokens } from './testing/upstream.ts';
import { jwtOf, World } from './testing/world.ts';
import { parseHookSecrets } from './webhooks/hook-secrets.ts';

/** Two gateways with one PostgreSQL: what one knows, the other knows. */
const secret = randomBytes(32).toString('base64url');
/** The address of the database without the wire. */
let direct: string;
let wire: PostgresWire;
let [one, other]: World[] = [];
beforeAll(async () => {
  direct = await createPostgresDatabase();
  wire = await postgresWire(direct);
  const shared = {
    databaseUrl: wire.url,
    sessionSecret: 'a secret that all gateways have, long enough',
    hookSecrets: parseHookSecrets(secret, 'test'),
    heartbeatMs: 500,
  };
  [one, other] = await Promise.all([World.start(shared), World.start(shared)]);
});
// What one test has cut or held is there for the next one.
afterEach(() => wire.mend());
afterAll(async () => {
  await Promise.all([one?.stop(), other?.stop()]);
  await wire.end();
});

/** Signs in at the first; the cookie is good at both. */
async function signIn(sub: string = randomUUID()) {
  const accessToken = jwtOf(sub);
  for (const world of [one, other]) world!.upstream.answer = tokens({ accessToken });
  const cookie = await one!.signIn();
  return { cookie, token: accessToken, authorization: `Bearer ${accessToken}` };
}
const read = (world: World, { cookie, authorization }: Awaited<ReturnType<typeof signIn>>) =>
  world.ask('/api/user/me', cookie, { headers: { authorization } });
const post = (world: World, body: string) =>
  fetch(`${world.url}/hooks/${secret}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
const hook = (world: World, id: string) => post(world, JSON.stringify(statusChange(id, 'finished')));

test('whoever signed in at one is signed in at the other, and signing out is for both', async () => {
  const person = await signIn();
  for (const world of [one, other, one]) expect((await read(world!, person)).status).toBe(200);
  const headers = { origin: other!.url, 'sec-fetch-site': 'same-origin', cookie: person.cookie };
  expect((await fetch(`${other!.url}/session`, { method: 'DELETE', headers })).status).toBe(204);
  await expect.poll(async () => (await read(one!, person)).status).toBe(401);
});

test('signing out everywhere at one ends the streams at the other', async () => {
  const [first, second] = [await signIn('7'), await signIn('7')];
  const stream = await EventStream.open(one!.url, first.cookie, { token: first.token });
  await expect.poll(() => stream.messages[0]?.type).toBe('hello');
  const headers = { origin: other!.url, 'sec-fetch-site': 'same-origin', cookie: second.cookie };
  const response = await fetch(`${other!.url}/session/all`, { method: 'DELETE', headers });
  expect(await response.json()).toEqual({ ended: 2, complete: true });
  await stream.ended;
});

test('what one is told, pages at the other hear, in order and once; the same delivery is taken once', async () => {
  const person = await signIn();
  const streams = await Promise.all(
    [one, other].map((world) => EventStream.open(world!.url, person.cookie, { token: person.token })),
  );
  await expect.poll(() => streams.map(({ messages }) => messages[0]?.type)).toEqual(['hello', 'hello']);
  const ids = Array.from({ length: 12 }, () => randomUUID());
  const taken = await Promise.all(ids.map((id, at) => hook(at % 2 ? one! : other!, id)));
  expect(taken.map(({ status }) => status)).toEqual(ids.map(() => 200));
  for (const stream of streams) {
    await expect.poll(() => stream.changes).toHaveLength(12);
    expect(new Set(stream.changes)).toEqual(new Set(ids.map((id) => `meeting.status.changed ${id}`)));
  }
  expect(streams[0]!.changes).toEqual(streams[1]!.changes);
  const same = JSON.stringify(statusChange(randomUUID(), 'finished'));
  const both = await Promise.all([post(one!, same), post(other!, same)]);
  const results = await Promise.all(both.map((response) => response.json()));
  expect(results.map(({ result }) => result).sort()).toEqual(['announced', 'repeated']);
  for (const stream of streams) await expect.poll(() => stream.changes).toHaveLength(13);
  // A page that reconnects elsewhere continues where it left off.
  const again = await EventStream.open(other!.url, person.cookie, {
    token: person.token,
    lastEventId: streams[0]!.lastEventId,
  });
  const next = randomUUID();
  await hook(one!, next);
  await expect.poll(() => again.changes).toEqual([`meeting.status.changed ${next}`]);
  for (const stream of [...streams, again]) stream.close();
});

test('what a person may do in a minute they may do at both together', async () => {
  const person = await signIn();
  const { cookie, authorization } = person;
  const ask = (at: number) =>
    (at % 2 ? one : other)!.ask(`/reports/${randomUUID()}`, cookie, { headers: { authorization } });
  const startedAt = performance.now();
  const answers = await Promise.all(Array.from({ length: 300 }, (_, at) => ask(at)));
  // Two come back in each second.
  const comeBack = Math.ceil((performance.now() - startedAt) / 500);
  const count = (status: number) => answers.filter((answer) => answer.status === status).length;
  expect(count(200) + count(429)).toBe(300);
  expect(count(200)).toBeLessThanOrEqual(120 + comeBack);
  // One may have a portion left that the other would have needed.
  expect(count(200)).toBeGreaterThan(120 - 8);
  const refused = answers.find(({ status }) => status === 429);
  expect(await refused?.json()).toMatchObject({ refusal: { code: 'too-many-reports' } });
  // Nobody else notices.
  const { cookie: others, authorization: own } = await signIn();
  const calm = await other!.ask(`/reports/${randomUUID()}`, others, { headers: { authorization: own } });
  expect(calm.status).toBe(200);
});

test('when Claritalk asks a person to wait at one, the other does not ask for them either', async () => {
  const person = await signIn();
  const again = await signIn();
  one!.upstream.answer = (_request, response) =>
    json(
      response,
      429,
      { message: 'Too Many Attempts.' },
      { 'retry-after': '60', 'x-ratelimit-limit': '480' },
    );
  other!.upstream.answer = (_request, response) => json(response, 200, { name: 'Ada' });
  expect((await read(other!, person)).status).toBe(200);
  expect((await read(one!, person)).status).toBe(429);
  await expect.poll(async () => (await read(other!, person)).status).toBe(429);
  const asked = other!.upstream.received.length;
  const held = await read(other!, person);
  expect(held.headers.get('x-ratelimit-limit')).toBe('480');
  expect(await held.json()).toMatchObject({ refusal: { code: 'upstream-waits' } });
  expect(other!.upstream.received.length).toBe(asked);
  expect((await read(other!, again)).status).toBe(200);
});

test('whoever records is told of a consent that was given at the other, wherever their streams are', async () => {
  const person = await signIn();
  const user = { id: 7, uuid: randomUUID(), name: 'Owen' };
  one!.upstream.answer = (_request, response) => json(response, 200, { user });
  const recording = randomUUID();
  const asked = await one!.ask(`/admin/consents/${recording}`, person.cookie, {
    method: 'PUT',
    headers: {
      origin: one!.url,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
      authorization: person.authorization,
    },
    body: JSON.stringify({ keptDays: 90, purpose: '', onObjection: 'pause' }),
  });
  expect(asked.status).toBe(200);
  const { pathname } = new URL((await asked.json()).link);
  const streams = await Promise.all(
    [one, other].map((world) => EventStream.open(world!.url, person.cookie, { token: person.token })),
  );
  const strangers = await signIn();
  const stranger = await EventStream.open(other!.url, strangers.cookie, { token: strangers.token });
  for (const stream of [...streams, stranger])
    await expect.poll(() => stream.messages[0]?.type).toBe('hello');
  const told = `{"type":"consent","recording":"${recording}"}`;
  for (const [at, world] of [other, one].entries()) {
    const said = await fetch(world!.url + pathname, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: world!.url, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate' },
      body: new URLSearchParams({ decision: 'agreed', name: `Guest ${at}` }),
    });
    expect(said.status).toBe(303);
    for (const stream of streams) await expect.poll(() => stream.text.split(told).length - 1).toBe(at + 1);
  }
  expect(stranger.text).not.toContain(recording);
  for (const stream of [...streams, stranger]) stream.close();
});

test('PostgreSQL away: refused in time, alive, not ready; and all is as before when it is back', async () => {
  const person = await signIn();
  const stream = await EventStream.open(one!.url, person.cookie, { token: person.token });
  await expect.poll(() => stream.messages[0]?.type).toBe('hello');
  await wire.cut();
  // Whose session it is is kept until the gateway has noticed.
  await expect.poll(async () => (await read(one!, person)).status).toBe(503);
  const startedAt = performance.now();
  const refused = await read(one!, person);
  expect(refused.status).toBe(503);
  expect(await refused.json()).toMatchObject({ refusal: { code: 'store-unavailable' } });
  expect((await hook(one!, randomUUID())).status).toBe(500);
  expect((await one!.renew(person.cookie)).status).toBe(503);
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  expect((await fetch(`${one!.url}/healthz`)).status).toBe(200);
  await expect.poll(async () => (await fetch(`${one!.url}/readyz`)).status).toBe(503);
  await wire.mend();
  expect((await read(one!, person)).status).toBe(200);
  const id = randomUUID();
  expect((await hook(other!, id)).status).toBe(200);
  // The page did not even have to reconnect.
  await expect.poll(() => stream.changes).toEqual([`meeting.status.changed ${id}`]);
  await expect.poll(async () => (await fetch(`${one!.url}/readyz`)).status).toBe(200);
  stream.close();
});

/** Whether a gateway is ready, and why not. */
const reasons = async (world: World) => {
  const response = await fetch(`${world.url}/readyz`);
  return [response.status, await response.json()];
};

test('PostgreSQL silent: refused in bounded time, and all is as before when it answers again', {
  // It waits for the limit of an answer more than once.
  timeout: 60_000,
}, async () => {
  const person = await signIn();
  expect((await read(one!, person)).status).toBe(200);
  wire.hold();
  const startedAt = performance.now();
  const answers = [one!.renew(person.cookie), hook(one!, randomUUID()), fetch(`${one!.url}/healthz`)];
  expect(await Promise.all(answers.map(async (each) => (await each).status))).toEqual([503, 500, 200]);
  expect(performance.now() - startedAt).toBeLessThan(15_000);
  // What it last found out is told for two seconds.
  await expect.poll(() => reasons(one!).then(([status]) => status)).toBe(503);
  await wire.mend();
  await expect.poll(() => reasons(one!).then(([status]) => status)).toBe(200);
  expect((await read(one!, person)).status).toBe(200);
});

test('PostgreSQL read-only, as after a failover: who is signed in is served, nothing is written, and it says so', async () => {
  const person = await signIn();
  expect((await read(one!, person)).status).toBe(200);
  const keeper = new pg.Client(direct);
  await keeper.connect();
  const name = new URL(direct).pathname.slice(1);
  const restart = () =>
    keeper.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()',
      [name],
    );
  await keeper.query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
  await restart();
  const readOnly = {
    status: 'not-ready',
    problems: expect.arrayContaining([{ store: 'ledger', problem: 'read-only' }]),
  };
  await expect.poll(() => reasons(one!)).toEqual([503, readOnly]);
  expect((await read(one!, person)).status).toBe(200);
  expect((await hook(one!, randomUUID())).status).toBe(500);
  await keeper.query(`ALTER DATABASE ${name} RESET default_transaction_read_only`);
  await restart();
  await keeper.end();
  const id = randomUUID();
  await expect.poll(async () => (await hook(one!, id)).status).toBe(200);
  await expect.poll(() => reasons(one!).then(([status]) => status)).toBe(200);
});
