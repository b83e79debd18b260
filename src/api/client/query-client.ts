import {
  type InvalidateOptions,
  type InvalidateQueryFilters,
  QueryClient,
  type QueryKey,
} from '@tanstack/react-query';
import { createContext } from 'react-router';
import { backoffMs } from '#src/lib/retry.ts';
import { ApiError, isTransient } from './errors.ts';

/** How loaders reach the query client. */
export const queryClientContext = createContext<QueryClient>();

const maximumRetries = 2;

const isRateLimited = (error: unknown) => error instanceof ApiError && error.kind === 'rate-limited';

/** Full-jitter back-off in milliseconds; a server's Retry-After wins when it asks for up to 30 s. */
export function retryDelay(attempt: number, error: unknown): number {
  if (error instanceof ApiError && error.retryAfterMs !== undefined) {
    return Math.min(error.retryAfterMs, 30_000);
  }
  return backoffMs(attempt + 1, 500, 8_000);
}

/**
 * What is invalid is read again. The library joins a first reading that is under way instead, although that was sent before
 * whatever made it invalid; here one more follows it, so that what comes often cannot keep the first from its end.
 */
class Queries extends QueryClient {
  override async invalidateQueries<Key extends QueryKey = QueryKey>(
    filters?: InvalidateQueryFilters<Key>,
    options?: InvalidateOptions,
  ): Promise<void> {
    const early = new Set(
      this.getQueryCache()
        .findAll(filters)
        .filter(({ state }) => state.data === undefined && state.fetchStatus !== 'idle')
        .map(({ queryHash }) => queryHash),
    );
    await super.invalidateQueries(filters, options);
    if (early.size === 0) return;
    const predicate: InvalidateQueryFilters<Key>['predicate'] = ({ queryHash, state }) =>
      early.has(queryHash) && state.data !== undefined;
    // Whatever is under way by now was sent after the change.
    await super.invalidateQueries({ ...filters, predicate }, { ...options, cancelRefetch: false });
  }
}

/**
 * The cache of everything read from the server. Reads are retried when the failure may pass; writes are never repeated
 * automatically.
 */
export function createQueryClient(): QueryClient {
  return new Queries({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 10 * 60_000,
        // The client itself waits for a server that asks to.
        retry: (failures, error) => failures < maximumRetries && isTransient(error) && !isRateLimited(error),
        retryDelay,
        // The browser's own idea of being online is wrong behind VPNs and on localhost: try, then tell.
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
