import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../data/database.ts';
import { postgresDatabases } from '../../data/postgres-database.ts';
import { emptyPlace, engines } from '../../data/testing/engines.ts';
import { createPostgresDatabase } from '../../data/testing/postgres.ts';
import { postgresWire } from '../../data/testing/postgres-wire.ts';
import { workPlan } from '../../data/work-plan.ts';
import type { Limit, Limits } from './limits.ts';
import { sharedLimits } from './shared-limits.ts';

const limit: Limit = { name: 'reads', requests: 120, comesBack: 'at-once' };

describe.each(engines)('limits that gateways share, on %s', (engine) => {
  const place = emptyPlace(engine);
  let database: Database;
  let now: number;
  let all: Limits[];
  beforeEach(async () => {
    now = Date.UTC(2026, 0, 1);
    all = [];
    database = await place.open().open(workPlan);
  });
  afterEach(() => Promise.all(all.map((one) => one.close())));
  /** One gateway. */
  const open = () => {
    const limits = sharedLimits(database, () => now);
    all.push(limits);
    return limits;
  };
  const taken = async (takes: readonly Promise<number>[]) =>
    (await Promise.all(takes)).filter((wait) => wait === 0).length;
  const many = <T>(count: number, work: (at: number) => T) =>
    Array.from({ length: count }, (_, at) => work(at));

  test('a person does at two gateways at once what they may do at one, and no more', async () => {
    const [one, other] = [open().of(limit), open().of(limit)];
    expect(await taken(many(600, (at) => (at % 2 ? one : other).take('ada')))).toBe(120);
    expect(await one.take('ada')).toBeGreaterThan(0);
    expect(await other.take('owen')).toBe(0);
  });

  test('one request after the other, at any of three gateways: all of the limit, and no more', async () => {
    const gateways = many(3, () => open().of(limit));
    const waits: number[] = [];
    for (let at = 0; at < 150; at += 1) waits.push((await gateways[at % 3]?.take('ada')) ?? -1);
    const passed = waits.filter((wait) => wait === 0).length;
    // What is left at a gateway that nobody asks at that moment.
    expect(passed).toBeGreaterThan(120 - 3 * 8);
    expect(passed).toBeLessThanOrEqual(120);
  });

  test('it comes back steadily, and says when', async () => {
    const one = open().of(limit);
    expect(await taken(many(200, () => one.take('ada')))).toBe(120);
    expect(await one.take('ada')).toBe(1);
    now += 499;
    expect(await one.take('ada')).toBe(1);
    now += 1;
    expect([await one.take('ada'), await one.take('ada')]).toEqual([0, 1]);
    now += 60_000;
    expect(await taken(many(200, () => one.take('ada')))).toBe(120);
    const rare = open().of({ ...limit, name: 'rare', requests: 2, perMs: 600_000 });
    expect(await taken(many(3, () => rare.take('ada')))).toBe(2);
    expect(await rare.take('ada')).toBe(300);
  });

  test('one that was taken in advance and given back is there for the next', async () => {
    const one = open().of({ ...limit, requests: 2 });
    expect([await one.take('ada'), await one.take('ada'), await one.take('ada')]).toEqual([0, 0, 30]);
    one.giveBack('ada');
    expect([await one.take('ada'), await one.take('ada')]).toEqual([0, 30]);
  });

  test('what a gateway does not use goes back, at the latest when it ends', async () => {
    const limits = open();
    const one = limits.of(limit);
    expect(await one.take('ada')).toBe(0);
    await limits.close();
    const other = open().of(limit);
    expect(await taken(many(200, () => other.take('ada')))).toBe(119);
  });

  test('limits of other names, people and periods are their own', async () => {
    const limits = open();
    const few = { ...limit, requests: 1 };
    const [reads, changes] = [limits.of(few), limits.of({ ...few, name: 'changes', perMs: 1_000 })];
    expect(() => limits.of(few)).toThrow('two limits have the name "reads"');
    expect([await reads.take('ada'), await changes.take('ada'), await reads.take('owen')]).toEqual([0, 0, 0]);
    expect([await reads.take('ada'), await changes.take('ada')]).toEqual([60, 1]);
    now += 1_000;
    expect([await reads.take('ada'), await changes.take('ada')]).toEqual([59, 0]);
  });

  test('what is stored names nobody, and is forgotten once it is full', async () => {
    const limits = open();
    await limits.of(limit).take('ada');
    const stored = await database.all<{ id: string }>('SELECT id FROM quotas');
    expect(stored).toEqual([{ id: expect.stringMatching(/^[\w-]{43}$/) }]);
    await limits.sweep();
    expect(await database.all('SELECT id FROM quotas')).toHaveLength(1);
    now += 60_000;
    await limits.sweep();
    expect(await database.all('SELECT id FROM quotas')).toEqual([]);
  });

  test('a clock that is ahead gives nobody more', async () => {
    const ahead = sharedLimits(database, () => now + 5_000);
    all.push(ahead);
    const [one, other] = [open().of(limit), ahead.of(limit)];
    expect(await taken(many(300, () => other.take('ada')))).toBe(120);
    expect(await taken(many(300, () => one.take('ada')))).toBe(0);
    expect(await one.take('ada')).toBe(6);
  });
});

test('while the store is away each gateway counts for itself, and together again when it is back', async () => {
  const wire = await postgresWire(await createPostgresDatabase());
  const databases = postgresDatabases(wire.url);
  const limits = sharedLimits(await databases.open(workPlan));
  const few = limits.of({ ...limit, requests: 3, perMs: 600_000 });
  expect(await few.take('ada')).toBe(0);
  await wire.cut();
  expect([await few.take('ada'), await few.take('ada'), await few.take('ada')]).toEqual([0, 0, 0]);
  expect(await few.take('ada')).toBeGreaterThan(0);
  await wire.mend();
  const waits: number[] = [];
  for (let at = 0; at < 3; at += 1) waits.push(await few.take('ada'));
  expect(waits.map((wait) => wait > 0)).toEqual([false, false, true]);
  await limits.close();
  await databases.close();
  await wire.end();
});
