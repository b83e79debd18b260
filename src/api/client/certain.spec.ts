import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { adminOperations } from '#contract/gateway/admin.ts';
import { type Certain, certain, doneOrThrow, type Finding } from './certain.ts';
import { ApiError, type ApiErrorKind } from './errors.ts';
import type { Outcome } from './write.ts';

const failure = (kind: ApiErrorKind) => new ApiError({ kind, operation: 'x' });
const lost = failure('network');

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function settled<T>(work: Promise<T>): Promise<T> {
  await vi.runAllTimersAsync();
  return work;
}

const unknown = async (): Promise<Outcome<string>> => ({ kind: 'unknown', error: lost });
const absent = async (): Promise<Finding<string>> => 'absent';

describe('certain', () => {
  it('believes a response, and checks nothing', async () => {
    const find = vi.fn(absent);
    const refused = failure('invalid');
    expect(await certain(async () => ({ kind: 'done', value: 'it' }), find)).toEqual({
      kind: 'done',
      value: 'it',
      found: false,
    });
    expect(await certain(async () => ({ kind: 'refused', error: refused }), find)).toEqual({
      kind: 'refused',
      error: refused,
      looked: false,
    });
    expect(find).not.toHaveBeenCalled();
  });

  it.each([0, 1, 2, 3])('sees what was done, even if it takes %i checks', async (looks) => {
    let looked = 0;
    const find = async (): Promise<Finding<string>> => (looked++ < looks ? 'absent' : { found: 'it' });
    const onLooking = vi.fn();
    expect(await settled(certain(unknown, find, { onLooking }))).toEqual({
      kind: 'done',
      value: 'it',
      found: true,
    });
    expect(onLooking).toHaveBeenCalledOnce();
  });

  it('says that nothing was done only after checking for a while', async () => {
    const find = vi.fn(absent);
    const before = Date.now();
    expect(await settled(certain(unknown, find))).toEqual({ kind: 'refused', error: lost, looked: true });
    expect(find).toHaveBeenCalledTimes(4);
    expect(Date.now() - before).toBe(9_500);
  });

  it('checks once after a failure that the server itself reported', async () => {
    const find = vi.fn(absent);
    const failed = new ApiError({ kind: 'server', operation: 'x', status: 500 });
    const told = await settled(certain<string>(async () => ({ kind: 'unknown', error: failed }), find));
    expect(told).toEqual({ kind: 'refused', error: failed, looked: true });
    expect(find).toHaveBeenCalledOnce();
  });

  it('sends nothing as long as it cannot be seen what became of an earlier try', async () => {
    const write = vi.fn(unknown);
    const before = () => Promise.reject(lost);
    expect(await settled(certain(write, absent, {}, before))).toEqual({
      kind: 'unknown',
      error: lost,
      sent: false,
    });
    expect(await settled(certain(write, absent, {}, async () => ({ found: 'it' })))).toMatchObject({
      found: true,
    });
    expect(write).not.toHaveBeenCalled();
  });

  it('only looks, where that is all that is wanted', async () => {
    const write = vi.fn(unknown);
    const before = vi.fn(absent);
    expect(await certain(write, absent, { onlyLook: true }, before)).toMatchObject({
      kind: 'refused',
      looked: true,
    });
    expect([write.mock.calls.length, before.mock.calls.length]).toEqual([0, 1]);
    // What may be repeated is not checked in advance.
    expect(await certain(write, async () => ({ found: 'it' }), { onlyLook: true })).toEqual({
      kind: 'done',
      value: 'it',
      found: true,
    });
    expect(write).not.toHaveBeenCalled();
  });

  it('does not know where nobody can tell, where it cannot check, and when it is aborted', async () => {
    const notKnown = { kind: 'unknown', error: lost, sent: true };
    expect(await settled(certain(unknown, async () => 'untold'))).toEqual({ ...notKnown, untold: true });
    const forbidden = () => Promise.reject(failure('forbidden'));
    expect(await settled(certain(unknown, forbidden))).toEqual(notKnown);
    expect(await settled(certain(unknown, absent, { signal: AbortSignal.abort() }))).toEqual(notKnown);
  });

  it('does not say that nothing was done while it may be in progress, and keeps checking', async () => {
    const find = vi.fn(async (): Promise<Finding<string>> => 'unseen');
    expect(await settled(certain(unknown, find))).toEqual({ kind: 'unknown', error: lost, sent: true });
    expect(find).toHaveBeenCalledTimes(4);
    const write = vi.fn(unknown);
    expect(await certain(write, find, { onlyLook: true }, find)).toMatchObject({
      kind: 'unknown',
      sent: false,
    });
    expect(write).not.toHaveBeenCalled();
  });

  it('in a batch does not retry the check, and says for each part what may have been done', async () => {
    const never = vi.fn(() => Promise.reject(lost));
    const result = await certain<string>(unknown, never, { hasty: true });
    expect(never).toHaveBeenCalledOnce();
    expect(() => doneOrThrow(result)).toThrow(expect.objectContaining({ kind: 'network', mayBeDone: true }));
    const looked = await settled(certain(unknown, absent));
    expect(() => doneOrThrow(looked)).toThrow(expect.objectContaining({ kind: 'network', mayBeDone: false }));
    expect(doneOrThrow({ kind: 'done', value: 7, found: true })).toBe(7);
  });

  it('treats a 502 as final where the gateway itself did it, and as a lost response elsewhere', async () => {
    for (const { name } of adminOperations.filter(({ method }) => method !== 'GET')) {
      const failed = new ApiError({ kind: 'server', operation: name, status: 502 });
      const find = vi.fn(absent);
      await settled(certain<string>(async () => ({ kind: 'unknown', error: failed }), find));
      expect(find, name).toHaveBeenCalledOnce();
    }
    const find = vi.fn(absent);
    const failed = new ApiError({ kind: 'server', operation: 'saveType', status: 502 });
    await settled(certain<string>(async () => ({ kind: 'unknown', error: failed }), find));
    expect(find).toHaveBeenCalledTimes(4);
  });

  it('keeps looking over a lost connection, at once when it is back', async () => {
    let failures = 3;
    const find = vi.fn(async (): Promise<Finding<string>> => {
      if (failures-- > 0) throw lost;
      return { found: 'it' };
    });
    expect(await settled(certain(unknown, find))).toMatchObject({ kind: 'done', found: true });
    const never = vi.fn(() => Promise.reject(lost));
    expect(await settled(certain(unknown, never))).toMatchObject({ kind: 'unknown' });
    expect(never).toHaveBeenCalledTimes(5);

    failures = 1;
    const listeners = new Set<() => void>();
    vi.stubGlobal('addEventListener', (_type: string, listener: () => void) => listeners.add(listener));
    vi.stubGlobal('removeEventListener', (_type: string, listener: () => void) => listeners.delete(listener));
    const work = certain(unknown, find);
    await vi.advanceTimersByTimeAsync(0);
    for (const listener of [...listeners]) listener();
    await vi.advanceTimersByTimeAsync(0);
    expect(await work).toMatchObject({ kind: 'done', found: true });
    expect(listeners.size).toBe(0);
    vi.unstubAllGlobals();
  });

  it('whatever is lost and however often it is submitted: one thing is created, and the report is true', async () => {
    /**
     * The fate of each request: done or not, its response received or lost, and after how many checks it is visible.
     */
    const request = fc.record({ does: fc.boolean(), answers: fc.boolean(), showsAfterMs: fc.nat(9_000) });
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 5 }), async (requests) => {
        const made: number[] = [];
        const find = async (): Promise<Finding<number>> => {
          const at = made.findIndex((shown) => shown <= Date.now());
          return at < 0 ? 'absent' : { found: at };
        };
        let again = false;
        for (const { does, answers, showsAfterMs } of requests) {
          const write = async (): Promise<Outcome<number>> => {
            if (does) made.push(Date.now() + showsAfterMs);
            if (!answers) return { kind: 'unknown', error: lost };
            return does
              ? { kind: 'done', value: made.length - 1 }
              : { kind: 'refused', error: failure('invalid') };
          };
          const result: Certain<number> = await settled(certain(write, find, {}, again ? find : undefined));
          expect(made.length).toBeLessThanOrEqual(1);
          expect(result.kind).toBe(made.length === 1 ? 'done' : 'refused');
          again ||= result.kind === 'refused' && result.looked;
          if (result.kind === 'done') return;
        }
      }),
    );
  });
});
