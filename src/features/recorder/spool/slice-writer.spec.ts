import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SpoolError } from '../model/spool-error.ts';
import { MemorySpool } from '../testing/memory-spool.ts';
import { SliceWriter } from './slice-writer.ts';

let spool: MemorySpool;
let events: string[];

beforeEach(async () => {
  vi.useFakeTimers();
  spool = new MemorySpool();
  events = [];
  const startedAt = '2026-11-21T09:00:00.000Z';
  const setup = { userUuid: 'u', name: 'Talk', typeId: null, locale: 'nl', mimeType: 'audio/webm' };
  await spool.create({ id: 'a', startedAt, ...setup });
});
afterEach(() => void vi.useRealTimers());

function writer(limitBytes = 1000) {
  return new SliceWriter(spool, 'a', limitBytes, {
    onStorage: (state) => events.push(state),
    onOverflow: () => events.push('overflow'),
  });
}
const slice = (...bytes: number[]) => ({
  bytes: Uint8Array.from(bytes).buffer,
  durationMs: bytes.length,
  at: '2026-11-21T09:00:01.000Z',
});
const stored = async () => [
  ...new Uint8Array(await spool.readBytes('a', 0, spool.rows.get('a')?.bytes ?? 0)),
];

describe('slice writer', () => {
  test('writes in order, one at a time', async () => {
    const writing = writer();
    writing.push(slice(1, 2));
    writing.push(slice(3));
    await writing.drained();
    writing.push(slice(4));
    await writing.drained();
    expect(await stored()).toEqual([1, 2, 3, 4]);
    expect(spool.rows.get('a')).toMatchObject({ sliceCount: 3, bytes: 4 });
  });

  test('tries again until the disk takes it, and loses nothing in the meantime', async () => {
    const quota = () => new SpoolError('quota', 'full');
    spool.appendFailures.push(...Array.from({ length: 5 }, quota));
    const writing = writer();
    writing.push(slice(1));
    writing.push(slice(2));
    await vi.advanceTimersByTimeAsync(4500);
    expect(events).toEqual(Array.from({ length: 5 }, () => 'failing'));
    await vi.advanceTimersByTimeAsync(1000);
    await writing.drained();
    expect(await stored()).toEqual([1, 2]);
    expect(events.at(-1)).toBe('safe');
  });

  test('a slice that was stored although the acknowledgement was lost is not stored twice', async () => {
    const append = spool.append.bind(spool);
    vi.spyOn(spool, 'append').mockImplementationOnce(async (id, given) => {
      await append(id, given);
      throw new SpoolError('unavailable', 'the worker died');
    });
    const writing = writer();
    writing.push(slice(1));
    writing.push(slice(2));
    await vi.advanceTimersByTimeAsync(1000);
    await writing.drained();
    expect(await stored()).toEqual([1, 2]);
  });

  test('reports when more is waiting than memory should hold', async () => {
    spool.appendFailures.push(new SpoolError('quota', 'full'));
    const writing = writer(3);
    writing.push(slice(1, 2));
    expect(events).toEqual([]);
    writing.push(slice(3, 4));
    expect(events).toEqual(['overflow']);
    await vi.advanceTimersByTimeAsync(1000);
    await writing.drained();
    expect(await stored()).toEqual([1, 2, 3, 4]);
  });

  test('an abandoned recording stops writing, a failing one included', async () => {
    spool.appendFailures.push(...Array.from({ length: 9 }, () => new SpoolError('missing', 'gone')));
    const writing = writer();
    writing.push(slice(1));
    await vi.advanceTimersByTimeAsync(100);
    writing.abandon();
    writing.push(slice(2));
    await vi.advanceTimersByTimeAsync(1000);
    await writing.drained();
    expect(await stored()).toEqual([]);
  });
});
