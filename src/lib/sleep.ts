/** What may end a sleep early: it is given what to call then, and returns how to stop listening. */
export type WakeUp = (wake: () => void) => () => void;

/** What a timer can wait, in ms: browsers take a longer one for none at all. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Resolves after so many ms, or when `wakeOn` says so; by that alone where no time is given.
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

/** The browser is online again: no reason to wait longer. */
export const online: WakeUp = (wake) => {
  globalThis.addEventListener?.('online', wake);
  return () => globalThis.removeEventListener?.('online', wake);
};

/**
 * Resolves when something is the case; `subscribe` tells when it may have become so.
 * @throws the signal's reason, as soon as it is aborted.
 */
export async function until(isSo: () => boolean, subscribe: WakeUp, signal?: AbortSignal): Promise<void> {
  while (!isSo()) await sleep(undefined, signal, subscribe);
}

/** What a promise gives, if it does so within that many ms; undefined otherwise. @throws what it throws */
export async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  const settled = new AbortController();
  const late = sleep(ms, settled.signal).then(() => undefined);
  return Promise.race([promise, late]).finally(() => settled.abort());
}
