import { beforeEach, describe, expect, test } from 'vitest';
import { getClient } from '#contract/chat2desk/clients.ts';
import type { Database } from '../../data/database.ts';
import { emptyPlace, engines } from '../../data/testing/engines.ts';
import { Seal } from '../sessions/sealed.ts';
import { connectAtFirst } from './first-connections.ts';
import { ConnectionStore } from './store.ts';
import { connectionPlan } from './store-tables.ts';

const savedBy = { uuid: 'ada', name: 'Ada' };
const given = (key: string) => ({ key, url: 'https://desk.test', savedBy, quota: null });
const of = ['firm', 'chat2desk'] as const;
const hour = 60 * 60 * 1000;

describe.each(engines)('connections on %s', (engine) => {
  const place = emptyPlace(engine);
  let now: number;
  let database: Database;
  /** Of two gateways; an SQLite file belongs to one. */
  let one: ConnectionStore;
  let other: ConnectionStore;
  beforeEach(async () => {
    now = Date.UTC(2026, 2, 1);
    database = await place.open().open(connectionPlan);
    const second = engine === 'sqlite' ? database : await place.open().open(connectionPlan);
    const [first, next] = [database, second].map(
      (each) => new ConnectionStore(each, new Seal('secret', 'connection keys'), () => now),
    );
    if (first && next) [one, other] = [first, next];
  });
  const both = <T>(work: (store: ConnectionStore) => Promise<T>) => Promise.all([work(one), work(other)]);
  const sorted = (found: readonly boolean[]) => found.toSorted();

  test('a connection is what an admin entered, and its key is sealed', async () => {
    expect([await one.find(...of), await one.opened(...of)]).toEqual([undefined, undefined]);
    expect(await one.save(...of, null, given('key-1234'))).toBe(true);
    const expected = {
      organisation: 'firm',
      system: 'chat2desk',
      version: 1,
      url: 'https://desk.test',
      lastFour: '1234',
      savedBy,
      savedAt: now,
      testedAt: now,
      isOpen: false,
      isRefused: false,
      isWebhookOff: false,
      quota: null,
    };
    expect(await other.opened(...of)).toMatchObject({ connection: expected, key: 'key-1234' });
    expect([await other.list('firm'), await other.list('others')]).toEqual([[expected], []]);
    const row = await database.one<{ key: Uint8Array }>('SELECT key FROM connections');
    expect(Buffer.from(row?.key ?? []).includes('key-1234')).toBe(false);
    const lost = new ConnectionStore(database, new Seal('another secret', 'connection keys'));
    expect((await lost.opened(...of))?.key).toBeUndefined();
  });

  test('of two admins who change it at the same time, one has seen what is no longer so', async () => {
    expect(sorted(await both((store) => store.save(...of, null, given('first'))))).toEqual([false, true]);
    const { version = 0 } = (await one.find(...of)) ?? {};
    expect(sorted(await both((store) => store.save(...of, version, given('second'))))).toEqual([false, true]);
    const { version: next = 0 } = (await one.find(...of)) ?? {};
    expect(sorted(await both((store) => store.open(...of, next, true)))).toEqual([false, true]);
    const { version: last = 0, isOpen } = (await one.find(...of)) ?? {};
    expect([version < next && next < last, isOpen]).toEqual([true, true]);
    expect(await one.tested(...of, next, null)).toBe(false);
    expect(sorted(await both((store) => store.delete(...of, last)))).toEqual([false, true]);
    // A page that still shows it cannot change a later one.
    expect(await one.save(...of, null, given('third'))).toBe(true);
    expect(await one.save(...of, last, given('fourth'))).toBe(false);
  });

  test('a key that the system refuses is refused until it was replaced or tested', async () => {
    await one.save(...of, null, given('old'));
    const old = await other.opened(...of);
    await old?.refused();
    expect(await one.find(...of)).toMatchObject({ isRefused: true });
    expect(await one.tested(...of, 1, null)).toBe(true);
    expect(await other.find(...of)).toMatchObject({ isRefused: false });
    await one.save(...of, 1, given('new'));
    // Someone was still waiting for this answer.
    await old?.refused();
    expect(await other.find(...of)).toMatchObject({ isRefused: false });
  });

  test('everything that belongs to a connection goes with it', async () => {
    await one.save(...of, null, given('key'));
    await one.setLink(...of, 'nora', 'operator-7');
    await one.keepAddress(...of, 'upload', 'r1', 'https://desk.test/a');
    const secret = await one.hooks.secret(...of);
    await one.paths.set({ organisation: 'firm', system: 'chat2desk', operation: 'a' }, '/a', () => {});
    await one.clients.dismissed.dismiss('firm', 'm', 't', 1);
    const known = async () => [
      await other.links(...of),
      await other.link(...of, 'nora'),
      await other.address(...of, 'upload', 'r1'),
      (await other.hooks.owner('chat2desk', secret))?.organisation,
      [...(await other.paths.all(...of))],
      await other.clients.dismissed.of('firm', 'm', 't'),
    ];
    expect(await known()).toEqual([
      [{ person: 'nora', id: 'operator-7' }],
      'operator-7',
      'https://desk.test/a',
      'firm',
      [['a', '/a']],
      1,
    ]);
    expect(await one.delete(...of, 1)).toBe(true);
    expect(await known()).toEqual([[], undefined, undefined, undefined, [], 0]);
  });

  test('addresses are known for a day', async () => {
    await one.keepAddress(...of, 'upload', 'r1', 'https://desk.test/a');
    await one.keepAddress(...of, 'upload', 'r1', 'https://desk.test/b');
    now += 23 * hour;
    expect(await other.address(...of, 'upload', 'r1')).toBe('https://desk.test/b');
    now += 2 * hour;
    expect(await other.address(...of, 'upload', 'r1')).toBeUndefined();
    await one.keepAddress(...of, 'upload', 'r2', 'https://desk.test/c');
    expect(await database.all('SELECT id FROM addresses')).toEqual([{ id: 'r2' }]);
  });

  test('an address has one secret, whoever asks first, until it can no longer be read', async () => {
    const [first, second] = await both((store) => store.hooks.secret(...of));
    expect(first).toBe(second);
    await one.hooks.setToken(...of, 'token');
    await one.hooks.note(...of, 'working', undefined);
    expect(await other.hooks.owner('chat2desk', first)).toEqual({ organisation: 'firm', token: 'token' });
    expect(await other.hooks.find(...of)).toEqual({
      state: 'working',
      problem: undefined,
      checkedAt: now,
      hasToken: true,
    });
    const later = new ConnectionStore(database, new Seal('another secret', 'connection keys'), () => now);
    const renewed = await later.hooks.secret(...of);
    expect(renewed).not.toBe(first);
    expect(await later.hooks.owner('chat2desk', first)).toBeUndefined();
    expect(await later.hooks.owner('chat2desk', renewed)).toEqual({ organisation: 'firm', token: undefined });
    expect(await later.hooks.find(...of)).toMatchObject({ state: 'unchecked', hasToken: false });
  });

  test('a path that two admins set is checked against what is set at that moment', async () => {
    const at = (operation: string) => ({ organisation: 'firm', system: 'chat2desk' as const, operation });
    const refuse = (set: ReadonlyMap<string, string>) => {
      if ([...set.values()].includes('/taken')) throw new Error('taken');
    };
    const tried = await Promise.allSettled([
      one.paths.set(at('a'), '/taken', refuse),
      other.paths.set(at('b'), '/taken', refuse),
    ]);
    expect(tried.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect((await one.paths.all(...of)).size).toBe(1);
    const row = { ...getClient, source: 'inferred' as const };
    expect(await one.paths.templateOf('firm', row)).toBe(getClient.path);
    await one.paths.set(at(getClient.name), '/v2/clients/:id', () => {});
    expect(await other.paths.templateOf('firm', row)).toBe('/v2/clients/:id');
    expect(await other.paths.templateOf('firm', getClient)).toBe(getClient.path);
    await other.paths.set(at(getClient.name), null, () => {});
    expect(await one.paths.templateOf('firm', row)).toBe(getClient.path);
  });

  test('the first connections are made once', async () => {
    const keys = { chat2desk: 'a', claap: 'b', courier: 'c' };
    const first = { organisation: 'firm', savedBy, keys };
    await both((store) => connectAtFirst(store, first));
    expect((await one.all()).map(({ system }) => system)).toEqual(['chat2desk', 'claap', 'courier']);
    const { version = 0 } = (await one.find('firm', 'claap')) ?? {};
    await one.delete('firm', 'claap', version);
    await connectAtFirst(one, first);
    expect(await other.find('firm', 'claap')).toBeUndefined();
  });

  test('one gateway at a time makes the meeting of a call, and another one only after it has fallen silent', async () => {
    const call = { organisation: 'firm', call: 'c' };
    const wanted = { name: 'Call', type: undefined };
    expect(sorted(await both(({ calls }) => calls.begin(call, savedBy, wanted)))).toEqual([false, true]);
    expect(await one.calls.hold(call)).toBe(true);
    expect(await one.calls.hold(call)).toBe(true);
    expect(await other.calls.hold(call)).toBe(false);
    const made = { state: 'made', meeting: 'm' } as const;
    await expect(other.calls.change(call, made)).rejects.toThrow('no longer held');
    await other.calls.undo(call);
    await other.calls.take(call, { uuid: 'eve', name: 'Eve' });
    expect(await one.calls.change(call, { sound: 'sent', total: 3 })).toMatchObject({
      state: 'creating',
      by: savedBy,
      sound: 'sent',
      sent: 0,
      total: 3,
      isHeld: true,
    });
    now += hour;
    expect(await other.calls.find(call)).toMatchObject({ isHeld: false });
    expect(await other.calls.hold(call)).toBe(true);
    await expect(one.calls.change(call, made)).rejects.toThrow('no longer held');
    await one.calls.release(call);
    expect(await other.calls.change(call, made)).toMatchObject({ ...made, isHeld: true });
    await other.calls.release(call);
    expect((await one.calls.all('firm')).get('c')).toMatchObject({
      ...made,
      isHeld: false,
      begunAt: now - hour,
    });
  });
});
