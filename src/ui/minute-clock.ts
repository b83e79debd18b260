import { useSyncExternalStore } from 'react';

const minuteMs = 60_000;

let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, minuteMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** While nobody listens the clock stands: who asks then may get a time that is up to a minute old, never older. */
function present(): number {
  if (timer === undefined && Date.now() - now >= minuteMs) now = Date.now();
  return now;
}

/** The time in ms since the epoch, anew every minute: one clock for a hundred rows that say how long ago. */
export const useMinute = (): number => useSyncExternalStore(subscribe, present);
