import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { IndexClient } from './index-client.ts';
import { indexStore } from './index-store.ts';
import { indexQueryKey } from './names.ts';
import type { IndexStatus } from './protocol.ts';

/** While the index grows, what is on the screen follows this often. */
const followMs = 3_000;

/** What the index is doing, kept up to date. */
export function useIndexStatus(): IndexStatus {
  return useSyncExternalStore(indexStore.subscribe, indexStore.getSnapshot);
}

/**
 * Asks the index. What was found before stays until the next is there. `key` tells the questions apart;
 * `ask` is their one function.
 */
export function useIndexQuery<T>(
  key: readonly [string, ...unknown[]],
  ask: (index: IndexClient) => Promise<T>,
  enabled = true,
) {
  const { activity, version } = useIndexStatus();
  const growing = activity === 'listing' || activity === 'reading' || activity === 'starting';
  return useQuery({
    // A change while nothing else goes on is shown at once, as that of a to-do just ticked.
    queryKey: [...indexQueryKey, ...key, growing ? 'growing' : version],
    queryFn: async () => ask(await indexStore.load()),
    placeholderData: keepPreviousData,
    refetchInterval: growing ? followMs : false,
    staleTime: 0,
    gcTime: 60_000,
    retry: false,
    networkMode: 'always',
    enabled,
  });
}
