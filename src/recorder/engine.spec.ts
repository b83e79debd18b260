import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RecorderFailure } from './capture-problem.ts';
import { RecorderEngine } from './engine.ts';
import { recorderLock, recordingLock } from './locks.ts';
import { SpoolError } from './model/spool-error.ts';
import { FakeCapture } from './testing/fake-capture.ts';
import { FakeServer } from './testing/fake-server.ts';
import { MemoryLocks } from './testing/memory-locks.ts';
import { MemorySpool } from './testing/memory-spool.ts';

const userUuid = 'b1f6f9a0-0000-4000-8000-000000000001';
const dayMs = 24 * 60 * 60_000;
const setup = { name: 'Kick-off', userUuid, typeId: 2, locale: 'nl', deviceId: undefined };

let spool: MemorySpool;
let server: FakeServer;
let locks: MemoryLocks;
let page: EventTarget;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-21T10:00:00Z') });
  spool = new MemorySpool();
  server = new FakeServer();
  locks = new MemoryLocks();
  page = new EventTarget();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const settle = (ms = 10) => vi.advanceTimersByTimeAsync(ms);

/** An engine of a tab where the user is signed in. */
async function openTab(open?: () => Promise<void>, estimateStorage?: () => Promise<StorageEstimate>) {
  const captures: FakeCapture[] = [];
  const engine = new RecorderEngine({
    spool,
    server,
    locks,
    chunkBytes: 4,
    openCapture: async (_deviceId, events) => {
      await open?.();
      captures.push(new FakeCapture(events));
      return captures.at(-1)!;
    },
    renewSession: async () => false,
    announcements: { postMessage: () => undefined, onmessage: null },
    page,
    requestPersistence: () => undefined,
    ...(estimateStorage && { estimateStorage }),
  });
  await engine.resumePending(userUuid);
  return {
    engine,
    /** The capture of the last start. */
    microphone: () => captures.at(-1)!,
    state: () => engine.getSnapshot().recorder,
    recordings: () => engine.getSnapshot().recordings,
  };
}
type Tab = Awaited<ReturnType<typeof openTab>>;

async function record(tab: Tab): Promise<string> {
  await tab.engine.start(setup);
  tab.microphone().say(1, 2, 3);
  tab.microphone().say(4, 5);
  await settle();
  const state = tab.state();
  if (state.phase !== 'recording') throw new Error(state.phase);
  return state.recording.id;
}

async function fileOf(tab: Tab, id: string): Promise<Blob> {
  const file = await tab.engine.read(id);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of file!.pieces()) pieces.push(piece);
  return new Blob(pieces, { type: file!.stored.mimeType });
}

const leaving = () => !page.dispatchEvent(new Event('beforeunload', { cancelable: true }));

