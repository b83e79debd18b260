import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readHealthSearch, writeHealthSearch } from './health-search.ts';

const read = (text: string) => readHealthSearch(new URLSearchParams(text));

it('reads defaults from nothing and from nonsense', () => {
  const usual = read('');
  expect(usual).toEqual({
    level: 'questions',
    period: 'months12',
    type: undefined,
    finding: undefined,
    text: '',
    sort: 'findings',
    descending: true,
    page: 1,
  });
  expect(read('level=x&period=x&type=-1&finding=x&q=++&sort=x&order=x&page=x')).toEqual(usual);
});

it('begins names at A, and everything else with the most', () => {
  expect([read('sort=name').descending, read('sort=name&order=reverse').descending]).toEqual([false, true]);
  expect([read('sort=asked').descending, read('sort=asked&order=reverse').descending]).toEqual([true, false]);
});

it('comes back from its own address, whatever it was', () => {
  fc.assert(
    fc.property(fc.webQueryParameters(), (text) => {
      const search = read(text);
      expect(read(writeHealthSearch(search))).toEqual(search);
    }),
  );
  const whole = '?level=themes&period=weeks4&type=3&finding=duplicate&q=vat&sort=name&order=reverse&page=2';
  expect(writeHealthSearch(read(whole))).toBe(whole);
});
