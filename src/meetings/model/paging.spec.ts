import { describe, expect, it } from 'vitest';
import type { MeetingListItem } from '#src/api/meetings-normalise.ts';
import { pageInstead, pagingOf } from './paging.ts';

const items = (count: number) => Array.from({ length: count }, () => ({}) as MeetingListItem);
const found = (count: number, total: number | undefined, full = false) => ({
  items: items(count),
  total,
  full,
});

describe('pagingOf', () => {
  it('places a page in the middle and the last one', () => {
    expect(pagingOf(2, 25, found(25, 612, true), 25)).toMatchObject({
      from: 26,
      until: 50,
      lastPage: 25,
      hasNext: true,
    });
    expect(pagingOf(25, 25, found(12, 612), 12)).toMatchObject({ from: 601, until: 612, hasNext: false });
  });

  it('goes on while pages are full when the total is unknown', () => {
    expect(pagingOf(1, 10, found(10, undefined, true), 10)).toMatchObject({
      hasNext: true,
      lastPage: undefined,
    });
    expect(pagingOf(2, 10, found(3, undefined), 3).hasNext).toBe(false);
  });
});

describe('pageInstead', () => {
  it.each([
    [1, found(0, 0), undefined],
    [3, found(5, 55), undefined],
    [99, found(0, 612), 25],
    [2, found(0, 0), 1],
    [7, found(0, undefined), 1],
    // A total that contradicts the empty page must not lead round in circles.
    [7, found(0, 10_000), 6],
  ])('page %i', (page, answer, expected) => {
    expect(pageInstead(page, 25, answer)).toBe(expected);
  });
});
