import { queryOptions } from '@tanstack/react-query';
import { sleep } from '#src/lib/sleep.ts';

/** Not below that of connections: news of a system do not change it. */
export const hasConversationsKey = ['has-conversations'] as const;

/** The page's own first work is over by then. */
const startAfterMs = 1_500;

/** Whether there are conversations for the reader; found out once the page is at rest. */
export const hasConversationsOptions = () =>
  queryOptions({
    queryKey: hasConversationsKey,
    queryFn: async ({ signal }) => {
      await sleep(startAfterMs, signal);
      return (await import('./connections.ts')).hasConversations(signal);
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
