import pg from 'pg';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database, Databases, StorePlan } from './database.ts';
import { postgresDatabases } from './postgres-database.ts';
import { createPostgresDatabase } from './testing/postgres.ts';
import { type PostgresWire, postgresWire } from './testing/postgres-wire.ts';

const plan: StorePlan = {
  store: 'test',
  tables: ['things'],
  migrations: ['CREATE TABLE IF NOT EXISTS things (name TEXT PRIMARY KEY, at INTEGER) STRICT'],
};
/** Of what is to fail. What is to succeed in between has them too: a busy machine may take seconds to answer it. */
const limits = { connections: 2, connectMs: 1_500, statementMs: 1_000, lockMs: 750, answerMs: 2_500 };
/** What anyone may wait for an answer, with what a busy machine adds. */
const patienceMs = 10_000;

let url: string;
let wire: PostgresWire;
let databases: Databases;
let database: Database;
/** Whoever looks after the database. */
let keeper: pg.Client;
beforeAll(async () => {
  url = await createPostgresDatabase();
});
beforeEach(async () => {
  wire = await postgresWire(url);
  databases = postgresDatabases(wire.url, limits);
  database = await databases.open(plan);
  keeper = new pg.Client(url);
  await keeper.connect();
  await keeper.query('TRUNCATE things');
});
afterEach(async () => {
  await wire.mend();
  await databases.close();
  await wire.end();
  await keeper.end();
});

const add = (name: string) => database.run('INSERT INTO things (name) VALUES (?)', name);
const names = async () =>
  (await keeper.query<{ name: string }>('SELECT name FROM things ORDER BY name')).rows.map(
    ({ name }) => name,
  );
