import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { meetingListOptions } from '#src/api/claritalk/meetings/meetings.ts';
import { useIndexQuery, useIndexStatus } from '#src/services/search-index/use-index.ts';
import { chartQuery, chartWeeks } from './model/queries.ts';
import { countMeanings } from './model/week-counts.ts';
import { lastWeeks, weeksOf } from './model/weeks.ts';

/**
 * The meetings of the last weeks. The server returns the newest hundred; where there are more the index counts them,
 * and without an index only complete weeks are shown.
 */
export function useWeeks(now: Date, indexed: boolean | undefined) {
  const t = useTranslations('overview.chart');
  const format = useFormatter();
  const starts = lastWeeks(chartWeeks, now);
  const page = useQuery(meetingListOptions(chartQuery(now)));
  const listed = page.data;
  const all = listed !== undefined && (listed.total ?? listed.items.length) <= listed.items.length;
  const status = useIndexStatus();
  const instants = starts.map((start) => start.getTime());
  const counted = useIndexQuery(
    ['statuses', instants],
    (index) => index.statuses(instants),
    indexed === true && listed !== undefined && !all,
  );
  // The list has the status: the meetings themselves need not have been read.
  const walked = status.listed && counted.known !== 'nothing';
  const base = { failed: page.isError || counted.isError, retry: () => void page.refetch() };
  if (!listed) return { ...base, weeks: undefined, note: undefined };
  if (all) return { ...base, weeks: weeksOf(starts, listed.items, true), note: undefined };
  if (indexed && counted.data && walked) {
    const weeks = starts.map((start, index) => ({
      start,
      counts: countMeanings((counted.data[index] ?? []).map(({ value, count }) => [value, count])),
    }));
    return { ...base, weeks, note: t('fromIndex', { count: format.number(status.total ?? 0) }) };
  }
  const weeks = weeksOf(starts, listed.items, false);
  const note = t(indexed === false ? 'partly' : 'counting', { count: listed.items.length });
  return { ...base, weeks, note };
}