describe('recorder engine', () => {
  test('records, pauses, stops, uploads', async () => {
    const tab = await openTab();
    const id = await record(tab);
    expect(tab.recordings()).toMatchObject([{ stored: { id }, live: true }]);
    expect(leaving()).toBe(true);
    tab.engine.pause();
    tab.engine.pause();
    expect(tab.state().phase).toBe('paused');
    tab.engine.resume();
    await Promise.all([tab.engine.stop(), tab.engine.stop()]);
    expect(tab.microphone().log).toEqual(['begin', 'pause', 'resume', 'stop']);
    expect(tab.state()).toEqual({ phase: 'sealed', recordingId: id, reason: 'user' });
    await settle();
    expect(server.audioOf('meeting-1')).toEqual([1, 2, 3, 4, 5]);
    expect(tab.recordings()).toMatchObject([
      { stored: { id, status: 'uploaded' }, upload: { phase: 'uploaded' } },
    ]);
    expect(leaving()).toBe(false);
    expect([...(await locks.held())]).toEqual([]);
  });

  test('needs no network to record', async () => {
    server.fail('createMeeting', ...Array.from({ length: 50 }, () => ({ kind: 'network' }) as const));
    const tab = await openTab();
    await record(tab);
    await tab.engine.stop();
    await settle(60_000);
    expect(tab.recordings()[0]?.upload?.phase).toBe('waiting');
    expect(leaving()).toBe(false);
    page.dispatchEvent(new Event('online'));
  });

  test.each([
    [new RecorderFailure('insecure'), 'insecure'],
    [new DOMException('', 'NotAllowedError'), 'denied'],
    [new DOMException('', 'NotFoundError'), 'no-device'],
    [new DOMException('', 'NotReadableError'), 'busy'],
    [new TypeError(), 'unexpected'],
  ])('a start that fails with %s ends as “%s”', async (error, problem) => {
    const tab = await openTab(() => Promise.reject(error));
    await tab.engine.start(setup);
    expect(tab.state()).toEqual({ phase: 'idle', problem });
    expect(spool.rows.size).toBe(0);
  });

  test('without storage nothing is recorded, and the microphone is given back', async () => {
    const tab = await openTab();
    vi.spyOn(spool, 'create').mockRejectedValue(new SpoolError('unavailable', ''));
    await tab.engine.start(setup);
    expect(tab.state()).toEqual({ phase: 'idle', problem: 'storage' });
    expect(tab.microphone().log).toEqual(['stop']);
    expect([...(await locks.held())]).toEqual([]);
  });

  test('one tab records at a time; the other one sees that it is recorded', async () => {
    const first = await openTab();
    const id = await record(first);
    const second = await openTab();
    await second.engine.start(setup);
    expect(second.state()).toEqual({ phase: 'idle', problem: 'recording-elsewhere' });
    expect(second.recordings()).toMatchObject([{ stored: { id }, live: true }]);
    await second.engine.discard(id);
    await second.engine.finish(id);
    expect(spool.rows.get(id)?.status).toBe('open');
  });

  test('a start can be taken back while the browser asks', async () => {
    let allow = () => {};
    const asking = new Promise<void>((resolve) => {
      allow = resolve;
    });
    const tab = await openTab(() => asking);
    const starting = tab.engine.start(setup);
    tab.engine.cancelStart();
    expect(tab.state()).toEqual({ phase: 'idle', problem: undefined });
    allow();
    await starting;
    expect(tab.microphone().log).toEqual(['stop']);
    expect(tab.state().phase).toBe('idle');
    expect(spool.rows.size).toBe(0);
    await record(tab);
  });

  test('a stop before any sound keeps nothing', async () => {
    const tab = await openTab();
    await tab.engine.start(setup);
    await tab.engine.stop();
    expect(tab.state()).toEqual({ phase: 'idle', problem: 'nothing-recorded' });
    expect(spool.rows.size).toBe(0);
  });

  test('a disk that fails holds up the end, not the recording', async () => {
    const tab = await openTab();
    await record(tab);
    spool.appendFailures.push(...Array.from({ length: 3 }, () => new SpoolError('quota', 'full')));
    tab.microphone().say(6);
    await settle();
    expect(tab.state()).toMatchObject({ phase: 'recording', storage: 'failing' });
    void tab.engine.stop();
    await settle();
    expect(tab.state()).toMatchObject({ phase: 'stopping', storage: 'failing' });
    expect(leaving()).toBe(true);
    await settle(4000);
    expect(tab.state().phase).toBe('sealed');
    expect(server.audioOf('meeting-1')).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('an encoder that fails ends the recording with what there is', async () => {
    const tab = await openTab();
    await record(tab);
    tab.microphone().events.onFailure();
    await settle();
    expect(tab.state()).toMatchObject({ phase: 'sealed', reason: 'recorder-failed' });
    expect(server.audioOf('meeting-1')).toEqual([1, 2, 3, 4, 5]);
  });

  test('a microphone that disappears and comes back is told', async () => {
    const tab = await openTab();
    await record(tab);
    tab.microphone().events.onMicrophone('lost', 'Headset');
    expect(tab.state()).toMatchObject({ phase: 'recording', microphone: 'lost' });
    tab.microphone().events.onMicrophone('live', 'Built-in');
    expect(tab.state()).toMatchObject({ microphone: 'live', recording: { microphoneLabel: 'Built-in' } });
  });

  test.each(['recording', 'stopping'])('a recording can be discarded while %s', async (phase) => {
    const tab = await openTab();
    const id = await record(tab);
    if (phase === 'stopping') {
      spool.appendFailures.push(...Array.from({ length: 99 }, () => new SpoolError('quota', 'full')));
      tab.microphone().say(6);
      void tab.engine.stop();
      await settle();
    }
    const discarding = tab.engine.discard(id);
    await settle(2000);
    await discarding;
    expect(tab.state()).toEqual({ phase: 'idle', problem: undefined });
    expect(tab.recordings()).toEqual([]);
    expect(spool.rows.size).toBe(0);
    expect(server.calls).toEqual([]);
  });

  test('what a dead tab left behind can be finished or downloaded', async () => {
    const dead = await openTab();
    const id = await record(dead);
    // The browser releases the locks of a tab that dies.
    locks = new MemoryLocks();
    const tab = await openTab();
    expect(tab.recordings()).toMatchObject([
      { stored: { id, status: 'open', durationMs: 2000 }, live: false },
    ]);
    const file = await fileOf(tab, id);
    expect([file.type, ...new Uint8Array(await file.arrayBuffer())]).toEqual([
      'audio/webm;codecs=opus',
      ...[1, 2, 3, 4, 5],
    ]);
    await tab.engine.finish(id);
    await settle();
    expect(server.audioOf('meeting-1')).toEqual([1, 2, 3, 4, 5]);
    const { lastSliceAt } = spool.rows.get(id)!;
    expect(server.meetings.get('meeting-1')?.ending).toEqual({ durationSeconds: 2, stopTime: lastSliceAt });
  });

  test('an upload goes on by itself after a reload', async () => {
    server.fail('sendChunk', { kind: 'server' });
    const closed = await openTab();
    await record(closed);
    await closed.engine.stop();
    await closed.engine.resumePending(undefined);
    await openTab();
    await settle(2000);
    expect(server.audioOf('meeting-1')).toEqual([1, 2, 3, 4, 5]);
  });

  test('who signs in again while a failing disk holds up the end of the recording is served', async () => {
    const tab = await openTab();
    await record(tab);
    spool.appendFailures.push(new SpoolError('quota', 'full'), new SpoolError('quota', 'full'));
    tab.microphone().say(6);
    void tab.engine.resumePending(undefined);
    await settle();
    await tab.engine.resumePending(userUuid);
    await settle(5000);
    expect(server.audioOf('meeting-1')).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('nobody sees another user’s recordings, and signing out ends the running one safely', async () => {
    const tab = await openTab();
    const id = await record(tab);
    await tab.engine.resumePending(undefined);
    expect(tab.engine.getSnapshot()).toMatchObject({ recorder: { phase: 'idle' }, recordings: [] });
    await tab.engine.resumePending('somebody-else');
    await settle(60_000);
    expect(tab.recordings()).toEqual([]);
    expect(server.calls).toEqual([]);
    expect(spool.rows.get(id)?.status).toBe('sealed');
    await tab.engine.resumePending(userUuid);
    await settle();
    expect(server.audioOf('meeting-1')).toEqual([1, 2, 3, 4, 5]);
  });

  test('an uploaded recording stays for the grace period', async () => {
    const tab = await openTab();
    const id = await record(tab);
    await tab.engine.stop();
    await settle();
    await settle(dayMs - 60_000);
    await tab.engine.resumePending(userUuid);
    expect(tab.recordings()).toMatchObject([{ stored: { id } }]);
    await settle(2 * 60_000);
    await tab.engine.resumePending(userUuid);
    // As long as it is looked at.
    expect(tab.recordings()).toMatchObject([{ stored: { id } }]);
    tab.engine.dismiss();
    await settle();
    expect(tab.recordings()).toEqual([]);
  });

  test('the grace period can be changed, and the copies of uploaded recordings removed at once', async () => {
    const tab = await openTab();
    tab.engine.changeSettings({ graceHours: 7 * 24 });
    await record(tab);
    await tab.engine.stop();
    await settle();
    expect(tab.recordings()[0]?.keptUntil?.slice(0, 10)).toBe('2026-11-28');
    tab.engine.dismiss();
    await settle(2 * dayMs);
    page.dispatchEvent(new Event('focus'));
    await settle();
    expect(tab.recordings()).toHaveLength(1);
    server.fail('createMeeting', { kind: 'forbidden', status: 403 });
    await record(tab);
    await tab.engine.stop();
    await settle();
    await tab.engine.removeUploaded();
    expect(tab.recordings()).toMatchObject([
      { stored: { status: 'sealed' }, upload: { phase: 'attention' } },
    ]);
    expect(spool.rows.size).toBe(1);
  });

  test('with a disk that stays full, everything can be downloaded, written or not', async () => {
    const tab = await openTab();
    const id = await record(tab);
    spool.appendFailures.push(...Array.from({ length: 99 }, () => new SpoolError('quota', 'full')));
    tab.microphone().say(6);
    tab.microphone().say(7, 8);
    void tab.engine.stop();
    await settle(3000);
    expect(tab.state()).toMatchObject({ phase: 'stopping', storage: 'failing' });
    const file = await fileOf(tab, id);
    expect([...new Uint8Array(await file.arrayBuffer())]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    spool.appendFailures.length = 0;
    await settle(2000);
    expect(server.audioOf('meeting-1')).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('with live upload, what fills a chunk is there before the end', async () => {
    const tab = await openTab();
    tab.engine.changeSettings({ liveUpload: true });
    const id = await record(tab);
    tab.microphone().say(6, 7, 8, 9);
    await settle();
    expect(server.sent.map(({ number, total }) => [number, total])).toEqual([
      [1, 2],
      [2, 3],
    ]);
    expect(spool.rows.get(id)).toMatchObject({ status: 'open', acknowledgedChunks: 2 });
    await tab.engine.stop();
    await settle();
    expect(server.audioOf('meeting-1')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('the room that is left is watched while recording', async () => {
    let usage = 1000;
    const tab = await openTab(undefined, async () => ({ quota: 10_000, usage }));
    expect(tab.engine.getSnapshot().roomBytes).toBe(9000);
    await record(tab);
    usage = 4000;
    await settle(30_000);
    expect(tab.engine.getSnapshot().roomBytes).toBe(6000);
    await tab.engine.stop();
    usage = 5000;
    await settle(60_000);
    expect(tab.engine.getSnapshot().roomBytes).toBe(6000);
  });

  test('a place without audio that nobody records into is cleaned away', async () => {
    const startedAt = new Date().toISOString();
    const empty = { userUuid, name: 'x', typeId: null, locale: 'en', mimeType: 'audio/webm', startedAt };
    await spool.create({ id: 'left', ...empty });
    await spool.create({ id: 'just-begun', ...empty });
    await locks.tryHold(recordingLock('just-begun'));
    await locks.tryHold(recorderLock);
    await openTab();
    expect([...spool.rows.keys()]).toEqual(['just-begun']);
  });
});

describe('watching and writing down', () => {
  test('a silent microphone is told, and the warning goes with the silence', async () => {
    const tab = await openTab();
    await record(tab);
    tab.microphone().rms = 0;
    await settle(10_000);
    expect(tab.state()).toMatchObject({ alarms: expect.arrayContaining(['silent']) });
    tab.microphone().rms = 0.01;
    tab.microphone().say(6);
    expect(tab.state()).toMatchObject({ alarms: [] });
    await tab.engine.discard(tab.recordings()[0]!.stored.id);
  });

  test('a stuck encoder is asked for data; slices keep it from that', async () => {
    const tab = await openTab();
    await record(tab);
    for (let second = 0; second < 10; second++) {
      tab.microphone().say(1);
      await settle(1000);
    }
    expect(tab.microphone().log).not.toContain('request data');
    await settle(3500);
    expect(tab.microphone().log).toContain('request data');
    expect(tab.state()).toMatchObject({ phase: 'recording', alarms: [] });
    await tab.engine.stop();
  });

  test('what is written down is on disk at once, survives the tab, and is complete before sealing', async () => {
    const tab = await openTab();
    const id = await record(tab);
    tab.engine.write('bookmark', '');
    tab.engine.write('note', ' remember ');
    tab.engine.write('chat', '');
    tab.engine.pause();
    await settle(5000);
    tab.engine.resume();
    await settle();
    const marks = tab.engine.getSnapshot().marks;
    expect(marks.map(({ kind, text, recordedMs }) => [kind, text, recordedMs])).toEqual([
      ['bookmark', '', 2000],
      ['note', 'remember', 2000],
      ['pause', '', 2000],
    ]);
    const pause = marks[2]!;
    expect(Date.parse(pause.until ?? '') - Date.parse(pause.at)).toBeGreaterThanOrEqual(5000);
    expect(spool.rows.get(id)?.marks).toEqual(marks);
    tab.engine.correctMark(marks[0]!.id, 'offer');
    tab.engine.removeMark(marks[1]!.id);
    await tab.engine.stop();
    expect(spool.rows.get(id)?.marks?.map(({ text }) => text)).toEqual(['offer', '']);
    expect(tab.engine.getSnapshot().marks).toEqual([]);
  });

  test('notes that the disk does not take are tried again until it does', async () => {
    const tab = await openTab();
    const id = await record(tab);
    const failing = vi.spyOn(spool, 'update').mockRejectedValue(new SpoolError('quota', 'full'));
    tab.engine.write('note', 'one');
    tab.engine.write('note', 'two');
    await settle(3000);
    expect(spool.rows.get(id)?.marks).toBeUndefined();
    failing.mockRestore();
    await settle(1000);
    expect(spool.rows.get(id)?.marks?.map(({ text }) => text)).toEqual(['one', 'two']);
    await tab.engine.stop();
  });

  test('a lost microphone and a sleep are marked with their times', async () => {
    const tab = await openTab();
    await record(tab);
    const { events } = tab.microphone();
    events.onMicrophone('lost', 'Headset');
    await settle(2000);
    events.onMicrophone('live', 'Built-in');
    vi.setSystemTime(Date.now() + 3_600_000);
    tab.microphone().audioOffsetMs = -3_600_000;
    await settle(1000);
    expect(tab.state()).toMatchObject({ news: { kind: 'interrupted' } });
    const [lost, slept] = tab.engine.getSnapshot().marks;
    expect(lost).toMatchObject({ kind: 'microphone-lost', until: expect.any(String) });
    expect(slept?.kind).toBe('interruption');
    expect(Date.parse(slept?.until ?? '') - Date.parse(slept?.at ?? '')).toBe(3_600_000);
    await tab.engine.stop();
  });

  test('a meeting longer than expected asks once', async () => {
    const tab = await openTab();
    await tab.engine.start({ ...setup, agenda: { expectedMinutes: 1 } });
    for (let second = 0; second < 62; second++) tab.microphone().say(1);
    await settle(1000);
    expect(tab.state()).toMatchObject({ alarms: ['overrun'] });
    tab.engine.dismissAlarm('overrun');
    expect(tab.state()).toMatchObject({ alarms: [] });
    await tab.engine.stop();
  });

  test('the computer’s sound is added and dropped; its end and its failures are told', async () => {
    const tab = await openTab();
    await record(tab);
    await tab.engine.shareAudio();
    expect(tab.state()).toMatchObject({ shared: true, news: undefined });
    tab.engine.stopSharing();
    expect(tab.state()).toMatchObject({ shared: false, news: undefined });
    expect(tab.microphone().log).toContain('stop sharing');
    await tab.engine.shareAudio();
    tab.microphone().events.onShareEnded();
    expect(tab.state()).toMatchObject({ shared: false, news: { kind: 'share-ended' } });
    tab.engine.dismissNews();
    tab.microphone().share = async () => false;
    await tab.engine.shareAudio();
    expect(tab.state()).toMatchObject({ shared: false, news: undefined });
    tab.microphone().share = () => Promise.reject(new RecorderFailure('no-device'));
    await tab.engine.shareAudio();
    expect(tab.state()).toMatchObject({ shared: false, news: { kind: 'share-silent' } });
    tab.microphone().share = () => Promise.reject(new DOMException('', 'InvalidStateError'));
    await tab.engine.shareAudio();
    expect(tab.state()).toMatchObject({ phase: 'recording', news: { kind: 'share-failed' } });
    await tab.engine.stop();
  });
});
