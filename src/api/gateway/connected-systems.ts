import { queryOptions } from '@tanstack/react-query';
import { sleep } from '#src/lib/sleep.ts';
import { connectionKeys } from './connection-keys.ts';

/** The page's own first work is over by then. */
const startAfterMs = 1_500;

/** The systems that the reader's organisation is connected to; found out once the page is at rest. */
export const connectedSystemsOptions = () =>
  queryOptions({
    queryKey: connectionKeys.connected,
    queryFn: async ({ signal }) => {
      await sleep(startAfterMs, signal);
      return (await import('./connections.ts')).connectedSystems(signal);
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
