import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Database, Value } from '../../../data/database.ts';
import { sqliteDatabases } from '../../../data/sqlite-database.ts';
import { emptyPlace, engines } from '../../../data/testing/engines.ts';
import { Refusal } from '../../http/refusal.ts';
import { Seal } from '../../sessions/sealed.ts';
import { openSharedFileStore, type SharedFileBounds, type SharedFileStore } from './shared-file-store.ts';
import { sharedPlan } from './shared-file-tables.ts';

const hourMs = 60 * 60 * 1000;
const secret = 'a secret of the test that is long enough';
const sealWith = (own: string) => new Seal(own, 'shared files');
const file = (more: object = {}) => ({
  organisation: 'own',
  person: 'owen',
  key: randomUUID(),
  to: { client: 7 },
  meeting: 'meeting',
  name: 'Minutes.pdf',
  type: 'application/pdf' as const,
  content: Buffer.from('%PDF-1.7 what was decided about the pension'),
  ...more,
});
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof Refusal ? error.reason?.code : error),
  );

describe.each(engines)('shared files on %s', (engine) => {
  const place = emptyPlace(engine);
  let now: number;
  let database: Database;
  let store: SharedFileStore;
  beforeEach(async () => {
    now = Date.UTC(2026, 0, 1);
    database = await place.open().open(sharedPlan);
    store = await open();
  });

  /** As one gateway does, or another beside it. */
  const open = (bounds?: SharedFileBounds, own = secret) =>
    openSharedFileStore(database, sealWith(own), () => now, bounds);
  const kept = async () => {
    const all = ['SELECT * FROM files', 'SELECT * FROM file_contents'].map((sql) =>
      database.all<Record<string, Value>>(sql),
    );
    return (await Promise.all(all))
      .flat()
      .flatMap((row) => Object.values(row))
      .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)))
      .join('\n');
  };

  test('a link works for 72 hours to the millisecond', async () => {
    const { link, view } = await store.add(file());
    expect(view).toEqual({ id: 1, state: 'available', fetched: 0, until: '2026-01-04T00:00:00.000Z' });
    now += 72 * hourMs - 1;
    const fetched = await store.fetch(link);
    expect(fetched?.content.toString()).toBe('%PDF-1.7 what was decided about the pension');
    now += 1;
    expect([await store.fetch(link), await store.look(link)]).toEqual([undefined, undefined]);
  });

  test('and twenty times, of which looking is none', async () => {
    const given = file();
    const { link } = await store.add(given);
    for (let turn = 0; turn < 20; turn += 1) {
      expect((await store.look(link))?.name).toBe('Minutes.pdf');
      expect((await store.fetch(link))?.name).toBe('Minutes.pdf');
    }
    expect([await store.fetch(link), await store.look(link)]).toEqual([undefined, undefined]);
    expect(await store.of(given)).toMatchObject({ state: 'used-up', fetched: 20 });
    expect(await database.all('SELECT hash FROM file_contents')).toEqual([]);
  });

  test('however many fetch it at once, at whichever gateway: twenty get it', async () => {
    const { link } = await store.add(file());
    const other = await open();
    const all = await Promise.all(
      Array.from({ length: 50 }, (_, at) => (at % 2 === 0 ? store : other).fetch(link)),
    );
    expect(all.filter((one) => one !== undefined)).toHaveLength(20);
  });

  test('the same key gives the same link, also after a restart; another file, client or meeting does not get it', async () => {
    const given = file();
    const { link } = await store.add(given);
    await store.fetch(link);
    store = await open();
    const again = await store.add(given);
    expect([again.link, again.view.fetched, again.view.id]).toEqual([link, 1, 1]);
    for (const other of [
      { content: Buffer.from('%PDF-other') },
      { to: { client: 8 } },
      { to: { phone: '+32470000000' } },
      { meeting: 'other' },
    ])
      expect(await codeOf(store.add({ ...given, ...other }))).toBe('key-used');
    // The same key of someone else is another key.
    expect((await store.add({ ...given, person: 'nora' })).link).not.toBe(link);
  });

  test('one key at two gateways at the same time is one file', async () => {
    const other = await open();
    const given = file();
    const added = await Promise.all([store, other, store, other].map((one) => one.add(given)));
    expect(new Set(added.map(({ link, view }) => `${link} ${view.id}`)).size).toBe(1);
  });

  test('a link is for its client or telephone number, in its organisation, as long as it works', async () => {
    const { link, view } = await store.add(file());
    const phone = '+32470000000';
    const called = await store.add(file({ to: { phone } }));
    expect(await store.isFor(link, 'own', { client: 7 })).toBe(true);
    expect(await store.isFor(called.link, 'own', { phone })).toBe(true);
    for (const [one, organisation, to] of [
      [link, 'other', { client: 7 }],
      [link, 'own', { client: 8 }],
      [link, 'own', { phone }],
      [called.link, 'own', { phone: '+32470000001' }],
      [called.link, 'own', { client: 0 }],
      ['A'.repeat(43), 'own', { client: 7 }],
      ['short', 'own', { client: 7 }],
    ] as const)
      expect(await store.isFor(one, organisation, to)).toBe(false);
    await store.revoke(view.id);
    expect(await store.isFor(link, 'own', { client: 7 })).toBe(false);
  });

  test('neither links nor contents nor names are stored, and nothing opens with another secret', async () => {
    const { link } = await store.add(file());
    expect(link).toMatch(/^[\w-]{43}$/);
    expect(await kept()).toContain('meeting');
    for (const plain of [link, 'pension', 'Minutes.pdf', '%PDF']) expect(await kept()).not.toContain(plain);
    store = await open(undefined, 'another secret that is also long enough');
    expect([await store.look(link), await store.fetch(link)]).toEqual([undefined, undefined]);
  });

  test('what is revoked, expired or used up is deleted, and stays known for as long as its message', async () => {
    const [revoked, late] = [file(), file()];
    const { link, view } = await store.add(revoked);
    await store.add(late);
    await store.revoke(view.id);
    expect([await store.fetch(link), (await store.of(revoked))?.state]).toEqual([undefined, 'revoked']);
    await store.revoke(view.id);
    expect((await store.of(revoked))?.state).toBe('revoked');
    now += 72 * hourMs;
    await store.prune();
    expect(await database.all('SELECT hash FROM file_contents')).toEqual([]);
    // Ending what has ended changes nothing about why.
    await store.revoke(2);
    expect((await store.of(late))?.state).toBe('expired');
    now += 90 * 24 * hourMs;
    await store.prune();
    expect([await store.of(revoked), await store.of(late)]).toEqual([undefined, undefined]);
  });

  test('files are bounded in number and size, at all gateways together, and ended ones make room', async () => {
    const bounds = { each: 2, total: 3, bytes: 1_000 };
    store = await open(bounds);
    const other = await open(bounds);
    const first = await store.add(file());
    await other.add(file());
    expect(await codeOf(store.add(file()))).toBe('shares-full');
    await store.revoke(first.view.id);
    await store.add(file());
    await other.add(file({ person: 'nora' }));
    expect(await codeOf(store.add(file({ person: 'ada' })))).toBe('shares-full');
    now += 72 * hourMs;
    await store.add(file({ content: Buffer.alloc(900, '%') }));
    expect(await codeOf(other.add(file({ content: Buffer.alloc(100, '%') })))).toBe('shares-full');
  });

  test('and so they are when many are added at once', async () => {
    const bounds = { each: 5, total: 100, bytes: 1e6 };
    const both = [await open(bounds), await open(bounds)];
    const codes = await Promise.all(
      Array.from({ length: 12 }, (_, at) => codeOf((both[at % 2] ?? store).add(file()))),
    );
    expect(codes.filter((code) => code === undefined)).toHaveLength(5);
    expect(codes.filter((code) => code === 'shares-full')).toHaveLength(7);
  });

  test('the message that a file leaves with is known: its own person finds the file by it, and nobody else', async () => {
    const given = file({ key: randomUUID(), meeting: undefined, type: 'image/png' });
    const { link, view } = await store.add(given);
    const [message, others] = [randomUUID(), randomUUID()];
    await store.bind(link, { ...given, person: 'ada', key: others });
    expect(await store.of({ ...given, person: 'ada', key: others })).toBeUndefined();
    await store.bind(link, { ...given, key: message });
    expect(await store.of({ ...given, key: message })).toEqual(view);
    expect(await store.fetch(link)).toEqual({
      name: 'Minutes.pdf',
      type: 'image/png',
      content: given.content,
    });
  });

  test('what is deleted with its connection is deleted in its organisation', async () => {
    const [own, others] = [await store.add(file()), await store.add(file({ organisation: 'other' }))];
    await store.delete('own');
    expect(await store.look(own.link)).toBeUndefined();
    expect((await store.look(others.link))?.name).toBe('Minutes.pdf');
  });

  test('megabytes come back as they were', async () => {
    const content = Buffer.alloc(
      10 * 1024 * 1024,
      Uint8Array.from({ length: 251 }, (_, at) => at),
    );
    const { link } = await store.add(file({ content }));
    expect((await store.fetch(link))?.content.equals(content)).toBe(true);
  });
});

test('a file from before kinds, messages and links were stored is a PDF, and keeps its link', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shared-'));
  const opened = async () => {
    const databases = sqliteDatabases(folder);
    const store = await openSharedFileStore(await databases.open(sharedPlan), sealWith(secret));
    return { databases, store };
  };
  try {
    const before = await opened();
    const given = file();
    const { link } = await before.store.add(given);
    await before.databases.close();
    const old = new DatabaseSync(join(folder, 'shared.sqlite'));
    old.exec('ALTER TABLE files ADD COLUMN content BLOB');
    old.exec('UPDATE files SET content = (SELECT content FROM file_contents WHERE hash = files.hash)');
    old.exec('DROP TABLE file_contents');
    for (const column of ['type', 'message', 'link', 'recipient', 'bytes'])
      old.exec(`ALTER TABLE files DROP COLUMN ${column}`);
    old.exec('DROP TABLE store_versions; DROP TABLE sealed_for');
    old.close();
    const { databases, store } = await opened();
    expect((await store.add(given)).link).toBe(link);
    expect((await store.fetch(link))?.type).toBe('application/pdf');
    await databases.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
