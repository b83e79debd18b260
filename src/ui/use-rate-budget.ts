import { useSyncExternalStore } from 'react';
import { useNow } from 'use-intl';
import { rates, type Tier } from '#src/api/rates.ts';
import type { RateBudget } from '#src/lib/rate-budget.ts';

/** What the server allows at this moment. Times in milliseconds since 1970. */
export interface RateAllowance {
  /** Requests in a minute. */
  readonly limit: number;
  readonly remaining: number;
  /** When all of them are there again, at the latest; undefined when they are. */
  readonly resetsAt: number | undefined;
  /** The server asked to send nothing before; undefined when it did not. */
  readonly pausedUntil: number | undefined;
}

/** What is left of a tier's allowance, every second anew; undefined until the server said. */
export function useRateBudget(tier: Tier = 'default'): RateAllowance | undefined {
  const budgets = useSyncExternalStore(rates.subscribe, rates.getSnapshot);
  const now = useNow({ updateInterval: 1_000 }).getTime();
  const budget = budgets[tier];
  return budget && allowanceAt(budget, now);
}

/** Undefined until the server said what its limit is. */
export function allowanceAt(
  { limit, remaining, resetsAt, pausedUntil }: RateBudget,
  now: number,
): RateAllowance | undefined {
  if (limit === undefined) return undefined;
  const isFull = now >= resetsAt || remaining === undefined;
  return {
    limit,
    remaining: isFull ? limit : remaining,
    resetsAt: isFull ? undefined : resetsAt,
    pausedUntil: pausedUntil > now ? pausedUntil : undefined,
  };
}
