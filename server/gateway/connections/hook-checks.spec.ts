import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GatewayProcess } from '../testing/gateway-process.ts';
import { giveOn, passOn } from '../testing/pass-on.ts';
import { lapse, ProcessWorld, sharedSettings } from '../testing/process-world.ts';

/** Two gateways with one PostgreSQL look after the same webhook. */
let world: ProcessWorld;
let databaseUrl: string;
/** Requests for the list of webhooks, in which order they come; each is held back until it is released. */
let releases: (() => void)[] | undefined;
/** How many requests about webhooks are under way, and were at most. */
let [under, most] = [0, 0];
let other: GatewayProcess;

beforeAll(async () => {
  const shared = await sharedSettings();
  databaseUrl = shared.DATABASE_URL;
  world = await ProcessWorld.start('chat2desk', {
    sandbox: { meetings: 0, systems: { simulated: false } },
    settings: { ...shared, LIVE_UPDATES: '1' },
  });
  const { between, sandbox } = world;
  between.answer = async (request, response) => {
    const isOfHooks = request.url.includes('/v1/webhooks');
    if (isOfHooks) {
      under += 1;
      most = Math.max(most, under);
      response.once('close', () => {
        under -= 1;
      });
    }
    if (isOfHooks && request.method === 'GET' && releases) {
      const { promise, resolve } = Promise.withResolvers<void>();
      releases.push(resolve);
      await promise;
    }
    const told = await passOn(request, sandbox.url).catch(() => undefined);
    if (told) giveOn(told, response);
    else response.destroy();
  };
}, 90_000);
afterAll(() => world.stop());

async function sql(text: string) {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const { rows } = await client.query(text);
  await client.end();
  return rows;
}
const within = { timeout: 30_000, interval: 100 };

test('one of two looks at a webhook that nobody has looked at for a day; when it is killed while it looks, the other does', {
  timeout: 90_000,
}, async () => {
  const [before] = await sql('SELECT state, checked_at FROM hooks');
  expect(before).toEqual({ state: 'working', checked_at: expect.anything() });
  world.gateway.kill();
  await world.gateway.ended();
  await sql("UPDATE hooks SET checked_at = 0, state = 'unchecked'");
  await lapse(databaseUrl, 'leases');
  const held: (() => void)[] = [];
  releases = held;
  await world.gateway.start();
  await expect.poll(() => held.length, within).toBe(1);
  // It is up, and has looked whether it may.
  other = await world.startBeside();
  await expect
    .poll(async () => (await sql("SELECT name FROM leases WHERE name = 'webhooks'")).length)
    .toBe(1);
  expect(held).toHaveLength(1);
  world.gateway.kill();
  await world.gateway.ended();
  await lapse(databaseUrl, 'leases');
  await expect.poll(() => held.length, within).toBe(2);
  releases = undefined;
  for (const release of held) release();
  await expect
    .poll(() => sql('SELECT state FROM hooks WHERE checked_at > 0'), within)
    .toEqual([{ state: 'working' }]);
});

test('what people have mended in both at the same time is done one after the other: over 5 runs', {
  timeout: 60_000,
}, async () => {
  await world.gateway.start();
  most = 0;
  for (let run = 0; run < 5; run += 1) {
    const repairs = [world.gateway, other, other, world.gateway].map((at) =>
      world.ask('POST', '/connections/chat2desk/webhook', undefined, {}, at),
    );
    expect((await Promise.all(repairs)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  }
  expect(most).toBe(1);
  expect(await sql("SELECT name FROM leases WHERE name LIKE 'webhook of %'")).toEqual([]);
});
