import { expect, it } from 'vitest';
import type { MeetingListItem } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { pageInstead } from './page-instead.ts';

const items = (count: number) => Array.from({ length: count }, () => ({}) as MeetingListItem);
const found = (count: number, total: number | undefined) => ({ items: items(count), total, full: false });

it.each([
  [1, found(0, 0), undefined],
  [3, found(5, 55), undefined],
  [99, found(0, 612), 25],
  [2, found(0, 0), 1],
  [7, found(0, undefined), 1],
  // A total that contradicts the empty page must not cause an endless loop.
  [7, found(0, 10_000), 6],
])('page %i', (page, answer, expected) => {
  expect(pageInstead(page, 25, answer)).toBe(expected);
});
