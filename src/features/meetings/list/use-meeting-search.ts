import { useMemo } from 'react';
import { type NavigateFunction, useNavigate, useSearchParams } from 'react-router';
import { currentQuery } from '#src/lib/address/current-query.ts';
import { serverDate } from '#src/lib/clock.ts';
import { dayOf } from '#src/lib/time/day-of.ts';
import { paths } from '#src/paths.ts';
import { anyTime } from '../shared/periods.ts';
import { type IndexSearch, noIndexSearch, usesIndex } from './model/index-search.ts';
import {
  defaultPageSize,
  type MeetingSearch,
  readMeetingSearch,
  writeMeetingSearch,
} from './model/list-search.ts';

/** What the list shows, kept in the address. It is the same object as long as the address and the day stay. */
export function useMeetingSearch() {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  // Presets are other days tomorrow.
  const today = dayOf(serverDate());
  return useMemo(() => {
    const read = (query: URLSearchParams) => readMeetingSearch(query, new Date(`${today}T12:00:00`));
    return stateOf(read(params), () => read(currentQuery()), navigate);
  }, [params, navigate, today]);
}

/** A search and how to change it. A change of filters starts at the first page again. */
function stateOf(search: MeetingSearch, now: () => MeetingSearch, navigate: NavigateFunction) {
  const go = (next: MeetingSearch, options: { preventScrollReset?: boolean; replace?: boolean }) =>
    navigate(paths.meetings(writeMeetingSearch(next)), options);
  return {
    search,
    isFiltered:
      search.statuses.length > 0 ||
      search.from !== undefined ||
      search.until !== undefined ||
      usesIndex(search.index),
    /** Whether the local index answers instead of the server. */
    isIndexed: usesIndex(search.index),
    filter: (change: Partial<MeetingSearch>) =>
      go({ ...now(), ...change, page: 1 }, { preventScrollReset: true }),
    /** Changes what the index is asked; typing adds no history entries. */
    ask: (change: Partial<IndexSearch>, options: { replace?: boolean } = {}) => {
      const before = now();
      const index = { ...before.index, ...change };
      return go({ ...before, index, page: 1 }, { preventScrollReset: true, ...options });
    },
    goToPage: (page: number) => go({ ...now(), page }, {}),
    reset: () =>
      go({ ...now(), ...anyTime, statuses: [], index: noIndexSearch, page: 1 }, { preventScrollReset: true }),
    /** The query of the address without the page; empty when nothing differs from the usual. */
    address: writeMeetingSearch({ ...search, page: 1 }),
    /** Which meetings they are, whatever the order and the page. */
    scope: writeMeetingSearch({ ...search, order: 'desc', page: 1, pageSize: defaultPageSize }),
    addressOf: (page: number) => paths.meetings(writeMeetingSearch({ ...search, page })),
  };
}

export type MeetingSearchState = ReturnType<typeof stateOf>;
