import { useEffect, useState } from 'react';
import { serverNow } from '#src/lib/clock.ts';

/** Seconds until an instant, counted down; 0 afterwards. */
export function useSecondsLeft(until: Date | undefined): number {
  const [now, setNow] = useState(serverNow);
  const end = until?.getTime() ?? 0;
  const isOver = now >= end;
  useEffect(() => {
    if (isOver) return;
    const timer = setInterval(() => setNow(serverNow()), 1_000);
    return () => clearInterval(timer);
  }, [isOver]);
  return Math.max(0, Math.ceil((end - now) / 1_000));
}
