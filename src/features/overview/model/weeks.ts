import type { MeetingListItem } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import type { StatusMeaning } from '#src/lib/meeting-status.ts';
import { countMeanings, type WeekCounts } from './week-counts.ts';

/** A week and what is known of its meetings. */
export interface Week {
  /** Its Monday, 0:00 in the reader's zone. */
  readonly start: Date;
  readonly counts: WeekCounts;
}

/** The order in which a week is shown, from the bottom of its column up. */
export const shownMeanings: readonly StatusMeaning[] = ['final', 'working', 'draft', 'failed', 'unknown'];

/** Mondays (ISO 8601) of the last weeks in the reader's zone, the current week last. */
export function lastWeeks(count: number, now: Date): Date[] {
  const monday = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  monday.setDate(monday.getDate() - ((monday.getDay() + 6) % 7));
  return Array.from({ length: count }, (_, index) => {
    const start = new Date(monday);
    // By the calendar: a week in which the clocks change is not a multiple of 24 hours.
    start.setDate(start.getDate() - 7 * (count - 1 - index));
    return start;
  });
}

/**
 * Counts the newest meetings by week. `all`: these are all since the first week; otherwise the weeks before the
 * oldest of them, and its own, are left out, because there may be more.
 */
export function weeksOf(
  starts: readonly Date[],
  items: readonly Pick<MeetingListItem, 'createdAt' | 'status'>[],
  all: boolean,
): Week[] {
  const times = items.flatMap(({ createdAt }) => (createdAt ? [createdAt.getTime()] : []));
  const oldest = Math.min(...times);
  const whole = all ? starts : starts.filter((start) => start.getTime() > oldest);
  return whole.map((start, index) => {
    const end = whole[index + 1]?.getTime() ?? Number.POSITIVE_INFINITY;
    const own = items.filter(({ createdAt }) => {
      const time = createdAt?.getTime();
      return time !== undefined && time >= start.getTime() && time < end;
    });
    return { start, counts: countMeanings(own.map(({ status }) => [status, 1])) };
  });
}
