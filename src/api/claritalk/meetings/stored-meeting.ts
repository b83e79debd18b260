import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { refreshMeetingLists, showSaved } from './meeting-cache.ts';
import type { Meeting } from './meetings-normalise.ts';
import { readStored } from './save-meeting.ts';

/** A meeting with what callers stored in it, for editing: refetched whenever someone starts to. */
export const storedMeetingOptions = (id: string) =>
  queryOptions({
    queryKey: ['meetings', 'stored', id] as const,
    queryFn: ({ signal }) => readStored(id, signal),
    staleTime: 5_000,
    gcTime: 30_000,
  });

/** Shows a meeting as it was saved: on its page, in lists, and whenever it is next edited. */
export async function showSavedEverywhere(queryClient: QueryClient, meeting: Meeting): Promise<void> {
  await showSaved(queryClient, meeting);
  queryClient.removeQueries({ queryKey: storedMeetingOptions(meeting.id).queryKey });
  void refreshMeetingLists(queryClient);
}
