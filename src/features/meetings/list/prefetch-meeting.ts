import { useQueryClient } from '@tanstack/react-query';
import { meetingOptions } from '#src/api/claritalk/meetings/meetings.ts';
import { useInterest } from '#src/ui/use-interest.ts';
import { loadMeetingPage } from '../detail/load-meeting-page.ts';

/** Handlers that load a meeting, and the page that shows it, while someone is about to open it. */
export function usePrefetchMeeting(id: string) {
  const queryClient = useQueryClient();
  return useInterest(() => {
    void queryClient.prefetchQuery(meetingOptions(id));
    // A failure is reported when the page is opened.
    loadMeetingPage().catch(() => undefined);
  });
}
