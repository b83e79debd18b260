import { useSyncExternalStore } from 'react';

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

let state: LiveState = 'off';
const listeners = new Set<() => void>();

// Apart from what keeps the stream: the list of meetings needs only this.
export const liveState = {
  get: (): LiveState => state,
  set(next: LiveState): void {
    if (next === state) return;
    state = next;
    for (const listener of [...listeners]) listener();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export const useLiveState = (): LiveState => useSyncExternalStore(liveState.subscribe, liveState.get);

/** While changes are told, asking is only a safety net: it may wait this many times longer. */
const patience = 6;

/** How much longer a page may wait before it asks by itself whether something has changed. */
export const usePatience = (): number => (useLiveState() === 'live' ? patience : 1);
