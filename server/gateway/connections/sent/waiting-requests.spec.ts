import { afterEach, describe, expect, test } from 'vitest';
import { emptyPlace, engines } from '../../../data/testing/engines.ts';
import type { Attempt } from '../../proxy/attempt.ts';
import { answer, codeOf, intent, notSent, seal, stateOf } from '../../testing/ledger-intents.ts';
import { type Ledger, ledgerLimits, openLedger } from '../ledger.ts';
import { ledgerPlan } from '../ledger-tables.ts';

describe.each(engines)('requests that wait, on %s', (engine) => {
  const place = emptyPlace(engine);
  let now = 1_000_000_000_000;
  const opened: Ledger[] = [];
  afterEach(async () => {
    for (const ledger of opened.splice(0)) await ledger.close();
  });

  const open = async () => {
    const ledger = await openLedger(await place.open().open(ledgerPlan), seal, ledgerLimits, () => now);
    opened.push(ledger);
    return ledger;
  };
  /** Of two gateways; an SQLite file belongs to one. */
  const two = async () => {
    const one = await open();
    return [one, engine === 'sqlite' ? one : await open()] as const;
  };
  /** As the proxy does: what is withdrawn ends. */
  const leave = async (attempt: Attempt): Promise<boolean> => {
    try {
      await attempt.leaves();
      return true;
    } catch {
      await attempt.end(notSent);
      return false;
    }
  };
  const endWhenWithdrawn = (attempt: Attempt) =>
    attempt.withdrawn.addEventListener('abort', () => void attempt.end(notSent));
  const isWaiting = async (ledger: Ledger, id: number) => {
    const found = await ledger.find('o1', id);
    return found !== undefined && ledger.isWaiting(found.entry);
  };
  const knows = (ledger: Ledger, id: number) => expect.poll(() => isWaiting(ledger, id)).toBe(true);

  test('what waits at one gateway is withdrawn at another, and does not leave', async () => {
    const [one, other] = await two();
    const attempt = await one.begin(intent());
    endWhenWithdrawn(attempt);
    await knows(other, 1);
    expect(await other.cancel(1)).toBe(true);
    expect(attempt.withdrawn.aborted).toBe(true);
    expect(await codeOf(attempt.leaves())).toBe('withdrawn');
    expect(await stateOf(other)).toEqual([['k1', 'not-sent']]);
    expect([await isWaiting(one, 1), await isWaiting(other, 1), await other.cancel(1)]).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('what has left is withdrawn nowhere, whether or not it had waited', async () => {
    const [one, other] = await two();
    const [early, late] = [await one.begin(intent()), await one.begin(intent({ key: 'k2' }))];
    await early.leaves();
    await knows(other, 2);
    await late.leaves();
    for (const id of [1, 2]) {
      for (const ledger of [one, other]) {
        expect([await isWaiting(ledger, id), await ledger.cancel(id)]).toEqual([false, false]);
      }
    }
    await Promise.all([early.end(answer('{}')), late.end(answer('{}'))]);
    expect(await stateOf(other)).toEqual([
      ['k2', 'done'],
      ['k1', 'done'],
    ]);
  });

  test('it leaves, or it is withdrawn, never both: over 20 runs at the same moment', async () => {
    const [one, other] = await two();
    for (let run = 1; run <= 20; run += 1) {
      const attempt = await one.begin(intent({ key: `k${run}` }));
      endWhenWithdrawn(attempt);
      await knows(other, run);
      const [left, withdrawn] = await Promise.all([leave(attempt), other.cancel(run)]);
      expect(left).toBe(!withdrawn);
      await attempt.end(answer('{}'));
      const [[, state] = []] = await stateOf(one);
      expect(state).toBe(left ? 'done' : 'not-sent');
    }
  });

  test('what waited at a gateway that is gone was not sent, and may be', async () => {
    if (engine === 'sqlite') return;
    const [gone, other] = await two();
    await gone.begin(intent());
    await knows(other, 1);
    // It is killed: nobody closes anything.
    opened.shift();
    now += 3 * 60_000;
    await other.tend();
    expect(await stateOf(other)).toEqual([['k1', 'not-sent']]);
    expect((await other.begin(intent())).before).toBeUndefined();
    await gone.close();
  });
});
