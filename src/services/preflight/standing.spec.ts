import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Asked, type Returned, standingOf } from './standing.ts';

const bakery = { id: 'rel-1', label: 'Bakery' };
const seven = { id: 7, label: 'Seven' };

const answer: fc.Arbitrary<Returned> = fc.constantFrom<Returned[]>(
  undefined,
  'failed',
  [],
  [seven],
  [bakery, seven],
);
const system: fc.Arbitrary<Asked> = fc.record({
  system: fc.constantFrom('A', 'B'),
  byName: answer,
  all: answer,
});

it.each<[string, Asked[], object]>([
  [
    'found under the name',
    [{ system: 'A', byName: [seven, bakery], all: undefined }],
    { kind: 'found', relation: bakery, byName: true },
  ],
  [
    'found among all',
    [{ system: 'A', byName: [seven], all: [bakery] }],
    { kind: 'found', relation: bakery, byName: false },
  ],
  [
    'found in the second system',
    [
      { system: 'A', byName: 'failed', all: undefined },
      { system: 'B', byName: [bakery], all: undefined },
    ],
    { kind: 'found', system: 'B' },
  ],
  [
    'nowhere',
    [
      { system: 'A', byName: [], all: [seven] },
      { system: 'B', byName: [], all: [] },
    ],
    { kind: 'gone' },
  ],
  [
    'not in the one that responded',
    [
      { system: 'A', byName: [], all: [] },
      { system: 'B', byName: 'failed', all: undefined },
    ],
    { kind: 'unknown' },
  ],
  [
    'not under the name, and the rest is not told',
    [{ system: 'A', byName: [], all: 'failed' }],
    { kind: 'unknown' },
  ],
  ['being asked', [{ system: 'A', byName: [], all: undefined }], { kind: 'asking' }],
  ['without a system', [], { kind: 'unknown' }],
])('a relation %s', (_case, asked, expected) => {
  expect(standingOf('rel-1', asked)).toMatchObject(expected);
});

it('an id is the same as text and as a number', () => {
  expect(standingOf('7', [{ system: 'A', byName: [seven], all: undefined }])).toMatchObject({
    kind: 'found',
  });
  expect(standingOf(7, [{ system: 'A', byName: [{ id: '7', label: 'x' }], all: undefined }])).toMatchObject({
    kind: 'found',
  });
});

it('a relation is never called gone before every system has told all that it has', () => {
  fc.assert(
    fc.property(fc.array(system), (asked) => {
      const { kind } = standingOf('rel-1', asked);
      const told = asked.every(({ all }) => all !== undefined && all !== 'failed');
      if (kind === 'gone') expect(told && asked.length > 0).toBe(true);
      const seen = asked.some(({ byName, all }) =>
        [byName, all].some((one) => one?.includes?.(bakery as never)),
      );
      expect(kind === 'found').toBe(seen);
    }),
  );
});
