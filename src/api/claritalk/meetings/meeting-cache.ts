import type { QueryClient } from '@tanstack/react-query';
import { meetingKeys } from './meetings.ts';
import type { Meeting, MeetingPage } from './meetings-normalise.ts';

/** Shows a meeting as it was saved: a response that is on its way may be older. */
export async function showSaved(queryClient: QueryClient, meeting: Meeting): Promise<void> {
  const queryKey = meetingKeys.detail(meeting.id);
  await queryClient.cancelQueries({ queryKey });
  queryClient.setQueryData(queryKey, meeting);
}

/** Refetches a meeting that something else has changed. */
export const refreshMeeting = (queryClient: QueryClient, id: string): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: meetingKeys.detail(id) });

/** Refetches the lists of meetings: immediately those on screen. */
export const refreshMeetingLists = (queryClient: QueryClient): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: meetingKeys.lists });

/** Removes a deleted meeting from everything that was read before, so that nobody sees it a moment longer. */
export function evictMeeting(queryClient: QueryClient, id: string): void {
  // A page that still shows it is being left: without its data it would ask for the meeting again.
  queryClient.removeQueries({ queryKey: meetingKeys.detail(id), type: 'inactive' });
  queryClient.setQueriesData<MeetingPage>({ queryKey: meetingKeys.lists }, (page) =>
    page?.items.some((meeting) => meeting.id === id)
      ? {
          ...page,
          items: page.items.filter((meeting) => meeting.id !== id),
          total: page.total === undefined ? undefined : page.total - 1,
        }
      : page,
  );
  const pages = queryClient.getQueriesData<MeetingPage>({ queryKey: meetingKeys.lists });
  // A list that is on its way may still have it.
  const isLate = queryClient.isFetching({ queryKey: meetingKeys.lists }) > 0;
  // What moves up from the next page is worth a request when nothing else is left.
  if (isLate || pages.some(([, page]) => page?.items.length === 0 && page.total !== 0)) {
    void refreshMeetingLists(queryClient);
  }
}
