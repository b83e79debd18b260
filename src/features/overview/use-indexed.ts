import { useEffect, useState } from 'react';
import { indexStore } from '#src/services/search-index/index-store.ts';
import { useIndexStatus } from '#src/services/search-index/use-index.ts';

/**
 * Whether the local index can be used: false where it is switched off or cannot work, undefined until the page's own
 * data are there and the browser has a moment, so that the first paint does not wait for it.
 */
export function useIndexed(settled: boolean): boolean | undefined {
  const { activity } = useIndexStatus();
  const [calm, setCalm] = useState(false);
  useEffect(() => {
    if (!settled || !indexStore.available) return;
    // Not in every browser.
    if (!('requestIdleCallback' in window)) {
      const timer = setTimeout(() => setCalm(true), 500);
      return () => clearTimeout(timer);
    }
    const idle = requestIdleCallback(() => setCalm(true), { timeout: 2_000 });
    return () => cancelIdleCallback(idle);
  }, [settled]);
  if (!indexStore.available || activity === 'off' || activity === 'failed' || activity === 'refused')
    return false;
  return calm ? true : undefined;
}
