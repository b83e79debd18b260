import { describe, expect, it } from 'vitest';
import { createBackoff, isMoving } from './polling.ts';

describe('isMoving', () => {
  const now = Date.parse('2026-11-20T12:00:00Z');
  const ago = (minutes: number) => new Date(now - minutes * 60_000);

  it.each([
    ['processing', ago(10_000), true],
    ['uploading', undefined, true],
    ['draft', ago(1), false],
    ['finished', ago(1), false],
    ['failed', ago(1), false],
    ['coaching', ago(5), true],
    ['coaching', ago(90), false],
    [undefined, undefined, false],
  ])('%s, updated %s: %s', (status, updatedAt, expected) => {
    expect(isMoving({ status, updatedAt }, now)).toBe(expected);
  });
});

describe('createBackoff', () => {
  const at = (data: unknown, dataUpdatedAt: number, errorUpdatedAt = 0) => ({
    data,
    dataUpdatedAt,
    errorUpdatedAt,
  });

  it('grows while responses stay the same, and restarts when one differs', () => {
    const wait = createBackoff(3_000, 30_000);
    const [one, other] = [{}, {}];
    expect([wait(at(one, 1)), wait(at(one, 2)), wait(at(one, 3))]).toEqual([3_000, 4_500, 6_750]);
    expect(wait(at(other, 4))).toBe(3_000);
  });

  it('counts each response once, however often it is asked', () => {
    const wait = createBackoff(3_000, 30_000);
    const data = {};
    wait(at(data, 1));
    expect([wait(at(data, 2)), wait(at(data, 2))]).toEqual([4_500, 4_500]);
  });

  it('grows with failures, up to its maximum', () => {
    const wait = createBackoff(3_000, 30_000);
    const data = {};
    const waits = Array.from({ length: 12 }, (_, failures) => wait(at(data, 1, failures)));
    expect(waits[1]).toBe(4_500);
    expect(waits.at(-1)).toBe(30_000);
  });
});
