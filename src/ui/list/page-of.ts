import { pagingOf } from './paging.ts';

/** Rows on a page, unless a list says otherwise: thousands cost no more than a few then. */
export const usualPageSize = 25;

/** A page of rows that are all known. If a link names a page that no longer exists, it is the last one. */
export function pageOf<Row>(rows: readonly Row[], wanted: number, pageSize: number) {
  const page = Math.min(wanted, Math.max(1, Math.ceil(rows.length / pageSize)));
  const shown = rows.slice((page - 1) * pageSize, page * pageSize);
  return { shown, paging: pagingOf(page, pageSize, { total: rows.length, full: false }, shown.length) };
}
