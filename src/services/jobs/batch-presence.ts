import { createStore } from '#src/lib/store.ts';
import type { BatchControl } from './batch.ts';

/** The queue, once it has registered itself here because it has something to do: its code is loaded only then. */
export const presentBatches = createStore<BatchControl | undefined>(undefined);
