import type { MeetingListQuery } from '#src/api/claritalk/meetings/read-meetings.ts';
import { knownStatuses, meaningOfStatus, type StatusMeaning } from '#src/lib/meeting-status.ts';
import { lastWeeks } from './weeks.ts';

/** The overview's requests; the boot module sends the first two while the page is still loading. */

export const recentCount = 10;
export const chartWeeks = 8;
/** How many meetings the chart requests from the server at most; with more in these weeks it uses the index. */
const chartMeetings = 100;
/** Days after which something finished or failed is no longer news. */
const newsDays = 30;

/** The known statuses with a meaning, as lists filter by them. */
export const statusesOf = (meaning: StatusMeaning): string[] =>
  knownStatuses.filter((status) => meaningOfStatus(status) === meaning);

export const recentQuery: MeetingListQuery = { limit: recentCount, offset: 0, order: 'desc' };

/** All that are in progress, for their number. */
export const workingQuery: MeetingListQuery = {
  limit: 1,
  offset: 0,
  order: 'desc',
  status: statusesOf('working').join(','),
};

/** The first day of what is news, 0:00 in the reader's zone. */
export function newsSince(now: Date): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - newsDays);
}

/** Those that failed, or were finished, lately; for their number. */
export const newsQuery = (meaning: 'failed' | 'final', now: Date): MeetingListQuery => ({
  limit: 1,
  offset: 0,
  order: 'desc',
  status: statusesOf(meaning).join(','),
  date_start: newsSince(now).toISOString(),
});

/** The newest meetings of the weeks that the chart shows. */
export const chartQuery = (now: Date): MeetingListQuery => ({
  limit: chartMeetings,
  offset: 0,
  order: 'desc',
  date_start: (lastWeeks(chartWeeks, now)[0] ?? now).toISOString(),
});
