import { beforeEach, describe, expect, test } from 'vitest';
import { forgetLeases, type Leases, leasesIn } from './leases.ts';
import { emptyPlace, engines } from './testing/engines.ts';
import { workPlan } from './work-plan.ts';

describe.each(engines)('leases on %s', (engine) => {
  const place = emptyPlace(engine);
  let now: number;
  let [one, other]: Leases[] = [];
  beforeEach(async () => {
    now = 1_000_000_000_000;
    const database = await place.open().open(workPlan);
    const another = engine === 'postgres' ? await place.open().open(workPlan) : database;
    [one, other] = [leasesIn(database, () => now), leasesIn(another, () => now)];
  });

  test('one at a time has it, and who waits gets it when it is free', async () => {
    const all = await Promise.all([1, 2, 3, 4].map((at) => (at % 2 ? one : other)!.take('a', 1000)));
    const [lease, ...more] = all.filter((taken) => taken !== undefined);
    expect(more).toEqual([]);
    expect(await other!.take('b', 1000)).toBeDefined();
    expect(await other!.wait('a', 1000, 0)).toBeUndefined();
    const waiting = other!.wait('a', 1000, 5_000);
    await lease!.release();
    expect(await waiting).toBeDefined();
    expect(await one!.take('a', 1000)).toBeUndefined();
    // What it no longer has, it cannot give away.
    await lease!.release();
    expect(await one!.take('a', 1000)).toBeUndefined();
  });

  test('is held for as long as something takes, and is free afterwards, however it ended', async () => {
    const [begun, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<string>()];
    const holding = one!.hold('a', 0, () => {
      begun.resolve();
      return ended.promise;
    });
    await begun.promise;
    expect(await other!.hold('a', 0, async () => 1)).toBeUndefined();
    ended.resolve('done');
    expect(await holding).toEqual({ result: 'done' });
    const failing = other!.hold('a', 0, () => Promise.reject(new RangeError('no')));
    await expect(failing).rejects.toThrow(RangeError);
    expect(await one!.hold('a', 0, async () => 2)).toEqual({ result: 2 });
  });

  test('what a gateway with files held is forgotten when it starts again', async () => {
    const database = await place.open().open(workPlan);
    await leasesIn(database, () => now).take('a', 1000);
    await forgetLeases(database);
    const again = await leasesIn(database, () => now).take('a', 1000);
    expect(again !== undefined).toBe(engine === 'sqlite');
  });

  test('what the run before held is free at once, and what others hold is not', async () => {
    const database = await place.open().open(workPlan);
    const killed = leasesIn(database, () => now, { id: 'killed', before: undefined });
    const lease = await killed.take('a', 1000);
    await one!.take('b', 1000);
    await forgetLeases(database, 'killed');
    const again = leasesIn(database, () => now, { id: 'again', before: 'killed' });
    expect(await again.take('a', 1000)).toBeDefined();
    expect((await again.take('b', 1000)) !== undefined).toBe(engine === 'sqlite');
    // If it were there all the same, it would find out.
    expect(await lease!.renew(1000)).toBe(false);
  });

  test('one whose holder died is free after its time; one that is renewed is kept', async () => {
    const lease = await one!.take('a', 1000);
    now += 999;
    expect(await other!.take('a', 1000)).toBeUndefined();
    expect(await lease!.renew(1000)).toBe(true);
    now += 999;
    expect(await other!.take('a', 1000)).toBeUndefined();
    now += 1;
    expect(await other!.take('a', 1000)).toBeDefined();
    expect(await lease!.renew(1000)).toBe(false);
  });
});
