import type { BatchQueue } from './batch-queue.ts';

/** The queue, once something was put into it: its code is loaded only then. */
let present: BatchQueue | undefined;
const listeners = new Set<() => void>();

export const presentBatches = (): BatchQueue | undefined => present;

export function onBatches(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Called by the queue itself. */
export function announceBatches(queue: BatchQueue): void {
  present = queue;
  for (const listener of listeners) listener();
}
