import { beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../../../data/database.ts';
import { emptyPlace, engines } from '../../../../data/testing/engines.ts';
import { connectionPlan } from '../../store-tables.ts';
import { CallMeetingStore } from './call-meeting-store.ts';

const of = { organisation: 'firm', call: 'call' };
const [ada, owen] = [
  { uuid: 'ada', name: 'Ada' },
  { uuid: 'owen', name: 'Owen' },
];
const wanted = { name: 'Call with Anna', type: 3 };
/** A gateway that says nothing for so long is not at work. */
const heldMs = 90_000;
const noLonger = 'no longer held';

describe.each(engines)('calls that become meetings on %s', (engine) => {
  const place = emptyPlace(engine);
  let now: number;
  let database: Database;
  /** Of two gateways; both work on one SQLite file here, which they never do, to the same effect. */
  let one: CallMeetingStore;
  let other: CallMeetingStore;
  beforeEach(async () => {
    now = 1_000_000_000_000;
    database = await place.open().open(connectionPlan);
    const second = engine === 'sqlite' ? database : await place.open().open(connectionPlan);
    [one, other] = [new CallMeetingStore(database, () => now), new CallMeetingStore(second, () => now)];
    await one.open({ id: 'one', before: undefined });
    await other.open({ id: 'other', before: undefined });
  });

  test('one begins it, whoever asks at the same time, and what was wanted first is kept', async () => {
    const begun = await Promise.all([one.begin(of, ada, wanted), other.begin(of, ada, wanted)]);
    expect(begun.toSorted()).toEqual([false, true]);
    expect(await one.begin(of, owen, { name: 'Another', type: undefined })).toBe(false);
    const expected = {
      state: 'creating',
      by: ada,
      ...wanted,
      meeting: undefined,
      number: undefined,
      sound: 'pending',
      sent: 0,
      total: 0,
      doubtfulUntil: 0,
      begunAt: now,
      isHeld: false,
    };
    expect(await other.find(of)).toEqual(expected);
    expect(await other.all('firm')).toEqual(new Map([['call', expected]]));
    expect([await other.find({ ...of, organisation: 'others' }), await other.all('others')]).toEqual([
      undefined,
      new Map(),
    ]);
  });

  test('one gateway at a time has it: again and again, and no other until it is given back', async () => {
    await one.begin(of, ada, wanted);
    const held = await Promise.all([one.hold(of), other.hold(of)]);
    expect(held.toSorted()).toEqual([false, true]);
    const [holder, second] = held[0] ? [one, other] : [other, one];
    expect([await holder.hold(of), await second.hold(of)]).toEqual([true, false]);
    expect((await second.find(of))?.isHeld).toBe(true);
    // What it does not have, it cannot give away.
    await second.release(of);
    expect(await second.hold(of)).toBe(false);
    await holder.release(of);
    expect([(await holder.find(of))?.isHeld, await second.hold(of), await holder.hold(of)]).toEqual([
      false,
      true,
      false,
    ]);
  });

  test('whoever died keeps it for its time; whoever renews it keeps it', async () => {
    await one.begin(of, ada, wanted);
    expect(await one.hold(of)).toBe(true);
    now += heldMs - 1;
    expect([await other.hold(of), (await other.find(of))?.isHeld]).toEqual([false, true]);
    expect(await one.hold(of)).toBe(true);
    now += heldMs - 1;
    expect(await other.hold(of)).toBe(false);
    now += 1;
    expect((await other.find(of))?.isHeld).toBe(false);
    expect(await other.hold(of)).toBe(true);
    // One that was only late finds that it has it no longer.
    expect(await one.hold(of)).toBe(false);
    await expect(one.change(of, { state: 'made' })).rejects.toThrow(noLonger);
  });

  test('only who has it changes it; what is not named stays', async () => {
    await one.begin(of, ada, wanted);
    await expect(one.change(of, { state: 'made' })).rejects.toThrow(noLonger);
    await one.hold(of);
    await expect(other.change(of, { state: 'made' })).rejects.toThrow(noLonger);
    const made = await one.change(of, { state: 'made', meeting: 'm', number: 7, total: 4 });
    expect(made).toMatchObject({
      state: 'made',
      meeting: 'm',
      number: 7,
      total: 4,
      sent: 0,
      sound: 'pending',
    });
    const sent = await one.change(of, { sent: 2, doubtfulUntil: 5 });
    expect(sent).toEqual({ ...made, sent: 2, doubtfulUntil: 5 });
    expect(await one.change(of, { state: 'done', sound: 'sent', sent: 4 })).toMatchObject({
      state: 'done',
      total: 4,
    });
    expect(await other.find(of)).toMatchObject({ state: 'done', sound: 'sent', sent: 4, doubtfulUntil: 5 });
  });

  test('another person continues only where their gateway has it', async () => {
    await one.begin(of, ada, wanted);
    await one.hold(of);
    await other.take(of, owen);
    expect((await one.find(of))?.by).toEqual(ada);
    await one.take(of, owen);
    expect((await other.find(of))?.by).toEqual(owen);
  });

  test('what was not made may be forgotten by who has it; what was made never', async () => {
    await one.begin(of, ada, wanted);
    await one.undo(of);
    await one.hold(of);
    await other.undo(of);
    expect(await one.find(of)).toBeDefined();
    await one.undo(of);
    expect(await other.find(of)).toBeUndefined();
    expect(await other.begin(of, owen, wanted)).toBe(true);
    await other.hold(of);
    await other.change(of, { state: 'made' });
    await other.undo(of);
    expect((await one.find(of))?.state).toBe('made');
  });

  test('what the run before had is free at once, and what others have is not', async () => {
    const theirs = { ...of, call: 'theirs' };
    for (const [store, call] of [
      [one, of],
      [other, theirs],
    ] as const) {
      await store.begin(call, ada, wanted);
      await store.hold(call);
    }
    const again = new CallMeetingStore(database, () => now);
    await again.open({ id: 'again', before: 'one' });
    expect(await again.hold(of)).toBe(true);
    expect(await again.hold(theirs)).toBe(engine === 'sqlite');
    await expect(one.change(of, { state: 'made' })).rejects.toThrow(noLonger);
  });
});
