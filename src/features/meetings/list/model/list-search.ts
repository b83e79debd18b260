import type { listMeetings } from '#contract/claritalk/meetings.ts';
import type { QueryOf } from '#contract/operation.ts';
import { type ChosenPeriod, isPreset, periodOf } from '#src/features/meetings/shared/periods.ts';
import { serverDate } from '#src/lib/clock.ts';
import { type IndexSearch, readIndexSearch, writeIndexSearch } from './index-search.ts';

/** What the list of meetings shows, as its address says it. */
export interface MeetingSearch extends ChosenPeriod {
  /** 1-based. */
  readonly page: number;
  readonly pageSize: PageSize;
  readonly order: 'asc' | 'desc';
  readonly statuses: readonly string[];
  /** What only the local index can answer; then it answers all of it. */
  readonly index: IndexSearch;
}

export const pageSizes = [10, 25, 50, 100] as const;
export type PageSize = (typeof pageSizes)[number];
export const defaultPageSize: PageSize = 25;

const maximumPage = 100_000;

/** Reads the address's query; whatever is missing or odd becomes the default. Presets are days before `today`. */
export function readMeetingSearch(search: URLSearchParams, today = serverDate()): MeetingSearch {
  const page = Number(search.get('page'));
  const pageSize = Number(search.get('size'));
  return {
    page: Number.isSafeInteger(page) && page >= 1 ? Math.min(page, maximumPage) : 1,
    pageSize: pageSizes.find((size) => size === pageSize) ?? defaultPageSize,
    order: search.get('order') === 'asc' ? 'asc' : 'desc',
    statuses: [
      ...new Set(search.getAll('status').filter((status) => status !== '' && !status.includes(','))),
    ],
    ...period(search, today),
    index: readIndexSearch(search),
  };
}

/** The address's query for a search; defaults are left out, so equal searches have equal addresses. */
export function writeMeetingSearch(search: MeetingSearch): string {
  const query = new URLSearchParams();
  for (const status of search.statuses) query.append('status', status);
  // By its name, so that "this week" in a saved view is always the current one.
  if (search.preset) query.set('period', search.preset);
  else {
    if (search.from) query.set('from', search.from);
    if (search.until) query.set('until', search.until);
  }
  writeIndexSearch(query, search.index);
  if (search.order === 'asc') query.set('order', 'asc');
  if (search.pageSize !== defaultPageSize) query.set('size', String(search.pageSize));
  if (search.page > 1) query.set('page', String(search.page));
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** The API's query for a search: days of the reader's zone become UTC instants. */
export function meetingListQuery(search: MeetingSearch): QueryOf<typeof listMeetings> {
  return {
    limit: search.pageSize,
    offset: (search.page - 1) * search.pageSize,
    order: search.order,
    ...(search.from ? { date_start: startOfDay(search.from).toISOString() } : {}),
    ...(search.until ? { date_end: endOfDay(search.until).toISOString() } : {}),
    ...(search.statuses.length > 0 ? { status: search.statuses.join(',') } : {}),
  };
}

/** The days of a search as milliseconds since the epoch, both inclusive. */
export const instantsOf = ({ from, until }: Pick<MeetingSearch, 'from' | 'until'>) => ({
  from: from === undefined ? undefined : startOfDay(from).getTime(),
  until: until === undefined ? undefined : endOfDay(until).getTime(),
});

const startOfDay = (text: string) => new Date(`${text}T00:00:00`);

const endOfDay = (text: string) => new Date(`${text}T23:59:59.999`);

function period(search: URLSearchParams, today: Date): ChosenPeriod {
  const preset = search.get('period');
  if (isPreset(preset)) return { preset, ...periodOf(preset, today) };
  return { preset: undefined, from: day(search.get('from')), until: day(search.get('until')) };
}

function day(text: string | null): string | undefined {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : undefined;
}
