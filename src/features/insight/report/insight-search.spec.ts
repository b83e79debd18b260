import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readInsightSearch, writeInsightSearch } from './insight-search.ts';

const read = (text: string) => readInsightSearch(new URLSearchParams(text));

it('reads defaults from nothing and from nonsense', () => {
  const usual = read('');
  expect([usual.report, usual.by, usual.period, usual.weeks, usual.page]).toEqual([
    'meetings',
    'time',
    'months12',
    8,
    1,
  ]);
  expect(read('report=x&by=person&period=never&type=one&weeks=3&page=0&owner=')).toEqual(usual);
});

it('divides a report only as it can be divided', () => {
  expect([read('by=dossier').by, read('report=todos&by=time').by, read('report=quiet&by=owner').by]).toEqual([
    'dossier',
    'person',
    'dossier',
  ]);
});

it('comes back from its own address, whatever it was', () => {
  fc.assert(
    fc.property(fc.webQueryParameters(), (text) => {
      const search = read(text);
      expect(read(writeInsightSearch(search))).toEqual(search);
    }),
  );
  const whole = '?report=quality&by=type&period=weeks4&owner=u&type=3&dossier=d&language=nl&weeks=13&page=2';
  expect(writeInsightSearch(read(whole))).toBe(whole);
});
