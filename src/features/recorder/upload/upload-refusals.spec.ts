import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { UploadBench, userUuid } from '../testing/upload-bench.ts';

const minute = 60_000;
let bench: UploadBench;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-21T10:00:00Z') });
  vi.spyOn(Math, 'random').mockReturnValue(1);
  bench = new UploadBench();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

/** A recording of kilobytes, so that halving its chunks has room above the smallest size. */
async function recordLarge(id: string, bytes: number) {
  const all = await bench.record(id, bytes);
  await bench.spool.replan(id, { chunkBytes: 8192 });
  return all;
}

describe('a chunk that is too large', () => {
  test.each([413, 400] as const)(
    '%i: the recording is cut into smaller ones, and arrives whole',
    async (status) => {
      const bytes = await recordLarge('a', 20_000);
      bench.server.limit = { bytes: 5000, status };
      const tab = bench.openTab();
      tab.queue.serve(userUuid);
      await settle(minute);
      expect(tab.state('a')).toMatchObject({ phase: 'uploaded' });
      expect(bench.server.audioOf('meeting-1')).toEqual(bytes);
      expect(bench.server.meetings.get('meeting-1')?.finalisations).toBe(1);
      // A 400 may be a damaged chunk as well: that one is read from the disk again.
      expect(bench.sentBytes()).toEqual([
        8192,
        ...(status === 400 ? [8192] : []),
        ...[4096, 4096, 4096, 4096, 3616],
      ]);
      expect(bench.spool.rows.get('a')).toMatchObject({ chunkBytes: 4096, totalChunks: 5 });
    },
  );

  test('the new table is written before a chunk of it is sent, and another tab continues with it', async () => {
    const bytes = await recordLarge('a', 20_000);
    bench.server.limit = { bytes: 5000, status: 413 };
    bench.server.fail('sendChunk', { kind: 'too-large', status: 413 }, { kind: 'network' });
    const first = bench.openTab();
    first.queue.serve(userUuid);
    await settle();
    expect(first.state('a')).toMatchObject({ phase: 'waiting' });
    expect(bench.spool.rows.get('a')).toMatchObject({ chunkBytes: 4096, totalChunks: 5, plan: 2 });
    first.queue.serve(undefined);
    bench.openTab().queue.serve(userUuid);
    await settle(minute);
    expect(bench.server.audioOf('meeting-1')).toEqual(bytes);
    expect(bench.server.count('createMeeting')).toBe(1);
  });

  test('a server that takes nothing at all is told as it is, not asked forever', async () => {
    await recordLarge('a', 20_000);
    bench.server.limit = { bytes: 10, status: 413 };
    const tab = bench.openTab();
    tab.queue.serve(userUuid);
    await settle(minute);
    expect(tab.state('a')).toMatchObject({ phase: 'attention', problem: { kind: 'too-large', status: 413 } });
    expect(bench.sentBytes()).toEqual([8192, 4096, 2048, 1024]);
  });

  test('after the server accepted a part, the rest is not cut again for that meeting; a new one gets all of it', async () => {
    const bytes = await recordLarge('a', 20_000);
    const tab = bench.openTab();
    bench.server.fail('sendChunk', { kind: 'network' });
    tab.queue.serve(userUuid);
    await settle();
    tab.queue.kick();
    bench.server.calls.length = 0;
    const sendChunk = bench.server.sendChunk.bind(bench.server);
    vi.spyOn(bench.server, 'sendChunk').mockImplementation(async (chunk) => {
      await sendChunk(chunk);
      bench.server.limit = { bytes: 5000, status: 413 };
    });
    await settle(minute);
    expect(tab.state('a')).toMatchObject({
      phase: 'attention',
      problem: { kind: 'too-large' },
      progress: { chunk: 2, totalChunks: 3 },
    });
    await tab.queue.redirect(bench.spool.rows.get('a')!, null);
    await settle(minute);
    expect(tab.state('a')).toEqual({ phase: 'uploaded', meetingId: 'meeting-2' });
    expect(bench.server.audioOf('meeting-2')).toEqual(bytes);
    expect(bench.server.meetings.get('meeting-1')).toMatchObject({ status: 'draft', finalisations: 0 });
  });
});

test('a chunk refused for its checksum is read from the disk again', async () => {
  const bytes = await bench.record('a', 250);
  bench.server.fail('sendChunk', { kind: 'invalid', status: 400 });
  const read = vi.spyOn(bench.spool, 'readChunk');
  const tab = bench.openTab();
  tab.queue.serve(userUuid);
  await settle(minute);
  expect(read.mock.calls.map(([, number]) => number)).toEqual([1, 1, 2, 3]);
  expect(bench.server.audioOf('meeting-1')).toEqual(bytes);
});

test('refused again, it needs attention', async () => {
  await bench.record('a', 250);
  await bench.spool.update('a', {
    meetingId: (await bench.server.createMeeting({} as never, AbortSignal.timeout(1))).id,
  });
  await bench.spool.acknowledge('a', 1, 0);
  bench.server.fail('sendChunk', { kind: 'invalid', status: 400 }, { kind: 'invalid', status: 400 });
  const tab = bench.openTab();
  tab.queue.serve(userUuid);
  await settle(minute);
  expect(tab.state('a')).toMatchObject({ phase: 'attention', problem: { kind: 'invalid', status: 400 } });
  expect(bench.server.count('sendChunk')).toBe(2);
});

