/**
 * Keeps the screen on, as far as the browser lets it: a phone that goes dark stops recording. The browser takes the
 * lock back whenever the page is hidden, so it is requested again when the page is visible. Returns how to release it.
 */
export function keepScreenOn(): () => void {
  const released = new AbortController();
  let lock: WakeLockSentinel | undefined;
  const request = async () => {
    if (document.visibilityState !== 'visible' || (lock && !lock.released)) return;
    try {
      const granted = await navigator.wakeLock.request('screen');
      if (released.signal.aborted) return await granted.release();
      lock = granted;
    } catch {
      // No wake lock here (Firefox before 126), or refused: a low battery. Recording continues without.
    }
  };
  document.addEventListener('visibilitychange', () => void request(), { signal: released.signal });
  void request();
  return () => {
    released.abort();
    lock?.release().catch(() => undefined);
  };
}
