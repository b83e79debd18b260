import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Refusal } from '../../http/refusal.ts';
import { Seal } from '../../sessions/sealed.ts';
import { type SharedFileBounds, SharedFileStore } from './shared-file-store.ts';

const hourMs = 60 * 60 * 1000;
const secret = 'a secret of the test that is long enough';
let folder: string;
let now: number;
let store: SharedFileStore;

const open = (bounds?: SharedFileBounds, own = secret) =>
  new SharedFileStore(join(folder, 'shared.sqlite'), new Seal(own, 'shared files'), () => now, bounds);
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
const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return error instanceof Refusal ? error.reason?.code : error;
  }
  return undefined;
};
const onDisk = () =>
  ['', '-wal'].map((end) => readFileSync(join(folder, `shared.sqlite${end}`), 'latin1')).join('');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shared-'));
  now = Date.UTC(2026, 0, 1);
  store = open();
});
afterEach(async () => {
  store.close();
  await rm(folder, { recursive: true });
});

test('a link works for 72 hours to the millisecond', () => {
  const { link, view } = store.add(file());
  expect(view).toEqual({ id: 1, state: 'available', fetched: 0, until: '2026-01-04T00:00:00.000Z' });
  now += 72 * hourMs - 1;
  expect(store.fetch(link)?.content.toString()).toBe('%PDF-1.7 what was decided about the pension');
  now += 1;
  expect([store.fetch(link), store.look(link)]).toEqual([undefined, undefined]);
});

test('and twenty times, of which looking is none', () => {
  const given = file();
  const { link } = store.add(given);
  for (let turn = 0; turn < 20; turn += 1) {
    expect(store.look(link)?.name).toBe('Minutes.pdf');
    expect(store.fetch(link)?.name).toBe('Minutes.pdf');
  }
  expect([store.fetch(link), store.look(link)]).toEqual([undefined, undefined]);
  expect(store.of(given)).toMatchObject({ state: 'used-up', fetched: 20 });
});

test('the same key gives the same link, also after a restart; another file, client or meeting does not get it', () => {
  const given = file();
  const { link } = store.add(given);
  store.fetch(link);
  store.close();
  store = open();
  const again = store.add(given);
  expect([again.link, again.view.fetched, again.view.id]).toEqual([link, 1, 1]);
  for (const other of [
    { content: Buffer.from('%PDF-other') },
    { to: { client: 8 } },
    { to: { phone: '+32470000000' } },
    { meeting: 'other' },
  ])
    expect(codeOf(() => store.add({ ...given, ...other }))).toBe('key-used');
  // The same key of someone else is another key.
  expect(store.add({ ...given, person: 'nora' }).link).not.toBe(link);
});

test('neither links nor contents nor names are on disk, and nothing opens with another secret', () => {
  const { link } = store.add(file());
  expect(link).toMatch(/^[\w-]{43}$/);
  expect(onDisk()).toContain('meeting');
  for (const plain of [link, 'pension', 'Minutes.pdf', '%PDF']) expect(onDisk()).not.toContain(plain);
  store.close();
  store = open(undefined, 'another secret that is also long enough');
  expect([store.look(link), store.fetch(link)]).toEqual([undefined, undefined]);
});

test('what is revoked, expired or used up is deleted from the file, and stays known for as long as its message', () => {
  const [revoked, late] = [file(), file()];
  const { link, view } = store.add(revoked);
  store.add(late);
  store.revoke(view.id);
  expect([store.fetch(link), store.of(revoked)?.state]).toEqual([undefined, 'revoked']);
  store.revoke(view.id);
  expect(store.of(revoked)?.state).toBe('revoked');
  now += 72 * hourMs;
  store.prune();
  // Ending what has ended changes nothing about why.
  store.revoke(2);
  expect(store.of(late)?.state).toBe('expired');
  now += 90 * 24 * hourMs;
  store.prune();
  expect([store.of(revoked), store.of(late)]).toEqual([undefined, undefined]);
});

test('files are bounded in number and size, and ended ones make room', () => {
  store.close();
  store = open({ each: 2, total: 3, bytes: 1_000 });
  const first = store.add(file());
  store.add(file());
  expect(codeOf(() => store.add(file()))).toBe('shares-full');
  store.revoke(first.view.id);
  store.add(file());
  store.add(file({ person: 'nora' }));
  expect(codeOf(() => store.add(file({ person: 'ada' })))).toBe('shares-full');
  now += 72 * hourMs;
  store.add(file({ content: Buffer.alloc(900, '%') }));
  expect(codeOf(() => store.add(file({ content: Buffer.alloc(100, '%') })))).toBe('shares-full');
});

test('the message that a file leaves with is known: its own person finds the file by it, and nobody else', () => {
  const given = file({ key: randomUUID(), meeting: undefined, type: 'image/png' });
  const { link, view } = store.add(given);
  const [message, others] = [randomUUID(), randomUUID()];
  store.bind(link, { ...given, person: 'ada', key: others });
  expect(store.of({ ...given, person: 'ada', key: others })).toBeUndefined();
  store.bind(link, { ...given, key: message });
  expect(store.of({ ...given, key: message })).toEqual(view);
  expect(store.fetch(link)).toEqual({ name: 'Minutes.pdf', type: 'image/png', content: given.content });
});

test('a file from before kinds were known is a PDF', () => {
  const { link } = store.add(file());
  store.close();
  const database = new DatabaseSync(join(folder, 'shared.sqlite'));
  database.exec('ALTER TABLE files DROP COLUMN type; ALTER TABLE files DROP COLUMN message');
  database.close();
  store = open();
  expect(store.fetch(link)?.type).toBe('application/pdf');
});
