import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { UploadState } from '../model/upload-state.ts';
import { FakeServer } from '../testing/fake-server.ts';
import { MemoryLocks } from '../testing/memory-locks.ts';
import { MemorySpool } from '../testing/memory-spool.ts';
import { UploadQueue } from './upload-queue.ts';

const userUuid = 'b1f6f9a0-0000-4000-8000-000000000001';
const chunkBytes = 100;
const minute = 60_000;

let spool: MemorySpool;
let server: FakeServer;
let locks: MemoryLocks;
let renewals: boolean[];

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-21T10:00:00Z') });
  vi.spyOn(Math, 'random').mockReturnValue(1);
  spool = new MemorySpool();
  server = new FakeServer();
  locks = new MemoryLocks();
  renewals = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A sealed recording; its bytes tell their place. */
async function record(id: string, bytes = 250, startedAt = '2026-11-21T09:00:00.000Z'): Promise<number[]> {
  const all = Uint8Array.from({ length: bytes }, (_, index) => (index * 7) % 256);
  await spool.create({
    id,
    userUuid,
    name: `Talk ${id}`,
    typeId: 3,
    locale: 'nl',
    mimeType: 'audio/webm',
    startedAt,
  });
  const slices = Array.from({ length: Math.ceil(bytes / 40) }, (_, index) =>
    all.slice(index * 40, index * 40 + 40),
  );
  for (const [index, slice] of slices.entries()) {
    await spool.append(id, { index, bytes: slice.buffer, durationMs: (index + 1) * 1000, at: startedAt });
  }
  await spool.seal(id, { stoppedAt: '2026-11-21T09:59:59.000Z', durationMs: 61_499 }, chunkBytes);
  return [...all];
}

/** A tab's queue; `phases` collects what one saw. */
function openTab() {
  const phases: UploadState['phase'][] = [];
  const queue = new UploadQueue({
    spool,
    server,
    locks,
    chunkBytes,
    renewSession: async () => renewals.shift() ?? false,
    onChange: () => {
      const row = spool.rows.get('a');
      const phase = row && queue.stateOf(row)?.phase;
      if (phase && phases.at(-1) !== phase) phases.push(phase);
    },
    onStored: () => undefined,
  });
  const state = (id = 'a') => {
    const row = spool.rows.get(id);
    return row && queue.stateOf(row);
  };
  return { queue, phases, state };
}

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

