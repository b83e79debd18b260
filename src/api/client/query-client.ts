import { QueryClient } from '@tanstack/react-query';
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
 * The cache of everything read from the server. Reads are retried when the failure may pass; writes are never repeated
 * automatically.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
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
