import type { MeetingPage } from '#src/api/meetings-normalise.ts';

/** Where a page stands among the others; all numbers are 1-based. */
export interface Paging {
  readonly page: number;
  /** Undefined when the server did not say how many meetings there are. */
  readonly lastPage: number | undefined;
  readonly hasNext: boolean;
  /** Positions of the first and the last meeting on the page. */
  readonly from: number;
  readonly until: number;
  readonly total: number | undefined;
}

/** Where a page of `shown` meetings stands. */
export function pagingOf(
  page: number,
  pageSize: number,
  found: Pick<MeetingPage, 'total' | 'full'>,
  shown: number,
): Paging {
  const { total } = found;
  const lastPage = total === undefined ? undefined : Math.max(1, Math.ceil(total / pageSize));
  const from = (page - 1) * pageSize + 1;
  return {
    page,
    lastPage,
    hasNext: lastPage === undefined ? found.full : page < lastPage,
    from,
    until: from + shown - 1,
    total,
  };
}

/** The page to show instead of an empty one past the end; undefined when this page is right. */
export function pageInstead(page: number, pageSize: number, found: MeetingPage): number | undefined {
  if (page === 1 || found.items.length > 0 || found.full) return undefined;
  const { lastPage } = pagingOf(page, pageSize, found, 0);
  return Math.min(lastPage ?? 1, page - 1);
}
