import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Databases } from '../../data/database.ts';
import { postgresDatabases } from '../../data/postgres-database.ts';
import { sqliteDatabases } from '../../data/sqlite-database.ts';
import { engines } from '../../data/testing/engines.ts';
import { createPostgresDatabase } from '../../data/testing/postgres.ts';
import { createLogger } from '../http/log.ts';
import { SealAgain, type SealedDatabase } from './seal-again.ts';
import type { Secrets } from './sealed.ts';
import {
  file,
  fill,
  openSealedStores,
  organisation,
  publication,
  read,
  type SealedStores,
  savedBy,
  shared,
  tokens,
} from './testing/sealed-stores.ts';

const [old, fresh] = ['the old secret of the test, long enough', 'the new secret of the test, long enough'];

let folder: string;
let lines: string[];
let openDatabases: () => Databases;
let databases: Databases | undefined;
let stores: SealedStores | undefined;
const log = createLogger('info', (line) => lines.push(line));

/** Opens all stores as a gateway with these secrets does. */
async function open(...secrets: Secrets): Promise<SealedStores> {
  await close();
  databases = openDatabases();
  stores = await openSealedStores(databases, secrets);
  return stores;
}

async function close(): Promise<void> {
  await stores?.ledger.close();
  stores = undefined;
  await databases?.close();
}

const sealedOf = (all: SealedStores): SealedDatabase[] => Object.values(all).map(({ sealed }) => sealed);
const sealAgain = (all: SealedStores) => new SealAgain(sealedOf(all), log);

/** The sealed columns as they are on disk. */
function onDisk(): Record<string, string> {
  const found = storeNames.flatMap((store) => {
    const database = new DatabaseSync(join(folder, `${store}.sqlite`));
    const values = blobColumns(database).map(({ table, column }) => {
      const row = database.prepare(`SELECT ${column} AS value FROM ${table}`).get();
      return [`${store}.${table}.${column}`, Buffer.from(Object(row).value ?? '').toString('hex')];
    });
    database.close();
    return values;
  });
  return Object.fromEntries(found);
}

const storeNames = [
  'sessions',
  'consents',
  'push',
  'work',
  'connections',
  'ledger',
  'shared',
  'publications',
  'broadcasts',
];

const blobColumns = (database: DatabaseSync) =>
  database
    .prepare(
      `SELECT m.name AS "table", c.name AS "column" FROM sqlite_schema m, pragma_table_info(m.name) c
       WHERE m.type = 'table' AND c.type = 'BLOB' ORDER BY 1, 2`,
    )
    .all()
    .map((row) => ({ table: String(row.table), column: String(row.column) }));

/** Changes a store as it is on disk. */
function change(store: string, sql: string): void {
  const database = new DatabaseSync(join(folder, `${store}.sqlite`));
  database.exec(sql);
  database.close();
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'claritalk-seal-'));
  openDatabases = () => sqliteDatabases(folder);
  lines = [];
});
afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

test.each(engines)(
  'on %s: everything that an old secret sealed opens while both are set, and with the new one alone afterwards',
  async (engine) => {
    if (engine === 'postgres') {
      const url = await createPostgresDatabase();
      openDatabases = () => postgresDatabases(url);
    }
    const before = await open(old);
    const { id, link } = await fill(before);
    const all = await read(before, id, link);
    expect(all).toMatchObject({
      session: { accessToken: 'access', refreshToken: 'refresh' },
      salt: expect.stringMatching(/^[0-9a-f]{64}$/),
      payload: '{"a":true}',
      report: 'the report',
      result: { result: { status: 201, body: { id: 1 } }, repeated: true },
      key: 'the-key-1234',
      hook: expect.stringMatching(/^[\w-]{43}$/),
      token: 'the-token',
      address: 'https://claap.test/a',
      contacts: { emails: ['a@b.test'], relations: [] },
      sent: { sent: { title: 'sent' }, answer: { id: 1 } },
      file,
      again: link,
      publication: {
        author: 'ada@firm.test',
        content: publication,
        problem: { code: 'server-failed', values: {} },
      },
      sound: 'sound',
      broadcast: { content: { text: 'To many' }, problem: { code: 'server-failed', values: {} } },
      recipients: [{ name: 'Guest', address: '+32470000000' }],
    });

    const both = await open(fresh, old);
    expect(await read(both, id, link)).toEqual(all);
    await sealAgain(both).finished;
    expect(await read(both, id, link)).toEqual(all);
    expect(await read(await open(fresh), id, link)).toEqual(all);
    // Nothing was sealed with the old one when it was done.
    expect(
      lines
        .map((line) => JSON.parse(line))
        .map(({ message, store, values, unreadable }) => [message, store, values, unreadable]),
    ).toEqual([
      ['sealed again', 'sessions', 4, 0],
      ['sealed again', 'consents', 3, 0],
      ['sealed again', 'push', 2, 0],
      ['sealed again', 'work', 1, 0],
      ['sealed again', 'connections', 5, 0],
      ['sealed again', 'ledger', 2, 0],
      ['sealed again', 'shared', 4, 0],
      ['sealed again', 'publications', 4, 0],
      ['sealed again', 'broadcasts', 3, 0],
      [
        'all is sealed with the newest keys; the old ones can be removed after a day',
        undefined,
        undefined,
        undefined,
      ],
    ]);
  },
  // It opens all stores five times.
  60_000,
);

