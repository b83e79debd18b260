import { readdirSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { publicationLimits } from '#contract/claap/publications.ts';
import type { GatewayProcess } from '../../testing/gateway-process.ts';
import { giveOn, passOn } from '../../testing/pass-on.ts';
import { lapse, ProcessWorld, sharedSettings } from '../../testing/process-world.ts';
import { digestOf, keptRecordings, sha256, webm } from '../../testing/publish-world.ts';

/** Two gateways with one PostgreSQL, of which one publishes: the first until another takes over. */
let world: ProcessWorld;
let owner: GatewayProcess;
let other: GatewayProcess;
let databaseUrl: string;
let meeting: string;
const file = webm(12_000_000);

/** At half of the next file, and before Claap gets all of it: each happens once. */
let atHalf: (() => void) | undefined;
let atEnd: (() => Promise<void>) | undefined;

const isFile = (method: string | undefined, url: string | undefined) =>
  method === 'PUT' && url?.includes('/payload') === true;

beforeAll(async () => {
  const shared = await sharedSettings();
  databaseUrl = shared.DATABASE_URL;
  world = await ProcessWorld.start('claap', {
    sandbox: { meetings: 2, systems: { simulated: false, processedAfterMs: 0 } },
    settings: shared,
  });
  const { between, sandbox } = world;
  between.arriving = (request) => {
    if (!isFile(request.method, request.url)) return;
    let seen = 0;
    request.on('data', (piece: Buffer) => {
      seen += piece.length;
      if (seen < Number(request.headers['content-length']) / 2) return;
      atHalf?.();
      atHalf = undefined;
    });
  };
  between.answer = async (request, response) => {
    const held = isFile(request.method, request.url) ? atEnd : undefined;
    if (held) atEnd = undefined;
    await held?.();
    const told =
      held && response.destroyed ? undefined : await passOn(request, sandbox.url).catch(() => undefined);
    if (told) giveOn(told, response);
    else response.destroy();
  };
  const made = await fetch(`${sandbox.url}/api/meetings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Annual accounts', user_id: sandbox.accountUuid('ada') }),
  });
  ({ id: meeting } = (await made.json()) as { id: string });
  [owner, other] = [world.gateway, await world.startBeside()];
}, 150_000);
afterAll(() => world.stop());
beforeEach(() => {
  [atHalf, atEnd] = [undefined, undefined];
});

const within = { timeout: 60_000, interval: 100 };
const read = async (at: GatewayProcess, id: string) =>
  (await world.ask('GET', `/publications/${id}`, undefined, {}, at)).body;
const until = (at: GatewayProcess, id: string, state: string) =>
  expect.poll(async () => (await read(at, id)).state, within).toBe(state);
const publishAt = (at: GatewayProcess, id: string) =>
  world.ask('POST', `/publications/${id}/publish`, { newRecording: false }, {}, at);
const there = (title: string) =>
  keptRecordings(world.sandbox.dataDir, title).map(({ state, sha256: digest, deleted }) => [
    state,
    digest,
    deleted,
  ]);
const once = [['Ready', sha256(file), 0]];

/** Hands a file over, each part to another gateway. */
async function handedOver(): Promise<{ id: string; title: string }> {
  const id = crypto.randomUUID();
  const title = `Published ${id}`;
  const content = { meeting, title, participants: [], bytes: file.length, mediaType: 'audio/webm' };
  expect((await world.ask('PUT', `/publications/${id}`, content, {}, other)).status).toBe(200);
  let gateways = [owner, other];
  for (let offset = 0; offset < file.length; offset += publicationLimits.part) {
    const part = file.slice(offset, offset + publicationLimits.part);
    const headers = { 'content-digest': digestOf(part) };
    for (const at of gateways) {
      // The second is a repetition, and arrives where the first did not.
      const path = `/publications/${id}/parts/${offset}`;
      expect((await world.ask('PUT', path, part, headers, at)).body).toEqual({
        received: offset + part.length,
      });
    }
    gateways = gateways.toReversed();
  }
  return { id, title };
}

async function keptParts(): Promise<number> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const { rows } = await client.query('SELECT count(*)::int AS count FROM publication_parts');
  await client.end();
  return rows[0].count;
}

test('parts that two took are one file at Claap, in one recording, and nothing of it is left here', {
  timeout: 90_000,
}, async () => {
  const { id, title } = await handedOver();
  expect(await keptParts()).toBeGreaterThan(10);
  expect((await publishAt(other, id)).body.state).toBe('sending');
  for (const at of [other, owner]) await until(at, id, 'ready');
  expect(there(title)).toEqual(once);
  await expect.poll(keptParts, within).toBe(0);
  expect(readdirSync(world.dataDir)).not.toContain('publications');
});

test('what is cancelled at one is ended at the other, and its empty recording removed', {
  timeout: 90_000,
}, async () => {
  const { id, title } = await handedOver();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const arrived = new Promise<void>((resolve) => {
    atEnd = () => {
      resolve();
      return released;
    };
  });
  await publishAt(owner, id);
  await arrived;
  expect(there(title)).toEqual([['Empty', null, 0]]);
  const { body } = await world.ask('DELETE', `/publications/${id}`, undefined, {}, other);
  release();
  expect(body).toMatchObject({ state: 'cancelled', leftover: null });
  expect(there(title)).toEqual([['Empty', null, 1]]);
  await expect.poll(keptParts, within).toBe(0);
});

test('held as it is with half of a file sent, and let go when another has sent it: it is there once', {
  timeout: 120_000,
}, async () => {
  const { id, title } = await handedOver();
  const paused = new Promise<void>((resolve) => {
    atHalf = () => {
      owner.pause();
      resolve();
    };
  });
  await publishAt(other, id);
  await paused;
  await lapse(databaseUrl, 'leases');
  await until(other, id, 'ready');
  owner.resume();
  [owner, other] = [other, owner];
  // It publishes nothing more, and says what is so.
  const next = await handedOver();
  await publishAt(other, next.id);
  await until(other, next.id, 'ready');
  expect([there(title), there(next.title)]).toEqual([once, once]);
  expect((await read(other, id)).state).toBe('ready');
});

test.each(['half of the file has arrived', 'all of the file has arrived'])(
  'killed when %s: another continues without anyone, in the same recording',
  { timeout: 120_000 },
  async (moment) => {
    const { id, title } = await handedOver();
    const kill = () => owner.kill();
    if (moment.startsWith('half')) atHalf = kill;
    else
      atEnd = async () => {
        kill();
        await owner.ended();
      };
    await publishAt(other, id);
    await owner.ended();
    await lapse(databaseUrl, 'leases');
    await until(other, id, 'ready');
    expect(there(title)).toEqual(once);
    await expect.poll(keptParts, within).toBe(0);
    await owner.start();
    [owner, other] = [other, owner];
  },
);
