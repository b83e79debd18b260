import { beforeEach, describe, expect, test } from 'vitest';
import type { Database, Databases, Migration } from './database.ts';
import { emptyPlace, engines, storePlace } from './testing/engines.ts';

const tables = ['parents', 'things'];
const first: Migration = `
  CREATE TABLE parents (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE things (
    name TEXT NOT NULL, parent INTEGER REFERENCES parents (id), at INTEGER, body BLOB, PRIMARY KEY (name)
  ) STRICT, WITHOUT ROWID;
`;
const plan = (...migrations: Migration[]) => ({ store: 'test', tables, migrations });

describe.each(engines)('a database on %s', (engine) => {
  const place = emptyPlace(engine);
  let databases: Databases;
  let database: Database;
  beforeEach(async () => {
    databases = place.open();
    database = await databases.open(plan(first));
  });

  const add = (name: string) => database.run('INSERT INTO things (name) VALUES (?)', name);
  const names = async () =>
    (await database.all<{ name: string }>('SELECT name FROM things ORDER BY name')).map(({ name }) => name);

  test('says what it is', () => {
    expect([database.store, database.engine]).toEqual(['test', engine]);
  });

  test('values come back as they were', async () => {
    const at = Date.UTC(2099, 1, 1);
    const body = new Uint8Array([0, 255, 39, 92, 0]);
    const values = ["it's ? {ÿ} 🎙 \\", at, body] as const;
    expect(await database.run('INSERT INTO things (name, at, body) VALUES (?, ?, ?)', ...values)).toBe(1);
    const row = await database.one<{ name: string; at: number; body: Uint8Array }>(
      `SELECT name, at, body, parent, 'a?' AS question, length(body) AS bytes FROM things WHERE at = ?2 AND name = ?1`,
      values[0],
      at,
    );
    expect(row).toMatchObject({ name: values[0], at, parent: null, question: 'a?', bytes: 5 });
    expect(Buffer.from(row?.body ?? [])).toEqual(Buffer.from(body));
    expect(await database.one('SELECT name FROM things WHERE body = ?', body)).toEqual({ name: values[0] });
    expect(await database.one('SELECT name FROM things WHERE at = ?', at + 1)).toBeUndefined();
    expect(await database.one('SELECT count(*) AS count, sum(at) AS sum FROM things')).toEqual({
      count: 1,
      sum: at,
    });
    await add('a\0b');
    expect(await names()).toEqual(['a\uFFFDb', values[0]]);
  });

  test('a value that may be absent has a type all the same', async () => {
    await database.run('INSERT INTO things (name, at) VALUES (?, ?)', 'a', 1);
    const find = (name: string | null, at: number | null) =>
      database.all(
        'SELECT name FROM things WHERE (CAST(?1 AS TEXT) IS NULL OR name = ?1) AND (CAST(?2 AS BIGINT) IS NULL OR at < ?2)',
        name,
        at,
      );
    expect(await find(null, null)).toHaveLength(1);
    expect(await find('a', 2)).toHaveLength(1);
    expect(await find('b', null)).toHaveLength(0);
    expect(await find(null, 1)).toHaveLength(0);
  });

  test('texts are compared by their bytes', async () => {
    for (const name of ['b', 'É', 'B', 'a', 'e']) await add(name);
    expect(await names()).toEqual(['B', 'a', 'b', 'e', 'É']);
    expect(await database.all("SELECT name FROM things WHERE name > 'a'")).toHaveLength(3);
  });

  test('what is inserted says its number, which is never given again', async () => {
    const insert = () =>
      database.one<{ id: number }>('INSERT INTO parents (name) VALUES (?) RETURNING id', `n${Math.random()}`);
    const one = (await insert())?.id ?? 0;
    await database.run('DELETE FROM parents');
    expect(await insert()).toEqual({ id: one + 1 });
  });

  test('a statement that fails changes nothing, and others are carried out', async () => {
    await add('a');
    await expect(add('a')).rejects.toThrow(/unique/i);
    await expect(database.run('INSERT INTO things (name, parent) VALUES (?, 7)', 'b')).rejects.toThrow(
      /foreign/i,
    );
    expect(await Promise.allSettled([add('b'), add('a'), add('c')])).toMatchObject([
      { status: 'fulfilled', value: 1 },
      { status: 'rejected' },
      { status: 'fulfilled' },
    ]);
    expect(await names()).toEqual(['a', 'b', 'c']);
  });

  test('a transaction is carried out as a whole, or not at all', async () => {
    const both = await database.transaction('all', async (within) => {
      await within.run('INSERT INTO things (name) VALUES (?)', 'a');
      expect(await within.one('SELECT name FROM things')).toEqual({ name: 'a' });
      return (await within.one<{ id: number }>("INSERT INTO parents (name) VALUES ('p') RETURNING id"))?.id;
    });
    expect(both).toBe(1);
    const failing = database.transaction('all', async (within) => {
      await within.run('DELETE FROM things');
      throw new RangeError('not today');
    });
    await expect(failing).rejects.toThrow(RangeError);
    expect(await names()).toEqual(['a']);
  });

  test('a failure that is overlooked undoes the transaction all the same', async () => {
    const overlooking = database.transaction('all', async (within) => {
      await within.run('INSERT INTO things (name) VALUES (?)', 'a');
      await within.run('INSERT INTO things (name) VALUES (?)', 'a').catch(() => undefined);
      await within.run('INSERT INTO things (name) VALUES (?)', 'b').catch(() => undefined);
    });
    await expect(overlooking).rejects.toThrow();
    expect(await names()).toEqual([]);
    await add('c');
    expect(await names()).toEqual(['c']);
  });

  test('what is written at the same time is not undone with it', async () => {
    const failing = database.transaction('all', async (within) => {
      await within.run('INSERT INTO things (name) VALUES (?)', 'a');
      await within.all('SELECT name FROM things');
      throw new RangeError('not today');
    });
    const [transaction, other] = await Promise.allSettled([failing, add('b')]);
    expect([transaction.status, other.status]).toEqual(['rejected', 'fulfilled']);
    expect(await names()).toEqual(['b']);
  });

  test('transactions under one lock see what those before them have saved', async () => {
    await database.run("INSERT INTO things (name, at) VALUES ('count', 0)");
    const another = engine === 'postgres' ? await place.open().open(plan(first)) : database;
    const increase = (by: Database) =>
      by.transaction('count', async (within) => {
        const row = await within.one<{ at: number }>("SELECT at FROM things WHERE name = 'count'");
        await within.run("UPDATE things SET at = ? WHERE name = 'count'", (row?.at ?? 0) + 1);
      });
    await Promise.all(Array.from({ length: 40 }, (_, index) => increase(index % 2 ? database : another)));
    expect(await database.one("SELECT at FROM things WHERE name = 'count'")).toEqual({ at: 40 });
  });

  test('many at the same time', async () => {
    await Promise.all(Array.from({ length: 300 }, (_, index) => add(`n${index}`)));
    expect(await names()).toHaveLength(300);
  });

  test('the statements of a transaction that is over do nothing', async () => {
    let late = async () => 0;
    await database.transaction('all', async (within) => {
      late = () => within.run("INSERT INTO things (name) VALUES ('late')");
    });
    await expect(late()).rejects.toThrow(/ended/);
    expect(await names()).toEqual([]);
  });

  test('whoever follows a store hears that it has changed, in every gateway, and nobody else', async () => {
    const heard: string[] = [];
    const other = await (engine === 'postgres' ? place.open() : databases).open({
      ...plan(),
      store: 'else',
    });
    const another = engine === 'postgres' ? await place.open().open(plan(first)) : database;
    const ends = [
      database.follow(() => heard.push('here')),
      another.follow(() => heard.push('there')),
      other.follow(() => heard.push('else')),
    ];
    // Each may have missed something before its connection was there.
    if (engine === 'postgres') await expect.poll(() => new Set(heard).size).toBe(3);
    heard.length = 0;
    await database.tell();
    await expect.poll(() => heard).toContain('there');
    expect(heard).toContain('here');
    expect(heard).not.toContain('else');
    for (const end of ends) end();
    heard.length = 0;
    await database.tell();
    expect(heard).toEqual([]);
  });

  test('can be written, and has a size', async () => {
    expect(await database.problem()).toBeUndefined();
    expect(await database.size()).toBeGreaterThan(4096);
  });

  test('what is saved is there when it is opened again', async () => {
    await add('a');
    await databases.close();
    database = await place.open().open(plan(first));
    expect(await names()).toEqual(['a']);
  });

  test('migrations are taken once and in order, and one that fails leaves all as it was', async () => {
    await add('a');
    const reopen = async (...migrations: Migration[]) => {
      await databases.close();
      databases = place.open();
      database = await databases.open(plan(...migrations));
    };
    const second: Migration = 'ALTER TABLE things ADD COLUMN more TEXT; UPDATE things SET more = name';
    const third: Migration = async (within) => {
      await within.addColumn('things', 'more', 'TEXT');
      await within.addColumn('things', 'bytes', 'BLOB');
      await within.run('UPDATE things SET bytes = ?', new Uint8Array([1]));
    };
    const broken: Migration = 'DROP TABLE things; SELECT nonsense';
    await reopen(first, second, third);
    await reopen(first, second, third);
    const row = await database.one<{ bytes: Uint8Array }>('SELECT * FROM things');
    expect(row).toMatchObject({ name: 'a', more: 'a' });
    await expect(reopen(first, second, third, broken)).rejects.toThrow(/nonsense/);
    await expect(reopen(first)).rejects.toThrow(
      'The store test was made by a newer dashboard (its tables are version 3, this one knows 1); start that one.',
    );
    await reopen(first, second, third);
    expect(await names()).toEqual(['a']);
  });
});

test('a transaction that waits for itself says so', async () => {
  const place = await storePlace('sqlite');
  const database = await place.open().open(plan(first));
  const waiting = database.transaction('all', async () =>
    database.run("INSERT INTO parents (name) VALUES ('a')"),
  );
  await expect(waiting).rejects.toThrow('a transaction of test waits for itself: use its own statements');
  expect(await database.all('SELECT id FROM parents')).toEqual([]);
  await place.end();
});