/** What it failed with, within the time that anyone may wait. */
async function failure(work: Promise<unknown>): Promise<unknown> {
  const startedAt = performance.now();
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(performance.now() - startedAt).toBeLessThan(patienceMs);
  return error;
}
/** Ends the connections of the gateway, as a restart of PostgreSQL does. */
const restart = () =>
  keeper.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = 'claritalk-dashboard' AND datname = current_database()`);
const is = (problem: string, isUncertain = false) => ({
  name: 'StoreFailure',
  store: 'test',
  problem,
  isUncertain,
});

test('away: it says so at once, and works again when PostgreSQL is back', async () => {
  await wire.cut();
  expect(await failure(add('a'))).toMatchObject({ problem: 'unreachable' });
  expect(await failure(database.all('SELECT name FROM things'))).toMatchObject(is('unreachable'));
  expect(await failure(database.transaction('all', async () => undefined))).toMatchObject(is('unreachable'));
  expect(await database.problem()).toBe('unreachable');
  await wire.mend();
  await add('b');
  expect(await database.problem()).toBeUndefined();
  expect(await names()).toEqual(['b']);
});

test('silent: nobody waits for longer than the limits', async () => {
  await add('a');
  wire.hold();
  expect(await failure(add('b'))).toMatchObject({ name: 'StoreFailure', problem: 'slow' });
  expect(await failure(add('c'))).toMatchObject({ name: 'StoreFailure' });
  await wire.mend();
  await add('d');
  expect(await names()).toEqual(['a', 'd']);
});

test('restarted while nothing is under way: nobody notices', async () => {
  await add('a');
  await restart();
  expect(await database.all('SELECT name FROM things')).toEqual([{ name: 'a' }]);
  await restart();
  await expect.poll(() => failure(add('b'))).toBeUndefined();
  expect(await names()).toEqual(['a', 'b']);
});

test('restarted in the middle of a transaction: nothing of it is there', async () => {
  const interrupted = database.transaction('all', async (within) => {
    await within.run("INSERT INTO things (name) VALUES ('a')");
    await restart();
    await within.run("INSERT INTO things (name) VALUES ('b')");
  });
  expect(await failure(interrupted)).toMatchObject(is('unreachable'));
  expect(await names()).toEqual([]);
  await add('c');
  expect(await names()).toEqual(['c']);
});

test('lost while it commits: it says that this may have been done', async () => {
  const committed = database.transaction('all', async (within) => {
    await within.run("INSERT INTO things (name) VALUES ('a')");
    wire.watch((sent) => sent.includes('COMMIT'));
  });
  expect(await failure(committed)).toMatchObject(is('unreachable', true));
  await wire.mend();
  wire.watch((sent) => sent.startsWith('P') || sent.startsWith('B'));
  expect(await failure(add('b'))).toMatchObject(is('unreachable', true));
});

test('whoever follows a store looks for themselves when the connection is there again', async () => {
  let heard = 0;
  database.follow(() => {
    heard += 1;
  });
  await expect.poll(() => heard).toBeGreaterThan(0);
  await wire.cut();
  heard = 0;
  // Told by another gateway while this one hears nothing.
  await keeper.query("SELECT pg_notify('claritalk_dashboard', 'test')");
  await wire.mend();
  await expect.poll(() => heard).toBeGreaterThan(0);
  heard = 0;
  await keeper.query("SELECT pg_notify('claritalk_dashboard', 'test')");
  await expect.poll(() => heard).toBe(1);
});

test('slow: a statement is ended, and its connection is used again', async () => {
  const slow = database.one('SELECT pg_sleep(5)');
  expect(await failure(slow)).toMatchObject(is('slow'));
  await add('a');
  expect(await names()).toEqual(['a']);
});

test('locked by someone else: it says so in time', async () => {
  await add('a');
  await keeper.query('BEGIN');
  await keeper.query("UPDATE things SET at = 1 WHERE name = 'a'");
  expect(await failure(database.run("UPDATE things SET at = 2 WHERE name = 'a'"))).toMatchObject(
    is('locked'),
  );
  await keeper.query('ROLLBACK');
  expect(await database.run("UPDATE things SET at = 2 WHERE name = 'a'")).toBe(1);
});

test('all connections taken: whoever waits too long is told, others are served', async () => {
  // Whoever has one keeps it for as long as the test needs.
  const crowd = postgresDatabases(wire.url, { ...limits, answerMs: 20_000 });
  const crowded = await crowd.open(plan);
  const blocked = Promise.withResolvers<void>();
  const begun = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holding = begun.map((one, index) =>
    crowded.transaction(`lock ${index}`, () => {
      one.resolve();
      return blocked.promise;
    }),
  );
  await Promise.all(begun.map(({ promise }) => promise));
  const refused = await failure(crowded.run("INSERT INTO things (name) VALUES ('a')"));
  expect(refused).toMatchObject(is('crowded'));
  blocked.resolve();
  await Promise.all(holding);
  await crowd.close();
  await add('b');
  expect(await names()).toEqual(['b']);
});

test('PostgreSQL has no connections left: it says so', async () => {
  const name = new URL(url).pathname.slice(1);
  await keeper.query(`ALTER DATABASE ${name} CONNECTION LIMIT 0`);
  await keeper.query('CREATE ROLE guest LOGIN; GRANT ALL ON SCHEMA public TO guest').catch(() => undefined);
  const guest = postgresDatabases(wire.url.replace('postgres@', 'guest@'), limits);
  expect(await failure(guest.open(plan))).toMatchObject(is('crowded'));
  await keeper.query(`ALTER DATABASE ${name} CONNECTION LIMIT -1`);
  await guest.close();
});

test('read-only, as after a failover: nothing is written, and it is again when it can be', async () => {
  const name = new URL(url).pathname.slice(1);
  await keeper.query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
  await restart();
  await expect.poll(() => database.problem()).toBe('read-only');
  expect(await failure(add('a'))).toMatchObject(is('read-only'));
  expect(
    await failure(database.transaction('all', (within) => within.run('DELETE FROM things'))),
  ).toMatchObject(is('read-only'));
  await keeper.query('SET default_transaction_read_only = off');
  await keeper.query(`ALTER DATABASE ${name} RESET default_transaction_read_only`);
  // Connections to what was a replica are not kept.
  await expect.poll(() => failure(add('a'))).toBeUndefined();
  expect(await database.problem()).toBeUndefined();
  expect(await names()).toEqual(['a']);
});

test('deadlocks of transactions under different locks are resolved, and both are carried out', async () => {
  await add('a');
  await add('b');
  const patient = postgresDatabases(url);
  const [one, other] = [await patient.open(plan), await patient.open(plan)];
  await keeper.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET deadlock_timeout = '20ms'`);
  const increase = (by: Database, lock: string, first: string, second: string) =>
    by.transaction(lock, async (within) => {
      await within.run('UPDATE things SET at = coalesce(at, 0) + 1 WHERE name = ?', first);
      await within.run('UPDATE things SET at = coalesce(at, 0) + 1 WHERE name = ?', second);
    });
  await Promise.all(
    Array.from({ length: 4 }, (_, index) =>
      index % 2 ? increase(one, `${index}`, 'a', 'b') : increase(other, `${index}`, 'b', 'a'),
    ),
  ).finally(() => patient.close());
  expect((await keeper.query('SELECT at FROM things')).rows.map(({ at }) => Number(at))).toEqual([4, 4]);
});

test('gateways that start together migrate once; a newer database refuses an older gateway', async () => {
  const steps = ['CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT; SELECT pg_sleep(0.05)'];
  const wider = { store: 'more', tables: ['more'], migrations: steps };
  const gateways = Array.from({ length: 5 }, () => postgresDatabases(url));
  await Promise.all(gateways.map((one) => one.open(wider)));
  const refused = failure(postgresDatabases(url).open({ ...wider, migrations: [] }));
  expect(await refused).toMatchObject({
    message:
      'The store more was made by a newer dashboard (its tables are version 1, this one knows 0); start that one.',
  });
  await Promise.all(gateways.map((one) => one.close()));
});
