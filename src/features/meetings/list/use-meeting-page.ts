import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { meetingListOptions } from '#src/api/claritalk/meetings/meetings.ts';
import type { MeetingPage } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { pagingOf } from '#src/ui/list/paging.ts';
import {
  type MeetingSearch,
  meetingListQuery,
  readMeetingSearch,
  writeMeetingSearch,
} from './model/list-search.ts';
import { pageInstead } from './model/page-instead.ts';
import { useLiveRows } from './use-live-rows.ts';

/** The page of meetings that a search shows, kept up to date. */
export function useMeetingPage(search: MeetingSearch, enabled: boolean) {
  const query = useQuery({
    ...meetingListOptions(meetingListQuery(search)),
    placeholderData: keepPreviousData,
    enabled,
  });
  const found = query.isPlaceholderData || !enabled ? undefined : query.data;
  usePrefetchedNeighbours(search, found);
  useLiveRows(meetingListQuery(search), found);
  return { query, instead: found && pageInstead(search.page, search.pageSize, found) };
}

/** Asks for the pages before and after once this one is there, so that paging is instant. */
function usePrefetchedNeighbours(search: MeetingSearch, found: MeetingPage | undefined): void {
  const queryClient = useQueryClient();
  const hasNext = found && pagingOf(search.page, search.pageSize, found, 0).hasNext;
  // As addresses, because the effect depends on what is asked and not on the identity of an object.
  const after = hasNext ? writeMeetingSearch({ ...search, page: search.page + 1 }) : undefined;
  const before =
    found && search.page > 1 ? writeMeetingSearch({ ...search, page: search.page - 1 }) : undefined;
  useEffect(() => {
    for (const address of [after, before]) {
      if (address === undefined) continue;
      const neighbour = readMeetingSearch(new URLSearchParams(address));
      void queryClient.prefetchQuery(meetingListOptions(meetingListQuery(neighbour)));
    }
  }, [queryClient, before, after]);
}
