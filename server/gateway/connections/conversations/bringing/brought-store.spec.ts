import { beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../../../data/database.ts';
import { emptyPlace, engines } from '../../../../data/testing/engines.ts';
import { connectionPlan } from '../../store-tables.ts';
import { BroughtStore } from './brought-store.ts';

const of = { organisation: 'firm', meeting: 'm', dialog: 1, message: 7 };
const forMs = 60_000;

describe.each(engines)('messages that were brought into meetings on %s', (engine) => {
  const place = emptyPlace(engine);
  let now: number;
  let database: Database;
  /** Of two gateways; an SQLite file belongs to one. */
  let one: BroughtStore;
  let other: BroughtStore;
  beforeEach(async () => {
    now = 1_000_000_000_000;
    database = await place.open().open(connectionPlan);
    const second = engine === 'sqlite' ? database : await place.open().open(connectionPlan);
    [one, other] = [new BroughtStore(database, () => now), new BroughtStore(second, () => now)];
  });

  test('each is begun once, and is known with its dialog', async () => {
    const begun = await Promise.all([one, other, one, other].map((store) => store.begin(of)));
    expect(begun.filter(Boolean)).toHaveLength(1);
    // It is the message that counts, wherever it is looked at.
    expect(await other.begin({ ...of, dialog: 2 })).toBe(false);
    expect(await one.begin({ ...of, meeting: 'another' })).toBe(true);
    expect(await other.of(of)).toEqual([{ message: 7, state: 'begun', at: now }]);
    expect(await other.of({ ...of, dialog: 2 })).toEqual([]);
  });

  test('one that is in doubt is taken over once, and not before a request has had its time', async () => {
    const begunAt = now;
    await one.begin(of);
    now += forMs - 1;
    expect(await other.resume(of, forMs)).toBe(false);
    now += 1;
    const resumed = await Promise.all([one.resume(of, forMs), other.resume(of, forMs)]);
    expect(resumed.toSorted()).toEqual([false, true]);
    expect(await one.of(of)).toEqual([{ message: 7, state: 'begun', at: begunAt + forMs }]);
  });

  test('what is there is neither taken over nor undone; what was not added may begin again', async () => {
    await one.begin(of);
    await one.undo(of);
    expect(await other.of(of)).toEqual([]);
    expect(await other.begin(of)).toBe(true);
    await other.end(of);
    await one.undo(of);
    now += forMs;
    expect(await one.resume(of, forMs)).toBe(false);
    expect(await one.of(of)).toMatchObject([{ message: 7, state: 'done' }]);
  });

  test('they go with the connection', async () => {
    for (const organisation of ['firm', 'others']) await one.begin({ ...of, organisation });
    await database.transaction('test', (within) => one.delete(within, 'firm'));
    expect(await other.of(of)).toEqual([]);
    expect(await other.of({ ...of, organisation: 'others' })).toHaveLength(1);
  });
});
