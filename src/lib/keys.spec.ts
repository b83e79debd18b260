import { expect, it } from 'vitest';
import { entriesOf, isKeyOf, keysOf } from './keys.ts';

const inherited = { colour: 'red' };
const shape = Object.assign(Object.create(inherited), { sides: 3, name: 'triangle' }) as {
  sides: number;
  name: string;
};

it('returns the own keys of a record, in order', () => {
  expect(keysOf(shape)).toEqual(['sides', 'name']);
  expect(entriesOf(shape)).toEqual([
    ['sides', 3],
    ['name', 'triangle'],
  ]);
});

it('distinguishes a key of a record from what every object has', () => {
  expect(['sides', 'colour', 'toString', '__proto__'].filter((key) => isKeyOf(shape, key))).toEqual([
    'sides',
  ]);
});
