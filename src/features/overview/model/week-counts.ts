import { meaningOfStatus, type StatusMeaning } from '#src/lib/meeting-status.ts';

/** Meetings of a week by what their status means; a meaning without meetings is absent. */
export type WeekCounts = Readonly<Partial<Record<StatusMeaning, number>>>;

/** Adds up statuses by what they mean. */
export function countMeanings(statuses: Iterable<readonly [string | undefined, number]>): WeekCounts {
  const counts: Partial<Record<StatusMeaning, number>> = {};
  for (const [status, count] of statuses) {
    const meaning = meaningOfStatus(status);
    counts[meaning] = (counts[meaning] ?? 0) + count;
  }
  return counts;
}

export const totalOf = (counts: WeekCounts): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);
