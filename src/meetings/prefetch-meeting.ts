import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { meetingOptions } from '#src/api/meetings.ts';
import { loadMeetingPage } from './load-meeting-page.ts';

/** Milliseconds that a pointer rests on a meeting before it counts as interest. */
const restMs = 80;

/** Handlers that load a meeting, and the page that shows it, while somebody is about to open it. */
export function usePrefetchMeeting(id: string) {
  const queryClient = useQueryClient();
  const timer = useRef<number>(undefined);
  const prefetch = () => {
    void queryClient.prefetchQuery(meetingOptions(id));
    // A failure is told when the page is opened.
    loadMeetingPage().catch(() => undefined);
  };
  return {
    onPointerEnter: () => {
      timer.current = window.setTimeout(prefetch, restMs);
    },
    onPointerLeave: () => window.clearTimeout(timer.current),
    onFocus: prefetch,
  };
}
