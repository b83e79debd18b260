import { useEffect, useState } from 'react';
import { withTexts } from '#src/i18n/texts.ts';
import { clientConfig } from '#src/lib/client-config.ts';

const load = withTexts(['live'], () => import('./live-host.tsx'));

/** The page's own first work is over by then. */
const startAfterMs = 1_500;
const tryAgainMs = 30_000;

/** What listens to changes, once the page is at rest; undefined before, and where the gateway tells of none. */
export function useLiveParts(): Awaited<ReturnType<typeof load>> | undefined {
  const [parts, setParts] = useState<Awaited<ReturnType<typeof load>>>();
  useEffect(() => {
    if (!clientConfig().live) return;
    let timer: ReturnType<typeof setTimeout>;
    const later = (ms: number) => {
      timer = setTimeout(() => load().then(setParts, () => later(tryAgainMs)), ms);
    };
    later(startAfterMs);
    return () => clearTimeout(timer);
  }, []);
  return parts;
}
