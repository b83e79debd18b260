import { useSyncExternalStore } from 'react';
import { isWaiting, onWaiting } from '#src/api/rate-gate.ts';
import { withTexts } from '#src/i18n/texts.ts';
import { useOnDemand } from './use-on-demand.ts';

const load = withTexts(['rates'], () => import('./rate-pause.tsx'));

/** Says why everything waits while Claritalk asks for patience, on every page. Nothing at other times. */
export function RatePauseHost() {
  const waits = useSyncExternalStore(onWaiting, isWaiting);
  const code = useOnDemand(load, waits);
  return code && <code.RatePause />;
}
