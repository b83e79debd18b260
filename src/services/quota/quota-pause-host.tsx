import { useSyncExternalStore } from 'react';
import { isWaiting } from '#src/api/client/quota-gate.ts';
import { useOnDemand } from '#src/ui/use-on-demand.ts';

const load = () => import('./quota-pause.tsx');

/** Says why everything waits while Claritalk asks to wait, on every page. Nothing at other times. */
export function QuotaPauseHost() {
  const waits = useSyncExternalStore(isWaiting.subscribe, isWaiting.get);
  const code = useOnDemand(load, waits);
  return code && <code.QuotaPause />;
}
