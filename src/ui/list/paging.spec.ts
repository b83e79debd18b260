import { describe, expect, it } from 'vitest';
import { pageOf } from './page-of.ts';
import { pagingOf } from './paging.ts';

describe('pagingOf', () => {
  it('places a page in the middle and the last one', () => {
    expect(pagingOf(2, 25, { total: 612, full: true }, 25)).toMatchObject({
      from: 26,
      until: 50,
      lastPage: 25,
      hasNext: true,
    });
    expect(pagingOf(25, 25, { total: 612, full: false }, 12)).toMatchObject({
      from: 601,
      until: 612,
      hasNext: false,
    });
  });

  it('continues while pages are full when the total is unknown', () => {
    expect(pagingOf(1, 10, { total: undefined, full: true }, 10)).toMatchObject({
      hasNext: true,
      lastPage: undefined,
    });
    expect(pagingOf(2, 10, { total: undefined, full: false }, 3).hasNext).toBe(false);
  });
});

describe('pageOf', () => {
  const rows = [...new Array(7).keys()];

  it.each([
    [1, [0, 1, 2], 1],
    [3, [6], 3],
    // A link may name a page that no longer exists.
    [9, [6], 3],
  ])('page %i of seven rows', (wanted, shown, page) => {
    expect(pageOf(rows, wanted, 3)).toMatchObject({ shown, paging: { page, lastPage: 3, total: 7 } });
  });

  it('has one page for nothing', () => {
    expect(pageOf([], 2, 3)).toMatchObject({ shown: [], paging: { page: 1, lastPage: 1, hasNext: false } });
  });
});
