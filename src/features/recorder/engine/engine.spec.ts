import { describe, expect, test, vi } from 'vitest';
import { RecorderFailure } from '../capture/capture-problem.ts';
import { SpoolError } from '../model/spool-error.ts';
import {
  beginFresh,
  fileOf,
  leaving,
  openTab,
  record,
  settle,
  setup,
  userUuid,
  world,
} from '../testing/engine-world.ts';
import { MemoryLocks } from '../testing/memory-locks.ts';

beginFresh();

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
    expect(world.server.audioOf('meeting-1')).toEqual([1, 2, 3, 4, 5]);
    expect(tab.recordings()).toMatchObject([
      { stored: { id, status: 'uploaded' }, upload: { phase: 'uploaded' } },
    ]);
    expect(leaving()).toBe(false);
    expect([...(await world.locks.held())]).toEqual([]);
  });

  test('needs no network to record', async () => {
    world.server.fail('createMeeting', ...Array.from({ length: 50 }, () => ({ kind: 'network' }) as const));
    const tab = await openTab();
    await record(tab);
    await tab.engine.stop();
    await settle(60_000);
    expect(tab.recordings()[0]?.upload?.phase).toBe('waiting');
    expect(leaving()).toBe(false);
    world.page.dispatchEvent(new Event('online'));
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
    expect(world.spool.rows.size).toBe(0);
  });

  test('without storage nothing is recorded, and the microphone is released', async () => {
    const tab = await openTab();
    vi.spyOn(world.spool, 'create').mockRejectedValue(new SpoolError('unavailable', ''));
    await tab.engine.start(setup);
    expect(tab.state()).toEqual({ phase: 'idle', problem: 'storage' });
    expect(tab.microphone().log).toEqual(['stop']);
    expect([...(await world.locks.held())]).toEqual([]);
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
    expect(world.spool.rows.get(id)?.status).toBe('open');
  });

  test('a start can be cancelled while the browser asks', async () => {
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
    expect(world.spool.rows.size).toBe(0);
    await record(tab);
  });

  test('a stop before any sound keeps nothing', async () => {
    const tab = await openTab();
    await tab.engine.start(setup);
    await tab.engine.stop();
    expect(tab.state()).toEqual({ phase: 'idle', problem: 'nothing-recorded' });
    expect(world.spool.rows.size).toBe(0);
  });

  test('a failing disk delays the end, not the recording', async () => {
    const tab = await openTab();
    await record(tab);
    world.spool.appendFailures.push(...Array.from({ length: 3 }, () => new SpoolError('quota', 'full')));
    tab.microphone().say(6);
    await settle();
    expect(tab.state()).toMatchObject({ phase: 'recording', storage: 'failing' });
    void tab.engine.stop();
    await settle();
    expect(tab.state()).toMatchObject({ phase: 'stopping', storage: 'failing' });
    expect(leaving()).toBe(true);
    await settle(4000);
    expect(tab.state().phase).toBe('sealed');
    expect(world.server.audioOf('meeting-1')).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('an encoder that fails ends the recording with what there is', async () => {
    const tab = await openTab();
    await record(tab);
    tab.microphone().events.onFailure();
    await settle();
    expect(tab.state()).toMatchObject({ phase: 'sealed', reason: 'recorder-failed' });
    expect(world.server.audioOf('meeting-1')).toEqual([1, 2, 3, 4, 5]);
  });

  test('a microphone that disappears and comes back is reported', async () => {
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
      world.spool.appendFailures.push(...Array.from({ length: 99 }, () => new SpoolError('quota', 'full')));
      tab.microphone().say(6);
      void tab.engine.stop();
      await settle();
    }
    const discarding = tab.engine.discard(id);
    await settle(2000);
    await discarding;
    expect(tab.state()).toEqual({ phase: 'idle', problem: undefined });
    expect(tab.recordings()).toEqual([]);
    expect(world.spool.rows.size).toBe(0);
    expect(world.server.calls).toEqual([]);
  });

  test('what a dead tab left behind can be finished or downloaded', async () => {
    const dead = await openTab();
    const id = await record(dead);
    // The browser releases the locks of a tab that dies.
    world.locks = new MemoryLocks();
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
    expect(world.server.audioOf('meeting-1')).toEqual([1, 2, 3, 4, 5]);
    const { lastSliceAt } = world.spool.rows.get(id)!;
    expect(world.server.meetings.get('meeting-1')?.ending).toEqual({
      durationSeconds: 2,
      stopTime: lastSliceAt,
    });
  });

  test('an upload continues automatically after a reload', async () => {
    world.server.fail('sendChunk', { kind: 'server' });
    const closed = await openTab();
    await record(closed);
    await closed.engine.stop();
    await closed.engine.resumePending(undefined);
    await openTab();
    await settle(2000);
    expect(world.server.audioOf('meeting-1')).toEqual([1, 2, 3, 4, 5]);
  });

  test('someone who signs in again while a failing disk delays the end of the recording is served', async () => {
    const tab = await openTab();
    await record(tab);
    world.spool.appendFailures.push(new SpoolError('quota', 'full'), new SpoolError('quota', 'full'));
    tab.microphone().say(6);
    void tab.engine.resumePending(undefined);
    await settle();
    await tab.engine.resumePending(userUuid);
    await settle(5000);
    expect(world.server.audioOf('meeting-1')).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
