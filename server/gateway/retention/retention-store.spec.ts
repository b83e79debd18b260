import { beforeEach, describe, expect, test } from 'vitest';
import type { RetentionRule } from '#contract/gateway/retention.ts';
import type { Database } from '../../data/database.ts';
import { emptyPlace, engines } from '../../data/testing/engines.ts';
import { Seal } from '../sessions/sealed.ts';
import { type Item, RetentionStore } from './retention-store.ts';
import { retentionPlan } from './retention-tables.ts';

const day = 24 * 60 * 60 * 1000;
const [ada, bea] = [
  { uuid: 'ada', name: 'Ada' },
  { uuid: 'bea', name: 'Bea' },
];
const rules: readonly RetentionRule[] = [{ kind: 'draft', after: { amount: 90, unit: 'days' } }];
const item = (meeting: string, over: Partial<Item> = {}): Omit<Item, 'number'> => ({
  meeting,
  name: `About ${meeting}`,
  owner: 'Owen',
  status: 'draft',
  created_at: null,
  changed_at: 5,
  dossier: null,
  rule: 0,
  state: 'listed',
  ...over,
});
const interrupted = { code: 'store-unavailable', values: {} } as const;

describe.each(engines)('what retention keeps on %s', (engine) => {
  const place = emptyPlace(engine);
  let now: number;
  let database: Database;
  /** Of two gateways; an SQLite file belongs to one. */
  let one: RetentionStore;
  let other: RetentionStore;
  beforeEach(async () => {
    now = Date.UTC(2026, 2, 1);
    database = await place.open().open(retentionPlan);
    const second = engine === 'sqlite' ? database : await place.open().open(retentionPlan);
    one = new RetentionStore(database, new Seal('secret'), () => now);
    other = new RetentionStore(second, new Seal('secret'), () => now);
  });
  const sorted = (all: readonly boolean[]) => all.toSorted();
  const meetings = async (id: string, offset = 0, limit = 10) =>
    (await other.items(id, offset, limit)).map(({ position, meeting, state }) => [position, meeting, state]);

  /** A list of three meetings, of which one is left out. */
  async function listed(id = 'list', noticeDays = 0): Promise<string> {
    expect(await one.begin(id, ada, rules, noticeDays)).toBe(true);
    await one.add(id, 40, 0, [item('a'), item('b', { state: 'held' })]);
    await one.add(id, 60, 2, [item('c', { owner: 'OWEN' })]);
    await one.finishListing(id);
    return id;
  }

  test('rules are replaced by who has seen those that count', async () => {
    expect(await one.rules()).toEqual({ rules: [], version: 0, noticeDays: 0 });
    const saved = await Promise.all([one.saveRules(rules, 0, 14), other.saveRules([], 0, 7)]);
    expect(saved.filter((version) => version === 1)).toHaveLength(1);
    expect(saved).toContain(undefined);
    const { version, noticeDays } = await other.rules();
    expect(await one.saveRules(rules, version)).toBe(2);
    expect(await other.rules()).toEqual({ rules, version: 2, noticeDays });
  });

  test('what is kept from deletion is sealed, and may be said again', async () => {
    await one.hold('dossier', ada, { name: 'Janssens', reason: 'A claim' });
    now += 1;
    await other.hold('dossier', bea, { name: 'Janssens', reason: 'An audit' });
    const at = new Date(now).toISOString();
    expect(await one.holds()).toEqual([
      { dossier: 'dossier', name: 'Janssens', reason: 'An audit', by: bea, at },
    ]);
    const row = await database.one<{ about: Uint8Array }>('SELECT about FROM retention_holds');
    expect(Buffer.from(row?.about ?? []).includes('audit')).toBe(false);
    // Without its words it still holds.
    const lost = new RetentionStore(database, new Seal('another'));
    expect(await lost.holds()).toMatchObject([{ dossier: 'dossier', name: 'dossier', reason: '' }]);
    expect([await other.isHeld('dossier'), await other.isHeld('another')]).toEqual([true, false]);
    await one.release('dossier');
    expect([await other.isHeld('dossier'), await other.holds()]).toEqual([false, []]);
  });

  test('one list is written at a time; it is complete or it is not', async () => {
    const begun = await Promise.all([one.begin('x', ada, rules), other.begin('y', bea, rules)]);
    expect(sorted(begun)).toEqual([false, true]);
    const id = begun[0] ? 'x' : 'y';
    expect(await other.active()).toBe(id);
    await one.add(id, 40, 0, [item('a')]);
    // The second has a number that is taken: nothing of the page is kept, nor counted.
    await expect(one.add(id, 60, -1, [item('b'), item('c')])).rejects.toThrow();
    expect(await other.view(id)).toMatchObject({ read: 40, counts: { listed: 1 }, digest: null });
    await one.finishListing(id);
    expect(await other.view(id)).toMatchObject({
      state: 'listed',
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await other.active()).toBeUndefined();
  });

  test('a digest says of which meetings a list is, and in which state', async () => {
    const digests: (string | null | undefined)[] = [];
    for (const [id, over] of [
      ['first', {}],
      ['same', {}],
      ['changed', { changed_at: 6 }],
      ['held', { state: 'held' }],
    ] as const) {
      await one.begin(id, ada, rules);
      await one.add(id, 1, 0, [item('a', over)]);
      await one.finishListing(id);
      digests.push((await other.view(id))?.digest);
    }
    expect(digests[0]).toBe(digests[1]);
    expect(new Set(digests).size).toBe(3);
  });

  test('a list is carried out once at a time, what is in doubt first, and names go with their meetings', async () => {
    const id = await listed();
    const run = await Promise.all([one.run(id, ada), other.run(id, bea)]);
    expect(sorted(run)).toEqual([false, true]);
    expect(await other.begin('another', ada, rules)).toBe(false);
    expect(await one.next(id)).toMatchObject({ number: 0, meeting: 'a', name: 'About a' });
    await one.mark(id, 2, 'deleting');
    expect(await other.next(id)).toMatchObject({ number: 2, meeting: 'c' });
    await one.mark(id, 2, 'deleted');
    await one.mark(id, 0, 'gone');
    expect(await other.next(id)).toBeUndefined();
    expect(await meetings(id)).toEqual([
      [0, 'a', 'gone'],
      [1, 'b', 'held'],
      [2, 'c', 'deleted'],
    ]);
    expect((await other.items(id, 0, 10)).map(({ name }) => name)).toEqual([null, 'About b', null]);
    expect(await meetings(id, 1, 1)).toEqual([[1, 'b', 'held']]);
    await one.end(id, 'listing', 'failed');
    expect(await other.state(id)).toBe('running');
    await one.end(id, 'running', 'done');
    expect(await other.view(id)).toMatchObject({ state: 'done', counts: { deleted: 1, gone: 1, held: 1 } });
    expect(await one.run(id, ada)).toBe(false);
  });

  test('what a gateway left may be continued; a list that is not complete may not', async () => {
    const id = await listed();
    await one.run(id, ada);
    await other.interrupt(interrupted);
    expect(await one.view(id)).toMatchObject({ state: 'stopped', problem: interrupted });
    expect(await other.run(id, bea)).toBe(true);
    expect(await one.view(id)).toMatchObject({ state: 'running', ranBy: bea, problem: null });
    await one.end(id, 'running', 'done');
    await one.begin('half', ada, rules);
    await other.interrupt(interrupted);
    expect(await one.state('half')).toBe('failed');
    expect(await one.run('half', ada)).toBe(false);
  });

  test('owners are told of their meetings on the newest list, until it is too old or the rules are others', async () => {
    await one.saveRules(rules, 0);
    await listed('list', 14);
    const { from, total, meetings: own } = await other.own('owen');
    expect([from, total, own.map(({ meeting }) => meeting)]).toEqual([
      new Date(now + 14 * day).toISOString(),
      2,
      ['a', 'c'],
    ]);
    expect((await other.own('nora')).total).toBe(0);
    expect(await other.due()).toMatchObject({ rules: 1, list: { left: 2 } });
    now += 365 * day;
    expect((await other.own('owen')).total).toBe(0);
    now -= 365 * day;
    await other.saveRules([], 1);
    expect((await one.own('owen')).total).toBe(0);
  });

  test('lists are shown newest first, and forgotten after ninety days with their meetings, except one that is carried out', async () => {
    await listed('first');
    now += 1;
    await listed('second');
    expect((await other.lists(1)).map(({ id }) => id)).toEqual(['second']);
    expect((await other.lists(9)).map(({ id }) => id)).toEqual(['second', 'first']);
    await one.run('first', ada);
    now += 90 * day;
    await other.prune();
    expect((await other.lists(9)).map(({ id }) => id)).toEqual(['first']);
    expect([await meetings('second'), (await meetings('first')).length]).toEqual([[], 3]);
  });
});
