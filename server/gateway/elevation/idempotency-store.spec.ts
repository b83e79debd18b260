import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { emptyPlace, engines } from '../../data/testing/engines.ts';
import { workPlan } from '../../data/work-plan.ts';
import { Refusal } from '../http/refusal.ts';
import { Seal } from '../sessions/sealed.ts';
import type { ActionResult } from './action-context.ts';
import { IdempotencyStore } from './idempotency-store.ts';

const invited = { status: 201, body: { id: 'new', list: [1, null, 'é'] } };

describe.each(engines)('requests with a key on %s', (engine) => {
  const place = emptyPlace(engine);
  let now: number;
  let store: IdempotencyStore;
  let carriedOut: number;
  const open = async () =>
    new IdempotencyStore(
      await place.open().open(workPlan),
      new Seal('secret', 'results of actions'),
      () => now,
    );
  const perform = async (): Promise<ActionResult> => {
    carriedOut += 1;
    await new Promise((resolve) => setImmediate(resolve));
    return invited;
  };
  const codeOf = (error: unknown) => (error instanceof Refusal ? error.reason?.code : error);
  const once = (key: string, request: unknown = 'invite', by = store, work = perform) =>
    by.once('ada', key, request, work).catch(codeOf);
  beforeEach(async () => {
    [now, carriedOut] = [1_000_000_000_000, 0];
    store = await open();
  });

  test('are carried out once, whatever comes at the same time, and answered alike afterwards', async () => {
    const key = randomUUID();
    const another = engine === 'postgres' ? await open() : store;
    const both = await Promise.all(
      Array.from({ length: 8 }, (_, at) => once(key, 'invite', at % 2 ? store : another)),
    );
    const first = { result: invited, repeated: false };
    expect(both.filter((one) => JSON.stringify(one) === JSON.stringify(first))).toHaveLength(1);
    for (const one of both) expect([first, { ...first, repeated: true }, 'under-way']).toContainEqual(one);
    expect(await once(key.toUpperCase(), 'invite', another)).toEqual({ result: invited, repeated: true });
    expect(await once(key, 'another')).toBe('key-used');
    expect(carriedOut).toBe(1);
    expect(await store.once('nora', key, 'invite', perform)).toEqual({ result: invited, repeated: false });
  });

  test('without a body are answered without one', async () => {
    const key = randomUUID();
    const nothing = async () => ({ status: 204, body: undefined });
    await once(key, 'delete', store, nothing);
    expect(await once(key, 'delete')).toEqual({ result: { status: 204, body: undefined }, repeated: true });
  });

  test('that failed can be sent again', async () => {
    const key = randomUUID();
    expect(await once(key, 'invite', store, () => Promise.reject(new RangeError('no')))).toBeInstanceOf(
      RangeError,
    );
    expect(await once(key)).toEqual({ result: invited, repeated: false });
  });

  test('whose gateway ended are carried out again after a while, and forgotten after a day', async () => {
    const key = randomUUID();
    void once(key, 'invite', store, () => new Promise(() => undefined));
    await expect.poll(() => once(key)).toBe('under-way');
    now += 10 * 60 * 1000 - 1;
    expect(await once(key)).toBe('under-way');
    now += 1;
    expect(await once(key, 'another')).toBe('key-used');
    expect(await once(key)).toEqual({ result: invited, repeated: false });
    now += 24 * 60 * 60 * 1000;
    await store.sweep();
    expect(await once(key)).toEqual({ result: invited, repeated: true });
    now += 1;
    await store.sweep();
    expect(await once(key)).toEqual({ result: invited, repeated: false });
  });
});
