import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergedUnits } from './merge-units.ts';

/** Modules by name: what they import, and how many characters they have. */
type Modules = Readonly<Record<string, { readonly imports?: readonly string[]; readonly size: number }>>;

function files(modules: Modules, roots: readonly string[], weights: Readonly<Record<string, number>> = {}) {
  const units = mergedUnits({
    modules: Object.keys(modules),
    roots,
    imports: (id) => modules[id]?.imports ?? [],
    size: (id) => modules[id]?.size ?? 0,
    weight: (root) => weights[root] ?? 1,
  });
  return units.map((unit) => [...unit.modules].sort());
}

test('modules that always arrive together are one file', () => {
  const modules = { page: { imports: ['a', 'b'], size: 50_000 }, a: { size: 50_000 }, b: { size: 1 } };
  expect(files(modules, ['page'])).toEqual([['a', 'b', 'page']]);
});

test('a small module joins a file that some pages load without it, a large one does not', () => {
  const pages = {
    one: { imports: ['shared'], size: 60_000 },
    two: { imports: ['shared'], size: 60_000 },
    three: { size: 60_000 },
  };
  // Joined with one page it would be loaded with all of it by the other.
  expect(files({ ...pages, shared: { size: 20_000 } }, ['one', 'two', 'three'])).toEqual([
    ['shared'],
    ['one'],
    ['two'],
    ['three'],
  ]);
  const small = { imports: ['shared', 'more'], size: 60_000 };
  const joined = { one: small, two: small, three: { imports: ['shared'], size: 60_000 } };
  expect(
    files({ ...joined, shared: { size: 20_000 }, more: { size: 3_000 } }, ['one', 'two', 'three']),
  ).toEqual([['more', 'shared'], ['one'], ['two'], ['three']]);
});

test('what weighs more is spared what it does not need', () => {
  const both = { imports: ['shared', 'more'], size: 60_000 };
  const modules = {
    one: both,
    two: both,
    light: { imports: ['shared'], size: 60_000 },
    shared: { size: 20_000 },
    more: { size: 3_000 },
  };
  expect(files(modules, ['one', 'two', 'light'], { light: 10 })).toEqual([
    ['shared'],
    ['more'],
    ['one'],
    ['two'],
    ['light'],
  ]);
});

/** Modules that import only from ones before them, each in some files' worth of code; the last ones are roots. */
const graphs = fc
  .array(
    fc.record({ size: fc.integer({ min: 1, max: 30_000 }), picks: fc.array(fc.nat(30), { maxLength: 4 }) }),
    {
      minLength: 6,
      maxLength: 24,
    },
  )
  .map((parts) => {
    const entries = parts.map(({ size, picks }, at) => {
      const imports = at === 0 ? [] : [...new Set(picks.map((pick) => `m${pick % at}`))];
      return [`m${at}`, { size, imports }] as const;
    });
    const roots = entries.slice(-Math.ceil(entries.length / 3)).map(([name]) => name);
    return { modules: Object.fromEntries(entries) as Modules, roots };
  });

test('files are in the order of their imports and never circle, whatever imports what', () => {
  fc.assert(
    fc.property(graphs, ({ modules, roots }) => {
      const units = files(modules, roots);
      expect(units.flat().sort()).toEqual(Object.keys(modules).sort());
      const at = new Map(units.flatMap((unit, index) => unit.map((id) => [id, index])));
      for (const [id, { imports = [] }] of Object.entries(modules)) {
        for (const next of imports) expect(at.get(next)).toBeLessThanOrEqual(at.get(id) ?? -1);
      }
    }),
    { numRuns: 500 },
  );
});
