import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mark, ReviewPath } from '#src/api/claritalk/meetings/review.ts';
import { markAt, reviewPaths, writeMarks } from '#src/api/claritalk/meetings/write-review.ts';
import { type Edit, lostMarks, mergeEdits, timeAfter, withEdit } from './review-merge.ts';

const path = reviewPaths.answer('q1', 'state');
const minute = (value: unknown, at: number, by = 'u1'): Mark => ({
  value,
  by,
  at: new Date(Date.UTC(2026, 10, 20, 10, at)).toISOString(),
});
const merge = (edit: Edit, theirs: Mark | undefined) => {
  const { send, settled, conflicts } = mergeEdits([edit], () => theirs);
  return send.length ? 'send' : settled.length ? 'settled' : conflicts.length ? 'conflict' : 'nothing';
};

describe('mergeEdits', () => {
  const base = minute('accepted', 1, 'u2');
  const mine = { path, base, mark: minute('flagged', 5) };
  it.each([
    ['nobody else touched it', base, 'send'],
    ['it is saved already', mine.mark, 'settled'],
    ['both did the same', minute('flagged', 6, 'u2'), 'settled'],
    ['both did something else', minute(null, 3, 'u2'), 'conflict'],
    ['it was lost', undefined, 'send'],
    ['it was set back to something older', minute(null, 0, 'u2'), 'send'],
  ])('%s', (_, theirs, expected) => expect(merge(mine, theirs)).toBe(expected));

  it('a field that was new to both is a conflict unless they agree', () => {
    const fresh = { path, base: undefined, mark: minute('flagged', 5) };
    expect(merge(fresh, minute('accepted', 4, 'u2'))).toBe('conflict');
    expect(merge(fresh, minute('flagged', 4, 'u2'))).toBe('settled');
  });

  it('every edit ends in exactly one of the three, and different fields never clash', () => {
    const marks = fc.record({
      value: fc.constantFrom('accepted', 'flagged', null),
      by: fc.constantFrom('u1', 'u2'),
      at: fc.integer({ min: 0, max: 59 }).map((second) => minute(0, second).at),
    });
    const keys = fc.constantFrom('q1', 'q2', 'q3', 'q4');
    fc.assert(
      fc.property(fc.dictionary(keys, marks), fc.dictionary(keys, marks), (mine, theirs) => {
        const all: [ReviewPath, Mark][] = Object.entries(theirs).map(([key, mark]) => [
          reviewPaths.answer(key, 'state'),
          mark,
        ]);
        const stored = writeMarks({}, all);
        const edits = Object.entries(mine).map(([key, mark]) => ({
          path: reviewPaths.answer(key, 'state'),
          base: undefined,
          mark,
        }));
        const merged = mergeEdits(edits, (place) => markAt(stored, place));
        expect([...merged.send, ...merged.settled, ...merged.conflicts]).toHaveLength(edits.length);
        const after = writeMarks(
          stored,
          merged.send.map(({ path: place, mark }) => [place, mark] as const),
        );
        // Nothing that they wrote is changed by what is sent.
        for (const [place, mark] of all) {
          if (!merged.send.some(({ path: sent }) => sent[1] === place[1])) {
            expect(markAt(after, place)).toEqual(mark);
          }
        }
        // Sending twice is sending once.
        expect(mergeEdits(merged.send, (place) => markAt(after, place)).settled).toHaveLength(
          merged.send.length,
        );
      }),
    );
  });
});

it('an edit of the same field replaces the previous one and keeps its base', () => {
  const first = { path, base: minute('accepted', 1), mark: minute('flagged', 2) };
  const second = { path, base: first.mark, mark: minute(null, 3) };
  expect(withEdit([first], second)).toEqual([{ ...second, base: first.base }]);
});

it('finds what someone overwrote without having seen it', () => {
  const saved = [{ path, base: undefined, mark: minute('flagged', 5) }];
  expect(lostMarks(saved, () => undefined)).toEqual(saved);
  expect(lostMarks(saved, () => minute('accepted', 2))).toEqual(saved);
  expect(lostMarks(saved, () => minute('accepted', 6))).toEqual([]);
  expect(lostMarks(saved, () => saved[0]?.mark)).toEqual([]);
});

it('time continues even when the clock does not', () => {
  const before = minute('x', 30);
  expect(Date.parse(timeAfter(before, Date.parse(before.at) - 60_000))).toBeGreaterThan(
    Date.parse(before.at),
  );
  expect(timeAfter(undefined, 0)).toBe('1970-01-01T00:00:00.000Z');
  expect(() => timeAfter({ value: 1, by: undefined, at: '+275760-09-13T00:00:00.000Z' })).not.toThrow();
});
