import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError } from '#src/api/client/errors.ts';
import { SliceWriter } from '../spool/slice-writer.ts';
import { FakeServer } from '../testing/fake-server.ts';
import { MemoryLocks } from '../testing/memory-locks.ts';
import { MemorySpool } from '../testing/memory-spool.ts';
import { UploadQueue } from '../upload/upload-queue.ts';

const userUuid = 'b1f6f9a0-0000-4000-8000-000000000001';
const hours = 8;
/** Opus at 32 kbit/s in WebM, measured. */
const bytesPerSecond = 4_152;
const chunkBytes = 4.5 * 1024 * 1024;
const uploadsPerMinute = 50;

beforeEach(() => vi.useFakeTimers({ now: Date.parse('2026-11-21T10:00:00Z') }));
afterEach(() => void vi.useRealTimers());

/** Refuses what exceeds Claritalk's documented limit. */
class LimitedServer extends FakeServer {
  readonly #sentAt: number[] = [];
  refused = 0;

  override async sendChunk(chunk: Parameters<FakeServer['sendChunk']>[0]): Promise<void> {
    const now = Date.now();
    if (this.#sentAt.filter((at) => now - at < 60_000).length >= uploadsPerMinute) {
      this.refused += 1;
      throw new ApiError({ kind: 'rate-limited', operation: 'uploadAudioChunk', status: 429 });
    }
    this.#sentAt.push(now);
    await super.sendChunk(chunk);
  }
}

test('eight hours need no memory but the latest second, and 26 requests without a single 429', async () => {
  const spool = new MemorySpool();
  const startedAt = new Date().toISOString();
  const about = { id: 'a', userUuid, name: 'Long', typeId: null, locale: 'en', mimeType: 'audio/webm' };
  await spool.create({ ...about, startedAt });
  const writer = new SliceWriter(spool, 'a', 8 * 1024 * 1024, {
    onStorage: () => undefined,
    onOverflow: () => expect.fail('memory overflowed'),
  });
  let maxWaiting = 0;
  for (let second = 1; second <= hours * 3600; second++) {
    writer.push({ bytes: new ArrayBuffer(bytesPerSecond), durationMs: second * 1000, at: startedAt });
    maxWaiting = Math.max(maxWaiting, writer.unwritten().slices.length);
    await writer.drained();
  }
  expect(maxWaiting).toBe(1);
  const sealed = await spool.seal('a', { stoppedAt: startedAt, durationMs: hours * 3_600_000 }, chunkBytes);
  expect(sealed.bytes).toBe(hours * 3600 * bytesPerSecond);

  const server = new LimitedServer();
  const queue = new UploadQueue({
    spool,
    server,
    locks: new MemoryLocks(),
    chunkBytes,
    renewSession: async () => false,
    onChange: () => undefined,
    onStored: () => undefined,
  });
  queue.serve(userUuid);
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(spool.rows.get('a')?.status).toBe('uploaded');
  expect(server.sent).toHaveLength(26);
  expect(server.refused).toBe(0);
  expect(server.meetings.get('meeting-1')).toMatchObject({
    finalisations: 1,
    ending: { durationSeconds: 28_800 },
  });
});
