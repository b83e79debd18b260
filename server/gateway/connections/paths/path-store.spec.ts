import { beforeEach, describe, expect, test } from 'vitest';
import { operations } from '#contract/courier/table.ts';
import { isPathGuessed } from '#contract/system.ts';
import type { Database } from '../../../data/database.ts';
import { emptyPlace, engines } from '../../../data/testing/engines.ts';
import { connectionPlan } from '../store-tables.ts';
import { PathStore } from './path-store.ts';

const guessed = operations.find(isPathGuessed)!;
const told = operations.find((row) => !isPathGuessed(row))!;
const of = { organisation: 'firm', system: 'courier', operation: guessed.name } as const;
const anything = () => undefined;

describe.each(engines)('paths of an organisation’s server on %s', (engine) => {
  const place = emptyPlace(engine);
  let database: Database;
  /** Of two gateways; an SQLite file belongs to one. */
  let one: PathStore;
  let other: PathStore;
  beforeEach(async () => {
    database = await place.open().open(connectionPlan);
    one = new PathStore(database);
    other = new PathStore(engine === 'sqlite' ? database : await place.open().open(connectionPlan));
  });

  test('the usual path until another is set, and again when that is taken back', async () => {
    expect(await one.templateOf('firm', guessed)).toBe(guessed.path);
    await one.set(of, '/v1/elsewhere/', anything);
    expect(await other.templateOf('firm', guessed)).toBe('/v1/elsewhere/');
    expect(await other.templateOf('others', guessed)).toBe(guessed.path);
    await other.set(of, '/v1/there/', anything);
    expect(await one.all('firm', 'courier')).toEqual(new Map([[guessed.name, '/v1/there/']]));
    await one.set(of, null, anything);
    expect([await other.templateOf('firm', guessed), await other.all('firm', 'courier')]).toEqual([
      guessed.path,
      new Map(),
    ]);
  });

  test('a path that is documented is not looked for', async () => {
    await one.set({ ...of, operation: told.name }, '/v1/elsewhere/', anything);
    expect(await one.templateOf('firm', told)).toBe(told.path);
  });

  test('of two that may not be set together, one is', async () => {
    const alone = (set: ReadonlyMap<string, string>) => {
      if (set.size > 0) throw new RangeError('there is one');
    };
    const both = [
      one.set(of, '/v1/first/', alone),
      other.set({ ...of, operation: 'another' }, '/v1/second/', alone),
    ];
    const ended = await Promise.allSettled(both);
    expect(ended.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect((await one.all('firm', 'courier')).size).toBe(1);
    // What is refused leaves what was set.
    await expect(one.set(of, null, alone)).rejects.toThrow(RangeError);
    expect((await other.all('firm', 'courier')).size).toBe(1);
  });

  test('they go with the connection', async () => {
    for (const organisation of ['firm', 'others']) await one.set({ ...of, organisation }, '/v1/x/', anything);
    await database.transaction('test', (within) => one.delete(within, 'firm', 'courier'));
    expect([(await other.all('firm', 'courier')).size, (await other.all('others', 'courier')).size]).toEqual([
      0, 1,
    ]);
  });
});
