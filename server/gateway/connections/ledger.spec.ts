import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database, Value } from '../../data/database.ts';
import { StoreFailure } from '../../data/store-failure.ts';
import { emptyPlace, engines } from '../../data/testing/engines.ts';
import { answer, codeOf, intent, notSent, seal, stateOf, unknown } from '../testing/ledger-intents.ts';
import { type Intent, Ledger, ledgerLimits, openLedger } from './ledger.ts';
import { ledgerPlan } from './ledger-tables.ts';
import { LedgerHolder } from './stores/ledger-holder.ts';

const minute = 60_000;
/** How often it was sent, and why not. */
const told = async (all: readonly Promise<unknown>[]) =>
  (await Promise.all(all.map(codeOf))).map((code) => code ?? 'sent').toSorted();

describe.each(engines)('the ledger on %s', (engine) => {
  const place = emptyPlace(engine);
  let now: number;
  const opened: Ledger[] = [];
  beforeEach(() => {
    now = 1_000_000_000_000;
  });
  afterEach(async () => {
    for (const ledger of opened.splice(0)) await ledger.close();
  });

  const on = async (database: Database, limits = ledgerLimits) => {
    const ledger = await openLedger(database, seal, limits, () => now);
    opened.push(ledger);
    return ledger;
  };
  const open = async (limits = ledgerLimits) => on(await place.open().open(ledgerPlan), limits);
  /** Of two gateways; an SQLite file belongs to one. */
  const two = async () => {
    const one = await open();
    return [one, engine === 'sqlite' ? one : await open()] as const;
  };
  /** Does something before statements outside of transactions that change something. */
  const running = (database: Database, before: (sql: string, values: readonly Value[]) => Promise<void>) => {
    const { all, one } = database;
    const given: Database = {
      ...database,
      ...{ engine, store: 'ledger', all, one },
      transaction: (lock, work) => database.transaction(lock, work),
      follow: (heard, topic) => database.follow(heard, topic),
      async run(sql, ...values) {
        await before(sql, values);
        return database.run(sql, ...values);
      },
    };
    return given;
  };
  const done = async (ledger: Ledger, over: Partial<Intent> = {}) =>
    (await ledger.begin(intent(over))).end(answer('{}'));

  test('only the first word about an attempt counts', async () => {
    const ledger = await open();
    const attempt = await ledger.begin(intent());
    await attempt.end(answer('{"id":1}'));
    await attempt.end(unknown);
    expect(await stateOf(ledger)).toEqual([['k1', 'done']]);
    expect((await ledger.begin(intent())).before).toEqual(answer('{"id":1}').answer);
  });

  test('a second word does not overtake the first, however long that takes to write', async () => {
    const database = await place.open().open(ledgerPlan);
    const isWritten = Promise.withResolvers<void>();
    const ledger = await on(
      running(database, async (sql, values) => {
        if (sql.includes('UPDATE entries') && values[0] === 'done') await isWritten.promise;
      }),
    );
    const attempt = await ledger.begin(intent());
    const ends = [attempt.end(answer('{"id":1}')), attempt.end(unknown)];
    expect(await stateOf(ledger)).toEqual([['k1', 'under-way']]);
    isWritten.resolve();
    await Promise.all(ends);
    expect(await stateOf(ledger)).toEqual([['k1', 'done']]);
  });

  test('what was recorded is sent although old entries cannot be forgotten at that moment', async () => {
    const database = await place.open().open(ledgerPlan);
    let isLocked = false;
    const ledger = await on(
      running(database, async (sql) => {
        if (isLocked && sql.startsWith('DELETE FROM entries'))
          throw new StoreFailure('ledger', 'locked', undefined);
      }),
    );
    for (let count = 1; count < 100; count += 1) await done(ledger, { key: `k${count}` });
    isLocked = true;
    const hundredth = await ledger.begin(intent({ key: 'k100' }));
    await hundredth.leaves();
    await hundredth.end(answer('{}'));
    expect((await ledger.find('o1', 100))?.entry).toMatchObject({ key: 'k100', state: 'done' });
  });

  test('a late word about an earlier attempt says nothing of the next', async () => {
    const ledger = await open();
    const first = await ledger.begin(intent());
    await first.end(notSent);
    const second = await ledger.begin(intent());
    await first.end(unknown);
    expect(await stateOf(ledger)).toEqual([['k1', 'under-way']]);
    await second.end(answer('{}'));
    expect(await stateOf(ledger)).toEqual([['k1', 'done']]);
  });

  test('another organisation, person or key is another request', async () => {
    const ledger = await open();
    for (const over of [{}, { organisation: 'o2' }, { person: { uuid: 'p2', name: '' } }, { key: 'k2' }]) {
      expect((await ledger.begin(intent(over))).before).toBeUndefined();
    }
    expect(await codeOf(ledger.begin(intent({ request: ['b'] })))).toBe('key-used');
    expect(await ledger.find('o2', 1)).toBeUndefined();
  });

  test('a long response is not kept, and the entry says so', async () => {
    const ledger = await open({ ...ledgerLimits, answerBytes: 10, sentBytes: 10 });
    await (await ledger.begin(intent())).end(answer('"a long answer"'));
    expect(await codeOf(ledger.begin(intent()))).toBe('answer-not-kept');
    expect(await ledger.find('o1', 1)).toMatchObject({ sent: null, answer: null });
  });

  test('old and surplus entries are forgotten with what is known of them, but not those in progress', async () => {
    const database = await place.open().open(ledgerPlan);
    const ledger = await on(database, { ...ledgerLimits, entries: 3, days: 10 });
    await ledger.begin(intent({ key: 'k0' }));
    const links = { about: { meetings: [{ id: 'm', todos: ['t'] }], seen: 99 }, author: 'ada@firm.test' };
    for (let count = 1; count < 6; count += 1) await done(ledger, { key: `k${count}`, links });
    await ledger.prune();
    expect((await stateOf(ledger)).map(([key]) => key)).toEqual(['k5', 'k4', 'k3', 'k0']);
    now += 11 * 24 * 60 * minute;
    await ledger.prune();
    expect((await stateOf(ledger)).map(([key]) => key)).toEqual(['k0']);
    for (const table of ['entry_facts', 'entry_todos', 'entry_authors'])
      expect([table, await database.all(`SELECT entry FROM ${table} WHERE entry > 1`)]).toEqual([table, []]);
  });

  test('counts what was done, or may have been', async () => {
    const ledger = await open();
    const counted = {
      organisation: 'o1',
      system: 'claap',
      operation: 'createRecording',
      perMs: 1000,
    } as const;
    const of = { links: { author: 'Ada@Firm.test' } };
    await (await ledger.begin(intent(of))).end(answer('{"result":{"recording":{"id":"r1"}}}'));
    await (await ledger.begin(intent({ ...of, key: 'k2' }))).end(unknown);
    await (await ledger.begin(intent({ ...of, key: 'k3' }))).end(notSent);
    await done(ledger, { key: 'k4', links: { author: 'eve@firm.test' } });
    expect(await ledger.authors.most(counted)).toBe(2);
    expect(await ledger.authors.of(counted, 'ada@firm.test')).toMatchObject([
      { at: now, made: 'r1' },
      { at: now, made: null },
    ]);
    expect(await ledger.count()).toHaveLength(3);
    now += 1000;
    expect(await ledger.authors.most(counted)).toBe(0);
  });

  test('what an entry is about is found by what it made, for whom, and by whom', async () => {
    const ledger = await open();
    const of = { operation: 'sendMessage', sent: { body: { client_id: 7 } } };
    const about = { meetings: [{ id: 'M1', todos: ['t1', 't2'] }, { id: 'm0' }], seen: 0 };
    const sent = answer('{"data":{"message_id":5,"dialog_id":9}}');
    await (await ledger.begin(intent({ ...of, links: { about } }))).end(sent);
    expect(await ledger.links.of(1)).toEqual({
      retryOf: null,
      retriedBy: null,
      client: 7,
      dialog: 9,
      made: '5',
      lookedAt: null,
      isCut: 0,
      meetings: ['m0', 'm1'],
    });
    expect(await ledger.links.of(99)).toMatchObject({ made: null, meetings: [] });
    expect(await ledger.links.about('o1', 'sendMessage', 'm1', 5)).toEqual([1]);
    expect(await ledger.links.todosAbout(1, 'M1')).toBe(2);
    expect((await ledger.links.ofMeeting('o1', 'm1')).map(({ todo, by, made }) => [todo, by, made])).toEqual(
      expect.arrayContaining([
        ['t1', 'Ada', '5'],
        ['t2', 'Ada', '5'],
      ]),
    );
    const asked = ['o1', 'p1', 'sendMessage', '5'] as const;
    expect(await ledger.links.hasMade(...asked)).toBe(true);
    expect(await ledger.links.hasMade('o1', 'p2', 'sendMessage', '5')).toBe(false);
    expect(await ledger.links.isMade('o1', 'sendMessage', '5')).toBe(true);
    expect(await ledger.links.isMade('o2', 'sendMessage', '5')).toBe(false);
    expect(await ledger.links.keysOf('o1', 'p1', 'sendMessage', ['4', '5'])).toEqual(new Map([['5', 'k1']]));
    expect(await ledger.links.keysOf('o1', 'p2', 'sendMessage', ['5'])).toEqual(new Map());
  });

  test('of one request that reaches two gateways at the same time, one sends it, over 20 runs', async () => {
    const [one, other] = await two();
    for (let run = 0; run < 20; run += 1) {
      const key = `both${run}`;
      const tried = [one, other, one, other].map((ledger) => ledger.begin(intent({ key })));
      expect(await told(tried)).toEqual(['sent', 'under-way', 'under-way', 'under-way']);
      const sent = (await Promise.allSettled(tried)).find(({ status }) => status === 'fulfilled');
      if (sent?.status === 'fulfilled') await sent.value.end(run % 2 ? answer('{"a":1}') : notSent);
      const again = [one, other].map((ledger) => ledger.begin(intent({ key })));
      if (run % 2) {
        const answers = (await Promise.all(again)).map(({ before }) => before?.body?.toString());
        expect(answers).toEqual(['{"a":1}', '{"a":1}']);
      } else {
        // What was not sent may be, once.
        expect(await told(again)).toEqual(['sent', 'under-way']);
      }
    }
  });

  test('what was not sent is sent again once, by its own key or by one of others, at whichever gateway', async () => {
    const [one, other] = await two();
    for (let run = 0; run < 10; run += 1) {
      const key = `first${run}`;
      const first = await one.begin(intent({ key }));
      await first.end(notSent);
      const [entry] = await one.list({ organisation: 'o1', person: undefined, limit: 1 });
      const links = { retryOf: entry?.id ?? 0 };
      const again = (ledger: Ledger, name: string) => ledger.begin(intent({ key: `${name}${run}`, links }));
      const codes = await told([
        again(one, 'a'),
        again(other, 'b'),
        one.begin(intent({ key })),
        other.begin(intent({ key })),
      ]);
      expect(codes.filter((code) => code === 'sent')).toEqual(['sent']);
      expect(
        codes.every((code) => ['may-be-done', 'retried-before', 'sent', 'under-way'].includes(code)),
      ).toBe(true);
    }
  });

  test('a to-do that two people remind of at the same time is reminded of once', async () => {
    const [one, other] = await two();
    for (let run = 0; run < 10; run += 1) {
      const links = { about: { meetings: [{ id: 'm', todos: [`t${run}`] }], seen: 0 } };
      const people = ['p1', 'p2'].map((uuid) => ({ person: { uuid, name: uuid }, key: `r${run}`, links }));
      const [first, second] = people;
      expect(await told([one.begin(intent(first)), other.begin(intent(second))])).toEqual([
        'may-be-done',
        'sent',
      ]);
    }
  });

  test('what was under way at a gateway that is gone may have been done', async () => {
    const databases = place.open();
    const gone = await on(await databases.open(ledgerPlan));
    await (await gone.begin(intent())).leaves();
    await done(gone, { key: 'k2' });
    // It is killed: nobody closes anything.
    opened.splice(0);
    if (engine === 'sqlite') await databases.close();
    const next = await open();
    const states = (state: string) => [
      ['k2', 'done'],
      ['k1', state],
    ];
    if (engine === 'postgres') {
      // It may be slow: the others believe it for a while.
      for (const _ of [1, 2]) {
        await next.tend();
        expect(await stateOf(next)).toEqual(states('under-way'));
        now += minute;
      }
      await next.tend();
    }
    expect(await stateOf(next)).toEqual(states('unknown'));
    expect(await codeOf(next.begin(intent()))).toBe('may-be-done');
    expect((await next.begin(intent({ key: 'k2' }))).before?.body?.toString()).toBe('{}');
    await gone.close();
  });

  test('what a gateway leaves that stops in order may have been done, and those of the others are theirs', async () => {
    if (engine === 'sqlite') return;
    const [one, other] = await two();
    await (await one.begin(intent())).leaves();
    const theirs = await other.begin(intent({ key: 'k2' }));
    await theirs.leaves();
    await one.close();
    await other.tend();
    expect(await stateOf(other)).toEqual([
      ['k2', 'under-way'],
      ['k1', 'unknown'],
    ]);
    await theirs.end(answer('{}'));
    expect(await stateOf(other)).toEqual([
      ['k2', 'done'],
      ['k1', 'unknown'],
    ]);
  });

  test('what a gateway was doing that has certainly ended may be done, at once; what another is doing is still under way', async () => {
    const [database, theirs] = [await place.open().open(ledgerPlan), await open()];
    const [killed, again] = [
      { id: 'killed', before: undefined },
      { id: 'again', before: 'killed' },
    ];
    const before = await openLedger(database, seal, ledgerLimits, () => now, killed);
    opened.push(before);
    await before.begin(intent());
    await theirs.begin(intent({ key: 'k2' }));
    opened.push(await openLedger(database, seal, ledgerLimits, () => now, again));
    expect(await stateOf(theirs)).toEqual([
      ['k2', engine === 'sqlite' ? 'unknown' : 'under-way'],
      ['k1', 'unknown'],
    ]);
  });

  test('a gateway of which the others may believe that it is gone sends nothing until they know again', async () => {
    const database = await place.open().open(ledgerPlan);
    let clock = 0;
    const holder = new LedgerHolder(
      database,
      'this one',
      () => now,
      () => clock,
    );
    await holder.open();
    const ledger = new Ledger({ database, seal, limits: ledgerLimits, now: () => now, holder });
    opened.push(ledger);
    const waiting = await ledger.begin(intent());
    clock += minute;
    const isAlone = engine === 'sqlite';
    expect(holder.isSure).toBe(isAlone);
    if (isAlone) return;
    await expect(waiting.leaves()).rejects.toThrow('cannot use its database');
    // It says so itself, where it can.
    await (await ledger.begin(intent({ key: 'k2' }))).leaves();
    expect(holder.isSure).toBe(true);
    clock += minute;
    await database.run('DROP TABLE ledger_holders');
    await expect(ledger.begin(intent({ key: 'k3' }))).rejects.toThrow(/ledger_holders/);
    expect(await stateOf(ledger)).toEqual([
      ['k2', 'under-way'],
      ['k1', 'under-way'],
    ]);
  });

  test('what becomes of a request is recorded later where the store is away, and it is not sent again until then', async () => {
    const database = await place.open().open(ledgerPlan);
    let isAway = false;
    const ledger = await on(
      running(database, async (sql) => {
        if (isAway && sql.includes('UPDATE entr')) throw new StoreFailure('ledger', 'unreachable', undefined);
      }),
    );
    const attempt = await ledger.begin(intent());
    isAway = true;
    await attempt.end(answer('{"id":1}'));
    await ledger.tend().catch(() => undefined);
    expect(await codeOf(ledger.begin(intent()))).toBe('under-way');
    isAway = false;
    await ledger.tend();
    expect((await ledger.begin(intent())).before?.body?.toString()).toBe('{"id":1}');
    expect(await ledger.links.of(1)).toMatchObject({ made: '1' });
  });

  test('an intent of which it is not known whether it was saved is not sent, and may be tried again', async () => {
    const database = await place.open().open(ledgerPlan);
    let isLost = true;
    const lossy: Database = {
      ...database,
      engine,
      store: 'ledger',
      all: database.all,
      one: database.one,
      run: database.run,
      follow: (heard, topic) => database.follow(heard, topic),
      async transaction(lock, work) {
        const result = await database.transaction(lock, work);
        if (isLost && lock === 'o1') throw new StoreFailure('ledger', 'unreachable', undefined, true);
        return result;
      },
    };
    const ledger = await on(lossy);
    await expect(ledger.begin(intent())).rejects.toThrow('unreachable');
    isLost = false;
    expect(await codeOf(ledger.begin(intent()))).toBe('under-way');
    await ledger.tend();
    expect(await stateOf(ledger)).toEqual([['k1', 'not-sent']]);
    const again = await ledger.begin(intent());
    await ledger.tend();
    expect(await stateOf(ledger)).toEqual([['k1', 'under-way']]);
    await again.end(answer('{}'));
    expect(await stateOf(ledger)).toEqual([['k1', 'done']]);
  });
});
