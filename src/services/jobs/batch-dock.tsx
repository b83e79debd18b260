import { useSyncExternalStore } from 'react';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { presentBatches } from './batch-presence.ts';

const load = () => import('./batch-panel.tsx');

/** Shows the progress of batches, on every page. Nothing while there are none. */
export function BatchDock() {
  const queue = useSyncExternalStore(presentBatches.subscribe, presentBatches.get);
  const panel = useOnDemand(load, queue !== undefined);
  return queue && panel && <panel.BatchPanel queue={queue} />;
}
