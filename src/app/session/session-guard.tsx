import type { QueryClient } from '@tanstack/react-query';
import { type ReactElement, useEffect, useState, useSyncExternalStore } from 'react';
import { onServerAhead, serverAheadMs } from '#src/lib/clock.ts';
import { paths } from '#src/paths.ts';
import { session } from '#src/services/auth/session.ts';
import { useSessionStatus } from '#src/services/auth/use-session.ts';
import { Region } from '#src/ui/region.tsx';

const loadParts = () => import('./session-parts.tsx');
const load = async () => (await loadParts()).parts;
type Parts = Awaited<ReturnType<typeof load>>;

/** The page's own first work is over by then. */
const readyAfterMs = 3_000;
/** A clock that is off by less does no harm that anyone would notice. */
const tolerableMs = 120_000;

const isClockWrong = () => Math.abs(serverAheadMs()) >= tolerableMs;

interface SessionGuardProps {
  readonly queryClient: QueryClient;
  readonly children: ReactElement;
}

/**
 * Watches the session. When it ends automatically the page stays as it is, with a bar that opens a sign-in window; once
 * signed in again (here or in another tab) everything that failed is asked for again. When the person signs out, in
 * whichever tab, or someone else signs in, nothing of the page stays.
 */
export function SessionGuard({ queryClient, children }: SessionGuardProps) {
  const hasLeft = useSyncExternalStore(session.subscribe, session.hasLeft);
  const expired = useSessionStatus() === 'expired';
  const clockIsWrong = useSyncExternalStore(onServerAhead, isClockWrong);
  const parts = useParts(hasLeft || expired || clockIsWrong, hasLeft);
  useEffect(() => refetchAfterReturn(queryClient), [queryClient]);
  useEffect(() => {
    // Anyone who comes back to a page that was left open sees at once what became of their session elsewhere.
    const look = () => {
      if (document.visibilityState === 'visible') void session.check();
    };
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  if (hasLeft) return parts && <parts.LeftPage queryClient={queryClient} />;
  return (
    <>
      <Region name="notice" floats>
        {parts && clockIsWrong && <parts.ClockNotice />}
      </Region>
      {children}
      <Region name="notice" floats>
        {parts && expired && <parts.SessionExpired />}
      </Region>
    </>
  );
}

/**
 * The messages about the session. They are loaded before they are needed: by then the server may be away. If they do
 * not arrive, a page that must be left is left all the same.
 */
function useParts(wanted: boolean, hasLeft: boolean): Parts | undefined {
  const [parts, setParts] = useState<Parts>();
  const missing = parts === undefined;
  useEffect(() => {
    if (!missing) return;
    const begin = () =>
      load().then(setParts, () => {
        if (hasLeft) window.location.assign(paths.signIn());
      });
    const timer = setTimeout(begin, wanted ? 0 : readyAfterMs);
    return () => clearTimeout(timer);
  }, [missing, wanted, hasLeft]);
  return parts;
}

function refetchAfterReturn(queryClient: QueryClient): () => void {
  let previous = session.getSnapshot();
  return session.subscribe(() => {
    const status = session.getSnapshot();
    if (status === 'signed-in' && previous === 'expired') void queryClient.invalidateQueries();
    previous = status;
  });
}