test('a gateway that does not seal with the new secret yet opens what another has sealed again with it', async () => {
  const { id, link } = await fill(await open(old));
  const all = await read(await open(old, fresh), id, link);
  const first = await open(old, fresh);
  await sealAgain(first).finished;
  expect(await read(await open(old), id, link)).toEqual(all);
  await sealAgain(await open(fresh, old)).finished;
  expect(await read(await open(old, fresh), id, link)).toEqual(all);
});

test('every column of bytes is sealed again, but for digests and what is forgotten within minutes', async () => {
  await fill(await open(old));
  const before = onDisk();
  await sealAgain(await open(fresh, old)).finished;
  await close();
  const after = onDisk();
  const unchanged = Object.keys(before).filter((column) => before[column] === after[column]);
  expect(unchanged).toEqual([
    'work.notices.body',
    'connections.hooks.digest',
    'shared.file_contents.hash',
    'shared.files.digest',
    'shared.files.hash',
  ]);
  expect(Object.keys(before).length).toBe(33);
});

test('is done once for each set of secrets, and again when a forgotten one is added', async () => {
  const { id } = await fill(await open(old));
  await sealAgain(await open(fresh, 'an old secret, but not the one that sealed')).finished;
  expect(lines.filter((line) => line.includes('"unreadable":0'))).toEqual([]);
  expect(lines.filter((line) => line.includes('"level":"warn"')).length).toBe(9);
  lines = [];
  await sealAgain(await open(fresh, old)).finished;
  expect(lines.length).toBe(10);
  lines = [];
  await sealAgain(await open(fresh, old)).finished;
  expect(lines.length).toBe(1);
  await sealAgain(await open(fresh)).finished;
  expect(lines.length).toBe(1);
  expect((await (await open(fresh)).sessions.find(id))?.accessToken).toBe('access');
});

test('what was interrupted is finished at the next start; a locked database is left alone', async () => {
  const { sessions } = await open(old);
  const ids = await Promise.all(Array.from({ length: 500 }, () => sessions.create(tokens)));
  const stopped = await open(fresh, old);
  const first = sealAgain(stopped);
  await first.close();
  const waiting = await open(fresh, old);
  const other = new DatabaseSync(join(folder, 'sessions.sqlite'));
  other.exec('BEGIN IMMEDIATE');
  const second = sealAgain(waiting);
  await expect.poll(() => lines.some((line) => line.includes('could not be sealed again yet'))).toBe(true);
  await second.close();
  other.exec('ROLLBACK');
  other.close();
  await sealAgain(await open(fresh, old)).finished;
  const { sessions: now } = await open(fresh);
  const found = await Promise.all(ids.map((id) => now.find(id)));
  expect(found.filter((session) => session?.refreshToken !== 'refresh')).toEqual([]);
});

test('sessions and files from before their salts and links were stored keep both', async () => {
  const before = await open(old);
  const { id, link } = await fill(before);
  const salt = await before.sessions.indexSalt(id);
  change('sessions', 'UPDATE sessions SET index_salt = NULL');
  change('shared', 'UPDATE files SET link = NULL');
  const after = await open(fresh, old);
  expect(await after.sessions.indexSalt(id)).toEqual(salt);
  expect((await after.shared.add(shared)).link).toBe(link);
  // New ones are made with the new secret.
  const next = await after.sessions.create(tokens);
  expect(await after.sessions.indexSalt(next)).not.toEqual(salt);
  const other = await after.shared.add({ ...shared, key: randomUUID() });
  expect((await after.shared.look(other.link))?.name).toBe('Minutes.pdf');
});

test('the old ciphertexts are not left on disk', async () => {
  const before = await open(old);
  await before.connections.save(organisation, 'claap', null, {
    key: 'the-key',
    url: null,
    savedBy,
    quota: null,
  });
  const sealed = Buffer.from(onDisk()['connections.connections.key'] ?? '', 'hex');
  const both = await open(fresh, old);
  await sealAgain(both).finished;
  await close();
  expect(readFileSync(join(folder, 'connections.sqlite')).includes(sealed)).toBe(false);
});
