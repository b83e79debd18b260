import { useSyncExternalStore } from 'react';
import { createStore } from '#src/lib/store.ts';

/** How this browser hears of changes. */
export type LiveState =
  /** Not yet, or not at all: pages ask by themselves. */
  | 'off'
  /** The gateway tells. */
  | 'live'
  /** The gateway would tell, but Claritalk has never delivered anything there: pages ask by themselves. */
  | 'unfed'
  /** The stream is interrupted: pages ask by themselves, and it is said. */
  | 'interrupted';

// Apart from what keeps the stream: the list of meetings needs only this.
export const liveState = createStore<LiveState>('off');

export const useLiveState = (): LiveState => useSyncExternalStore(liveState.subscribe, liveState.get);

/** While changes are told, asking is only a safety net: it may wait this many times longer. */
const patience = 6;

/** How much longer a page may wait before it asks by itself whether something has changed. */
export const usePatience = (): number => (useLiveState() === 'live' ? patience : 1);
