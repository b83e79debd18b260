import { describe, expect, test } from 'vitest';
import { judge, type Kept, type Verdict } from './verdict.ts';

const kept: Kept = { kind: 'kept', sha256: 'a', at: '2026-11-17T10:00:00Z', by: undefined };
const none: Kept = { kind: 'none' };
const unavailable: Kept = { kind: 'unavailable' };

describe('a file', () => {
  test.each<[string, string, string | undefined, Kept, Verdict]>([
    ['that says what was approved', 'a', 'a', kept, 'sealed'],
    ['that lost its seal and still says what was approved', 'a', undefined, kept, 'sealed'],
    ['whose meeting cannot be asked', 'a', 'a', unavailable, 'unconfirmed'],
    ['whose meeting has since been approved again', 'b', 'b', kept, 'superseded'],
    ['whose meeting’s approval was withdrawn', 'a', 'a', none, 'withdrawn'],
    ['that was changed under its seal', 'x', 'a', kept, 'changed'],
    ['that was changed, and whose meeting cannot be asked', 'x', 'a', unavailable, 'changed'],
    ['that nobody sealed', 'x', undefined, none, 'not-sealed'],
    ['that nobody sealed, of a sealed meeting', 'x', undefined, kept, 'not-sealed'],
  ])('%s', (_name, actual, claimed, seal, verdict) => expect(judge(actual, claimed, seal)).toBe(verdict));
});

describe('a printed seal alone', () => {
  test.each<[string, string, Kept, Verdict]>([
    ['the meeting’s own', 'a', kept, 'sealed'],
    ['another than the meeting’s', 'x', kept, 'changed'],
    ['of a meeting without one', 'a', none, 'withdrawn'],
    ['of a meeting that cannot be asked', 'a', unavailable, 'unconfirmed'],
  ])('%s', (_name, claimed, seal, verdict) => expect(judge(undefined, claimed, seal)).toBe(verdict));
});
