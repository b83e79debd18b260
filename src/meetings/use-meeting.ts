import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { meetingKeys, meetingOptions } from '#src/api/meetings.ts';
import type { MeetingListItem, MeetingPage } from '#src/api/meetings-normalise.ts';
import { meaningOfStatus } from '#src/lib/meeting-status.ts';
import { createBackoff, isMoving } from './model/polling.ts';

/** A meeting that follows its own changes until it is done. */
export function useMeeting(id: string) {
  const [backoff] = useState(() => createBackoff());
  return useQuery({
    ...meetingOptions(id),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? backoff(state) : false),
  });
}

/** The meeting as a list that was seen before knew it. */
export function useListedMeeting(id: string): MeetingListItem | undefined {
  const lists = useQueryClient().getQueriesData<MeetingPage>({ queryKey: meetingKeys.lists });
  return lists.flatMap(([, page]) => page?.items ?? []).find((meeting) => meeting.id === id);
}

/** How work that went on while this page was open has ended; undefined while it goes on or when none did. */
export function useOutcome(status: string | undefined): 'final' | 'failed' | undefined {
  const meaning = meaningOfStatus(status);
  const [sawWork, setSawWork] = useState(false);
  if (meaning === 'working' && !sawWork) setSawWork(true);
  return sawWork && (meaning === 'final' || meaning === 'failed') ? meaning : undefined;
}
