import { useSyncExternalStore } from 'react';
import { onBatches, presentBatches } from './batch-presence.ts';
import { useOnDemand } from './use-on-demand.ts';

const load = () => import('./batch-panel.tsx');

/** Where long lists of work show how they fare, on every page. Nothing while there are none. */
export function BatchDock() {
  const queue = useSyncExternalStore(onBatches, presentBatches);
  const panel = useOnDemand(load, queue !== undefined);
  return queue && panel && <panel.BatchPanel queue={queue} />;
}
