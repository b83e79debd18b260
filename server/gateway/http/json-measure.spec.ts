import fc from 'fast-check';
import { expect, test } from 'vitest';
import { measureJson } from './json-measure.ts';

const measure = (text: string) => measureJson(Buffer.from(text));

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? 1 + Math.max(0, ...Object.values(value).map((inner) => depthOf(inner)))
    : 0;
const valuesOf = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? 1 + Object.values(value).reduce((sum: number, inner) => sum + valuesOf(inner), 0)
    : 1;

test('says how deep a value is, and about how many values it has, for any JSON', () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: 'binary' }), fc.constantFrom(undefined, 1, '\t'), (text, indent) => {
      const value: unknown = JSON.parse(text);
      const { depth, parts } = measure(JSON.stringify(value, null, indent));
      expect(depth).toBe(depthOf(value));
      expect(parts).toBeLessThanOrEqual(valuesOf(value) * 2);
      expect(parts * 2).toBeGreaterThanOrEqual(valuesOf(value) - 1);
    }),
    { numRuns: 200 },
  );
});

test.each([
  ['"[[[["', 0],
  ['"\\"[[["', 0],
  ['"\\\\"', 0],
  ['["\\\\",[]]', 2],
  ['{"[":"{"}', 1],
  ['"never ended [[', 0],
  ['"\\', 0],
  [']]]][', 0],
  ['', 0],
])('%s is %i deep', (text, depth) => expect(measure(text).depth).toBe(depth));

test('a million levels are counted and not descended into', () => {
  expect(measure('['.repeat(1_000_000))).toEqual({ depth: 1_000_000, parts: 1_000_000 });
  expect(measure(`"${'\\"'.repeat(5_000_000)}"`)).toEqual({ depth: 0, parts: 0 });
});
