import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { liveRowsOptions } from '#src/api/claritalk/meetings/meetings.ts';
import type { MeetingPage } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import type { MeetingListQuery } from '#src/api/claritalk/meetings/read-meetings.ts';
import { usePatience } from '#src/services/live/live-state.ts';
import { createBackoff, isMoving } from '../shared/polling.ts';

/**
 * Keeps the meetings of a page that change automatically up to date until they are finished: often while something
 * happens, ever more rarely while nothing does, and not while the document is hidden. Where changes are reported, this
 * is only a safety net.
 */
export function useLiveRows(query: MeetingListQuery, page: MeetingPage | undefined): void {
  const [backoff] = useState(() => createBackoff());
  const patience = usePatience();
  const moving = page?.items.filter((meeting) => isMoving(meeting)).map(({ id }) => id) ?? [];
  useQuery({
    ...liveRowsOptions(query, moving),
    enabled: moving.length > 0,
    // The page has just loaded them.
    initialData: [],
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => backoff(state) * patience,
  });
}
