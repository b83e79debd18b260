import { useRef } from 'react';

/** How many milliseconds a pointer rests on something before it counts as interest. */
const restMs = 80;

/** Handlers that prepare something while someone is about to open it: the pointer rests there, or the focus is. */
export function useInterest(prepare: () => void) {
  const timer = useRef<number>(undefined);
  return {
    onPointerEnter: () => {
      timer.current = window.setTimeout(prepare, restMs);
    },
    onPointerLeave: () => window.clearTimeout(timer.current),
    onFocus: prepare,
  };
}
