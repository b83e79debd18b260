import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ApiError, type ApiErrorKind } from '#src/api/client/errors.ts';
import { countRows } from './batch.ts';
import { BatchQueue, type BatchWork } from './batch-queue.ts';

const nobody = () => false;
const guards = new Set<unknown>();

beforeEach(() => {
  vi.useFakeTimers();
  guards.clear();
  vi.stubGlobal('window', {
    addEventListener: (_type: string, guard: unknown) => guards.add(guard),
    removeEventListener: (_type: string, guard: unknown) => guards.delete(guard),
  });
});
afterEach(() => vi.useRealTimers());

const refuse = (kind: ApiErrorKind, retryAfterMs?: number) =>
  new ApiError({ kind, operation: 'test', retryAfterMs });

function work(
  items: readonly string[],
  run: (item: string) => Promise<unknown>,
  more = {},
): BatchWork<string> {
  return { title: 'Test', items, keyOf: (item) => item, labelOf: (item) => item, run, ...more };
}

const states = (queue: BatchQueue) => queue.getSnapshot()[0]?.rows.map(({ state }) => state);

it('does one after the other at its pace, warns in the meantime, and says when it ended', async () => {
  const queue = new BatchQueue({ paceMs: 500, isBusy: nobody });
  const at: number[] = [];
  const onEnd = vi.fn();
  const start = Date.now();
  queue.add(work(['a', 'b', 'c'], async () => at.push(Date.now() - start), { onEnd }));
  expect(guards.size).toBe(1);
  await vi.advanceTimersByTimeAsync(900);
  expect(at).toEqual([0, 500]);
  await vi.advanceTimersByTimeAsync(200);
  expect(at).toEqual([0, 500, 1000]);
  expect(states(queue)).toEqual(['done', 'done', 'done']);
  expect(onEnd).toHaveBeenCalledTimes(1);
  expect(guards.size).toBe(0);
});

it('takes as much time as its calls', async () => {
  const queue = new BatchQueue({ paceMs: 500, isBusy: nobody });
  const run = vi.fn(async () => undefined);
  queue.add(work(['a', 'b'], run, { callsPerItem: 3 }));
  await vi.advanceTimersByTimeAsync(1_400);
  expect(run).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(run).toHaveBeenCalledTimes(2);
});

it('lets the person go first, but not forever', async () => {
  const queue = new BatchQueue({ paceMs: 100, isBusy: () => true });
  const run = vi.fn(async () => undefined);
  queue.add(work(['a'], run));
  await vi.advanceTimersByTimeAsync(2_900);
  expect(run).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(200);
  expect(run).toHaveBeenCalledTimes(1);
});

it('keeps failures to their row and retries only those', async () => {
  const queue = new BatchQueue({ paceMs: 10, isBusy: nobody });
  const asked: string[] = [];
  let broken = true;
  const run = async (item: string) => {
    asked.push(item);
    if (item === 'b' && broken) throw refuse('server');
  };
  const id = queue.add(work(['a', 'b', 'c'], run));
  await vi.advanceTimersByTimeAsync(100);
  expect(states(queue)).toEqual(['done', 'failed', 'done']);
  broken = false;
  queue.retryFailed(id);
  await vi.advanceTimersByTimeAsync(100);
  expect(states(queue)).toEqual(['done', 'done', 'done']);
  expect(asked).toEqual(['a', 'b', 'c', 'b']);
});

it('waits as long as the server asks, then continues with the same row', async () => {
  const queue = new BatchQueue({ paceMs: 10, isBusy: nobody });
  let limited = true;
  queue.add(
    work(['a', 'b'], async () => {
      if (!limited) return;
      limited = false;
      throw refuse('rate-limited', 7_000);
    }),
  );
  await vi.advanceTimersByTimeAsync(50);
  expect(queue.getSnapshot()[0]?.phase).toEqual({ kind: 'limited', until: Date.now() - 50 + 7_000 });
  await vi.advanceTimersByTimeAsync(6_900);
  expect(states(queue)).toEqual(['waiting', 'waiting']);
  await vi.advanceTimersByTimeAsync(200);
  expect(states(queue)).toEqual(['done', 'done']);
});

