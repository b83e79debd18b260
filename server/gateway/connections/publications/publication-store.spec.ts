import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, test } from 'vitest';
import { sqliteDatabases } from '../../../data/sqlite-database.ts';
import { emptyPlace, engines } from '../../../data/testing/engines.ts';
import { refusal } from '../../http/refusal.ts';
import { Seal } from '../../sessions/sealed.ts';
import { PublicationStore } from './publication-store.ts';
import { publicationPlan } from './publication-tables.ts';

const content = {
  meeting: '11111111-2222-4333-8444-55555555AAAA',
  title: 'Minutes é',
  participants: [],
  bytes: 10,
  mediaType: 'audio/webm' as const,
};
const [ada, owen] = [
  { uuid: 'ada', name: 'Ada' },
  { uuid: 'owen', name: 'Owen' },
];
const dayMs = 24 * 60 * 60 * 1000;

describe.each(engines)('publications on %s', (engine) => {
  const place = emptyPlace(engine);
  let now: number;
  let store: PublicationStore;
  beforeEach(async () => {
    now = Date.parse('2026-11-30T10:00:00Z');
    store = await open();
  });

  /** As a gateway does; on PostgreSQL there may be several. */
  async function open(secret = 'a secret that is long enough 1234567'): Promise<PublicationStore> {
    const database = await place.open().open(publicationPlan);
    return new PublicationStore(database, new Seal(secret, 'publications'), () => now);
  }
  const of = (id: string, person = ada) => ({
    id,
    organisation: 'own',
    person,
    author: `${person.uuid}@x.test`,
  });
  const ids = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id);

  test('is kept as it was given, sealed, under an id in lower case, and once', async () => {
    const made = await store.add(of('A-1'), content);
    expect(made).toEqual({
      ...of('a-1'),
      meeting: content.meeting.toLowerCase(),
      state: 'receiving',
      at: now,
      changedAt: now,
      bytes: 10,
      received: 0,
      creation: 'a-1',
      recording: null,
      url: null,
      isAttempted: false,
      needsNew: false,
      isFollowed: false,
      handedAt: null,
      looks: 0,
      lookAt: null,
      problem: undefined,
      leftover: undefined,
      sent: 0,
      isToRenew: false,
      content,
    });
    now += 1;
    expect(await store.add(of('a-1'), { ...content, title: 'Other' })).toEqual(made);
    expect(await store.find('A-1')).toEqual(made);
    expect(await store.find('a-2')).toBeUndefined();
    await expect(store.get('a-2')).rejects.toThrow('there is no such publication');
    const other = await open('another secret that is long enough 12');
    expect(await other.find('a-1')).toMatchObject({ author: '', content: undefined });
  });

  test('places are given one after the other: two at once cannot both have the last', async () => {
    const stores = [store, engine === 'postgres' ? await open() : store];
    const check = (held: readonly unknown[]) => {
      if (held.length >= 3) throw refusal('publications-full', {});
    };
    const begun = await Promise.allSettled(
      Array.from({ length: 8 }, (_, at) => stores[at % 2]!.add(of(`p-${at}`), content, check)),
    );
    expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(await store.held()).toHaveLength(3);
  });

  test('a part counts once, behind the one before it, while its file is received', async () => {
    await store.add(of('p'), content);
    now += 1;
    expect(await store.received('p', 0, 4)).toBe(true);
    expect(await store.received('p', 0, 4)).toBe(false);
    expect(await store.received('p', 4, 10)).toBe(true);
    expect(await store.get('p')).toMatchObject({ received: 10, changedAt: now });
    await store.change('p', { state: 'sending' });
    expect(await store.received('p', 10, 11)).toBe(false);
  });

  test('changes at the same time are all there; one from a state that it has left is not made', async () => {
    await store.add(of('p'), content);
    const stores = [store, engine === 'postgres' ? await open() : store];
    await Promise.all([
      stores[0]!.change('p', { recording: 'r', url: 'https://claap.test/r' }),
      stores[1]!.change('p', { isAttempted: true }),
      stores[0]!.change('p', { looks: 3 }),
      stores[1]!.change('p', { leftover: { kind: 'filled', url: null } }),
    ]);
    expect(await store.get('p')).toMatchObject({
      recording: 'r',
      url: 'https://claap.test/r',
      isAttempted: true,
      looks: 3,
      leftover: { kind: 'filled', url: null },
      changedAt: now,
    });
    const [first, second] = await Promise.all(
      stores.map((one, at) =>
        one.changeFrom(['receiving'], 'p', { state: at === 0 ? 'sending' : 'cancelled' }),
      ),
    );
    expect([first, second].filter((one) => one !== undefined)).toHaveLength(1);
    now += 5;
    const problem = { code: 'server-failed' as const, values: { a: 'é' } };
    expect(await store.change('p', { state: 'stopped', problem, needsNew: true })).toMatchObject({
      state: 'stopped',
      problem,
      needsNew: true,
      changedAt: now,
    });
    expect((await store.change('p', { problem: undefined, leftover: undefined })).problem).toBeUndefined();
    expect((await store.get('p')).leftover).toBeUndefined();
    expect(await store.ofRecording('own', 'r')).toMatchObject({ id: 'p' });
    expect(await store.ofRecording('other', 'r')).toBeUndefined();
  });

  test('one gateway carries it out, and its changes count as long as nobody has taken over', async () => {
    await store.add(of('p'), content);
    expect(await store.claim(['sending'], 'p', 'one')).toBeUndefined();
    await store.change('p', { state: 'sending', isToRenew: true });
    const stores = [store, engine === 'postgres' ? await open() : store];
    const claims = await Promise.all(stores.map((each, at) => each.claim(['sending'], 'p', `g-${at}`)));
    expect(claims.filter((one) => one?.isToRenew)).toHaveLength(1);
    const own = { runner: claims[0] ? 'g-0' : 'g-1' };
    expect([await store.isClaimed('p'), await store.isClaimed('unknown')]).toEqual([true, false]);
    // Again by the same one, after its release was lost.
    expect(await store.claim(['sending'], 'p', own.runner)).toBeDefined();
    await store.sent('p', own.runner, 4);
    await store.sent('p', 'another', 9);
    expect(await store.changeFrom(['sending'], 'p', { looks: 1 }, { runner: 'another' })).toBeUndefined();
    expect(await store.changeFrom(['sending'], 'p', { looks: 2 }, own)).toMatchObject({ looks: 2, sent: 4 });
    await store.release('p', 'another');
    expect(await store.isClaimed('p')).toBe(true);
    await store.takeOver();
    expect(await store.changeFrom(['sending'], 'p', { looks: 3 }, own)).toBeUndefined();
    expect(await store.claim(['sending'], 'p', 'next')).toMatchObject({ sent: 4 });
    expect((await store.get('p')).sent).toBe(0);
    await store.release('p', 'next');
    expect(await store.isClaimed('p')).toBe(false);
  });

  test('what a creation has made belongs to it; what was heard is looked at; what has changed does not expire', async () => {
    const { creation, changedAt } = await store.add(of('p'), content);
    const made = { recording: 'r', url: null };
    expect(await store.made({ id: 'p', creation: 'before' }, made)).toMatchObject({ recording: null });
    expect(await store.made({ id: 'p', creation }, made)).toMatchObject(made);
    expect(await store.lookNow('own', 'r')).toBe(false);
    now += 1;
    expect(await store.received('p', 0, 4)).toBe(true);
    expect(await store.changeFrom(['receiving'], 'p', { state: 'expired' }, { changedAt })).toBeUndefined();
    await store.change('p', { state: 'handed-over' });
    expect(await store.lookNow('own', 'r')).toBe(true);
    expect(await store.toLook()).toEqual([{ id: 'p', lookAt: now }]);
  });

  test('a part is kept with its count, or not at all', async () => {
    await store.add(of('p'), content);
    await expect(store.received('p', 0, 4, () => Promise.reject(new Error('full')))).rejects.toThrow('full');
    expect((await store.get('p')).received).toBe(0);
    let kept = 0;
    const keep = async () => {
      kept += 1;
    };
    const twice = [store.received('p', 0, 4, keep), store.received('p', 0, 4, keep)];
    expect((await Promise.all(twice)).toSorted()).toEqual([false, true]);
    expect(kept).toBe(1);
  });

  test('lists are of whom and what was asked for, the newest first', async () => {
    const states = ['receiving', 'stopped', 'failed', 'expired', 'handed-over'] as const;
    for (const [at, state] of states.entries()) {
      now += 10;
      await store.add(of(`p-${at}`, at % 2 ? owen : ada), content);
      await store.change(`p-${at}`, { state, ...(at === 4 ? { lookAt: 7 } : {}) });
    }
    await store.add({ ...of('elsewhere'), organisation: 'other' }, content);
    const all = { organisation: 'own', person: undefined };
    const list = (filter: Parameters<typeof store.list>[0], more: object = {}) =>
      store.list(filter, { before: undefined, onlyFailed: false, limit: 9, ...more }).then(ids);
    expect(await list(all)).toEqual(['p-4', 'p-3', 'p-2', 'p-1', 'p-0']);
    expect(await list({ ...all, person: 'owen' })).toEqual(['p-3', 'p-1']);
    expect(await list(all, { onlyFailed: true, limit: 2 })).toEqual(['p-3', 'p-2']);
    expect(await list(all, { before: (await store.get('p-2')).at })).toEqual(['p-1', 'p-0']);
    expect([await store.countFailed(all), await store.countFailed({ ...all, person: 'ada' })]).toEqual([
      3, 1,
    ]);
    expect(ids(await store.held())).toHaveLength(3);
    expect(ids(await store.inState('stopped'))).toEqual(['p-1']);
    expect(await store.toLook()).toEqual([{ id: 'p-4', lookAt: 7 }]);
    expect(ids(await store.ofMeeting('own', content.meeting))).toHaveLength(5);
  });

  test('what has ended is forgotten after ninety days, and nothing else', async () => {
    const states = ['receiving', 'stopped', 'ready', 'cancelled', 'handed-over'] as const;
    for (const state of states) {
      await store.add(of(state), content);
      await store.change(state, { state });
    }
    now += 90 * dayMs - 1;
    await store.prune();
    expect(await store.ofMeeting('own', content.meeting)).toHaveLength(5);
    now += 1;
    await store.prune();
    expect(ids(await store.ofMeeting('own', content.meeting)).toSorted()).toEqual(['receiving', 'stopped']);
  });
});

test('a file of a gateway from before there were steps, or leftovers, is read as it is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'claritalk-publications-'));
  const databases = sqliteDatabases(folder);
  const seal = new Seal('a secret that is long enough 1234567', 'publications');
  const open = async () => new PublicationStore(await databases.open(publicationPlan), seal);
  const made = await (await open()).add(
    { id: 'p', organisation: 'own', person: ada, author: 'a@x.test' },
    content,
  );
  await databases.close();
  const file = new DatabaseSync(join(folder, 'publications.sqlite'));
  for (const column of ['left_kind', 'left_url', 'runner', 'sent', 'renew'])
    file.exec(`ALTER TABLE publications DROP ${column}`);
  file.exec('DROP TABLE publication_parts; DROP TABLE store_versions');
  file.close();
  const store = await open();
  expect(await store.get('p')).toEqual(made);
  const leftover = { kind: 'empty' as const, url: 'https://claap.test/r' };
  expect(await store.change('p', { leftover })).toMatchObject({ leftover });
  await databases.close();
  rmSync(folder, { recursive: true });
});
