import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assembleRange } from '#src/services/device-recordings/recorded-bytes.ts';
import { planChunks } from './upload-plan.ts';

/** Bytes that show their own position: 0, 1, 2 … 250, 0, 1 … */
const sample = (length: number) => Uint8Array.from({ length }, (_, index) => index % 251);

function place(bytes: Uint8Array, sizes: readonly number[]) {
  const slices: { offset: number; bytes: ArrayBuffer }[] = [];
  let offset = 0;
  for (const size of sizes) {
    slices.push({ offset, bytes: bytes.slice(offset, offset + size).buffer });
    offset += size;
  }
  return slices;
}

describe('planChunks', () => {
  test.each([
    [0, 10, []],
    [1, 10, [{ start: 0, end: 1 }]],
    [10, 10, [{ start: 0, end: 10 }]],
    [
      11,
      10,
      [
        { start: 0, end: 10 },
        { start: 10, end: 11 },
      ],
    ],
  ])('cuts %i bytes into chunks of %i', (total, size, plan) => expect(planChunks(total, size)).toEqual(plan));

  test.each([
    [-1, 10],
    [1.5, 10],
    [10, 0],
    [Number.NaN, 10],
  ])('refuses %d bytes in chunks of %d', (total, size) =>
    expect(() => planChunks(total, size)).toThrow(RangeError),
  );

  test('covers every byte once, in order', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 100, max: 1e6 }), (total, size) => {
        const plan = planChunks(total, size);
        expect(
          plan.every(({ start, end }, index) => end > start && start === (plan[index - 1]?.end ?? 0)),
        ).toBe(true);
        expect(plan.at(-1)?.end ?? 0).toBe(total);
        expect(plan.slice(0, -1).every(({ start, end }) => end - start === size)).toBe(true);
      }),
    );
  });
});

describe('assembleRange', () => {
  test('the chunks put together are the recording, however its slices fell', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 900 }),
        (sizes, chunkBytes) => {
          const total = sizes.reduce((sum, size) => sum + size, 0);
          const bytes = sample(total);
          const slices = place(bytes, sizes);
          const joined = planChunks(total, chunkBytes).flatMap((range) => [
            ...new Uint8Array(assembleRange(range, slices)),
          ]);
          expect(joined).toEqual([...bytes]);
        },
      ),
    );
  });

  test('refuses a gap, a missing end and no slices', () => {
    const slices = place(sample(30), [10, 10, 10]);
    expect(() => assembleRange({ start: 5, end: 25 }, [slices[0]!, slices[2]!])).toThrow(RangeError);
    expect(() => assembleRange({ start: 5, end: 31 }, slices)).toThrow(RangeError);
    expect(() => assembleRange({ start: 5, end: 25 }, slices.slice(1))).toThrow(RangeError);
    expect(() => assembleRange({ start: 0, end: 1 }, [])).toThrow(RangeError);
  });
});