it('stops where the connection or the session is lost, and loses nothing', async () => {
  const queue = new BatchQueue({ paceMs: 10, isBusy: nobody });
  let kind: ApiErrorKind | undefined = 'network';
  const id = queue.add(
    work(['a', 'b'], async () => {
      if (kind) throw refuse(kind);
    }),
  );
  await vi.advanceTimersByTimeAsync(100);
  expect(queue.getSnapshot()[0]?.phase).toEqual({ kind: 'paused', reason: 'network' });
  kind = 'signed-out';
  queue.resume(id);
  await vi.advanceTimersByTimeAsync(100);
  expect(queue.getSnapshot()[0]?.phase).toEqual({ kind: 'paused', reason: 'signed-out' });
  kind = undefined;
  queue.resume(id);
  await vi.advanceTimersByTimeAsync(100);
  expect(states(queue)).toEqual(['done', 'done']);
});

it('pauses and cancels between two rows; one batch after the other', async () => {
  const queue = new BatchQueue({ paceMs: 100, isBusy: nobody });
  const asked: string[] = [];
  const run = async (item: string) => asked.push(item);
  const first = queue.add(work(['a', 'b', 'c'], run));
  const second = queue.add(work(['x'], run));
  await vi.advanceTimersByTimeAsync(50);
  queue.pause(first);
  await vi.advanceTimersByTimeAsync(500);
  expect(asked).toEqual(['a', 'x']);
  queue.resume(first);
  await vi.advanceTimersByTimeAsync(50);
  queue.cancel(first);
  await vi.advanceTimersByTimeAsync(500);
  expect(asked).toEqual(['a', 'x', 'b']);
  const cancelled = queue.getSnapshot().find(({ id }) => id === first)!;
  expect(countRows(cancelled)).toMatchObject({ done: 2, skipped: 1 });
  queue.dismiss(second);
  expect(queue.getSnapshot()).toHaveLength(1);
});

it('tells each retry whether an earlier try may have been done, until that is known', async () => {
  const queue = new BatchQueue({ paceMs: 10, isBusy: nobody });
  const lost = new ApiError({ kind: 'server', operation: 'test', mayBeDone: true });
  const failures = [
    lost,
    refuse('rate-limited', 20),
    refuse('network').withOutcome(false),
    refuse('invalid'),
  ];
  const told: boolean[] = [];
  const run = async (_item: string, _signal: AbortSignal, again: boolean) => {
    told.push(again);
    const failure = failures.shift();
    if (failure) throw failure;
  };
  const id = queue.add({ ...work(['a'], async () => undefined), run });
  await vi.advanceTimersByTimeAsync(20);
  expect(states(queue)).toEqual(['failed']);
  queue.retryFailed(id);
  await vi.advanceTimersByTimeAsync(100);
  queue.resume(id);
  await vi.advanceTimersByTimeAsync(20);
  queue.retryFailed(id);
  await vi.advanceTimersByTimeAsync(20);
  expect(states(queue)).toEqual(['done']);
  expect(told).toEqual([false, true, true, true, true]);
});

it('forgets everything and aborts when someone else comes', async () => {
  const queue = new BatchQueue({ paceMs: 10, isBusy: nobody });
  let signal: AbortSignal | undefined;
  queue.add({
    ...work(['a', 'b'], async () => undefined),
    run: (_item, given) => {
      signal = given;
      return new Promise(() => undefined);
    },
  });
  await vi.advanceTimersByTimeAsync(20);
  queue.clear();
  expect(signal?.aborted).toBe(true);
  expect(queue.getSnapshot()).toEqual([]);
  expect(guards.size).toBe(0);
});
