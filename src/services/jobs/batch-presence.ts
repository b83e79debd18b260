import { createStore } from '#src/lib/store.ts';
import type { BatchControl } from './batch.ts';

/** The queue, once it put itself here because it got something to do: its code is loaded only then. */
export const presentBatches = createStore<BatchControl | undefined>(undefined);
