import { useSyncExternalStore } from 'react';
import { createStore } from '#src/lib/store.ts';

/** How this browser hears of changes. */
export type LiveState =
  /** Not yet, or not at all: pages check for changes themselves. */
  | 'off'
  /** The gateway tells. */
  | 'live'
  /** The gateway would tell, but Claritalk has never delivered anything there: pages check for changes themselves. */
  | 'unfed'
  /** The stream is interrupted: pages check for changes themselves, and it is said. */
  | 'interrupted';

// Separate from what keeps the stream: the list of meetings needs only this.
export const liveState = createStore<LiveState>('off');

export const useLiveState = (): LiveState => useSyncExternalStore(liveState.subscribe, liveState.get);

/** While changes are reported, checking is only a safety net: it may wait this many times longer. */
const patience = 6;

/** How much longer a page may wait before it checks for changes itself. */
export const usePatience = (): number => (useLiveState() === 'live' ? patience : 1);

const whileInterruptedMs = 10_000;

/** How often a page reads again what is only reported, in ms; false where the reports come. */
export const useCheckMs = (): number | false =>
  useLiveState() === 'interrupted' ? whileInterruptedMs : false;
