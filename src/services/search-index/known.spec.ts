import { describe, expect, it } from 'vitest';
import { knownOf } from './known.ts';
import type { IndexActivity, IndexStatus } from './protocol.ts';

const status = (change: Partial<IndexStatus>): IndexStatus => ({
  activity: 'upToDate',
  listed: true,
  indexed: 40,
  total: 40,
  version: 7,
  ...change,
});

describe('knownOf', () => {
  it('knows all when the list was walked to its end and everything on it was read', () => {
    expect(knownOf(status({}))).toBe('all');
    // Checking for changes and waiting for the server do not change that.
    for (const activity of ['listing', 'reading', 'limited', 'unreachable'] satisfies IndexActivity[])
      expect(knownOf(status({ activity })), activity).toBe('all');
    expect(knownOf(status({ indexed: 0, total: 0 })), 'no meetings at all').toBe('all');
  });

  it('knows some so far while meetings are unread, even when it rests with some that could not be read', () => {
    for (const activity of [
      'listing',
      'reading',
      'limited',
      'unreachable',
      'upToDate',
    ] satisfies IndexActivity[])
      expect(knownOf(status({ activity, indexed: 39 })), activity).toBe('soFar');
    // Everything that was listed is read; the rest of the list is not known.
    expect(knownOf(status({ activity: 'limited', listed: false }))).toBe('soFar');
  });

  it('knows nothing before the first meeting was read, and where there is no index', () => {
    expect(knownOf(status({ activity: 'listing', listed: false, indexed: 0 }))).toBe('nothing');
    expect(knownOf(status({ activity: 'starting' }))).toBe('nothing');
    expect(knownOf(status({ total: undefined }))).toBe('nothing');
    for (const activity of ['off', 'failed', 'refused'] satisfies IndexActivity[])
      expect(knownOf(status({ activity })), activity).toBe('nothing');
  });
});
