import { expect, it } from 'vitest';
import { casts } from './casts.ts';
import { figures } from './house.ts';
import { readCode } from './import-graph.ts';

it('no figure of the house exceeds its limit', () => {
  expect(figures.length).toBeGreaterThan(8);
  expect(figures.filter(({ value, limit }) => value > limit)).toEqual([]);
});

it.each([
  ['const a = b as C;', 1],
  ['const a = b as unknown as C;', 2],
  ['const a = <C>b;', 1],
  ['const a = b!.c;', 1],
  ['const a = [b] as const;', 0],
  ["import { a as b } from './c.ts';\nconst d = b satisfies E;", 0],
])('casts in %s: %i', (source, expected) => {
  expect(casts(readCode('src/a.ts', source).program)).toBe(expected);
});
