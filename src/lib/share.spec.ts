import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { share } from './share.ts';

describe('share', () => {
  it('keeps the previous value when nothing changed, dates included', () => {
    const make = () => ({ total: 2, items: [{ at: new Date(5) }, { at: undefined }] });
    const previous = make();
    expect(share(previous, make())).toBe(previous);
  });

  it('keeps the parts that did not change', () => {
    const previous = { items: [{ at: new Date(5) }, { at: new Date(6) }] };
    const next = share(previous, { items: [{ at: new Date(5) }, { at: new Date(7) }] });
    expect(next).not.toBe(previous);
    expect(next.items[0]).toBe(previous.items[0]);
    expect(next.items[1]).toEqual({ at: new Date(7) });
  });

  it('notices what was left out or came in', () => {
    expect(share({ a: 1, b: undefined }, { a: 1 })).toEqual({ a: 1 });
    expect(share([1, 2], [1])).toEqual([1]);
    expect(share({ a: 1 }, { b: undefined, a: 1 })).toStrictEqual({ b: undefined, a: 1 });
  });

  it('always equals the next value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (previous, next) => {
        expect(share(previous, next)).toStrictEqual(next);
        expect(share(next, structuredClone(next))).toStrictEqual(next);
      }),
    );
  });
});
