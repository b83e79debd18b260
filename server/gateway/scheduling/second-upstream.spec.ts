import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { jsonBody, keys, ParcelWorld } from '../testing/parcels.ts';
import { json } from '../testing/upstream.ts';

let world: ParcelWorld;
beforeEach(async () => {
  world = await ParcelWorld.start();
});
afterEach(() => world.stop());

const path = '/v1/parcels/P-1';
const codeOf = async (response: Response) => [response.status, (await response.json()).refusal?.code];
const claritalk = async () => (await world.world.api('/types/list', world.people.ada)).status;

describe('places', () => {
  let open: () => void;
  let underWay: string[];
  beforeEach(() => {
    underWay = [];
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    world.post.answer = async ({ headers }, response) => {
      underWay.push(String(headers['x-parcel-key']));
      await opened;
      json(response, 200, { ok: true });
    };
  });

  test('belong to each connection: its people take turns, and nobody else waits for them', async () => {
    const ada = [world.ask(path), world.ask(path), world.ask(path)];
    await expect.poll(() => underWay.length).toBe(1);
    // One place is left for another person of the same connection.
    const owen = world.ask(path, { who: 'owen' });
    await expect.poll(() => underWay.length).toBe(2);
    const nora = world.ask(path, { who: 'nora' });
    await expect
      .poll(() => underWay)
      .toEqual([`Key ${keys.north}`, `Key ${keys.north}`, `Key ${keys.south}`]);
    expect(await claritalk()).toBe(200);
    // Two of ada's wait; no more may.
    expect(await codeOf(await world.ask(path))).toEqual([429, 'too-many-at-once']);
    open();
    const statuses = (await Promise.all([...ada, owen, nora])).map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 200, 200, 200]);
  });

  test('for files are separate from those for requests', async () => {
    const asked = world.ask(path);
    await expect.poll(() => underWay.length).toBe(1);
    const label = world.ask(`${path}/label`, {
      method: 'PUT',
      headers: { 'content-type': 'image/png' },
      body: 'x',
    });
    await expect.poll(() => underWay.length).toBe(2);
    open();
    expect((await Promise.all([asked, label])).map(({ status }) => status)).toEqual([200, 200]);
  });
});

test('a body that would take too much memory is refused before it is read', async () => {
  const { limits } = await import('../testing/parcels.ts').then(({ parcels }) => parcels);
  await world.stop();
  world = await ParcelWorld.start({
    limits: { ...limits, progress: { requests: 6, bytes: 100, allBytes: 1000 } },
  });
  const create = (to: string) => world.ask('/v1/parcels/', { method: 'POST', ...jsonBody({ to }) });
  expect(await codeOf(await create('x'.repeat(100)))).toEqual([429, 'too-many-at-once']);
  expect((await create('x')).status).toBe(200);
});

test('a system that asks to wait asks all who share the credential, and nobody else', async () => {
  world.post.answer = (_request, response) =>
    json(response, 429, { ok: false }, { 'parcel-wait': '30', 'parcel-limit': '60' });
  const first = await world.ask(path);
  expect([first.headers.get('retry-after'), first.headers.get('x-ratelimit-limit')]).toEqual(['30', '60']);
  expect(await first.json()).toEqual({
    message: 'Parcel Post accepts no more requests for now.',
    refusal: { code: 'upstream-waits', values: { system: 'Parcel Post' } },
  });
  world.post.answer = (_request, response) => json(response, 200, { ok: true });
  const held = await world.ask(path, { who: 'owen' });
  expect(await codeOf(held)).toEqual([429, 'upstream-waits']);
  expect(Object.fromEntries(held.headers)).toMatchObject({
    'retry-after': '30',
    'x-ratelimit-limit': '60',
    'x-ratelimit-remaining': '0',
  });
  expect(world.post.received.length).toBe(1);
  expect((await world.ask(path, { who: 'nora' })).status).toBe(200);
  expect(await claritalk()).toBe(200);
});

test('a credential’s allowance at a system is not exceeded', async () => {
  const put = (who: 'ada' | 'owen' | 'nora') =>
    world.ask(`${path}/label`, { method: 'PUT', headers: { 'content-type': 'image/png' }, body: 'x', who });
  for (const who of ['ada', 'owen', 'ada'] as const) expect((await put(who)).status).toBe(200);
  const used = await put('owen');
  expect(Number(used.headers.get('retry-after'))).toBeGreaterThan(500);
  expect(await codeOf(used)).toEqual([429, 'quota-used']);
  expect(world.post.received.length).toBe(3);
  expect((await put('nora')).status).toBe(200);
  // There is enough of another class.
  expect((await world.ask(path, { who: 'owen' })).status).toBe(200);
});
