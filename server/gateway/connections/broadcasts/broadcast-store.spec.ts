import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, test } from 'vitest';
import { sqliteDatabases } from '../../../data/sqlite-database.ts';
import { emptyPlace, engines } from '../../../data/testing/engines.ts';
import { Seal } from '../../sessions/sealed.ts';
import { BroadcastStore } from './broadcast-store.ts';
import { broadcastPlan } from './broadcast-tables.ts';

const secret = 'a secret that is long enough 1234567';
const dayMs = 24 * 60 * 60 * 1000;
const content = { way: 'text' as const, text: 'Closed on {date} é', data: { date: 'Monday' } };
const ada = { uuid: 'ada', name: 'Ada' };
const someone = (at: number) => ({
  individual: `i-${at}`,
  user: `u-${at}`,
  name: `Name ${at}`,
  address: `+324700000${at}`,
  values: { name: `Name ${at}` },
});
const problem = { code: 'server-failed' as const, values: { a: 'é' } };

describe.each(engines)('broadcasts on %s', (engine) => {
  const place = emptyPlace(engine);
  let now: number;
  let store: BroadcastStore;
  /** Of another gateway, where there can be one. */
  let other: BroadcastStore;
  beforeEach(async () => {
    now = Date.parse('2026-11-30T10:00:00Z');
    store = await open();
    other = engine === 'postgres' ? await open() : store;
  });

  async function open(with_ = secret): Promise<BroadcastStore> {
    return new BroadcastStore(
      await place.open().open(broadcastPlan),
      new Seal(with_, 'broadcasts'),
      () => now,
    );
  }
  const begun = (id: string, at = now) => ({
    ...{ id, organisation: 'own', person: ada, at, sendAt: at + 5, account: 'account', content },
  });
  const add = (id: string, count = 3) =>
    store.add(
      begun(id),
      Array.from({ length: count }, (_, at) => someone(at)),
    );
  const states = async (id: string) => (await store.recipients(id)).map(({ state }) => state);
  const one = async (id: string, at = 0) => (await store.recipients(id))[at] ?? expect.fail();

  test('is kept with all its recipients as given, sealed, and once', async () => {
    const to = [someone(0), { ...someone(1), exclusion: 'no-phone' as const }];
    const made = await Promise.all([store.add(begun('B-1'), to), other.add(begun('b-1'), to)]);
    expect(made.filter((broadcast) => broadcast !== undefined)).toHaveLength(1);
    const { id: _, ...given } = begun('b-1');
    expect(await store.find('B-1')).toEqual({
      id: 'b-1',
      ...given,
      state: 'waiting',
      looks: 0,
      lookAt: null,
      problem: undefined,
    });
    expect(await store.recipients('b-1')).toEqual([
      {
        ...to[0],
        position: 0,
        key: expect.stringMatching(/^[0-9a-f-]{36}$/),
        state: 'waiting',
        made: null,
        at: null,
      },
      { ...to[1], position: 1, key: expect.any(String), state: 'excluded', made: null, at: null },
    ]);
    expect(await store.counts('b-1')).toEqual({ excluded: 1, waiting: 1 });
    await expect(store.get('b-2')).rejects.toThrow('there is no such broadcast');
    const blind = await open('another secret that is long enough 12');
    expect((await blind.get('b-1')).content).toBeUndefined();
    expect((await blind.recipients('b-1'))[0]).toMatchObject({ name: '', address: '' });
  });

  test('a message leaves once, whoever sends: over 20 recipients', async () => {
    await add('b', 20);
    const all = await store.recipients('b');
    // Nothing leaves before it has begun.
    expect(await store.leave('b', all[0]!)).toBeUndefined();
    await store.turn('b', ['waiting'], 'sending');
    const left = await Promise.all(
      all.flatMap((recipient) => [store.leave('b', recipient), other.leave('b', recipient)]),
    );
    expect(left.filter((recipient) => recipient !== undefined)).toHaveLength(20);
    expect(await store.counts('b')).toEqual({ sending: 20 });
    expect(await store.lastAt('b')).toBe(now);
  });

  test('what is cancelled while it leaves has left, or has not: over 20 runs', async () => {
    for (let run = 0; run < 20; run += 1) {
      const id = `b-${run}`;
      await add(id);
      await store.turn(id, ['waiting'], 'sending');
      const [left, cancelled] = await Promise.all([other.leave(id, await one(id)), store.cancel(id)]);
      expect(cancelled).toMatchObject({ state: 'cancelled' });
      expect(await states(id)).toEqual([left ? 'sending' : 'cancelled', 'cancelled', 'cancelled']);
      expect(await other.leave(id, await one(id, 1))).toBeUndefined();
      expect(await store.cancel(id)).toBeUndefined();
    }
  });

  test('a recipient changes from the state in which they were seen, and a broadcast from those that it may be in', async () => {
    await add('b');
    await store.turn('b', ['waiting'], 'sending');
    const waiting = await one('b');
    const sending = (await store.leave('b', waiting)) ?? expect.fail();
    expect(await store.changeRecipient('b', waiting, { made: 'draft' })).toBeUndefined();
    const accepted = await store.changeRecipient('b', sending, { state: 'accepted', made: 'm' });
    expect(accepted).toEqual({ ...sending, state: 'accepted', made: 'm' });
    expect(await one('b')).toEqual(accepted);
    expect(await other.changeRecipient('b', sending, { state: 'waiting', at: null })).toBeUndefined();
    const said = { state: 'failed', said: 'no such mailbox', problem } as const;
    expect(await one('b')).toEqual(accepted);
    expect(await store.changeRecipient('b', accepted!, said)).toEqual({ ...accepted, ...said });
    expect((await store.next('b'))?.position).toBe(1);
    expect((await store.recipients('b', 'waiting')).map(({ position }) => position)).toEqual([1, 2]);
    expect(await store.turn('b', ['sending'], 'stopped', problem)).toMatchObject({
      state: 'stopped',
      problem,
    });
    expect(await store.turn('b', ['sending'], 'done')).toBeUndefined();
    expect((await store.get('b')).problem).toEqual(problem);
  });

  test('continues with those who certainly got nothing, while there are any', async () => {
    await add('b');
    await store.turn('b', ['waiting'], 'sending');
    expect(await store.continue('b')).toBeUndefined();
    for (const [at, state] of (['not-sent', 'unknown', 'accepted'] as const).entries())
      await store.changeRecipient('b', await one('b', at), { state });
    await store.turn('b', ['sending'], 'done', problem);
    expect(await store.attention('own')).toBe(1);
    const both = await Promise.all([store.continue('b'), other.continue('b')]);
    expect(both.filter((broadcast) => broadcast !== undefined)).toHaveLength(1);
    expect(await states('b')).toEqual(['waiting', 'unknown', 'accepted']);
    expect(await store.get('b')).toMatchObject({ state: 'sending', problem: undefined });
    await store.changeRecipient('b', await one('b'), { state: 'delivered' });
    await store.turn('b', ['sending'], 'done');
    expect(await store.continue('b')).toBeUndefined();
  });

  test('lists are of one organisation, the newest first; looks are in their order', async () => {
    for (let at = 0; at < 4; at += 1) {
      now += 10;
      await add(`b-${at}`);
    }
    await store.add({ ...begun('elsewhere'), organisation: 'other' }, [someone(0)]);
    const ids = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id);
    expect(ids(await store.list('own', undefined, 3))).toEqual(['b-3', 'b-2', 'b-1']);
    expect(ids(await store.list('own', (await store.get('b-1')).at, 3))).toEqual(['b-0']);
    await store.turn('b-0', ['waiting'], 'stopped');
    await store.cancel('b-3');
    expect(ids(await store.underWay())).toEqual(['b-1', 'b-2', 'elsewhere']);
    expect(await store.attention('own')).toBe(1);
    await store.plan('b-1', 2, 50);
    await store.plan('b-2', 0, 40);
    await store.plan('b-3', 1, null);
    expect(await store.toLook()).toEqual([
      { id: 'b-2', looks: 0, lookAt: 40 },
      { id: 'b-1', looks: 2, lookAt: 50 },
    ]);
  });

  test('what has ended is forgotten after ninety days, with its recipients, and nothing else', async () => {
    for (const id of ['waiting', 'done', 'stopped']) await add(id);
    await store.turn('done', ['waiting'], 'done');
    await store.turn('stopped', ['waiting'], 'stopped');
    now += 90 * dayMs - 1;
    await store.prune();
    expect(await store.find('done')).toBeDefined();
    now += 1;
    await store.prune();
    expect([await store.find('done'), await store.find('stopped')]).toEqual([undefined, undefined]);
    expect([await store.recipients('done'), await states('waiting')]).toEqual([
      [],
      ['waiting', 'waiting', 'waiting'],
    ]);
  });

  test('what one tells, those who follow hear, in every gateway', async () => {
    let heard = 0;
    const end = other.follow(() => {
      heard += 1;
    });
    const before = heard;
    await expect
      .poll(async () => {
        await store.tell();
        return heard;
      })
      .toBeGreaterThan(before);
    end();
  });
});

test('a file of a gateway from before there were steps is read as it is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'claritalk-broadcasts-'));
  const databases = sqliteDatabases(folder);
  const open = async () =>
    new BroadcastStore(await databases.open(broadcastPlan), new Seal(secret, 'broadcasts'));
  const given = { id: 'b', organisation: 'own', person: ada, at: 1, sendAt: 2, account: null, content };
  const made = await (await open()).add(given, [someone(0)]);
  await databases.close();
  const file = new DatabaseSync(join(folder, 'broadcasts.sqlite'));
  file.exec(`DROP TABLE store_versions; CREATE TRIGGER broadcasts_gone AFTER DELETE ON broadcasts BEGIN
    DELETE FROM recipients WHERE broadcast = OLD.id; END`);
  file.close();
  const store = await open();
  expect(await store.get('b')).toEqual(made);
  expect(await store.recipients('b')).toMatchObject([someone(0)]);
  await databases.close();
  rmSync(folder, { recursive: true });
});