describe('upload queue', () => {
  test('creates the meeting and sends the chunks in order, the ending with the last', async () => {
    const bytes = await record('a');
    const tab = openTab();
    tab.queue.serve(userUuid);
    await settle(10);
    expect(tab.state()).toEqual({ phase: 'uploaded', meetingId: 'meeting-1' });
    expect(server.audioOf('meeting-1')).toEqual(bytes);
    expect(server.calls.map(({ call, chunk }) => chunk ?? call)).toEqual(['createMeeting', 1, 2, 3]);
    expect(server.meetings.get('meeting-1')).toMatchObject({
      finalisations: 1,
      ending: { durationSeconds: 61, stopTime: '2026-11-21T09:59:59.000Z' },
      input: { recordingId: 'a', userUuid, name: 'Talk a', typeId: 3, locale: 'nl' },
    });
    expect(spool.rows.get('a')).toMatchObject({ status: 'uploaded', uploadedAt: expect.any(String) });
  });

  test('one after the other, the oldest first', async () => {
    await record('new', 50, '2026-11-21T09:30:00.000Z');
    await record('old', 50, '2026-11-21T08:30:00.000Z');
    openTab().queue.serve(userUuid);
    await settle(10);
    expect([...server.meetings.values()].map(({ input }) => input.recordingId)).toEqual(['old', 'new']);
  });

  test('another user’s recordings stay where they are', async () => {
    await record('a');
    const tab = openTab();
    tab.queue.serve('another-user');
    await settle(minute);
    expect(server.calls).toEqual([]);
    expect(spool.rows.get('a')?.status).toBe('sealed');
  });

  test('waits out 503s with growing delays, then continues', async () => {
    const bytes = await record('a');
    server.fail('sendChunk', { kind: 'server', status: 503 }, { kind: 'server', status: 503 });
    const tab = openTab();
    tab.queue.serve(userUuid);
    await settle();
    expect(tab.state()).toMatchObject({ phase: 'waiting', reason: 'server', until: Date.now() + 1000 });
    await settle(1000);
    expect(tab.state()).toMatchObject({ phase: 'waiting', until: Date.now() + 2000 });
    await settle(2000);
    expect(server.audioOf('meeting-1')).toEqual(bytes);
    expect(tab.phases).toEqual(['sending', 'waiting', 'sending', 'waiting', 'sending', 'uploaded']);
  });

  test('offline for a day is no reason to give up; the network coming back ends the wait', async () => {
    await record('a');
    server.fail('createMeeting', ...Array.from({ length: 100 }, () => ({ kind: 'network' }) as const));
    const tab = openTab();
    tab.queue.serve(userUuid);
    await settle(50 * minute);
    expect(tab.state()).toMatchObject({ phase: 'waiting', reason: 'offline' });
    const before = server.count('createMeeting');
    tab.queue.kick();
    await settle();
    expect(server.count('createMeeting')).toBe(before + 1);
    await settle(100 * minute);
    expect(tab.state()).toMatchObject({ phase: 'uploaded' });
  });

  test('429 makes the whole queue wait as long as the server asks, whatever else happens', async () => {
    await record('a');
    await record('b', 50, '2026-11-21T09:30:00.000Z');
    server.fail('sendChunk', { kind: 'rate-limited', status: 429, retryAfterMs: 7000 });
    const tab = openTab();
    tab.queue.serve(userUuid);
    await settle();
    expect(tab.state()).toMatchObject({ phase: 'waiting', reason: 'rate-limited', until: Date.now() + 7000 });
    expect(tab.state('b')).toMatchObject({ phase: 'queued' });
    tab.queue.kick();
    tab.queue.retry('a');
    await settle(6999);
    expect(server.count('sendChunk')).toBe(1);
    await settle(10);
    expect([tab.state(), tab.state('b')]).toMatchObject([{ phase: 'uploaded' }, { phase: 'uploaded' }]);
  });

  test('paces itself below the rate limit', async () => {
    await record('a', 9000);
    openTab().queue.serve(userUuid);
    await settle(10 * minute);
    const sent = server.calls.filter(({ call }) => call === 'sendChunk').map(({ at }) => at);
    expect(sent).toHaveLength(90);
    for (const start of sent) {
      expect(sent.filter((at) => at >= start && at < start + minute).length).toBeLessThanOrEqual(45);
    }
  });

  test('an expired session is renewed without anyone noticing', async () => {
    await record('a');
    server.fail('sendChunk', { kind: 'signed-out', status: 401 });
    renewals = [true];
    const tab = openTab();
    tab.queue.serve(userUuid);
    await settle(10);
    expect(tab.phases).toEqual(['sending', 'uploaded']);
  });

  test('a session that is over waits for the sign-in and continues where it stopped', async () => {
    await record('a');
    server.fail('sendChunk', { kind: 'network' }, { kind: 'signed-out' }, { kind: 'signed-out' });
    renewals = [true];
    const tab = openTab();
    tab.queue.serve(userUuid);
    await settle(60 * minute);
    expect(tab.state()).toMatchObject({ phase: 'signed-out', progress: { totalBytes: 250 } });
    tab.queue.serve(userUuid);
    await settle(10);
    expect(tab.state()).toMatchObject({ phase: 'uploaded' });
    expect(server.count('createMeeting')).toBe(1);
  });

  test('a sign-in that comes while the session is being renewed is not missed', async () => {
    await record('a');
    server.fail('sendChunk', { kind: 'signed-out' });
    const tab = openTab();
    renewals.shift = () => {
      tab.queue.serve(userUuid);
      return false;
    };
    tab.queue.serve(userUuid);
    await settle(10);
    expect(tab.state()).toMatchObject({ phase: 'uploaded' });
  });

  test.each([
    { kind: 'forbidden', status: 403, serverMessage: 'This action is unauthorized.' },
    { kind: 'not-found', status: 404 },
    { kind: 'conflict', status: 409 },
  ] as const)('$status needs attention, holds up nobody else, and can be tried again', async (fault) => {
    const bytes = await record('a');
    await record('b', 50, '2026-11-21T09:30:00.000Z');
    server.fail('sendChunk', fault);
    const tab = openTab();
    tab.queue.serve(userUuid);
    await settle(10);
    expect(tab.state()).toMatchObject({
      phase: 'attention',
      problem: {
        kind: fault.kind,
        status: fault.status,
        message: 'serverMessage' in fault ? fault.serverMessage : undefined,
      },
    });
    expect(tab.state('b')).toMatchObject({ phase: 'uploaded' });
    tab.queue.kick();
    await settle(minute);
    expect(tab.state()).toMatchObject({ phase: 'attention' });
    tab.queue.retry('a');
    await settle(10);
    expect(tab.state()).toMatchObject({ phase: 'uploaded' });
    expect(server.audioOf('meeting-1')).toEqual(bytes);
  });

  test('a meeting whose creation got no response is found again, not created twice', async () => {
    await record('a');
    server.fail('createMeeting', { kind: 'network', afterwards: true });
    server.fail('findMeetingByRecording', { kind: 'network' });
    openTab().queue.serve(userUuid);
    await settle(minute);
    expect(server.count('createMeeting')).toBe(1);
    expect(server.meetings.get('meeting-1')?.status).toBe('processing');
  });

  test('a creation that never arrived is tried again', async () => {
    await record('a');
    server.fail('createMeeting', { kind: 'timeout' }, { kind: 'rate-limited', retryAfterMs: 1000 });
    openTab().queue.serve(userUuid);
    await settle(minute);
    expect(server.meetings.size).toBe(1);
    expect(server.count('findMeetingByRecording')).toBe(1);
  });

  test('a final chunk whose response was lost is not sent again', async () => {
    await record('a', 50);
    server.fail('sendChunk', { kind: 'network', afterwards: true });
    const tab = openTab();
    tab.queue.serve(userUuid);
    await settle(minute);
    expect(tab.state()).toMatchObject({ phase: 'uploaded' });
    expect(server.count('sendChunk')).toBe(1);
    expect(server.meetings.get('meeting-1')?.finalisations).toBe(1);
  });

  test('“already finished” is success', async () => {
    await record('a', 50);
    // The status is read too early the first time, so the chunk is sent again and refused.
    server.fail('sendChunk', { kind: 'network', afterwards: true });
    vi.spyOn(server, 'meetingStatus').mockResolvedValueOnce('uploading');
    const tab = openTab();
    tab.queue.serve(userUuid);
    await settle(minute);
    expect(tab.state()).toMatchObject({ phase: 'uploaded' });
    expect(server.count('sendChunk')).toBe(2);
    expect(server.meetings.get('meeting-1')?.finalisations).toBe(1);
  });

  test('a request that stalls for 30 s is aborted and sent again', async () => {
    await record('a', 50);
    server.fail('sendChunk', { kind: 'aborted', hang: true });
    const tab = openTab();
    tab.queue.serve(userUuid);
    await settle(29_999);
    expect(tab.state()).toMatchObject({ phase: 'sending' });
    await settle(1);
    expect(tab.state()).toMatchObject({ phase: 'waiting', reason: 'server' });
    await settle(1000);
    expect(tab.state()).toMatchObject({ phase: 'uploaded' });
  });

  test('a new tab continues from the chunk table after the old one died', async () => {
    const bytes = await record('a', 500);
    server.fail('sendChunk', ...Array.from({ length: 3 }, () => ({ kind: 'server' }) as const));
    const old = openTab();
    old.queue.serve(userUuid);
    await settle(2500);
    expect(old.state()).toMatchObject({ phase: 'waiting' });
    old.queue.serve(undefined);
    const fresh = openTab();
    fresh.queue.serve(userUuid);
    await settle(minute);
    expect(fresh.state()).toMatchObject({ phase: 'uploaded' });
    expect(server.audioOf('meeting-1')).toEqual(bytes);
    expect(server.count('createMeeting')).toBe(1);
  });

  test.each(['createMeeting', 'sendChunk'] as const)(
    'a tab that dies during %s leaves no duplicate',
    async (call) => {
      await record('a', 50);
      server.fail(call, { kind: 'network', afterwards: true });
      const old = openTab();
      old.queue.serve(userUuid);
      await settle();
      old.queue.serve(undefined);
      const fresh = openTab();
      fresh.queue.serve(userUuid);
      await settle(minute);
      expect(fresh.state()).toMatchObject({ phase: 'uploaded' });
      expect(server.meetings.size).toBe(1);
      expect(server.meetings.get('meeting-1')?.finalisations).toBe(1);
    },
  );

  test('two tabs upload once', async () => {
    await record('a', 500);
    await record('b', 500);
    const tabs = [openTab(), openTab()];
    for (const { queue } of tabs) queue.serve(userUuid);
    await settle(minute);
    expect(server.count('sendChunk')).toBe(10);
    expect(server.meetings.size).toBe(2);
  });

  test('a discarded recording stops immediately and is not resumed', async () => {
    await record('a', 500);
    await record('b', 50, '2026-11-21T09:30:00.000Z');
    server.fail('sendChunk', { kind: 'aborted', hang: true });
    const tab = openTab();
    tab.queue.serve(userUuid);
    await settle(100);
    tab.queue.forget('a');
    await settle(10);
    expect(tab.state('b')).toMatchObject({ phase: 'uploaded' });
    await spool.remove('a');
    tab.queue.kick();
    await settle(minute);
    expect(server.calls.filter(({ chunk }) => chunk !== undefined)).toHaveLength(2);
  });

  test('shows how far it is', async () => {
    await record('a', 250);
    server.fail('sendChunk', { kind: 'server' });
    const tab = openTab();
    expect(tab.state()).toEqual({
      phase: 'queued',
      progress: { sentBytes: 0, totalBytes: 250, chunk: 1, totalChunks: 3 },
    });
    await spool.update('a', {
      meetingId: (await server.createMeeting({} as never, AbortSignal.timeout(1))).id,
    });
    await spool.acknowledge('a', 1, 0);
    tab.queue.serve(userUuid);
    await settle();
    expect(tab.state()).toMatchObject({
      phase: 'waiting',
      progress: { sentBytes: 100, totalBytes: 250, chunk: 2, totalChunks: 3 },
    });
  });
});
