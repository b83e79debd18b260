import { beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../../data/database.ts';
import { emptyPlace, engines } from '../../../data/testing/engines.ts';
import { connectionPlan } from '../store-tables.ts';
import { DismissedAnswers } from './dismissed-answers.ts';

const of = ['firm', 'm', 'todo'] as const;
const day = 24 * 60 * 60 * 1000;

describe.each(engines)('messages that answer nothing, on %s', (engine) => {
  const place = emptyPlace(engine);
  let now: number;
  let database: Database;
  /** Of two gateways; an SQLite file belongs to one. */
  let one: DismissedAnswers;
  let other: DismissedAnswers;
  beforeEach(async () => {
    now = 1_000_000_000_000;
    database = await place.open().open(connectionPlan);
    const second = engine === 'sqlite' ? database : await place.open().open(connectionPlan);
    [one, other] = [new DismissedAnswers(database, () => now), new DismissedAnswers(second, () => now)];
  });

  test('the newest counts, in whichever order they are dismissed', async () => {
    expect(await one.of(...of)).toBe(0);
    await Promise.all([one.dismiss(...of, 9), other.dismiss(...of, 4), one.dismiss(...of, 7)]);
    expect([await one.of(...of), await other.of(...of)]).toEqual([9, 9]);
    await other.dismiss(...of, 2 ** 40);
    expect(await one.of(...of)).toBe(2 ** 40);
    expect([await one.of('firm', 'm', 'another'), await one.of('others', 'm', 'todo')]).toEqual([0, 0]);
  });

  test('are forgotten after ninety days, counted from the last', async () => {
    await one.dismiss(...of, 9);
    await one.dismiss('firm', 'm', 'another', 5);
    now += 89 * day;
    await one.dismiss(...of, 4);
    now += day;
    await other.prune();
    expect([await one.of(...of), await one.of('firm', 'm', 'another')]).toEqual([9, 0]);
    now += 89 * day;
    await other.prune();
    expect(await one.of(...of)).toBe(0);
  });

  test('go with the connection', async () => {
    for (const organisation of ['firm', 'others']) await one.dismiss(organisation, 'm', 'todo', 3);
    await database.transaction('test', (within) => one.delete(within, 'firm'));
    expect([await other.of('firm', 'm', 'todo'), await other.of('others', 'm', 'todo')]).toEqual([0, 3]);
  });
});
