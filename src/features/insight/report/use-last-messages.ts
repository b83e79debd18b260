import { useQueries } from '@tanstack/react-query';
import { linkedClientsOptions } from '#src/api/gateway/linked-clients.ts';
import { useIsConnected } from '#src/services/conversations/use-is-connected.ts';
import { usualPageSize } from '#src/ui/list/page-of.ts';
import { type LastMessage, lastMessageIn, type QuietClient, toRead } from './quiet-clients.ts';

/** The last messages of dossiers, as far as they are read for this page of them. */
export function useLastMessages(clients: readonly QuietClient[], page: number) {
  const connected = useIsConnected('chat2desk');
  const read = connected ? toRead(clients, page, usualPageSize) : [];
  const results = useQueries({
    queries: read.map(({ id, latestId }) => ({
      ...linkedClientsOptions({ dossier: id, meetings: latestId === undefined ? [] : [latestId] }),
      // One of many: what is still being looked at can wait for the next visit.
      refetchInterval: false as const,
    })),
  });
  const found = new Map(
    read.map(({ id }, at): [string, LastMessage] => {
      const { data, isError } = results[at] ?? {};
      return [id, data ? lastMessageIn(data) : isError ? 'failed' : 'reading'];
    }),
  );
  return {
    connected,
    /** Of how many it is known. */
    looked: results.filter(({ data }) => data).length,
    of: ({ id }: QuietClient): LastMessage => found.get(id) ?? (connected ? 'notRead' : 'unconnected'),
  };
}
