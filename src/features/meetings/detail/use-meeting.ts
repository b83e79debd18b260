import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { meetingKeys, meetingOptions } from '#src/api/claritalk/meetings/meetings.ts';
import type { MeetingListItem, MeetingPage } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { meaningOfStatus } from '#src/lib/meeting-status.ts';
import { usePatience } from '#src/services/live/live-state.ts';
import { createBackoff, isMoving } from '../shared/polling.ts';

/** Milliseconds between checks of a finished meeting: someone else may be reviewing it. */
const reviewMs = 30_000;

/** A meeting that is kept up to date: often while it is in progress, rarely when it is finished. */
export function useMeeting(id: string) {
  const [backoff] = useState(() => createBackoff());
  const patience = usePatience();
  return useQuery({
    ...meetingOptions(id),
    refetchInterval: ({ state }) => {
      if (!state.data) return false;
      if (isMoving(state.data)) return backoff(state) * patience;
      return meaningOfStatus(state.data.status) === 'final' ? reviewMs : false;
    },
  });
}

/** The meeting as in a list that was loaded before. */
export function useListedMeeting(id: string): MeetingListItem | undefined {
  const lists = useQueryClient().getQueriesData<MeetingPage>({ queryKey: meetingKeys.lists });
  return lists.flatMap(([, page]) => page?.items ?? []).find((meeting) => meeting.id === id);
}

/**
 * How processing ended that was in progress while this page was open; undefined while it continues or if there was
 * none.
 */
export function useOutcome(status: string | undefined): 'final' | 'failed' | undefined {
  const meaning = meaningOfStatus(status);
  const [sawWork, setSawWork] = useState(false);
  if (meaning === 'working' && !sawWork) setSawWork(true);
  return sawWork && (meaning === 'final' || meaning === 'failed') ? meaning : undefined;
}
