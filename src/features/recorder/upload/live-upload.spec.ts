import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withLiveChunks } from '../spool/live-chunks.ts';
import { recordingLock } from '../spool/locks.ts';
import type { Spool } from '../spool/spool.ts';
import { chunkBytes, UploadBench, userUuid } from '../testing/upload-bench.ts';

const minute = 60_000;
let bench: UploadBench;
let spool: Spool;
let tab: ReturnType<UploadBench['openTab']>;
let wanted: boolean;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-21T10:00:00Z') });
  vi.spyOn(Math, 'random').mockReturnValue(1);
  open();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function open(): void {
  bench = new UploadBench();
  tab = bench.openTab();
  wanted = true;
  spool = withLiveChunks(bench.spool, {
    chunkBytes,
    wanted: () => wanted,
    onClosed: () => tab.queue.kick(),
  });
  tab.queue.serve(userUuid);
}

const settle = (ms = 10) => vi.advanceTimersByTimeAsync(ms);
const ending = { stoppedAt: '2026-11-21T11:00:00.000Z', durationMs: 61_499 };

/** A recording that runs in this tab; `say` records this many bytes and returns all of them so far. */
async function begin(id = 'a') {
  await bench.locks.tryHold(recordingLock(id));
  const startedAt = '2026-11-21T10:00:00.000Z';
  const about = { userUuid, name: 'Talk', typeId: null, locale: 'nl', mimeType: 'audio/webm', startedAt };
  await spool.create({ id, ...about });
  const all: number[] = [];
  let index = 0;
  return {
    all,
    async say(bytes: number) {
      const slice = Uint8Array.from({ length: bytes }, (_, at) => ((all.length + at) * 7) % 251);
      all.push(...slice);
      await spool.append(id, {
        index: index++,
        bytes: slice.buffer,
        durationMs: index * 1000,
        at: startedAt,
      });
      await settle();
    },
    async stop() {
      await spool.seal(id, ending, chunkBytes);
      tab.queue.kick();
      await settle(minute);
    },
  };
}

const totals = () => bench.server.sent.map(({ number, total }) => `${number}/${total}`);

test('full chunks go out during the meeting, and only the last one says the total', async () => {
  const recording = await begin();
  await recording.say(60);
  expect(totals()).toEqual([]);
  await recording.say(60);
  expect(totals()).toEqual(['1/2']);
  await recording.say(230);
  expect(totals()).toEqual(['1/2', '2/3', '3/4']);
  expect(bench.server.meetings.get('meeting-1')).toMatchObject({ finalisations: 0 });
  await recording.stop();
  expect(totals()).toEqual(['1/2', '2/3', '3/4', '4/4']);
  expect(bench.server.audioOf('meeting-1')).toEqual(recording.all);
  expect(bench.server.meetings.get('meeting-1')).toMatchObject({
    finalisations: 1,
    ending: { durationSeconds: 61, stopTime: ending.stoppedAt },
  });
  expect(tab.state('a')).toEqual({ phase: 'uploaded', meetingId: 'meeting-1' });
});

test('a recording that fills its chunks exactly keeps a byte for the end', async () => {
  const recording = await begin();
  await recording.say(100);
  await recording.say(100);
  expect(totals()).toEqual(['1/2']);
  await recording.stop();
  expect(totals()).toEqual(['1/2', '2/2']);
  expect(bench.server.audioOf('meeting-1')).toEqual(recording.all);
});

test('without the setting nothing is sent before the end', async () => {
  wanted = false;
  const recording = await begin();
  await recording.say(350);
  expect(bench.server.calls).toEqual([]);
  await recording.stop();
  expect(totals()).toEqual(['1/4', '2/4', '3/4', '4/4']);
});

test('a chunk is in the table before it is first sent, and stays as it is', async () => {
  const recording = await begin();
  bench.server.fail('sendChunk', ...Array.from({ length: 3 }, () => ({ kind: 'network' }) as const));
  await recording.say(150);
  const { chunk } = await bench.spool.readChunk('a', 1);
  expect(chunk).toMatchObject({ number: 1, start: 0, end: 100 });
  await recording.say(150);
  await recording.stop();
  expect((await bench.spool.readChunk('a', 1)).chunk).toEqual(chunk);
  // Every attempt says the same, also the one after the end.
  expect(new Set(totals())).toEqual(new Set(['1/2', '2/3', '3/3']));
  expect(bench.server.audioOf('meeting-1')).toEqual(recording.all);
});

