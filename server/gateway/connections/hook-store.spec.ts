import { beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../data/database.ts';
import { emptyPlace, engines } from '../../data/testing/engines.ts';
import { Seal } from '../sessions/sealed.ts';
import { HookStore } from './hook-store.ts';
import { connectionPlan } from './store-tables.ts';

const of = ['firm', 'chat2desk'] as const;

describe.each(engines)('addresses of webhooks on %s', (engine) => {
  const place = emptyPlace(engine);
  let now: number;
  let database: Database;
  /** Of two gateways; an SQLite file belongs to one. */
  let one: HookStore;
  let other: HookStore;
  beforeEach(async () => {
    now = 1_000_000_000_000;
    database = await place.open().open(connectionPlan);
    const second = engine === 'sqlite' ? database : await place.open().open(connectionPlan);
    one = new HookStore(database, new Seal('secret'), () => now);
    other = new HookStore(second, new Seal('secret'), () => now);
  });

  test('each connection has one, however many ask for it first; it is sealed', async () => {
    const secrets = await Promise.all([one, other, one, other].map((store) => store.secret(...of)));
    expect(new Set(secrets).size).toBe(1);
    const [secret = ''] = secrets;
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(await other.known(...of)).toBe(secret);
    expect([await one.secret('firm', 'claap'), await one.secret('others', 'chat2desk')]).not.toContain(
      secret,
    );
    const row = await database.one<{ secret: Uint8Array }>(
      'SELECT secret FROM hooks WHERE organisation = ?',
      'firm',
    );
    expect(Buffer.from(row?.secret ?? []).includes(secret)).toBe(false);
  });

  test('is recognised at its own system alone', async () => {
    const secret = await one.secret(...of);
    expect(await other.owner('chat2desk', secret)).toEqual({ organisation: 'firm', token: undefined });
    expect(await other.owner('claap', secret)).toBeUndefined();
    expect(await other.owner('chat2desk', `${secret.slice(1)}x`)).toBeUndefined();
    await one.setToken(...of, 'what the system says');
    expect(await other.owner('chat2desk', secret)).toEqual({
      organisation: 'firm',
      token: 'what the system says',
    });
    expect((await other.find(...of))?.hasToken).toBe(true);
  });

  test('the state in which it was found is kept, with the reason', async () => {
    expect(await one.find(...of)).toBeUndefined();
    await one.secret(...of);
    const unchecked = { state: 'unchecked', problem: undefined, checkedAt: null, hasToken: false };
    expect(await other.find(...of)).toEqual(unchecked);
    const problem = { code: 'upstream-silent', values: { system: 'Chat2Desk' } } as const;
    await one.note(...of, 'disabled', problem);
    expect(await other.find(...of)).toEqual({ ...unchecked, state: 'disabled', problem, checkedAt: now });
    now += 1;
    await other.note(...of, 'working', undefined);
    expect(await one.find(...of)).toEqual({ ...unchecked, state: 'working', checkedAt: now });
  });

  test('one that can no longer be read is replaced, with all that was known of it', async () => {
    const before = await one.secret(...of);
    await one.setToken(...of, 'token');
    await one.note(...of, 'working', undefined);
    const [first, second] = [database, database].map(
      (each) => new HookStore(each, new Seal('another'), () => now),
    );
    expect(await first!.known(...of)).toBeUndefined();
    const secrets = await Promise.all([first!.secret(...of), second!.secret(...of)]);
    expect(new Set(secrets).size).toBe(1);
    expect(secrets).not.toContain(before);
    expect(await first!.owner('chat2desk', before)).toBeUndefined();
    expect(await first!.find(...of)).toMatchObject({ state: 'unchecked', checkedAt: null, hasToken: false });
  });

  test('goes with its connection, in one transaction', async () => {
    const [secret, others] = [await one.secret(...of), await one.secret('others', 'chat2desk')];
    const failing = database.transaction('test', async (within) => {
      await one.delete(within, ...of);
      throw new RangeError('no');
    });
    await expect(failing).rejects.toThrow(RangeError);
    expect(await other.known(...of)).toBe(secret);
    await database.transaction('test', (within) => one.delete(within, ...of));
    expect([await other.known(...of), await other.known('others', 'chat2desk')]).toEqual([undefined, others]);
  });
});
