/** Something that may end a sleep early: it receives the function to call, and returns how to stop listening. */
export type WakeUp = (wake: () => void) => () => void;

/** The longest wait of a timer, in ms: browsers treat a longer one as none at all. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Resolves after this many ms, or when `wakeOn` says so; by that alone where no time is given.
 * @throws the signal's reason, as soon as it is aborted.
 */
export function sleep(ms: number | undefined, signal?: AbortSignal, wakeOn?: WakeUp): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const end = (settle: () => void) => {
      clearTimeout(timer);
      forget?.();
      signal?.removeEventListener('abort', abort);
      settle();
    };
    const wake = () => end(resolve);
    const abort = () => end(() => reject(signal?.reason));
    const timer = ms === undefined ? undefined : setTimeout(wake, Math.min(ms, longestTimerMs));
    const forget = wakeOn?.(wake);
    signal?.addEventListener('abort', abort);
  });
}

/** Wakes when the browser is online again: no reason to wait longer. */
export const online: WakeUp = (wake) => {
  globalThis.addEventListener?.('online', wake);
  return () => globalThis.removeEventListener?.('online', wake);
};

/**
 * Resolves when a condition holds; `subscribe` reports when it may have changed.
 * @throws the signal's reason, as soon as it is aborted.
 */
export async function until(isSo: () => boolean, subscribe: WakeUp, signal?: AbortSignal): Promise<void> {
  while (!isSo()) await sleep(undefined, signal, subscribe);
}

/** The result of a promise, if it settles within that many ms; undefined otherwise. @throws what it throws */
export async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  const settled = new AbortController();
  const late = sleep(ms, settled.signal).then(() => undefined);
  return Promise.race([promise, late]).finally(() => settled.abort());
}
