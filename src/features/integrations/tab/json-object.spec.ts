import { expect, it } from 'vitest';
import { writtenObject } from './json-object.ts';

it.each([
  ['', {}],
  [' { "a": [1] } ', { a: [1] }],
  ['[1]', undefined],
  ['null', undefined],
  ['"a"', undefined],
  ['{ a: 1 }', undefined],
  ['{ "a": 123456789012345678901 }', undefined],
])('%j', (text, value) => {
  expect(writtenObject(text)).toEqual(value);
});
