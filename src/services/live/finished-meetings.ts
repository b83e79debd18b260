import type { QueryClient } from '@tanstack/react-query';
import { meetingOptions } from '#src/api/claritalk/meetings/meetings.ts';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { meaningOfStatus } from '#src/lib/meeting-status.ts';
import { sleep } from '#src/lib/sleep.ts';
import { announcementDelayMs, claimAnnouncement } from './announcements.ts';

interface FinishedOptions {
  readonly queries: QueryClient;
  readonly userUuid: string;
  readonly leads: () => boolean;
  readonly announce: (meeting: Meeting) => void;
}

/**
 * Announces meetings of the person's own that the assistant has finished, each once in a browser. The event is only
 * the occasion: what is said of the meeting was read.
 */
export function announceFinished({ queries, userUuid, leads, announce }: FinishedOptions) {
  return async (id: string, place: string | undefined): Promise<void> => {
    await sleep(announcementDelayMs(leads()));
    // So that only one tab asks.
    if (place !== undefined && !(await claimAnnouncement(place))) return;
    const meeting = await queries
      .fetchQuery({ ...meetingOptions(id), staleTime: 2_000 })
      .catch(() => undefined);
    if (meeting?.ownerUuid !== userUuid || meaningOfStatus(meeting.status) !== 'final') return;
    // The same end may be told twice, by two events or again by an admin.
    if (await claimAnnouncement(`${id} ${meeting.updatedAt?.getTime()}`)) announce(meeting);
  };
}
