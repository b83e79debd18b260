import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { online, sleep, until, within } from './sleep.ts';
import { createStore } from './store.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Notes when a promise settles, in ms from now, and how. */
function noted(promise: Promise<unknown>): unknown[] {
  const began = Date.now();
  const notes: unknown[] = [];
  promise.then(
    (value) => notes.push([Date.now() - began, value]),
    (error: unknown) => notes.push([Date.now() - began, error]),
  );
  return notes;
}

describe('sleep', () => {
  test.each([1, 250, 86_400_000])('lasts exactly %i ms', async (ms) => {
    const notes = noted(sleep(ms));
    await vi.advanceTimersByTimeAsync(ms - 1);
    expect(notes).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(notes).toEqual([[ms, undefined]]);
  });

  test('ends at once when it is aborted, with the reason, and leaves nothing behind', async () => {
    const control = new AbortController();
    const forget = vi.spyOn(control.signal, 'removeEventListener');
    const notes = noted(sleep(1_000, control.signal));
    await vi.advanceTimersByTimeAsync(400);
    control.abort('enough');
    await vi.advanceTimersByTimeAsync(0);
    expect(notes).toEqual([[400, 'enough']]);
    expect(vi.getTimerCount()).toBe(0);
    expect(forget).toHaveBeenCalledOnce();
  });

  test('does not begin when it was aborted before', async () => {
    await expect(sleep(1_000, AbortSignal.abort('before'))).rejects.toBe('before');
    expect(vi.getTimerCount()).toBe(0);
  });

  test('ends at once when it is woken, and stops listening', async () => {
    let wake = () => {};
    const forget = vi.fn();
    const notes = noted(
      sleep(undefined, undefined, (end) => {
        wake = end;
        return forget;
      }),
    );
    await vi.advanceTimersByTimeAsync(5_000);
    wake();
    await vi.advanceTimersByTimeAsync(0);
    expect(notes).toEqual([[5_000, undefined]]);
    expect(forget).toHaveBeenCalledOnce();
  });

  test('stops listening when it ends by time or by an abort', async () => {
    const forget = vi.fn();
    await Promise.all([sleep(10, undefined, () => forget), vi.advanceTimersByTimeAsync(10)]);
    const control = new AbortController();
    const sleeping = sleep(10, control.signal, () => forget);
    control.abort();
    await expect(sleeping).rejects.toMatchObject({ name: 'AbortError' });
    expect(forget).toHaveBeenCalledTimes(2);
  });

  test('does not end at once where a timer cannot wait so long', async () => {
    const notes = noted(sleep(60 * 86_400_000));
    await vi.advanceTimersByTimeAsync(86_400_000);
    expect(notes).toEqual([]);
  });

  test('ends when the browser is online again', async () => {
    const page = new EventTarget();
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
    vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
    const notes = noted(sleep(9_000, undefined, online));
    await vi.advanceTimersByTimeAsync(700);
    page.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(0);
    expect(notes).toEqual([[700, undefined]]);
    vi.unstubAllGlobals();
  });
});

describe('until', () => {
  test('resolves at once where it is so, else with the change that makes it so', async () => {
    const count = createStore(0);
    await until(() => true, count.subscribe);
    const notes = noted(until(() => count.get() === 2, count.subscribe));
    count.set(1);
    await vi.advanceTimersByTimeAsync(10);
    expect(notes).toEqual([]);
    count.set(2);
    await vi.advanceTimersByTimeAsync(0);
    expect(notes).toEqual([[10, undefined]]);
  });

  test('ends at once when it is aborted', async () => {
    const control = new AbortController();
    const waiting = until(() => false, createStore(0).subscribe, control.signal);
    control.abort('enough');
    await expect(waiting).rejects.toBe('enough');
  });
});

describe('within', () => {
  test('is what the promise gives in time, and leaves no timer behind', async () => {
    const notes = noted(
      within(
        sleep(20).then(() => 'done'),
        50,
      ),
    );
    await vi.advanceTimersByTimeAsync(20);
    expect(notes).toEqual([[20, 'done']]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('is nothing when that takes longer', async () => {
    const notes = noted(within(new Promise(() => undefined), 50));
    await vi.advanceTimersByTimeAsync(50);
    expect(notes).toEqual([[50, undefined]]);
  });

  test('fails as the promise does', async () => {
    await expect(within(Promise.reject(new Error('broken')), 50)).rejects.toThrow('broken');
    expect(vi.getTimerCount()).toBe(0);
  });
});
