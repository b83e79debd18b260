import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginningsOf, portionSize, portionsOf } from './portions.ts';

const messages = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, at) => ({ id: first + at }));

describe('portions of a conversation', () => {
  it('are of fifty, counted from the newest', () => {
    expect(beginningsOf(messages(1, 120), [])).toEqual([1, 21, 71]);
    expect(beginningsOf(messages(1, 50), [])).toEqual([1]);
    expect(beginningsOf(messages(1, 3), [])).toEqual([1]);
    expect(beginningsOf([], [])).toEqual([]);
  });

  it('stay what they are when older messages are read', () => {
    expect(beginningsOf(messages(21, 120), [71])).toEqual([21, 71]);
    expect(beginningsOf(messages(1, 120), [21, 71])).toEqual([1, 21, 71]);
  });

  it('stay what they are when new messages arrive, of which the last is divided before it is too large', () => {
    expect(beginningsOf(messages(1, 99), [1])).toEqual([1]);
    expect(beginningsOf(messages(1, 100), [1])).toEqual([1, 51]);
    expect(beginningsOf(messages(1, 260), [1])).toEqual([1, 51, 101, 151, 201]);
  });

  it('have each message once and in order, whatever is read in which order', () => {
    const step = fc.record({ older: fc.nat(130), newer: fc.nat(130) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        let [first, last] = [1_000, 1_049];
        let beginnings = beginningsOf(messages(first, last), []);
        for (const { older, newer } of steps) {
          const before = portionsOf(messages(first, last), beginnings).slice(0, -1);
          [first, last] = [first - older, last + newer];
          const all = messages(first, last);
          beginnings = beginningsOf(all, beginnings);
          const portions = portionsOf(all, beginnings);
          expect(portions.flat()).toEqual(all);
          expect(portions.every(({ length }) => length > 0 && length < 2 * portionSize)).toBe(true);
          // None but the last was ever divided again.
          expect(portions).toEqual(expect.arrayContaining(before));
        }
      }),
    );
  });
});
