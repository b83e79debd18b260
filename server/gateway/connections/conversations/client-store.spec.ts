import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, test } from 'vitest';
import { type DeliveryState, deliveryStates } from '#contract/gateway/conversations.ts';
import type { Database } from '../../../data/database.ts';
import { sqliteDatabases } from '../../../data/sqlite-database.ts';
import { emptyPlace, engines } from '../../../data/testing/engines.ts';
import { Seal } from '../../sessions/sealed.ts';
import { connectionPlan } from '../store-tables.ts';
import { ClientStore } from './client-store.ts';

const by = { uuid: 'u', name: 'Ada' };
const meeting = { kind: 'meeting', id: 'm', attendee: '', by } as const;

describe.each(engines)('what is known of clients, on %s', (engine) => {
  const place = emptyPlace(engine);
  let database: Database;
  let now: number;
  let store: ClientStore;
  let messages = 0;
  beforeEach(async () => {
    now = 5;
    database = await place.open().open(connectionPlan);
    store = new ClientStore(database, new Seal('secret'), () => now);
  });
  const forget = (organisation: string) =>
    database.transaction('test', (within) => store.delete(within, organisation));

  /** What is known of a message of which it was told this, in this order. */
  async function resultOf(states: readonly DeliveryState[]) {
    messages += 1;
    const message = messages;
    for (const state of states) {
      const reason = state === 'failed' ? 'The recipient cannot be reached' : null;
      await store.deliveries.note('org', message, { message, state, reason });
    }
    return (await store.deliveries.of('org', message)).map(({ state, reason }) => ({ state, reason }))[0];
  }

  describe('what became of a message', () => {
    it.each<[string, DeliveryState[], DeliveryState, string | null]>([
      ['goes forward', ['pending', 'sent', 'delivered', 'seen'], 'seen', null],
      ['is not undone by late news', ['seen', 'delivered', 'sent', 'pending'], 'seen', null],
      ['may be seen before it is delivered', ['sent', 'seen', 'delivered'], 'seen', null],
      [
        'fails after it was sent, with a reason',
        ['sent', 'failed'],
        'failed',
        'The recipient cannot be reached',
      ],
      ['fails although “sent” comes late', ['failed', 'sent'], 'failed', 'The recipient cannot be reached'],
      ['has not failed if it arrived', ['delivered', 'failed'], 'delivered', null],
      ['has not failed if it arrives in the end', ['failed', 'seen'], 'seen', null],
    ])('%s', async (_name, states, state, reason) => {
      expect(await resultOf(states)).toEqual({ state, reason });
    });

    it('is the same in whichever order it is told, and however often', async () => {
      const states = fc.array(fc.constantFrom(...deliveryStates), { minLength: 1, maxLength: 8 });
      const orders = states.chain((told) => {
        const twice = [...told, ...told];
        const all = { minLength: twice.length, maxLength: twice.length };
        return fc.tuple(fc.constant(told), fc.shuffledSubarray(twice, all));
      });
      await fc.assert(
        fc.asyncProperty(orders, async ([told, shuffled]) => {
          expect(await resultOf(shuffled)).toEqual(await resultOf(told));
        }),
        { numRuns: 50 },
      );
    });

    it('stays with its organisation and conversation', async () => {
      await store.deliveries.note('one', 7, { message: 1, state: 'seen', reason: null });
      await store.deliveries.note('two', 7, { message: 1, state: 'sent', reason: null });
      expect(await store.deliveries.of('two', 7)).toEqual([{ message: 1, state: 'sent', reason: null }]);
      expect(await store.deliveries.of('one', 8)).toEqual([]);
      await forget('one');
      expect(await store.deliveries.of('one', 7)).toEqual([]);
      expect(await store.deliveries.of('two', 7)).toHaveLength(1);
    });

    it('is forgotten after a month', async () => {
      now = 0;
      await store.deliveries.note('org', 7, { message: 1, state: 'seen', reason: null });
      now = 29 * 86_400_000;
      await store.prune();
      expect(await store.deliveries.of('org', 7)).toHaveLength(1);
      now = 31 * 86_400_000;
      await store.prune();
      expect(await store.deliveries.of('org', 7)).toEqual([]);
    });
  });

  describe('who attended a meeting', () => {
    it('is known until the meeting changes, and sealed for its organisation', async () => {
      const contacts = { emails: ['guest@example.test'], relations: ['rel-1001'] };
      await store.contacts.keep('one', 'm', '2026-01-01', contacts);
      const asked = [
        ['other', '2026-01-01'],
        ['m', '2026-01-01'],
        ['m', '2026-01-02'],
      ] as const;
      expect(await store.contacts.of('one', asked)).toEqual([undefined, contacts, undefined]);
      expect(await store.contacts.of('two', asked)).toEqual([undefined, undefined, undefined]);
      // More than are asked for at a time.
      const many = Array.from({ length: 150 }, (_, at) => [`m${at}`, 'now'] as const);
      for (const [id] of many) await store.contacts.keep('one', id, 'now', { emails: [id], relations: [] });
      const found = await store.contacts.of('one', many);
      expect(found.map((one) => one?.emails)).toEqual(many.map(([id]) => [id]));
    });
  });

  describe('links by hand', () => {
    it('are made once, and taken away', async () => {
      const dossier = { kind: 'dossier', id: 'm', attendee: '', by } as const;
      await store.links.add('one', 1, meeting);
      await store.links.add('one', 1, meeting);
      await store.links.add('one', 1, dossier);
      await store.links.add('two', 1, meeting);
      expect((await store.links.all('one')).get(1)).toHaveLength(2);
      await store.links.remove('one', 1, meeting);
      expect((await store.links.all('one')).get(1)).toEqual([{ ...dossier, at: 5 }]);
      expect((await store.links.all('two')).get(1)).toEqual([{ ...meeting, at: 5 }]);
    });

    it('learn who of a meeting it is, and do not forget it', async () => {
      await store.links.add('one', 1, meeting);
      await store.links.add('one', 1, { ...meeting, attendee: 'Luc Peeters' });
      await store.links.add('one', 1, meeting);
      expect((await store.links.all('one')).get(1)).toEqual([{ ...meeting, attendee: 'Luc Peeters', at: 5 }]);
    });
  });

  test('answers that someone dismissed are dismissed up to the newest', async () => {
    expect(await store.dismissed.of('one', 'm', 't')).toBe(0);
    for (const message of [7, 9, 8]) await store.dismissed.dismiss('one', 'm', 't', message);
    expect(await store.dismissed.of('one', 'm', 't')).toBe(9);
    await forget('one');
    expect(await store.dismissed.of('one', 'm', 't')).toBe(0);
  });

  test('a message is brought to a meeting by one of two gateways, and taken over only from one that is gone', async () => {
    const other = engine === 'sqlite' ? database : await place.open().open(connectionPlan);
    const stores = [store, new ClientStore(other, new Seal('secret'), () => now)].map(
      ({ brought }) => brought,
    );
    const at = { organisation: 'one', meeting: 'm', dialog: 7, message: 1 };
    const begun = await Promise.all(stores.map((one) => one.begin(at)));
    expect(begun.toSorted()).toEqual([false, true]);
    now += 1_000;
    expect(await Promise.all(stores.map((one) => one.resume(at, 2_000)))).toEqual([false, false]);
    now += 1_000;
    const resumed = await Promise.all(stores.map((one) => one.resume(at, 2_000)));
    expect(resumed.toSorted()).toEqual([false, true]);
    await stores[1]?.end(at);
    await stores[0]?.undo(at);
    expect(await stores[0]?.of(at)).toEqual([{ message: 1, state: 'done', at: 2_005 }]);
  });
});

