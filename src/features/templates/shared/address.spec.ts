import fc from 'fast-check';
import { expect, it } from 'vitest';
import { choose, emptyAddress, readAddress, templateSorts, writeAddress } from './address.ts';

const id = fc.option(fc.integer({ min: 0, max: 1e9 }), { nil: undefined });
const text = fc
  .string({ unit: 'grapheme', maxLength: 40 })
  .filter((value) => value === '' || value.trim() !== '');

it('an address says the same after it was read', () => {
  fc.assert(
    fc.property(
      fc.record({
        type: id,
        theme: id,
        question: id,
        sort: fc.constantFrom(...templateSorts),
        find: fc.record({ types: text, themes: text, questions: text }),
      }),
      (address) => {
        expect(readAddress(new URLSearchParams(writeAddress(address)))).toEqual(address);
      },
    ),
  );
});

it('reads odd addresses as the usual one', () => {
  const odd = 'type=-1&theme=x&question=1e3&sort=evil';
  expect(readAddress(new URLSearchParams(odd))).toEqual(emptyAddress);
  expect(writeAddress(emptyAddress)).toBe('');
});

it('resets what depends on the choice', () => {
  const address = {
    type: 1,
    theme: 2,
    question: 3,
    sort: 'name' as const,
    find: { types: 'a', themes: 'b', questions: 'c' },
  };
  expect(choose(address, 'types', 9)).toEqual({
    type: 9,
    theme: undefined,
    question: undefined,
    sort: 'name',
    find: { types: 'a', themes: '', questions: '' },
  });
  expect(choose(address, 'themes', 9)).toMatchObject({
    type: 1,
    theme: 9,
    question: undefined,
    find: { themes: 'b', questions: '' },
  });
  expect(choose(address, 'questions', 9)).toEqual({ ...address, question: 9 });
});