describe('another meeting', () => {
  test.each([
    ['forbidden', 403],
    ['not-found', 404],
    ['conflict', 409],
  ] as const)('after “%s” the audio goes whole to a new one', async (kind, status) => {
    const bytes = await bench.record('a', 250);
    const tab = bench.openTab();
    bench.server.fail('sendChunk', { kind: 'network', afterwards: true }, { kind, status });
    tab.queue.serve(userUuid);
    await settle(minute);
    expect(tab.state('a')).toMatchObject({ phase: 'attention', problem: { kind, status } });
    await tab.queue.redirect(bench.spool.rows.get('a')!, null);
    await settle(minute);
    expect(tab.state('a')).toEqual({ phase: 'uploaded', meetingId: 'meeting-2' });
    expect(bench.server.audioOf('meeting-2')).toEqual(bytes);
  });

  test('a lost answer to its creation finds it again, not the first meeting', async () => {
    await bench.record('a', 50);
    const tab = bench.openTab();
    bench.server.fail('sendChunk', { kind: 'forbidden', status: 403 });
    tab.queue.serve(userUuid);
    await settle();
    bench.server.fail('createMeeting', { kind: 'network', afterwards: true });
    await tab.queue.redirect(bench.spool.rows.get('a')!, null);
    await settle(minute);
    expect(tab.state('a')).toEqual({ phase: 'uploaded', meetingId: 'meeting-2' });
    expect(bench.server.meetings.size).toBe(2);
  });

  test('one that was chosen gets the audio', async () => {
    const bytes = await bench.record('a', 250);
    const chosen = await bench.server.createMeeting({} as never, AbortSignal.timeout(1));
    const tab = bench.openTab();
    bench.server.fail('createMeeting', { kind: 'forbidden', status: 403 });
    tab.queue.serve(userUuid);
    await settle();
    await tab.queue.redirect(bench.spool.rows.get('a')!, chosen.id);
    await settle(minute);
    expect(bench.server.audioOf(chosen.id)).toEqual(bytes);
    expect(bench.server.meetings.size).toBe(1);
  });

  test('that it already has a whole recording is never mistaken for this one’s success', async () => {
    await bench.record('a', 50);
    const chosen = await bench.server.createMeeting({} as never, AbortSignal.timeout(1));
    bench.server.meetings.get(chosen.id)!.status = 'finished';
    const tab = bench.openTab();
    bench.server.fail('sendChunk', { kind: 'network' });
    await tab.queue.redirect(bench.spool.rows.get('a')!, chosen.id);
    tab.queue.serve(userUuid);
    await settle(minute);
    expect(tab.state('a')).toMatchObject({ phase: 'attention', problem: { kind: 'conflict' } });
    expect(bench.spool.rows.get('a')?.status).toBe('sealed');
    expect(bench.sentBytes()).toEqual([]);
  });

  test('a tab that was sending in the meantime records nothing under the new table', async () => {
    const bytes = await bench.record('a', 250);
    const old = bench.openTab();
    bench.server.fail('sendChunk', { kind: 'aborted', hang: true });
    old.queue.serve(userUuid);
    await settle(10);
    // Another tab directs it elsewhere while the first request still hangs.
    await bench.openTab().queue.redirect(bench.spool.rows.get('a')!, null);
    await settle(3 * minute);
    expect(bench.server.audioOf('meeting-2')).toEqual(bytes);
    expect(bench.server.meetings.get('meeting-1')?.finalisations).toBe(0);
  });
});

test('before each chunk the session is made to last as long as the chunk may take', async () => {
  await bench.record('a', 250);
  bench.openTab().queue.serve(userUuid);
  await settle(minute);
  expect(bench.prepared).toHaveLength(3);
  expect(Math.min(...bench.prepared)).toBeGreaterThanOrEqual(2 * minute);
});

test('a reload during a wait that the server asked for keeps to it', async () => {
  await bench.record('a', 50);
  bench.server.fail('sendChunk', { kind: 'rate-limited', status: 429, retryAfterMs: 30_000 });
  const old = bench.openTab();
  old.queue.serve(userUuid);
  await settle(5000);
  old.queue.serve(undefined);
  const fresh = bench.openTab();
  fresh.queue.serve(userUuid);
  await settle(1000);
  expect(fresh.state('a')).toMatchObject({
    phase: 'waiting',
    reason: 'rate-limited',
    until: Date.now() + 24_000,
  });
  await settle(23_999);
  expect(bench.server.count('sendChunk')).toBe(1);
  await settle(10);
  expect(fresh.state('a')).toMatchObject({ phase: 'uploaded' });
});

test('says how fast it goes', async () => {
  await bench.record('a', 250);
  const speeds: (number | undefined)[] = [];
  vi.spyOn(bench.server, 'sendChunk').mockImplementation(async (chunk) => {
    for (const part of [25, 50]) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      chunk.onProgress(part);
      const state = tab.state('a');
      speeds.push(state?.phase === 'sending' ? state.progress.bytesPerSecond : undefined);
    }
  });
  const tab = bench.openTab();
  tab.queue.serve(userUuid);
  await settle(minute);
  expect(speeds[0]).toBeUndefined();
  expect(speeds[1]).toBe(25);
});
