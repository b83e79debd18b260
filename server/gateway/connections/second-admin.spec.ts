import { beforeEach, describe, expect, test } from 'vitest';
import { secondAdminWithinMs } from '#contract/gateway/connections.ts';
import type { Database } from '../../data/database.ts';
import { emptyPlace, engines } from '../../data/testing/engines.ts';
import { workPlan } from '../../data/work-plan.ts';
import { Refusal } from '../http/refusal.ts';
import { SecondAdmin } from './second-admin.ts';

describe.each(engines)('the second admin on %s', (engine) => {
  const place = emptyPlace(engine);
  let database: Database;
  let now: number;
  beforeEach(async () => {
    now = Date.UTC(2026, 0, 1);
    database = await place.open().open(workPlan);
  });
  const open = () => new SecondAdmin(database, () => now);
  const wish = ['own', 'courier', 'purge', 'one'];
  /** Whether it may be done now. */
  const asks = (admins: SecondAdmin, person: string, request = wish) =>
    admins.confirm(request, person).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Refusal && error.reason?.code === 'second-admin-needed') return false;
        throw error;
      },
    );

  test('one admin asks, at whichever gateway, and another confirms, once', async () => {
    const [one, other] = [open(), open()];
    expect([await asks(one, 'ada'), await asks(other, 'ada'), await asks(one, 'ada')]).toEqual([
      false,
      false,
      false,
    ]);
    expect(await asks(other, 'bea', [...wish, 'two'])).toBe(false);
    expect(await asks(other, 'bea')).toBe(true);
    expect(await asks(other, 'bea')).toBe(false);
    expect(await asks(one, 'ada')).toBe(true);
  });

  test('of many who confirm at the same time one does', async () => {
    expect(await asks(open(), 'ada')).toBe(false);
    const done = await Promise.all(['bea', 'eve', 'bea', 'eve'].map((person) => asks(open(), person)));
    // Whoever comes after the one who confirmed asks again, which the next may confirm.
    expect(done.filter(Boolean).length).toBeLessThanOrEqual(2);
    expect(done.filter(Boolean).length).toBeGreaterThan(0);
  });

  test('not after the time for it, and then it is forgotten', async () => {
    const admins = open();
    expect(await asks(admins, 'ada')).toBe(false);
    now += secondAdminWithinMs - 1;
    await admins.sweep();
    expect(await asks(admins, 'bea')).toBe(true);
    expect(await asks(admins, 'ada')).toBe(false);
    now += secondAdminWithinMs;
    expect(await asks(admins, 'bea')).toBe(false);
    now += secondAdminWithinMs;
    await admins.sweep();
    expect(await database.all('SELECT id FROM approvals')).toEqual([]);
  });
});
