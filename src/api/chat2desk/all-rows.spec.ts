import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fields, number } from '#src/lib/reader.ts';
import { allRows } from './all-rows.ts';

const row = (wire: unknown) => {
  const id = number(fields(wire).id);
  return id === undefined ? undefined : { id };
};
const numbered = (count: number) => Array.from({ length: count }, (_, at) => ({ id: at + 1 }));

describe('all rows of a list', () => {
  it.each([true, false])('are read, whatever their number (with a total: %s)', async (isTold) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1_000 }), async (count) => {
        const all = numbered(count);
        let asked = 0;
        const found = await allRows(async ({ limit, offset }) => {
          asked += 1;
          const data = all.slice(offset, offset + limit);
          return isTold ? { data, meta: { total: count } } : data;
        }, row);
        expect(found).toEqual(all);
        expect(asked).toBeLessThanOrEqual(Math.floor(count / 200) + 1);
      }),
      { numRuns: 40 },
    );
  });

  it('appear once when a row moves to the next page, and odd ones cost only themselves', async () => {
    const pages = [[...numbered(200)], [{ id: 200 }, { nothing: true }, { id: 201 }]];
    const found = await allRows(async ({ offset }) => pages[offset / 200], row);
    expect(found.map(({ id }) => id)).toEqual(numbered(201).map(({ id }) => id));
  });

  it('end where a system gives the same page again', async () => {
    let asked = 0;
    const found = await allRows(async () => {
      asked += 1;
      return numbered(200);
    }, row);
    expect([found.length, asked]).toEqual([200, 2]);
  });
});
