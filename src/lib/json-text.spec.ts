import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonText, sameJson } from './json-text.ts';

test('is plain JSON for everything that is not nested too deeply', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8 }), fc.constantFrom(0, 2), (value, indent) => {
      expect(jsonText(value, indent)).toBe(JSON.stringify(value, null, indent));
    }),
  );
});

const nested = (levels: number) => JSON.parse(`${'{"a":['.repeat(levels / 2)}1${']}'.repeat(levels / 2)}`);

test('cuts the rest at the given level', () => {
  expect(jsonText(nested(4), 0, 4)).toBe('{"a":[{"a":[1]}]}');
  expect(jsonText(nested(4), 0, 3)).toBe('{"a":[{"a":"…"}]}');
  expect(jsonText({ b: [[]], c: 'd' }, 0, 2)).toBe('{"b":["…"],"c":"d"}');
  // JSON.stringify itself has too little stack for this.
  expect(() => JSON.stringify(nested(100_000))).toThrow(RangeError);
  expect(jsonText(nested(100_000), 2).length).toBeLessThan(10_000);
  expect(jsonText(undefined)).toBe('null');
});

test.each([
  [{ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 }, true],
  [[], {}, false],
  [{ a: undefined }, { b: undefined }, false],
  [[1, 2], [2, 1], false],
  [{ a: 1 }, { a: '1' }, false],
  [{ a: {} }, { a: null }, false],
  ['a', 'a', true],
])('%j and %j: %s', (one, other, same) => {
  expect(sameJson(one, other)).toBe(same);
  expect(sameJson(other, one)).toBe(same);
});