test('a server that refuses changing totals gets the whole recording at its end, in a new meeting', async () => {
  bench.server.strictTotals = true;
  const recording = await begin();
  await recording.say(150);
  await recording.say(100);
  expect(bench.spool.rows.get('a')).toMatchObject({ live: false, acknowledgedChunks: 0, meetingId: null });
  expect(bench.liveRefusals).toBe(1);
  const before = bench.server.sent.length;
  await recording.say(200);
  expect(bench.server.sent).toHaveLength(before);
  await recording.stop();
  expect(tab.state('a')).toEqual({ phase: 'uploaded', meetingId: 'meeting-2' });
  expect(bench.server.audioOf('meeting-2')).toEqual(recording.all);
  expect(bench.server.meetings.get('meeting-1')).toMatchObject({ finalisations: 0 });
  expect(totals().slice(before)).toEqual(['1/5', '2/5', '3/5', '4/5', '5/5']);
});

test('the refusal may come after the end as well', async () => {
  bench.server.strictTotals = true;
  const recording = await begin();
  await recording.say(101);
  tab.queue.serve(undefined);
  await recording.say(200);
  await spool.seal('a', ending, chunkBytes);
  tab.queue.serve(userUuid);
  await settle(minute);
  expect(tab.state('a')).toEqual({ phase: 'uploaded', meetingId: 'meeting-2' });
  expect(bench.server.audioOf('meeting-2')).toEqual(recording.all);
  expect(totals()).toEqual(['1/2', '2/3', '2/3', '1/4', '2/4', '3/4', '4/4']);
});

test.each([
  ['saving the meeting', 'createMeeting', 403, 'forbidden'],
  ['a chunk', 'sendChunk', 404, 'not-found'],
] as const)('trouble with %s waits for the end of the meeting', async (_what, call, status, kind) => {
  bench.server.fail(call, { kind, status });
  const recording = await begin();
  await recording.say(150);
  expect(tab.state('a')).toBeUndefined();
  expect(bench.spool.rows.get('a')).toMatchObject({ live: false, status: 'open' });
  await recording.stop();
  expect(tab.state('a')).toMatchObject({ phase: 'uploaded' });
  expect(bench.liveRefusals).toBe(0);
});

test('chunks that are too large during the meeting are cut smaller for what follows', async () => {
  bench.server.fail('sendChunk', { kind: 'too-large', status: 413 });
  const recording = await begin();
  await bench.spool.update('a', { chunkBytes: 4096 });
  await recording.say(5000);
  expect(bench.spool.rows.get('a')).toMatchObject({ chunkBytes: 2048, closedChunks: 0, live: true });
  await recording.say(200);
  await recording.stop();
  expect(bench.server.audioOf('meeting-1')).toEqual(recording.all);
  expect(bench.sentBytes()).toEqual([2048, 2048, 1104]);
});

test('what a dead tab left behind is not sent before the person decides', async () => {
  const recording = await begin();
  bench.server.fail('sendChunk', { kind: 'network' });
  await recording.say(150);
  tab.queue.serve(undefined);
  vi.spyOn(bench.locks, 'held').mockResolvedValue(new Set());
  tab = bench.openTab();
  tab.queue.serve(userUuid);
  await settle(minute);
  expect(bench.server.count('sendChunk')).toBe(1);
  await recording.stop();
  expect(bench.server.audioOf('meeting-1')).toEqual(recording.all);
});

test('whatever the sizes and the moments, the server gets exactly what was recorded, once', async () => {
  const slice = fc.record({ bytes: fc.integer({ min: 1, max: 260 }), strict: fc.boolean() });
  const fault = fc.constantFrom('network', 'server', 'lost') as fc.Arbitrary<'network' | 'server' | 'lost'>;
  await fc.assert(
    fc.asyncProperty(
      fc.array(slice, { minLength: 1, maxLength: 12 }),
      fc.array(fault, { maxLength: 5 }),
      fc.boolean(),
      async (slices, faults, strict) => {
        open();
        bench.server.strictTotals = strict;
        for (const kind of faults) {
          bench.server.fail('sendChunk', kind === 'lost' ? { kind: 'network', afterwards: true } : { kind });
        }
        const recording = await begin();
        for (const { bytes } of slices) await recording.say(bytes);
        await recording.stop();
        await settle(10 * minute);
        const state = tab.state('a');
        expect(state?.phase).toBe('uploaded');
        const meetingId = state?.phase === 'uploaded' ? state.meetingId : '';
        expect(bench.server.audioOf(meetingId)).toEqual(recording.all);
        const finalisations = [...bench.server.meetings.values()].map((meeting) => meeting.finalisations);
        expect(finalisations.reduce((sum, count) => sum + count, 0)).toBe(1);
      },
    ),
    { numRuns: 60 },
  );
});
