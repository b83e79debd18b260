import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { IndexClient } from './index-client.ts';
import { indexStore } from './index-store.ts';
import { knownOf } from './known.ts';
import { indexQueryKey } from './names.ts';
import type { IndexFailure, IndexStatus } from './protocol.ts';

/** While the index grows, the screen is updated this often. */
const followMs = 3_000;

/** What the index is doing, kept up to date. */
export function useIndexStatus(): IndexStatus {
  return useSyncExternalStore(indexStore.subscribe, indexStore.getSnapshot);
}

/** Why there is no index; undefined while there is one or may be one. */
export function useIndexFailure(): IndexFailure | undefined {
  const { activity, failure = 'stopped' } = useIndexStatus();
  return activity === 'failed' ? failure : undefined;
}

/**
 * Returns what the index finds. Earlier results stay until the next are there. `key` identifies the query; `ask` is its
 * function. `known` says what the result is worth: one from before the index knew all meetings does not cover all of
 * them.
 */
export function useIndexQuery<T>(
  key: readonly [string, ...unknown[]],
  ask: (index: IndexClient) => Promise<T>,
  enabled = true,
) {
  const status = useIndexStatus();
  const { activity, version } = status;
  const growing = activity === 'listing' || activity === 'reading' || activity === 'starting';
  const query = useQuery({
    // A change while nothing else continues is shown at once, as that of a to-do just ticked.
    queryKey: [...indexQueryKey, ...key, growing ? 'growing' : version],
    queryFn: async () => ask(await indexStore.load()),
    placeholderData: keepPreviousData,
    refetchInterval: growing ? followMs : false,
    staleTime: 0,
    gcTime: 60_000,
    retry: false,
    networkMode: 'always',
    // The result is passed on as a whole; otherwise every request would draw it again.
    notifyOnChangeProps: ['data', 'error', 'isPlaceholderData'],
    enabled,
  });
  const known = knownOf(status);
  return { ...query, known: known === 'all' && query.isPlaceholderData ? 'soFar' : known };
}
