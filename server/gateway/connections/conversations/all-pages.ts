import { dataOf } from './wire.ts';

const pageSize = 200;
/** A company with more has its newest shown. */
const maxPages = 100;
const atATime = 4;

/** A part of a list, as the system names it. */
export interface PageOfList {
  readonly limit: number;
  readonly offset: number;
}

/** Returns all rows of a list; several pages at a time after the first, because most lists have only one. */
export async function allPages<T>(
  page: (of: PageOfList) => Promise<{ readonly data: readonly T[] } | readonly T[]>,
): Promise<readonly T[]> {
  const found: T[] = [];
  for (let asked = 0; asked < maxPages; ) {
    const count = asked === 0 ? 1 : atATime;
    const offsets = Array.from({ length: count }, (_, at) => (asked + at) * pageSize);
    const pages = await Promise.all(offsets.map((offset) => page({ limit: pageSize, offset })));
    const rows = pages.map((one) => dataOf<readonly T[]>(one));
    found.push(...rows.flat());
    if (rows.some(({ length }) => length < pageSize)) break;
    asked += count;
  }
  return found;
}
