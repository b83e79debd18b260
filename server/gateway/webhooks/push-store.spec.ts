import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Databases } from '../../data/database.ts';
import { sqliteDatabases } from '../../data/sqlite-database.ts';
import { emptyPlace, engines } from '../../data/testing/engines.ts';
import { Seal } from '../sessions/sealed.ts';
import { pushPlan } from './push-schema.ts';
import { openPushStore, type PushStore } from './push-store.ts';
import { readDelivery } from './read-delivery.ts';

const day = 24 * 60 * 60 * 1000;
const limits = { deliveries: 5, days: 10, reportBytes: 1000 };

describe.each(engines)('deliveries on %s', (engine) => {
  const place = emptyPlace(engine);
  let databases: Databases;
  let now: number;
  let store: PushStore;
  const sealOf = (secret: string) => new Seal(secret, 'webhook deliveries');
  const openIn = async (given: Databases, secret = 's'.repeat(32)) =>
    openPushStore(await given.open(pushPlan), sealOf(secret), limits, () => now);
  /** Restarts the gateway. */
  const restart = async (secret?: string) => {
    await databases.close();
    databases = place.open();
    store = await openIn(databases, secret);
  };
  beforeEach(async () => {
    now = Date.parse('2026-01-01T12:00:00Z');
    databases = place.open();
    store = await openIn(databases);
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

  test('keeps a limited number of deliveries, reports and bytes, for a limited number of days', async () => {
    const ids = Array.from({ length: 8 }, () => randomUUID());
    for (const id of ids) {
      now += 1000;
      await store.receive(delivery(id, report(300)));
    }
    await store.sweep();
    expect((await store.list({ limit: 100 })).map(({ subject }) => subject)).toEqual(ids.slice(3).reverse());
    // Three reports of 300 bytes fit into 1000.
    const reports = await Promise.all(ids.map((id) => store.report(id)));
    expect(reports.map((one) => one !== undefined)).toEqual(ids.map((_, at) => at >= 5));
    now += 11 * day;
    await store.sweep();
    expect(await store.list({ limit: 100 })).toEqual([]);
    expect(await store.report(ids[7] ?? '')).toBeUndefined();
  });

  test('a repeat is recognised for as long as it would be news', async () => {
    const first = delivery(randomUUID());
    expect((await store.receive(first)).result).toBe('announced');
    now += day - 1000;
    await store.sweep();
    expect((await store.receive(first)).result).toBe('repeated');
    now += 2 * day;
    await store.sweep();
    expect((await store.receive(first)).result).toBe('old');
  });

  test('after a restart everything is there, and ids continue', async () => {
    const meeting = randomUUID();
    const { event } = await store.receive(delivery(meeting, report(100)));
    const { epoch } = store;
    await restart();
    expect(store.epoch).toBe(epoch);
    expect(await store.lastEvent()).toBe(event?.id);
    expect((await store.reportContent(meeting))?.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await store.find(1))?.payload).toContain(meeting);
    expect((await store.receive(delivery(randomUUID()))).event?.id).toBe((event?.id ?? 0) + 1);
  });

  test('with another secret nothing can be read, and everything else continues', async () => {
    const meeting = randomUUID();
    await store.receive(delivery(meeting, report(100)));
    await restart('t'.repeat(32));
    expect(await store.reportContent(meeting)).toBeUndefined();
    expect(await store.find(1)).toMatchObject({ delivery: { subject: meeting }, payload: undefined });
    expect((await store.process(1, 'Ada'))?.event).toMatchObject({ subject: meeting });
  });

  test('an earlier report does not replace a newer one', async () => {
    const meeting = randomUUID();
    await store.receive(delivery(meeting, report(200)));
    now -= 5000;
    await store.receive(delivery(meeting, report(100)));
    expect((await store.report(meeting))?.bytes).toBe(200);
  });

  test('events are sent from any place that is still known', async () => {
    const ids = Array.from({ length: 5 }, () => randomUUID());
    for (const id of ids) {
      now += 10_000;
      await store.receive(delivery(id));
    }
    const subjects = (events: Awaited<ReturnType<PushStore['eventsAfter']>>) =>
      events?.map(({ subject }) => subject);
    expect(subjects(await store.eventsAfter(3, 10))).toEqual(ids.slice(3));
    expect(subjects(await store.eventsAfter(5, 10))).toEqual([]);
    expect(await store.eventsAfter(6, 10)).toBeUndefined();
    expect(await store.eventsAfter(0, 4)).toBeUndefined();
    expect(subjects(await store.eventsWithin(15_000, 10))).toEqual(ids.slice(3));
    expect(subjects(await store.eventsWithin(0, 10))).toEqual([]);
    now += 2 * day;
    await store.sweep();
    expect(await store.eventsAfter(3, 10)).toBeUndefined();
    expect(subjects(await store.eventsAfter(5, 10))).toEqual([]);
    expect(subjects(await store.eventsWithin(1000, 10))).toEqual([]);
  });

  const ofSystem = (organisation: string, subject: string) => ({
    ...delivery(randomUUID()),
    origin: { system: 'chat2desk' as const, organisation },
    event: 'inbox',
    about: 'dialog',
    subject,
  });

  test('a connected system is kept apart: from Claritalk’s deliveries, and each organisation for itself', async () => {
    const meeting = randomUUID();
    expect((await store.receive(delivery(meeting))).result).toBe('announced');
    now += 1000;
    for (let count = 0; count < 8; count += 1) {
      expect((await store.receive(ofSystem('a', String(count)))).result).toBe('announced');
    }
    expect((await store.receive(ofSystem('b', '1'))).event).toMatchObject({
      origin: { system: 'chat2desk', organisation: 'b' },
      about: 'dialog',
      subject: '1',
    });
    // However much one organisation is told, nobody else loses what was kept for them.
    await store.sweep();
    expect((await store.list({ limit: 100 })).map(({ subject }) => subject)).toEqual([meeting]);
    const found = await Promise.all([1, 2, 10].map((id) => store.find(id)));
    expect(found.map((one) => one !== undefined)).toEqual([true, false, false]);
    expect(await store.process(10, 'Ada')).toBeUndefined();
    const at = (ms: number) => new Date(ms).toISOString();
    expect(await store.lastAt()).toBe(at(now - 1000));
    expect(await store.lastAt({ system: 'chat2desk', organisation: 'a' })).toBe(at(now));
    expect(await store.lastAt({ system: 'claap', organisation: 'a' })).toBeUndefined();
    await store.forget({ system: 'chat2desk', organisation: 'a' });
    expect(await store.lastAt({ system: 'chat2desk', organisation: 'a' })).toBeUndefined();
    expect(await store.lastAt({ system: 'chat2desk', organisation: 'b' })).toBe(at(now));
    expect((await store.eventsAfter(0, 100))?.map(({ subject }) => subject)).toEqual([meeting, '1']);
  });

  test('the same delivery at the same time is taken once', async () => {
    const another = engine === 'postgres' ? await openIn(place.open()) : store;
    const same = delivery(randomUUID(), report(100));
    const received = await Promise.all(
      Array.from({ length: 10 }, (_, at) => (at % 2 ? store : another).receive(same)),
    );
    expect(received.filter(({ event }) => event !== undefined)).toHaveLength(1);
    expect(await store.list({ limit: 10 })).toMatchObject([{ repeats: 9, result: 'announced' }]);
  });

  test('events are saved in the order of their numbers, without gaps, and whoever follows hears of each', async () => {
    const another = engine === 'postgres' ? await openIn(place.open()) : store;
    let [read, heard] = [0, 0];
    const seen: number[] = [];
    const readOn = async () => {
      for (const { id } of await another.nextEvents(read, 100)) {
        seen.push(id);
        read = id;
      }
    };
    another.onEvents(() => {
      heard += 1;
    });
    const ids = Array.from({ length: 60 }, () => randomUUID());
    let isOver = false;
    const sending = Promise.all(ids.map((id, at) => (at % 2 ? store : another).receive(delivery(id))));
    void sending.then(() => {
      isOver = true;
    });
    while (!isOver) {
      await readOn();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await readOn();
    expect(seen).toEqual(ids.map((_, at) => at + 1));
    expect(heard).toBeGreaterThan(0);
  });

  test('of two reports of a status at the same time, the later one counts, whichever comes first', async () => {
    const meeting = randomUUID();
    const early = delivery(meeting, { status: 'processing' });
    now += 5000;
    const late = delivery(meeting, { status: 'finished' });
    const results = await Promise.all([store.receive(late), store.receive(early)]);
    expect(results.map(({ result }) => result)).toContain('announced');
    expect((await store.receive({ ...early, fingerprint: 'ab'.repeat(32) })).result).toBe('late');
  });
  test.runIf(engine === 'sqlite')(
    'a store from before there were connected systems is taken over',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'push-store-'));
      let older = sqliteDatabases(folder);
      await openIn(older);
      await older.close();
      const database = new DatabaseSync(join(folder, 'push.sqlite'));
      for (const table of ['deliveries', 'events']) {
        database.exec(`DROP INDEX IF EXISTS deliveries_of;
      ALTER TABLE ${table} DROP COLUMN system; ALTER TABLE ${table} DROP COLUMN organisation`);
      }
      database.exec(
        `DROP TABLE store_versions; DROP TABLE event_counter;
     INSERT INTO events (at, event, about, subject) VALUES (${now}, 'meeting.processed', 'meeting', 'm')`,
      );
      database.close();
      older = sqliteDatabases(folder);
      const taken = await openIn(older);
      expect(await taken.eventsAfter(0, 10)).toMatchObject([
        { origin: undefined, about: 'meeting', subject: 'm' },
      ]);
      expect((await taken.receive(ofSystem('a', '1'))).event).toMatchObject({
        id: 2,
        origin: { system: 'chat2desk', organisation: 'a' },
      });
      await older.close();
      older = sqliteDatabases(folder);
      expect(await (await openIn(older)).eventsAfter(1, 10)).toHaveLength(1);
      await older.close();
      rmSync(folder, { recursive: true });
    },
  );
});
