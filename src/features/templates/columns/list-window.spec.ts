import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rowAt, rowsToDraw, rowTop } from './list-window.ts';

const shape = fc
  .record({
    count: fc.integer({ min: 1, max: 2000 }),
    rowHeight: fc.integer({ min: 20, max: 80 }),
    openHeight: fc.integer({ min: 20, max: 500 }),
    at: fc.integer({ min: -1, max: 1999 }),
  })
  .map(({ at, ...rest }) => ({ ...rest, openIndex: Math.min(at, rest.count - 1) }));

it('a row is found by its position', () => {
  fc.assert(
    fc.property(shape, fc.nat(1999), (list, wanted) => {
      const index = wanted % list.count;
      const top = rowTop(list, index);
      expect(rowAt(list, top)).toBe(index);
      expect(rowAt(list, rowTop(list, index + 1) - 1)).toBe(index);
    }),
  );
});

it('draws everything in view and what is kept, and not much more', () => {
  fc.assert(
    fc.property(
      shape,
      fc.nat(100_000),
      fc.integer({ min: 50, max: 1000 }),
      fc.nat(1999),
      (list, top, height, kept) => {
        const drawn = rowsToDraw(list, { top, height }, [kept]);
        for (let index = rowAt(list, top); index <= rowAt(list, top + height); index += 1) {
          expect(drawn).toContain(index);
        }
        if (kept < list.count) expect(drawn).toContain(kept);
        expect(drawn.length).toBeLessThanOrEqual(Math.ceil(height / list.rowHeight) + 2 + 8 + 1);
        expect(drawn).toEqual([...new Set(drawn)].toSorted((one, other) => one - other));
      },
    ),
  );
  expect(
    rowsToDraw({ count: 0, rowHeight: 40, openIndex: -1, openHeight: 0 }, { top: 0, height: 500 }, [3]),
  ).toEqual([]);
});
