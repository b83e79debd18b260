import { useSyncExternalStore } from 'react';
import { useNow } from 'use-intl';
import type { Quota } from './quota.ts';
import { type QuotaName, sessionQuota } from './session-quota.ts';

/** What the server allows at this moment. Times in milliseconds since 1970. */
export interface QuotaNow {
  /** Requests in a minute. */
  readonly limit: number;
  readonly remaining: number;
  /** When all of them are available again, at the latest; undefined when they are. */
  readonly resetsAt: number | undefined;
  /** The server asked for no requests before then; undefined when it did not. */
  readonly pausedUntil: number | undefined;
}

/** What is left of a quota, every second; undefined until the server said. */
export function useQuota(name: QuotaName = 'default'): QuotaNow | undefined {
  const quotas = useSyncExternalStore(sessionQuota.subscribe, sessionQuota.getSnapshot);
  const now = useNow({ updateInterval: 1_000 }).getTime();
  const quota = quotas[name];
  return quota && quotaAt(quota, now);
}

/** Undefined until the server said what its limit is. */
function quotaAt({ limit, remaining, resetsAt, pausedUntil }: Quota, now: number): QuotaNow | undefined {
  if (limit === undefined) return undefined;
  const isFull = now >= resetsAt || remaining === undefined;
  return {
    limit,
    remaining: isFull ? limit : remaining,
    resetsAt: isFull ? undefined : resetsAt,
    pausedUntil: pausedUntil > now ? pausedUntil : undefined,
  };
}
