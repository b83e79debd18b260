import type { Database } from '../../data/database.ts';
import type { Limits } from './limits.ts';
import { RateLimiter } from './rate-limiter.ts';
import { sharedLimits } from './shared-limits.ts';
import { TokenBucket } from './token-bucket.ts';

/** In the memory of the only gateway. @param now clock in ms */
export function ownLimits(now: () => number = Date.now): Limits {
  return {
    of({ requests, perMs, comesBack }) {
      const limiter =
        comesBack === 'steadily'
          ? new TokenBucket(requests, now, perMs)
          : new RateLimiter(requests, now, perMs);
      return { take: async (actor) => limiter.take(actor), giveBack: (actor) => limiter.giveBack(actor) };
    },
    holds: undefined,
    sweep: async () => {},
    close: async () => {},
  };
}

/** @param database of `workPlan` */
export const limitsIn = (database: Database): Limits =>
  database.engine === 'sqlite' ? ownLimits() : sharedLimits(database);
