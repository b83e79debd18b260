import { expect, test } from 'vitest';
import { fold } from '#src/services/search-index/model/fold.ts';
import { scoreOf, wordsOf } from './fuzzy.ts';

const score = (query: string, text: string) => scoreOf(wordsOf(query), fold(text));

test.each([
  ['rec', 'Record a meeting'],
  ['meet rec', 'Record a meeting'],
  ['ORG', 'Organisations'],
  ['jose', 'José Fernández'],
  ['ada@', 'Ada Verbruggen ada@sandbox.test'],
  ['brdz', 'Brouwerij De Zwaan'],
  ['brwzn', 'Brouwerij De Zwaan'],
  ['cording', 'Recording'],
  ['', 'anything'],
])('%j finds %s', (query, text) => {
  expect(score(query, text)).toBeGreaterThanOrEqual(0);
});

test.each([
  ['zzz', 'Record a meeting'],
  ['rec zzz', 'Record a meeting'],
  ['gnidrocer', 'Recording'],
  ['x', 'Record'],
  ['ver', 'Joris van den Berg'],
  ['rgs', 'Meeting about something larger than usual and quite unrelated to it'],
])('%j does not find %s', (query, text) => {
  expect(score(query, text)).toBeUndefined();
});

test('the start of a word comes before its middle, that before omitted letters, and earlier before later', () => {
  const order = ['team', 'The team of An', 'Steam', 'Tea matters'];
  const scores = order.map((text) => score('team', text) ?? 0);
  expect(scores).toEqual([...scores].sort((one, other) => other - one));
  expect(new Set(scores).size).toBe(order.length);
});

test('odd text ends', () => {
  expect(score('a'.repeat(5_000), 'a'.repeat(50_000))).toBeGreaterThan(0);
  expect(score('ab', 'a '.repeat(20_000))).toBeUndefined();
});
