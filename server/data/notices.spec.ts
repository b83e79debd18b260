import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database, Databases } from './database.ts';
import { type Notices, openNotices } from './notices.ts';
import { postgresDatabases } from './postgres-database.ts';
import { sqliteDatabases } from './sqlite-database.ts';
import { createPostgresDatabase } from './testing/postgres.ts';
import { type PostgresWire, postgresWire } from './testing/postgres-wire.ts';
import { workPlan } from './work-plan.ts';

interface Said {
  readonly at: number;
}

/** Bytes turned round. */
const seal = {
  close: (text: string, context: string) => Buffer.from(`${context} ${text}`).reverse(),
  open(sealed: Uint8Array, context: string) {
    const text = Buffer.from(sealed).reverse().toString();
    return text.startsWith(`${context} `) ? text.slice(context.length + 1) : undefined;
  },
};

let wire: PostgresWire;
let now: number;
const opened: { databases: Databases; notices: Notices }[] = [];
beforeEach(async () => {
  wire = await postgresWire(await createPostgresDatabase());
  now = Date.UTC(2026, 0, 1);
});
afterEach(async () => {
  for (const { databases, notices } of opened.splice(0)) {
    notices.close();
    await databases.close();
  }
  await wire.end();
});

/** One gateway, and what it has heard. */
async function open(own = seal) {
  const databases = postgresDatabases(wire.url);
  const database: Database = await databases.open(workPlan);
  const notices = await openNotices(database, own, () => now, 500);
  opened.push({ databases, notices });
  const topic = notices.topic<Said>('said');
  const heard: (number | 'missed')[] = [];
  topic.on(
    ({ at }) => heard.push(at),
    () => heard.push('missed'),
  );
  return { database, notices, topic, heard };
}

test('what one gateway tells the others hear, in its order and once, and not itself', async () => {
  const [one, other, third] = [await open(), await open(), await open()];
  const told = Array.from({ length: 205 }, (_, at) => at);
  for (let at = 0; at < told.length; at += 41) {
    await Promise.all(told.slice(at, at + 41).map((number) => one.topic.tell({ at: number })));
  }
  await Promise.all([other, third].map(({ notices }) => notices.upToDate()));
  expect(other.heard.toSorted((a, b) => Number(a) - Number(b))).toEqual(told);
  expect(third.heard).toEqual(other.heard);
  expect(one.heard).toEqual([]);
});

test('whoever is up to date has heard everything that was told before, whoever told it', async () => {
  const gateways = [await open(), await open(), await open()];
  for (let run = 0; run < 8; run += 1) {
    await Promise.all(gateways.map(({ topic }, at) => topic.tell({ at: run * 3 + at })));
    const [one] = gateways;
    await one?.notices.upToDate();
    expect(one?.heard.toSorted((a, b) => Number(a) - Number(b)).slice(-2)).toEqual([
      run * 3 + 1,
      run * 3 + 2,
    ]);
  }
});

test('a gateway that starts later hears what is told from then on', async () => {
  const one = await open();
  await one.topic.tell({ at: 1 });
  const other = await open();
  await one.topic.tell({ at: 2 });
  await other.notices.upToDate();
  expect(other.heard).toEqual([2]);
});

test('nothing is lost while the store is away; a gateway that could not look for long is told that it missed something', async () => {
  const [one, other] = [await open(), await open()];
  await wire.cut();
  await one.topic.tell({ at: 1 });
  await expect(other.notices.upToDate()).rejects.toThrow('unreachable');
  await wire.mend();
  await expect.poll(() => other.heard).toEqual([1]);
  now += 10 * 60_000;
  await other.notices.upToDate();
  expect(other.heard).toEqual([1, 'missed']);
});

test('what is told is sealed, forgotten after a while, and missed by whoever cannot open it', async () => {
  const one = await open();
  const stranger = await open({ ...seal, open: () => undefined });
  await one.topic.tell({ at: 7 });
  await stranger.notices.upToDate();
  expect(stranger.heard).toEqual(['missed']);
  const rows = await one.database.all<{ body: Uint8Array }>('SELECT body FROM notices');
  expect(rows.map(({ body }) => Buffer.from(body).includes('{"at":7}'))).toEqual([false]);
  now += 10 * 60_000;
  await expect.poll(() => one.database.all('SELECT number FROM notices')).toEqual([]);
});

test('where there is one gateway nobody is told', async () => {
  const databases = sqliteDatabases(undefined);
  const database = await databases.open(workPlan);
  const notices = await openNotices(database, seal);
  await notices.topic<Said>('said').tell({ at: 1 });
  await notices.upToDate();
  expect(await database.all('SELECT number FROM notices')).toEqual([]);
  await databases.close();
});
