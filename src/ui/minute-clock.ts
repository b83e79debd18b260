import { useSyncExternalStore } from 'react';
import { onServerAhead, serverNow } from '#src/lib/clock.ts';
import { createStore } from '#src/lib/store.ts';

const minuteMs = 60_000;

let ticks = false;
const clock = createStore(serverNow(), () => {
  const tick = () => clock.set(serverNow());
  const timer = setInterval(tick, minuteMs);
  const stopFollowing = onServerAhead(tick);
  ticks = true;
  return () => {
    clearInterval(timer);
    stopFollowing();
    ticks = false;
  };
});

/** While nobody listens the clock does not run: the time may then be up to a minute old, never older. */
function present(): number {
  if (!ticks && Math.abs(serverNow() - clock.get()) >= minuteMs) clock.set(serverNow());
  return clock.get();
}

/**
 * The server's time in ms since the epoch, updated every minute: one clock for a hundred rows that say how long ago.
 */
export const useMinute = (): number => useSyncExternalStore(clock.subscribe, present);
