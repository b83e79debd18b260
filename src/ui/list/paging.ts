/** Where a page stands among the others; all numbers are 1-based. */
export interface Paging {
  readonly page: number;
  /** Undefined when nobody said how many rows there are. */
  readonly lastPage: number | undefined;
  readonly hasNext: boolean;
  /** Positions of the first and the last row on the page. */
  readonly from: number;
  readonly until: number;
  readonly total: number | undefined;
}

/** What is known of the rows that a page is a part of. */
export interface Found {
  readonly total: number | undefined;
  /** Whether the page has as many rows as it can: without a total, another page may follow. */
  readonly full: boolean;
}

/** Where a page of `shown` rows stands. */
export function pagingOf(page: number, pageSize: number, { total, full }: Found, shown: number): Paging {
  const lastPage = total === undefined ? undefined : Math.max(1, Math.ceil(total / pageSize));
  const from = (page - 1) * pageSize + 1;
  return {
    page,
    lastPage,
    hasNext: lastPage === undefined ? full : page < lastPage,
    from,
    until: from + shown - 1,
    total,
  };
}
