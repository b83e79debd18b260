import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { adminInviteUser } from '#contract/admin.ts';
import { listMeetings, uploadAudioChunk } from '#contract/claritalk.ts';
import type { RateBudget } from '#src/lib/rate-budget.ts';
import { priorityOf, withPriority } from './priority.ts';
import { Rates } from './rates.ts';
import { type RateChannel, SharedRates, together } from './shared-rates.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const answer = (status: number, headers: Record<string, string>) => ({
  status,
  headers: new Headers(headers),
});
const refused = (seconds?: number) =>
  answer(429, seconds === undefined ? {} : { 'Retry-After': `${seconds}` });
const left = (remaining: number) =>
  answer(200, { 'X-RateLimit-Limit': '480', 'X-RateLimit-Remaining': `${remaining}` });

describe('a pause', () => {
  it('makes requests of the person wait, and tells the others to come back', async () => {
    const rates = new Rates();
    rates.learn(listMeetings, refused(10));
    const entered = vi.fn();
    const admitted = rates.admit(listMeetings, 'interactive', undefined).then(entered);
    expect(rates.isWaiting()).toBe(true);
    for (const priority of ['task', 'idle'] as const) {
      await expect(rates.admit(listMeetings, priority, undefined)).rejects.toMatchObject({
        kind: 'rate-limited',
        retryAfterMs: 10_000,
      });
    }
    await vi.advanceTimersByTimeAsync(9_900);
    expect(entered).not.toHaveBeenCalled();
    // Refused again meanwhile: it waits on.
    rates.learn(listMeetings, refused(5));
    await vi.advanceTimersByTimeAsync(200);
    expect(entered).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(4_900);
    await admitted;
    expect(rates.isWaiting()).toBe(false);
  });

  it('is of its tier alone', async () => {
    const rates = new Rates();
    rates.learn(uploadAudioChunk, refused(60));
    await rates.admit(listMeetings, 'idle', undefined);
    rates.learn(adminInviteUser, refused());
    await rates.admit(listMeetings, 'task', undefined);
    await expect(rates.admit(adminInviteUser, 'task', undefined)).rejects.toMatchObject({
      retryAfterMs: 60_000,
    });
  });

  it('beyond a minute and a half is an error also for the person, and one who leaves waits no longer', async () => {
    const rates = new Rates();
    rates.learn(listMeetings, refused(3_600));
    await expect(rates.admit(listMeetings, 'interactive', undefined)).rejects.toMatchObject({
      kind: 'rate-limited',
      retryAfterMs: 3_600_000,
    });
    const shortly = new Rates();
    shortly.learn(listMeetings, refused(30));
    const gone = new AbortController();
    const waiting = shortly.admit(listMeetings, 'interactive', gone.signal);
    gone.abort();
    await expect(waiting).rejects.toMatchObject({ kind: 'aborted' });
    expect(shortly.isWaiting()).toBe(false);
    expect(shortly.busy).toBe(false);
  });
});

it('what is nearly used up is kept for the person', async () => {
  const rates = new Rates();
  rates.learn(listMeetings, left(100));
  await rates.admit(listMeetings, 'interactive', undefined);
  await rates.admit(listMeetings, 'task', undefined);
  await expect(rates.admit(listMeetings, 'idle', undefined)).rejects.toMatchObject({ kind: 'rate-limited' });
  await vi.advanceTimersByTimeAsync(60_000);
  await rates.admit(listMeetings, 'idle', undefined);
});

it('a signal carries the priority of its work', () => {
  const { signal } = new AbortController();
  expect(priorityOf(undefined)).toBe('interactive');
  expect(priorityOf(signal)).toBe('interactive');
  expect(priorityOf(withPriority(signal, 'idle'))).toBe('idle');
});

describe('tabs', () => {
  /** Channels of one name: what one says, all others hear. */
  function channels(count: number): RateChannel[] {
    const all: RateChannel[] = Array.from({ length: count }, () => ({
      onmessage: null,
      postMessage(data: unknown) {
        for (const other of all) {
          if (other !== this)
            other.onmessage?.call(other as BroadcastChannel, new MessageEvent('message', { data }));
        }
      },
    }));
    return all;
  }

  it('know together what each was told, also those that open later', async () => {
    const [one, other, third] = channels(3);
    const [first, second, late] = [new Rates(), new Rates(), new Rates()];
    new SharedRates(first, one!);
    new SharedRates(second, other!);
    first.learn(listMeetings, left(300));
    second.learn(uploadAudioChunk, refused(20));
    expect(second.getSnapshot().default?.remaining).toBe(300);
    await expect(first.admit(uploadAudioChunk, 'task', undefined)).rejects.toMatchObject({
      retryAfterMs: 20_000,
    });
    new SharedRates(late, third!);
    expect(late.getSnapshot()).toEqual(first.getSnapshot());
  });

  it('yield to a person in another one, but not for ever to a tab that was closed', async () => {
    const [one, other] = channels(2);
    const mine = new Rates();
    const here = new SharedRates(mine, one!);
    const there = new SharedRates(new Rates(), other!);
    const settle = await mine.admit(listMeetings, 'interactive', undefined);
    const second = await mine.admit(listMeetings, 'interactive', undefined);
    expect([here.busy, there.busy]).toEqual([true, true]);
    settle();
    expect(there.busy).toBe(true);
    second();
    expect([here.busy, there.busy]).toEqual([false, false]);
    await mine.admit(listMeetings, 'interactive', undefined);
    expect(there.busy).toBe(true);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(there.busy).toBe(false);
  });

  const budget = fc.record<RateBudget>({
    limit: fc.constantFrom(480),
    remaining: fc.option(fc.nat(480), { nil: undefined }),
    resetsAt: fc.nat(5),
    pausedUntil: fc.nat(5),
    toldAt: fc.nat(5),
  });

  it('come to the same whatever the order in which they hear it', () => {
    fc.assert(
      fc.property(budget, budget, budget, (a, b, c) => {
        const known = (one: RateBudget) => ({ ...one, remaining: one.remaining ?? 0 });
        expect(known(together(a, b))).toEqual(known(together(b, a)));
        expect(known(together(together(a, b), c))).toEqual(known(together(a, together(b, c))));
        expect(together(a, a)).toEqual(a);
        expect(together(a, b).pausedUntil).toBe(Math.max(a.pausedUntil, b.pausedUntil));
      }),
    );
  });
});
