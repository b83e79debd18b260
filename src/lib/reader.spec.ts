import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fields, flag, instant, list, number, text } from './reader.ts';

it('every reader accepts anything', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      fields(value);
      text(value);
      number(value);
      flag(value);
      instant(value);
      list(value, text);
    }),
  );
});

describe('instant', () => {
  it.each([
    ['2025-01-15 10:00:00', '2025-01-15T10:00:00.000Z'],
    ['2025-01-15T10:00:00', '2025-01-15T10:00:00.000Z'],
    ['2025-01-15T10:00:00Z', '2025-01-15T10:00:00.000Z'],
    ['2025-01-15T10:00:00+02:00', '2025-01-15T08:00:00.000Z'],
    ['2025-01-15', '2025-01-15T00:00:00.000Z'],
  ])('%s is %s', (given, expected) => expect(instant(given)?.toISOString()).toBe(expected));

  it.each([['soon'], [''], ['2025-13-01 10:00:00'], [null], [5]])('%s is not a date', (given) =>
    expect(instant(given)).toBeUndefined(),
  );
});

it('text, number and flag read the usual spellings', () => {
  expect([text('a'), text(7), text(' '), text({})]).toEqual(['a', '7', undefined, undefined]);
  expect([number('7'), number(7), number(''), number('x'), number(Number.NaN)]).toEqual([
    7,
    7,
    undefined,
    undefined,
    undefined,
  ]);
  expect([flag(true), flag(0), flag('true'), flag('yes')]).toEqual([true, false, true, undefined]);
});

it('list leaves out what cannot be read', () => {
  expect(list([1, 'a', null, {}], text)).toEqual(['1', 'a']);
  expect(list('no list', text)).toEqual([]);
});
