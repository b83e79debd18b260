import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { OAuthFailure } from './oauth-failure.ts';
import { TokenBudget, type TokenUse } from './token-budget.ts';

let budget: TokenBudget;
beforeEach(() => {
  vi.useFakeTimers();
  budget = new TokenBudget({ perMinute: 60 });
});
afterEach(() => vi.useRealTimers());

/** Asks this many times; what is let through is counted, even later. */
function ask(use: TokenUse, times: number, patienceMs?: number) {
  const seen = { admitted: 0, refused: [] as OAuthFailure[] };
  for (let count = 0; count < times; count += 1) {
    budget.enter(use, patienceMs).then(
      () => {
        seen.admitted += 1;
      },
      (error) => seen.refused.push(error),
    );
  }
  return seen;
}
const settle = () => vi.advanceTimersByTimeAsync(0);

test.each<[TokenUse, number]>([
  ['new-browser', 20],
  ['known-browser', 40],
  ['renewal', 60],
])('%s gets %i of sixty in a minute, and as many in the next', async (use, most) => {
  const asked = ask(use, 200);
  await settle();
  expect(asked.admitted).toBe(most);
  await vi.advanceTimersByTimeAsync(59_900);
  expect(asked.admitted).toBe(most);
  await vi.advanceTimersByTimeAsync(1_200);
  expect(asked.admitted).toBe(2 * most);
});

test('any number of codes leaves two thirds to renewals, and a third to known browsers', async () => {
  ask('new-browser', 500);
  const known = ask('known-browser', 400);
  const renewals = ask('renewal', 300);
  await settle();
  expect([known.admitted, renewals.admitted]).toEqual([20, 20]);
});

test('the more important go first, however long others have waited', async () => {
  const codes = ask('new-browser', 100);
  const more = ask('known-browser', 100);
  const renewals = ask('renewal', 100);
  await settle();
  const before = [codes.admitted, more.admitted, renewals.admitted];
  await vi.advanceTimersByTimeAsync(61_000);
  const after = [codes.admitted, more.admitted, renewals.admitted];
  expect(before).toEqual([20, 20, 20]);
  // 80 renewals still waited: they take the whole minute.
  expect(after).toEqual([20, 20, 80]);
});

test('in no minute, wherever it starts, are more than sixty sent', async () => {
  const sent: number[] = [];
  for (let second = 0; second < 300; second += 1) {
    for (const use of ['new-browser', 'renewal', 'known-browser'] as const) {
      void budget.enter(use).then(() => sent.push(Date.now()));
    }
    await vi.advanceTimersByTimeAsync(1_000);
  }
  const inMinuteFrom = (at: number) => sent.filter((time) => time >= at && time < at + 60_000).length;
  expect(Math.max(...sent.map(inMinuteFrom))).toBe(60);
  expect(sent.length).toBeGreaterThanOrEqual(4 * 60);
});

describe('a request that waits too long', () => {
  test('is told when to come back, and loses its place in the queue', async () => {
    ask('renewal', 60);
    const late = ask('renewal', 30, 10_000);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(late.admitted).toBe(0);
    expect(late.refused).toHaveLength(30);
    expect(late.refused[0]).toMatchObject({
      status: 503,
      code: 'temporarily_unavailable',
      endsSession: false,
    });
    expect(Number(late.refused[0]?.retryAfter)).toBe(29);
    await vi.advanceTimersByTimeAsync(60_000);
    const next = ask('renewal', 61);
    await settle();
    expect(next.admitted).toBe(60);
  });

  test('is refused immediately when the line is long', async () => {
    const asked = ask('new-browser', 600);
    await settle();
    expect(asked.refused).toHaveLength(600 - 20 - 500);
  });
});

test('nothing is sent while Claritalk asks to wait, and then all of it', async () => {
  budget.hold(30_000);
  const asked = ask('renewal', 10);
  await vi.advanceTimersByTimeAsync(29_900);
  expect(asked.admitted).toBe(0);
  await vi.advanceTimersByTimeAsync(200);
  expect(asked.admitted).toBe(10);
});

test('an absurd wait is cut to two minutes', async () => {
  budget.hold(7 * 24 * 60 * 60 * 1000);
  const asked = ask('renewal', 1);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(asked.admitted).toBe(1);
});

test('calm while less than half is used', async () => {
  ask('renewal', 29);
  expect(budget.calm).toBe(true);
  ask('renewal', 1);
  expect(budget.calm).toBe(false);
});

test('a hold that ends between two readings of the clock keeps nobody waiting', async () => {
  let now = 0;
  // The clock moves on every reading, as it does on a busy machine.
  budget = new TokenBudget({
    perMinute: 60,
    now: () => {
      now += 600;
      return now;
    },
  });
  budget.hold(1_000);
  const asked = ask('renewal', 1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked.admitted).toBe(1);
});
