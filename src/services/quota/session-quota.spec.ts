import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listMeetings, uploadAudioChunk } from '#contract/claritalk/meetings.ts';
import { adminInviteUser } from '#contract/gateway/admin.ts';
import { priorityOf, withPriority } from '#src/api/client/priority.ts';
import type { Quota } from './quota.ts';
import { SessionQuota } from './session-quota.ts';
import { type QuotaChannel, SharedQuota, together } from './shared-quota.ts';

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
  it('makes requests of the person wait, and tells the others to retry later', async () => {
    const quota = new SessionQuota();
    quota.learn(listMeetings, refused(10));
    const entered = vi.fn();
    const admitted = quota.admit(listMeetings, 'interactive', undefined).then(entered);
    expect(quota.isWaiting()).toBe(true);
    for (const priority of ['task', 'idle'] as const) {
      await expect(quota.admit(listMeetings, priority, undefined)).rejects.toMatchObject({
        kind: 'rate-limited',
        retryAfterMs: 10_000,
      });
    }
    await vi.advanceTimersByTimeAsync(9_900);
    expect(entered).not.toHaveBeenCalled();
    // Refused again in the meantime: it waits on.
    quota.learn(listMeetings, refused(5));
    await vi.advanceTimersByTimeAsync(200);
    expect(entered).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(4_900);
    await admitted;
    expect(quota.isWaiting()).toBe(false);
  });

  it('is of its name alone', async () => {
    const quota = new SessionQuota();
    quota.learn(uploadAudioChunk, refused(60));
    await quota.admit(listMeetings, 'idle', undefined);
    quota.learn(adminInviteUser, refused());
    await quota.admit(listMeetings, 'task', undefined);
    await expect(quota.admit(adminInviteUser, 'task', undefined)).rejects.toMatchObject({
      retryAfterMs: 60_000,
    });
  });

  it('of more than a minute and a half is an error even for the person, and a request that is abandoned no longer waits', async () => {
    const quota = new SessionQuota();
    quota.learn(listMeetings, refused(3_600));
    await expect(quota.admit(listMeetings, 'interactive', undefined)).rejects.toMatchObject({
      kind: 'rate-limited',
      retryAfterMs: 3_600_000,
    });
    const shortly = new SessionQuota();
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
  const quota = new SessionQuota();
  quota.learn(listMeetings, left(100));
  await quota.admit(listMeetings, 'interactive', undefined);
  await quota.admit(listMeetings, 'task', undefined);
  await expect(quota.admit(listMeetings, 'idle', undefined)).rejects.toMatchObject({ kind: 'rate-limited' });
  await vi.advanceTimersByTimeAsync(60_000);
  await quota.admit(listMeetings, 'idle', undefined);
});

it('a signal carries the priority of its work', () => {
  const { signal } = new AbortController();
  expect(priorityOf(undefined)).toBe('interactive');
  expect(priorityOf(signal)).toBe('interactive');
  expect(priorityOf(withPriority(signal, 'idle'))).toBe('idle');
});

describe('tabs', () => {
  /** Channels of one name: what one says, all others hear. */
  function channels(count: number): QuotaChannel[] {
    const all: QuotaChannel[] = Array.from({ length: count }, () => ({
      onmessage: null,
      postMessage(data) {
        for (const other of all) {
          if (other !== this) other.onmessage?.(new MessageEvent('message', { data }));
        }
      },
    }));
    return all;
  }

  it('share what each has learnt, including those that open later', async () => {
    const [one, other, third] = channels(3);
    const [first, second, late] = [new SessionQuota(), new SessionQuota(), new SessionQuota()];
    new SharedQuota(first, one!);
    new SharedQuota(second, other!);
    first.learn(listMeetings, left(300));
    second.learn(uploadAudioChunk, refused(20));
    expect(second.getSnapshot().default?.remaining).toBe(300);
    await expect(first.admit(uploadAudioChunk, 'task', undefined)).rejects.toMatchObject({
      retryAfterMs: 20_000,
    });
    new SharedQuota(late, third!);
    expect(late.getSnapshot()).toEqual(first.getSnapshot());
  });

  it('yield to a person in another one, but not forever to a tab that was closed', async () => {
    const [one, other] = channels(2);
    const mine = new SessionQuota();
    const here = new SharedQuota(mine, one!);
    const there = new SharedQuota(new SessionQuota(), other!);
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

  const quota = fc.record<Quota>({
    limit: fc.constantFrom(480),
    remaining: fc.option(fc.nat(480), { nil: undefined }),
    resetsAt: fc.nat(5),
    pausedUntil: fc.nat(5),
    toldAt: fc.nat(5),
  });

  it('agree whatever order they hear it in', () => {
    fc.assert(
      fc.property(quota, quota, quota, (a, b, c) => {
        const known = (one: Quota) => ({ ...one, remaining: one.remaining ?? 0 });
        expect(known(together(a, b))).toEqual(known(together(b, a)));
        expect(known(together(together(a, b), c))).toEqual(known(together(a, together(b, c))));
        expect(together(a, a)).toEqual(a);
        expect(together(a, b).pausedUntil).toBe(Math.max(a.pausedUntil, b.pausedUntil));
      }),
    );
  });
});