test('files from before there were migrations are still there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'claritalk-clients-'));
  const older = new DatabaseSync(join(folder, 'connections.sqlite'));
  older.exec(`
    CREATE TABLE client_links (organisation TEXT NOT NULL, client INTEGER NOT NULL, kind TEXT NOT NULL,
      subject TEXT NOT NULL, person TEXT NOT NULL, person_name TEXT NOT NULL, at INTEGER NOT NULL,
      PRIMARY KEY (organisation, client, kind, subject)) STRICT, WITHOUT ROWID;
    INSERT INTO client_links VALUES ('one', 1, 'meeting', 'm', 'u', 'Ada', 5);
    CREATE TABLE deliveries (organisation TEXT NOT NULL, message INTEGER NOT NULL, dialog INTEGER NOT NULL,
      state TEXT NOT NULL, reason TEXT, at INTEGER NOT NULL, PRIMARY KEY (organisation, message)) STRICT;
    CREATE INDEX deliveries_of ON deliveries (organisation, dialog);
    CREATE INDEX deliveries_at ON deliveries (at);
    INSERT INTO deliveries VALUES ('one', 3, 7, 'seen', NULL, 5);
  `);
  older.close();
  for (const _opened of [1, 2]) {
    const databases = sqliteDatabases(folder);
    const store = new ClientStore(await databases.open(connectionPlan), new Seal('secret'), () => 5);
    expect((await store.links.all('one')).get(1)).toEqual([{ ...meeting, at: 5 }]);
    expect(await store.deliveries.of('one', 7)).toEqual([{ message: 3, state: 'seen', reason: null }]);
    await databases.close();
  }
  rmSync(folder, { recursive: true });
});
