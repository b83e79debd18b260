import { queryOptions } from '@tanstack/react-query';
import { sleep } from '#src/lib/sleep.ts';
import { connectionKeys } from './connection-keys.ts';

/** The page's own first work is over by then. */
const startAfterMs = 1_500;

/** Whether there are conversations for the reader; found out once the page is at rest. */
export const hasConversationsOptions = () =>
  queryOptions({
    queryKey: connectionKeys.conversations,
    queryFn: async ({ signal }) => {
      await sleep(startAfterMs, signal);
      return (await import('./connections.ts')).hasConversations(signal);
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
