import { beforeEach, describe, expect, test, vi } from 'vitest';
import { SpoolError } from '../model/spool-error.ts';
import { memoryStorage } from '../spool/shared-memory.ts';
import { MemoryLocks } from '../testing/memory-locks.ts';
import { MemorySpool } from '../testing/memory-spool.ts';
import { importFile } from './import-file.ts';
import { SettingsStore } from './recorder-settings.ts';
import { RecordingList } from './recording-list.ts';

const content = Uint8Array.from({ length: 9 * 1024 * 1024 }, (_, index) => index % 251);
const brought = {
  file: new File([content], 'talk.mp3', { type: 'audio/mpeg' }),
  mimeType: 'audio/mpeg',
  durationMs: 61_500,
  name: 'Talk',
  userUuid: 'u1',
  typeId: null,
  locale: 'en',
  startedAt: '2026-03-09T12:00:00.000Z',
};

let spool: MemorySpool;
let locks: MemoryLocks;
beforeEach(() => {
  spool = new MemorySpool();
  locks = new MemoryLocks();
});
const events = { onPlace: vi.fn(), onProgress: vi.fn() };
const bring = (signal = new AbortController().signal, estimate: StorageEstimate = {}) =>
  importFile(
    { spool, locks, chunkBytes: 4 * 1024 * 1024, estimateStorage: async () => estimate },
    brought,
    events,
    signal,
  );

describe('a file that is brought', () => {
  test('is copied whole, sealed, and has its own length and times', async () => {
    const sealed = await bring();
    expect(sealed).toMatchObject({
      status: 'sealed',
      origin: 'file',
      mimeType: 'audio/mpeg',
      durationMs: 61_500,
      bytes: content.length,
      totalChunks: 3,
      startedAt: '2026-03-09T12:00:00.000Z',
      stoppedAt: '2026-03-09T12:01:01.500Z',
    });
    const copy = new Uint8Array(await spool.readBytes(sealed.id, 0, sealed.bytes));
    expect(Buffer.compare(copy, content)).toBe(0);
    expect(events.onProgress.mock.lastCall).toEqual([1]);
    expect([...(await locks.held())]).toEqual([]);
  });

  test.each([
    [new SpoolError('quota', 'full'), 'no-room'],
    [new SpoolError('unavailable', ''), 'storage'],
  ])('leaves nothing when %s', async (error, refusal) => {
    spool.appendFailures.push(error);
    await expect(bring()).rejects.toMatchObject({ refusal });
    expect(spool.rows.size).toBe(0);
  });

  test('is refused immediately when there is too little space', async () => {
    await expect(bring(undefined, { quota: 100, usage: 99 })).rejects.toMatchObject({ refusal: 'no-room' });
    expect(spool.rows.size).toBe(0);
  });

  test('can be cancelled, and leaves nothing', async () => {
    const cancelled = new AbortController();
    events.onProgress.mockImplementationOnce(() => cancelled.abort());
    await expect(bring(cancelled.signal)).rejects.toThrow(cancelled.signal.reason);
    expect(spool.rows.size).toBe(0);
    expect([...(await locks.held())]).toEqual([]);
  });

  test('disappears when its tab died while it was copied: the person still has it', async () => {
    const about = { ...brought, id: 'half', origin: 'file' } as const;
    await spool.create(about);
    await spool.append('half', { index: 0, bytes: new ArrayBuffer(5), durationMs: 0, at: '' });
    const release = await locks.tryHold('claritalk-recording:half');
    const list = listOf();
    await list.clean(undefined);
    expect(spool.rows.size).toBe(1);
    release?.();
    await list.clean(undefined);
    expect(spool.rows.size).toBe(0);
  });
});

function listOf(): RecordingList {
  const settings = new SettingsStore(memoryStorage());
  const list = new RecordingList({ spool, locks, settings }, () => undefined);
  list.switchTo('u1');
  return list;
}
