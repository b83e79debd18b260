import { useEffect, useState } from 'react';
import { clientConfig } from '#src/lib/client-config.ts';
import { retry } from '#src/lib/retry.ts';
import { sleep } from '#src/lib/sleep.ts';

const load = () => import('./live-host.tsx');

/** The page's own first work is over by then. */
const startAfterMs = 1_500;
const tryAgainMs = 30_000;

/** The listener for changes, once the page is at rest; undefined before, and where the gateway reports none. */
export function useLiveParts(): Awaited<ReturnType<typeof load>> | undefined {
  const [parts, setParts] = useState<Awaited<ReturnType<typeof load>>>();
  useEffect(() => {
    if (!clientConfig().live) return;
    const gone = new AbortController();
    const { signal } = gone;
    sleep(startAfterMs, signal)
      .then(() => retry(load, { waitMs: () => tryAgainMs, signal }))
      .then(setParts, () => undefined);
    return () => gone.abort();
  }, []);
  return parts;
}
