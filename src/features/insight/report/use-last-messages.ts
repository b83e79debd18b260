import { type UseQueryResult, useQueries, useQuery } from '@tanstack/react-query';
import { lastChannelMessageOptions } from '#src/api/courier/meeting-people.ts';
import { connectedSystemsAtOnce } from '#src/api/gateway/connected-systems.ts';
import { linkedClientsOptions } from '#src/api/gateway/linked-clients.ts';
import { usualPageSize } from '#src/ui/list/page-of.ts';
import {
  type LastMessage,
  lastMessageIn,
  lastMessageInChannels,
  type QuietClient,
  together,
  toRead,
} from './quiet-clients.ts';

/** The last messages of dossiers, at each system that is connected, as far as they are read for this page of them. */
export function useLastMessages(clients: readonly QuietClient[], page: number) {
  // What was connected before is shown at once: nothing moves when that turns out to be still so.
  const { data: systems, isPlaceholderData } = useQuery(connectedSystemsAtOnce());
  const desk = systems?.includes('chat2desk') ?? false;
  const courier = systems?.includes('courier') ?? false;
  const connected = desk || courier;
  const read = connected ? toRead(clients, page, usualPageSize) : [];
  const linked = useQueries({
    queries: (desk ? read : []).map(({ id, latestId }) => ({
      ...linkedClientsOptions({ dossier: id, meetings: latestId === undefined ? [] : [latestId] }),
      // One of many: what is still being looked at can wait for the next visit.
      refetchInterval: false as const,
    })),
  });
  const written = useQueries({
    queries: (courier ? read : []).map(({ latestId = '' }) => ({
      ...lastChannelMessageOptions(latestId),
      enabled: latestId !== '',
    })),
  });
  const found = new Map(
    read.map(({ id, latestId }, at): [string, LastMessage] => {
      const atDesk = desk ? [said(linked[at], lastMessageIn)] : [];
      const inChannels = latestId === undefined ? 'notLinked' : said(written[at], lastMessageInChannels);
      return [id, together([...atDesk, ...(courier ? [inChannels] : [])])];
    }),
  );
  return {
    connected,
    /** Whether it is known that none of them is connected. */
    unconnected: !connected && systems !== undefined && !isPlaceholderData,
    desk,
    courier,
    /** Of how many it is known. */
    looked: [...found.values()].filter((last) => last !== 'reading' && last !== 'failed').length,
    of: ({ id }: QuietClient): LastMessage => found.get(id) ?? (connected ? 'notRead' : 'unconnected'),
  };
}

const said = <T>(result: UseQueryResult<T> | undefined, read: (data: T) => LastMessage): LastMessage =>
  result?.data === undefined ? (result?.isError ? 'failed' : 'reading') : read(result.data);
