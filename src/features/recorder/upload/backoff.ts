import { backoffMs } from '#src/lib/retry.ts';

/** How long an upload waits after this many failures in a row, in ms: at random, at most a minute. */
export const uploadBackoffMs = (failures: number): number => backoffMs(failures, 1_000, 60_000);
