import { useEffect, useState } from 'react';
import { doublingMs, retry } from '#src/lib/retry.ts';
import { online, sleep } from '#src/lib/sleep.ts';
import { session } from './session.ts';

/** How long to wait before another try, in ms: longer each time, at most half a minute. */
const waitMs = (failures: number) => doublingMs(failures, 4_000, 30_000);

/** What of the session is still to be ended at the gateway. */
interface SignOutEnd {
  readonly ending: boolean;
  /** Whether it has been tried here, whatever came of it. */
  readonly tried: boolean;
  /** Tries at once. */
  readonly again: () => void;
}

/** Ends the session at the gateway as soon as that can be done, for the first time after this many ms. */
export function useSignOutEnd(firstPauseMs: number): SignOutEnd {
  const [ending, setEnding] = useState(session.ending);
  const [tried, setTried] = useState(false);
  const [hurried, setHurried] = useState(0);
  useEffect(() => {
    if (!ending) return;
    const over = new AbortController();
    const { signal } = over;
    const attempt = async () => {
      const ended = await session.finishSignOut();
      setTried(true);
      if (!ended) throw new Error('the gateway has not ended the session');
      setEnding(false);
    };
    sleep(hurried > 0 ? 0 : firstPauseMs, signal, online)
      .then(() => retry(attempt, { waitMs, signal, wakeOn: online }))
      .catch(() => undefined);
    // Another tab may have done it.
    const unsubscribe = session.subscribe(() => session.ending || setEnding(false));
    return () => {
      over.abort();
      unsubscribe();
    };
  }, [ending, hurried, firstPauseMs]);
  return { ending, tried: tried || !ending, again: () => setHurried((times) => times + 1) };
}
