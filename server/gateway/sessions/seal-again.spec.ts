import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Databases } from '../../data/database.ts';
import { sqliteDatabases } from '../../data/sqlite-database.ts';
import { workPlan } from '../../data/work-plan.ts';
import { BroadcastStore } from '../connections/broadcasts/broadcast-store.ts';
import { broadcastPlan } from '../connections/broadcasts/broadcast-tables.ts';
import { type Ledger, openLedger } from '../connections/ledger.ts';
import { ledgerPlan } from '../connections/ledger-tables.ts';
import { PublicationStore } from '../connections/publications/publication-store.ts';
import { publicationPlan } from '../connections/publications/publication-tables.ts';
import { StoredSpool } from '../connections/publications/stored-spool.ts';
import { openSharedFileStore, type SharedFileStore } from '../connections/shared/shared-file-store.ts';
import { sharedPlan } from '../connections/shared/shared-file-tables.ts';
import { ConnectionStore } from '../connections/store.ts';
import { connectionPlan } from '../connections/store-tables.ts';
import { ConsentStore, consentPlan } from '../consents/consent-store.ts';
import { IdempotencyStore } from '../elevation/idempotency-store.ts';
import { createLogger } from '../http/log.ts';
import { pushPlan } from '../webhooks/push-schema.ts';
import { openPushStore, type PushStore } from '../webhooks/push-store.ts';
import { SealAgain, type SealedDatabase } from './seal-again.ts';
import { Seal, type Secrets } from './sealed.ts';
import { sessionPlan } from './session-tables.ts';
import { openSessionStore, type SessionStore } from './sessions.ts';

const [old, fresh] = ['the old secret of the test, long enough', 'the new secret of the test, long enough'];
const organisation = 'own';
const person = { uuid: 'ada', name: 'Ada' };
const savedBy = person;
const key = '0f9f3f2e-1111-4222-8333-444455556666';
const of = { organisation, person: person.uuid, key };
const fingerprint = 'ab'.repeat(32);
const meeting = '11111111-2222-4333-8444-555555555555';
const tokens = { accessToken: 'access', accessExpiresAt: 1e13, refreshToken: 'refresh' };
const file = { name: 'Minutes.pdf', type: 'application/pdf' as const, content: Buffer.from('%PDF-1.7') };
const shared = { ...of, ...file, to: { phone: '+32470000000' }, meeting };
const publication = {
  meeting,
  title: 'Minutes',
  participants: [],
  bytes: 5,
  mediaType: 'audio/webm' as const,
};
const intent = {
  organisation,
  person,
  key,
  system: 'claap' as const,
  systemName: 'Claap',
  operation: 'createRecording',
  effect: 'write' as const,
  request: ['a'],
  sent: { title: 'sent' },
};

interface Stores {
  readonly sessions: SessionStore;
  readonly consents: ConsentStore;
  readonly push: PushStore;
  readonly work: IdempotencyStore;
  readonly connections: ConnectionStore;
  readonly ledger: Ledger;
  readonly shared: SharedFileStore;
  readonly publications: PublicationStore;
  readonly broadcasts: BroadcastStore;
}

let folder: string;
let lines: string[];
let databases: Databases | undefined;
let stores: Stores | undefined;
const log = createLogger('info', (line) => lines.push(line));

/** Opens all stores as a gateway with these secrets does. */
async function open(...secrets: Secrets): Promise<Stores> {
  await close();
  databases = sqliteDatabases(folder);
  stores = {
    sessions: await openSessionStore(await databases.open(sessionPlan), new Seal(secrets), 30),
    consents: new ConsentStore(await databases.open(consentPlan), new Seal(secrets, 'consents')),
    push: await openPushStore(await databases.open(pushPlan), new Seal(secrets, 'webhook deliveries'), {
      deliveries: 100,
      days: 30,
      reportBytes: 1e9,
    }),
    work: new IdempotencyStore(await databases.open(workPlan), new Seal(secrets, 'results of actions')),
    connections: new ConnectionStore(
      await databases.open(connectionPlan),
      new Seal(secrets, 'connection keys'),
    ),
    ledger: await openLedger(await databases.open(ledgerPlan), new Seal(secrets, 'ledger entries')),
    shared: await openSharedFileStore(await databases.open(sharedPlan), new Seal(secrets, 'shared files')),
    publications: new PublicationStore(
      await databases.open(publicationPlan),
      new Seal(secrets, 'publications'),
    ),
    broadcasts: new BroadcastStore(await databases.open(broadcastPlan), new Seal(secrets, 'broadcasts')),
  };
  return stores;
}

