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
 * Announces meetings of the person's own that the assistant has finished, each once in a browser. The event is only the
 * trigger: what is said about the meeting was read.
 */
export function announceFinished({ queries, userUuid, leads, announce }: FinishedOptions) {
  return async (id: string, place: string | undefined): Promise<void> => {
    await sleep(announcementDelayMs(leads()));
    // So that only one tab requests it.
    if (place !== undefined && !(await claimAnnouncement(place))) return;
    const meeting = await queries
      .fetchQuery({ ...meetingOptions(id), staleTime: 2_000 })
      .catch(() => undefined);
    if (meeting?.ownerUuid !== userUuid || meaningOfStatus(meeting.status) !== 'final') return;
    // The same end may be reported twice, by two events or by an admin who redelivers it.
    if (await claimAnnouncement(`${id} ${meeting.updatedAt?.getTime()}`)) announce(meeting);
  };
}
