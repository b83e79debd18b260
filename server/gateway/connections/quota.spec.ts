import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { emptyPlace, engines } from '../../data/testing/engines.ts';
import { Seal } from '../sessions/sealed.ts';
import { ConnectedWorld } from '../testing/connected-world.ts';
import { json } from '../testing/upstream.ts';
import { isLow } from './quota.ts';
import { ConnectionStore } from './store.ts';
import { connectionPlan } from './store-tables.ts';

describe.each(engines)('what is used of a month, on %s', (engine) => {
  const place = emptyPlace(engine);
  let now: number;
  let store: ConnectionStore;
  const open = async () =>
    new ConnectionStore(
      await place.open().open(connectionPlan),
      new Seal('x'.repeat(40), 'connection keys'),
      () => now,
    );
  const used = async (of = store) => (await of.find('firm', 'chat2desk'))?.quota?.used;
  const ask = (times: number) => {
    for (let time = 0; time < times; time += 1) store.countRequest('firm', 'chat2desk');
  };
  const given = { key: 'a-key-1234', url: null, savedBy: { uuid: 'u', name: 'Ada' } };
  beforeEach(async () => {
    now = Date.UTC(2026, 2, 31, 23, 59);
    store = await open();
    await store.save('firm', 'chat2desk', null, { ...given, quota: { used: 100, of: 1000 } });
  });

  test('is what the system said and what was asked since, also after a restart', async () => {
    ask(3);
    expect([await used(), (await store.list('firm'))[0]?.quota?.used]).toEqual([103, 103]);
    await store.close();
    const again = await open();
    expect(await used(again)).toBe(103);
    ask(120);
    await store.close();
    expect([await used(), await used(again)]).toEqual([223, 223]);
  });

  test('is the system’s own word again once it was asked', async () => {
    ask(7);
    const { version = 0 } = (await store.find('firm', 'chat2desk')) ?? {};
    await store.tested('firm', 'chat2desk', version, { used: 105, of: 1000 });
    expect(await used()).toBe(105);
    ask(1);
    expect(await used()).toBe(106);
  });

  test('is of one connection', async () => {
    await store.save('other', 'chat2desk', null, { ...given, quota: { used: 1, of: 1000 } });
    await store.save('firm', 'claap', null, { ...given, quota: null });
    ask(60);
    store.countRequest('firm', 'claap');
    await store.close();
    expect((await store.find('other', 'chat2desk'))?.quota?.used).toBe(1);
    expect((await store.find('firm', 'claap'))?.quota).toBeNull();
    expect(await store.leastQuota()).toEqual(new Map([['chat2desk', 0.84]]));
  });

  test('is not known in the next month', async () => {
    now += 60_000;
    expect((await store.find('firm', 'chat2desk'))?.quota).toBeNull();
    now -= 60_000;
    expect(await used()).toBe(100);
  });
});

test.each([
  [null, false],
  [{ used: 5_000, of: null }, false],
  [{ used: 899, of: 1000 }, false],
  [{ used: 900, of: 1000 }, true],
  [{ used: 1001, of: 1000 }, true],
])('%j: little is left or not (%s)', (quota, expected) => {
  expect(isLow(quota)).toBe(expected);
});

describe('through the gateway', () => {
  let world: ConnectedWorld;
  beforeAll(async () => {
    world = await ConnectedWorld.start({ liveUpdates: false });
    world.system.answer = ({ url }, response) => {
      const api_calls = { used_this_month: 898, left_free_requests: 102, left_paid_requests: 0 };
      const data = url.includes('api_info') ? { companyID: 1, api_calls } : [];
      json(response, 200, { data, meta: {}, status: 'success' });
    };
    await world.connect('chat2desk');
  });
  afterAll(() => world.stop());
  const state = async () =>
    (await world.admin.ask(world.people.ada, 'GET', '/connections')).body.connections[0];

  test('each request counts that reaches the system, and people go on when little is left', async () => {
    expect(await state()).toMatchObject({ state: 'connected', quota: { used: 898, of: 1000 } });
    expect((await world.ask('ada', 'GET', '/chat2desk/v1/clients?evil=1')).status).toBe(400);
    expect((await world.ask('ada', 'GET', '/chat2desk/v1/clients')).status).toBe(200);
    expect(await state()).toMatchObject({ state: 'connected', quota: { used: 899 } });
    const key = '11111111-1111-4111-8111-111111111111';
    const body = { tag_group_id: 1, tag_label: 'x' };
    // The same again is answered from the ledger.
    for (let time = 0; time < 2; time += 1) {
      expect((await world.ask('ada', 'POST', '/chat2desk/v1/tags', { key, body })).status).toBe(200);
    }
    expect(await state()).toMatchObject({ state: 'quota-low', quota: { used: 900 } });
    expect((await world.ask('ada', 'GET', '/chat2desk/v1/clients')).status).toBe(200);
  });
});
