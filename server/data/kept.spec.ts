import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database } from './database.ts';
import { Kept } from './kept.ts';
import { postgresDatabases } from './postgres-database.ts';
import { storePlace } from './testing/engines.ts';
import { createPostgresDatabase } from './testing/postgres.ts';
import { type PostgresWire, postgresWire } from './testing/postgres-wire.ts';

const plan = { store: 'test', tables: [], migrations: [] };
let wire: PostgresWire;
let [database, other]: Database[] = [];
let kept: Kept<number>;
let reads: number;
const ends: (() => Promise<void>)[] = [];
beforeEach(async () => {
  const url = await createPostgresDatabase();
  wire = await postgresWire(url);
  const [here, there] = [postgresDatabases(wire.url), postgresDatabases(url)];
  ends.push(here.close, there.close, wire.end);
  [database, other] = [await here.open(plan), await there.open(plan)];
  kept = new Kept(database, ['a', 'b']);
  reads = 0;
  await expect.poll(() => database?.isHearing).toBe(true);
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
const load = async () => {
  reads += 1;
  return reads;
};

test('what was read a moment ago is not read again, until another gateway tells', async () => {
  expect(await Promise.all([kept.read('x', load), kept.read('x', load), kept.read('y', load)])).toEqual([
    1, 1, 2,
  ]);
  await other!.tell('else');
  await other!.tell('b');
  await expect.poll(() => kept.read('x', load)).toBe(3);
  expect(reads).toBe(3);
});

test('what was being read when something was told is not kept, and neither is a failure', async () => {
  const reading = Promise.withResolvers<number>();
  const first = kept.read('x', () => reading.promise);
  await database!.tell('a');
  reading.resolve(0);
  expect([await first, await kept.read('x', load)]).toEqual([0, 1]);
  await expect(kept.read('z', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await kept.read('z', load)).toBe(2);
});

test('nothing is kept while nobody would hear of changes', async () => {
  await kept.read('x', load);
  await wire.cut();
  await expect.poll(() => database!.isHearing).toBe(false);
  expect(await kept.read('x', load)).toBe(2);
  expect(await kept.read('x', load)).toBe(3);
  await wire.mend();
  await expect.poll(() => database!.isHearing).toBe(true);
  expect([await kept.read('x', load), await kept.read('x', load)]).toEqual([4, 4]);
});

test('SQLite is asked each time', async () => {
  const place = await storePlace('sqlite');
  const direct = new Kept<number>(await place.open().open(plan), []);
  expect([await direct.read('x', load), await direct.read('x', load)]).toEqual([1, 2]);
  await place.end();
});
