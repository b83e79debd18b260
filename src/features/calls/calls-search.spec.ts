import { expect, it } from 'vitest';
import { readCallsSearch, writeCallsSearch } from './calls-search.ts';

const again = (query: string) => writeCallsSearch(readCallsSearch(new URLSearchParams(query)));

it('says in the address what the list shows, and leaves out what is usual', () => {
  expect(again('')).toBe('');
  const everything = '?view=without&days=30&q=Luc+0470&page=3';
  expect(again(everything)).toBe(everything);
  expect(readCallsSearch(new URLSearchParams(everything))).toEqual({
    page: 3,
    view: 'without',
    period: '30',
    text: 'Luc 0470',
  });
});

it.each(['?view=some', '?days=31', '?page=0', '?page=1e3x', '?q=+++', '?view=all&page=1'])(
  '%s is the whole list',
  (query) => {
    expect(again(query)).toBe('');
  },
);

it('cuts what nobody types', () => {
  expect(readCallsSearch(new URLSearchParams({ q: 'a'.repeat(300) })).text).toBe('a'.repeat(200));
});
