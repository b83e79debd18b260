import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Batch, type BatchEvent, countRows, isActive, nextBatch, nextRow } from './batch.ts';

const batch = (...keys: string[]): Batch => ({
  id: '1',
  title: 'Test',
  rows: keys.map((key) => ({ key, label: key.toUpperCase(), state: 'waiting' })),
  phase: { kind: 'running' },
});
const replay = (start: Batch, ...events: BatchEvent[]) => events.reduce(nextBatch, start);

describe('a batch', () => {
  it('ends once each row is done or failed, and keeps why', () => {
    const half = replay(batch('a', 'b'), { type: 'started', key: 'a' }, { type: 'succeeded', key: 'a' });
    expect(isActive(half)).toBe(true);
    expect(nextRow(half)?.key).toBe('b');
    const all = replay(half, { type: 'started', key: 'b' }, { type: 'failed', key: 'b', error: 'no' });
    expect(all.phase).toEqual({ kind: 'ended', cancelled: false });
    expect(all.rows[1]).toEqual({ key: 'b', label: 'B', state: 'failed', error: 'no' });
  });

  it('tries again what failed, and nothing else', () => {
    const done = replay(
      batch('a', 'b', 'c'),
      { type: 'succeeded', key: 'a' },
      { type: 'failed', key: 'b', error: 1 },
      { type: 'succeeded', key: 'c' },
      { type: 'retried' },
    );
    expect(done.rows.map(({ state }) => state)).toEqual(['done', 'waiting', 'done']);
    expect(done.rows[1]).not.toHaveProperty('error');
    expect(replay(done, { type: 'retried' })).toBe(done);
  });

  it('pauses, waits for the server, continues', () => {
    const limited = replay(
      batch('a'),
      { type: 'started', key: 'a' },
      { type: 'returned', key: 'a' },
      { type: 'limited', until: 9 },
    );
    expect(limited.phase).toEqual({ kind: 'limited', until: 9 });
    expect(nextRow(limited)).toBeUndefined();
    expect(nextRow(replay(limited, { type: 'resumed' }))?.key).toBe('a');
    const paused = replay(limited, { type: 'paused', reason: 'person' }, { type: 'limited', until: 20 });
    expect(paused.phase).toEqual({ kind: 'paused', reason: 'person' });
  });

  it('leaves the rest alone when cancelled, and tells how the running one ended', () => {
    const cancelled = replay(batch('a', 'b'), { type: 'started', key: 'a' }, { type: 'cancelled' });
    expect(cancelled.phase).toEqual({ kind: 'ended', cancelled: true });
    expect(replay(cancelled, { type: 'succeeded', key: 'a' }).rows.map(({ state }) => state)).toEqual([
      'done',
      'skipped',
    ]);
    expect(replay(cancelled, { type: 'returned', key: 'a' }).rows[0]?.state).toBe('skipped');
    expect(replay(cancelled, { type: 'resumed' })).toBe(cancelled);
  });

  it('never loses a row, whatever happens', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'x');
    const event: fc.Arbitrary<BatchEvent> = fc.oneof(
      fc.record({ type: fc.constantFrom('started' as const, 'succeeded' as const), key }),
      fc.record({ type: fc.constant('failed' as const), key, error: fc.string() }),
      fc.record({ type: fc.constant('returned' as const), key }),
      fc.constantFrom<BatchEvent>(
        { type: 'paused', reason: 'network' },
        { type: 'limited', until: 1 },
        { type: 'resumed' },
        { type: 'cancelled' },
        { type: 'retried' },
      ),
    );
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const end = replay(batch('a', 'b', 'c'), ...events);
        expect(end.rows.map((row) => row.key)).toEqual(['a', 'b', 'c']);
        const { total, ...states } = countRows(end);
        expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(total);
      }),
    );
  });
});