async function close(): Promise<void> {
  await stores?.ledger.close();
  stores = undefined;
  await databases?.close();
}

const sealedOf = (all: Stores): SealedDatabase[] => Object.values(all).map(({ sealed }) => sealed);
const sealAgain = (all: Stores) => new SealAgain(sealedOf(all), log);

/** Puts something into every column. @returns the session's id, and the link of the file. */
async function fill(all: Stores): Promise<{ id: string; link: string }> {
  const id = await all.sessions.create(tokens);
  await all.sessions.personSalt(id);
  const asked = await all.consents.ask(key, 'owner', {
    person: 'Ada',
    purpose: '',
    keptDays: 90,
    onObjection: 'mark',
  });
  if (asked) await all.consents.say(asked, { decision: 'agreed', name: 'Guest', language: 'nl' });
  await all.push.receive({
    origin: undefined,
    event: 'meeting.report',
    sentAt: undefined,
    about: 'meeting',
    subject: meeting,
    status: undefined,
    bytes: 9,
    fingerprint,
    payload: '{"a":true}',
    report: { filename: 'report.pdf', content: Buffer.from('the report') },
  });
  await all.work.once(person.uuid, key, 'it', async () => ({ status: 201, body: { id: 1 } }));
  const { connections } = all;
  const given = { key: 'the-key-1234', url: null, savedBy, quota: null };
  await connections.save(organisation, 'claap', null, given);
  await connections.hooks.secret(organisation, 'claap');
  await connections.hooks.setToken(organisation, 'claap', 'the-token');
  await connections.keepAddress(organisation, 'claap', 'f', '1', 'https://claap.test/a');
  const contacts = { emails: ['a@b.test'], relations: [] };
  await connections.clients.contacts.keep(organisation, meeting, 'now', contacts);
  const answer = { status: 201, headers: {}, body: Buffer.from('{"id":1}') };
  await (await all.ledger.begin(intent)).end({ state: 'done', answer });
  await all.publications.add({ id: key, organisation, person, author: 'ada@firm.test' }, publication);
  const files = new StoredSpool(all.publications.sealed.database, all.publications.sealed.seal);
  await files.keep(all.publications.sealed.database, key, 0, Buffer.from('sound'));
  await all.publications.change(key, { problem: { code: 'server-failed', values: {} } });
  const begun = { id: key, organisation, person, at: 1, sendAt: 2, account: null };
  const content = { way: 'text' as const, text: 'To many', data: {} };
  const to = { individual: 'i', user: 'u', name: 'Guest', address: '+32470000000', values: {} };
  await all.broadcasts.add({ ...begun, content }, [to]);
  await all.broadcasts.turn(key, ['waiting'], 'stopped', { code: 'server-failed', values: {} });
  return { id, link: (await all.shared.add(shared)).link };
}

/** Everything that is sealed, opened. */
const read = async (
  { sessions, push, work, connections, ledger, shared: files, publications, broadcasts }: Stores,
  id: string,
  link: string,
) => {
  const hook = await connections.hooks.known(organisation, 'claap');
  return {
    session: await sessions.find(id),
    salt: (await sessions.indexSalt(id))?.toString('hex'),
    personSalt: (await sessions.personSalt(id))?.toString('hex'),
    payload: (await push.find(1))?.payload,
    report: (await push.reportContent(meeting))?.toString(),
    result: await work.once(person.uuid, key, 'it', () => Promise.reject(new Error('never twice'))),
    key: (await connections.opened(organisation, 'claap'))?.key,
    hook,
    token: (await connections.hooks.owner('claap', hook ?? ''))?.token,
    address: await connections.address(organisation, 'claap', 'f', '1'),
    contacts: (await connections.clients.contacts.of(organisation, [[meeting, 'now']]))[0],
    sent: await ledger.find(organisation, 1),
    file: await files.look(link),
    again: (await files.add(shared)).link,
    publication: await publications.find(key),
    sound: (
      await new StoredSpool(publications.sealed.database, publications.sealed.seal)
        .read(key, 5, () => undefined)
        .toArray()
    ).join(),
    broadcast: await broadcasts.find(key),
    recipients: await broadcasts.recipients(key),
  };
};

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
  lines = [];
});
afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

test('everything that an old secret sealed opens while both are set, and with the new one alone afterwards', async () => {
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
});

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
