import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Seal } from '../sessions/sealed.ts';
import { openPushStore, type PushStore } from './push-store.ts';
import { readDelivery } from './read-delivery.ts';

let directory: string;
let now = Date.parse('2026-01-01T12:00:00Z');
let store: PushStore;
const day = 24 * 60 * 60 * 1000;
const open = (secret = 's'.repeat(32)) =>
  openPushStore(
    join(directory, 'push.sqlite'),
    new Seal(secret, 'webhook deliveries'),
    { deliveries: 5, days: 10, reportBytes: 1000 },
    () => now,
  );
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'push-store-'));
  store = open();
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

const delivery = (id: string, more: Record<string, unknown> = {}) =>
  readDelivery(
    Buffer.from(
      JSON.stringify({
        event: 'meeting.status.changed',
        timestamp: new Date(now).toISOString(),
        data: { id, status: 'finished', ...more },
      }),
    ),
  );
const report = (bytes: number) => ({
  files: { filename: 'a.pdf', content: Buffer.alloc(bytes, '%PDF-').toString('base64') },
});

test('keeps a limited number of deliveries, reports and bytes, for a limited number of days', () => {
  const ids = Array.from({ length: 8 }, () => randomUUID());
  for (const id of ids) {
    now += 1000;
    store.receive(delivery(id, report(300)));
  }
  store.sweep();
  expect(store.list({ limit: 100 }).map(({ subject }) => subject)).toEqual(ids.slice(3).reverse());
  // Three reports of 300 bytes fit into 1000.
  expect(ids.map((id) => store.report(id) !== undefined)).toEqual(ids.map((_, at) => at >= 5));
  now += 11 * day;
  store.sweep();
  expect(store.list({ limit: 100 })).toEqual([]);
  expect(store.report(ids[7] ?? '')).toBeUndefined();
});

test('a repeat is recognised for as long as it would be news', () => {
  const first = delivery(randomUUID());
  expect(store.receive(first).result).toBe('announced');
  now += day - 1000;
  store.sweep();
  expect(store.receive(first).result).toBe('repeated');
  now += 2 * day;
  store.sweep();
  expect(store.receive(first).result).toBe('old');
});

test('after a restart everything is there, and ids continue', () => {
  const meeting = randomUUID();
  const { event } = store.receive(delivery(meeting, report(100)));
  const { epoch } = store;
  store.close();
  store = open();
  expect(store.epoch).toBe(epoch);
  expect(store.lastEvent()).toBe(event?.id);
  expect(store.reportContent(meeting)?.subarray(0, 5).toString()).toBe('%PDF-');
  expect(store.find(1)?.payload).toContain(meeting);
  expect(store.receive(delivery(randomUUID())).event?.id).toBe((event?.id ?? 0) + 1);
});

test('with another secret nothing can be read, and everything else continues', () => {
  const meeting = randomUUID();
  store.receive(delivery(meeting, report(100)));
  store.close();
  store = open('t'.repeat(32));
  expect(store.reportContent(meeting)).toBeUndefined();
  expect(store.find(1)).toMatchObject({ delivery: { subject: meeting }, payload: undefined });
  expect(store.process(1, 'Ada')?.event).toMatchObject({ subject: meeting });
});

test('an earlier report does not replace a newer one', () => {
  const meeting = randomUUID();
  store.receive(delivery(meeting, report(200)));
  now -= 5000;
  store.receive(delivery(meeting, report(100)));
  expect(store.report(meeting)?.bytes).toBe(200);
});

test('events are sent from any place that is still known', () => {
  const ids = Array.from({ length: 5 }, () => randomUUID());
  for (const id of ids) {
    now += 10_000;
    store.receive(delivery(id));
  }
  const subjects = (events: ReturnType<PushStore['eventsAfter']>) => events?.map(({ subject }) => subject);
  expect(subjects(store.eventsAfter(3, 10))).toEqual(ids.slice(3));
  expect(subjects(store.eventsAfter(5, 10))).toEqual([]);
  expect(store.eventsAfter(6, 10)).toBeUndefined();
  expect(store.eventsAfter(0, 4)).toBeUndefined();
  expect(subjects(store.eventsWithin(15_000, 10))).toEqual(ids.slice(3));
  expect(subjects(store.eventsWithin(0, 10))).toEqual([]);
  now += 2 * day;
  store.sweep();
  expect(store.eventsAfter(3, 10)).toBeUndefined();
  expect(subjects(store.eventsAfter(5, 10))).toEqual([]);
  expect(subjects(store.eventsWithin(1000, 10))).toEqual([]);
});

const ofSystem = (organisation: string, subject: string) => ({
  ...delivery(randomUUID()),
  origin: { system: 'chat2desk' as const, organisation },
  event: 'inbox',
  about: 'dialog',
  subject,
});

test('a connected system is kept apart: from Claritalk’s deliveries, and each organisation for itself', () => {
  const meeting = randomUUID();
  expect(store.receive(delivery(meeting)).result).toBe('announced');
  now += 1000;
  for (let count = 0; count < 8; count += 1) {
    expect(store.receive(ofSystem('a', String(count))).result).toBe('announced');
  }
  expect(store.receive(ofSystem('b', '1')).event).toMatchObject({
    origin: { system: 'chat2desk', organisation: 'b' },
    about: 'dialog',
    subject: '1',
  });
  // However much one organisation is told, nobody else loses what was kept for them.
  store.sweep();
  expect(store.list({ limit: 100 }).map(({ subject }) => subject)).toEqual([meeting]);
  expect([1, 2, 10].map((id) => store.find(id) !== undefined)).toEqual([true, false, false]);
  expect(store.process(10, 'Ada')).toBeUndefined();
  const at = (ms: number) => new Date(ms).toISOString();
  expect(store.lastAt()).toBe(at(now - 1000));
  expect(store.lastAt({ system: 'chat2desk', organisation: 'a' })).toBe(at(now));
  expect(store.lastAt({ system: 'claap', organisation: 'a' })).toBeUndefined();
  store.forget({ system: 'chat2desk', organisation: 'a' });
  expect(store.lastAt({ system: 'chat2desk', organisation: 'a' })).toBeUndefined();
  expect(store.lastAt({ system: 'chat2desk', organisation: 'b' })).toBe(at(now));
  expect(store.eventsAfter(0, 100)?.map(({ subject }) => subject)).toEqual([meeting, '1']);
});

test('a store from before there were connected systems is taken over', () => {
  store.close();
  const file = join(directory, 'push.sqlite');
  const database = new DatabaseSync(file);
  for (const table of ['deliveries', 'events']) {
    database.exec(`DROP INDEX IF EXISTS deliveries_of;
      ALTER TABLE ${table} DROP COLUMN system; ALTER TABLE ${table} DROP COLUMN organisation`);
  }
  database.exec(
    `INSERT INTO events (at, event, about, subject) VALUES (${now}, 'meeting.processed', 'meeting', 'm')`,
  );
  database.close();
  store = open();
  expect(store.eventsAfter(0, 10)).toMatchObject([{ origin: undefined, about: 'meeting', subject: 'm' }]);
  expect(store.receive(ofSystem('a', '1')).event?.origin).toEqual({ system: 'chat2desk', organisation: 'a' });
  store.close();
  store = open();
  expect(store.eventsAfter(1, 10)).toHaveLength(1);
});
