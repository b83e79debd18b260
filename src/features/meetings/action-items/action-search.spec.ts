import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readActionSearch, todoFilterOf, writeActionSearch } from './action-search.ts';

const read = (text: string) => readActionSearch(new URLSearchParams(text));

it('reads defaults from nothing and from nonsense', () => {
  const defaults = read('');
  expect(defaults).toEqual({ page: 1, state: 'open', due: 'any', person: undefined, dossier: undefined });
  expect(read('page=0&state=x&due=soon&dossier=')).toEqual(defaults);
});

it('distinguishes nobody from everyone', () => {
  expect(todoFilterOf(read('')).people).toEqual([]);
  expect(todoFilterOf(read('person=')).people).toEqual(['']);
  expect(todoFilterOf(read('person=Jan+Martens&dossier=d')).people).toEqual(['Jan Martens']);
});

it('comes back from its own address, whatever it was', () => {
  fc.assert(
    fc.property(fc.webQueryParameters(), (text) => {
      const search = read(text);
      expect(read(writeActionSearch(search))).toEqual(search);
    }),
  );
  expect(writeActionSearch(read('page=2&state=all&due=week&person=&dossier=d'))).toBe(
    '?state=all&due=week&person=&dossier=d&page=2',
  );
});
