import type { MeetingListItem } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { serverNow } from '#src/lib/clock.ts';
import { meaningOfStatus } from '#src/lib/meeting-status.ts';

const hour = 3_600_000;

/**
 * Whether a meeting's status is likely to change without anyone's doing. An unknown status may be a step that this application does
 * not know, so it counts while the meeting is recent.
 */
export function isMoving(
  meeting: Pick<MeetingListItem, 'status' | 'updatedAt'>,
  now: number = serverNow(),
): boolean {
  const meaning = meaningOfStatus(meeting.status);
  if (meaning !== 'unknown') return meaning === 'working';
  return meeting.updatedAt !== undefined && now - meeting.updatedAt.getTime() < hour;
}

/** What a back-off needs to know of a query. */
interface Watched {
  readonly data: unknown;
  readonly dataUpdatedAt: number;
  readonly errorUpdatedAt: number;
}

/**
 * How long to wait before refetching, in milliseconds: briefly while something happens, ever longer while responses
 * stay the same or fail.
 */
export function createBackoff(firstMs = 3_000, maximumMs = 30_000): (query: Watched) => number {
  let last: Watched | undefined;
  let quiet = 0;
  return ({ data, dataUpdatedAt, errorUpdatedAt }) => {
    if (data !== last?.data) quiet = 0;
    else if (dataUpdatedAt !== last?.dataUpdatedAt || errorUpdatedAt !== last.errorUpdatedAt) quiet += 1;
    last = { data, dataUpdatedAt, errorUpdatedAt };
    return Math.min(firstMs * 1.5 ** quiet, maximumMs);
  };
}
