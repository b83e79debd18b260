import { describe, expect, test, vi } from 'vitest';
import { RecorderFailure } from '../capture/capture-problem.ts';
import { SpoolError } from '../model/spool-error.ts';
import { beginFresh, openTab, record, settle, setup, world } from '../testing/engine-world.ts';

beginFresh();

describe('watching and writing down', () => {
  test('a silent microphone is reported, and the warning disappears with the silence', async () => {
    const tab = await openTab();
    await record(tab);
    tab.microphone().rms = 0;
    await settle(10_000);
    expect(tab.state()).toMatchObject({ warnings: expect.arrayContaining([{ kind: 'silent' }]) });
    tab.microphone().rms = 0.01;
    tab.microphone().say(6);
    expect(tab.state()).toMatchObject({ warnings: [] });
    await tab.engine.discard(tab.recordings()[0]!.stored.id);
  });

  test('"safe" is said only of what is on disk and growing', async () => {
    const tab = await openTab();
    await tab.engine.start(setup);
    await settle();
    expect(tab.state()).toMatchObject({ phase: 'recording', storage: 'waiting' });
    tab.microphone().say(1, 2);
    await settle();
    expect(tab.state()).toMatchObject({ storage: 'safe' });
    await settle(3500);
    expect(tab.state()).toMatchObject({ storage: 'waiting' });
    tab.microphone().say(3);
    await settle();
    expect(tab.state()).toMatchObject({ storage: 'safe' });
    tab.engine.pause();
    await settle(20_000);
    tab.engine.resume();
    await settle(1000);
    expect(tab.state()).toMatchObject({ storage: 'safe' });
    vi.spyOn(world.spool, 'append').mockRejectedValue(new SpoolError('quota', 'full'));
    tab.microphone().say(4);
    await settle(10_000);
    expect(tab.state()).toMatchObject({ storage: 'failing' });
    const discarding = tab.engine.discard(tab.recordings()[0]!.stored.id);
    await settle(2000);
    await discarding;
  });

  test('a recording that waits for a microphone is not mistaken for a stuck one', async () => {
    const tab = await openTab();
    await record(tab);
    tab.microphone().idle = true;
    await settle(20_000);
    expect(tab.state()).toMatchObject({ warnings: [], storage: 'safe' });
    expect(tab.microphone().log).not.toContain('rotate');
    await tab.engine.stop();
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
    expect(tab.state()).toMatchObject({ phase: 'recording', warnings: [] });
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
    expect(world.spool.rows.get(id)?.marks).toEqual(marks);
    tab.engine.correctMark(marks[0]!.id, 'offer');
    tab.engine.removeMark(marks[1]!.id);
    await tab.engine.stop();
    expect(world.spool.rows.get(id)?.marks?.map(({ text }) => text)).toEqual(['offer', '']);
    expect(tab.engine.getSnapshot().marks).toEqual([]);
  });

  test('notes that the disk does not accept are retried until it does', async () => {
    const tab = await openTab();
    const id = await record(tab);
    const failing = vi.spyOn(world.spool, 'update').mockRejectedValue(new SpoolError('quota', 'full'));
    tab.engine.write('note', 'one');
    tab.engine.write('note', 'two');
    await settle(3000);
    expect(world.spool.rows.get(id)?.marks).toBeUndefined();
    failing.mockRestore();
    await settle(1000);
    expect(world.spool.rows.get(id)?.marks?.map(({ text }) => text)).toEqual(['one', 'two']);
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
    expect(tab.state()).toMatchObject({ warnings: [{ kind: 'interrupted' }] });
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
    expect(tab.state()).toMatchObject({ warnings: [{ kind: 'overrun' }] });
    tab.engine.dismissWarning('overrun');
    expect(tab.state()).toMatchObject({ warnings: [] });
    await tab.engine.stop();
  });

  test('the computer’s sound is added and removed; its end and its failures are reported', async () => {
    const tab = await openTab();
    await record(tab);
    await tab.engine.shareAudio();
    expect(tab.state()).toMatchObject({ shared: true, warnings: [] });
    tab.engine.stopSharing();
    expect(tab.state()).toMatchObject({ shared: false, warnings: [] });
    expect(tab.microphone().log).toContain('stop sharing');
    await tab.engine.shareAudio();
    tab.microphone().events.onShareEnded();
    expect(tab.state()).toMatchObject({ shared: false, warnings: [{ kind: 'share-ended' }] });
    tab.engine.dismissWarning('share-ended');
    tab.microphone().share = async () => false;
    await tab.engine.shareAudio();
    expect(tab.state()).toMatchObject({ shared: false, warnings: [] });
    tab.microphone().share = () => Promise.reject(new RecorderFailure('no-device'));
    await tab.engine.shareAudio();
    expect(tab.state()).toMatchObject({ shared: false, warnings: [{ kind: 'share-silent' }] });
    tab.microphone().share = () => Promise.reject(new DOMException('', 'InvalidStateError'));
    await tab.engine.shareAudio();
    expect(tab.state()).toMatchObject({ phase: 'recording', warnings: [{ kind: 'share-failed' }] });
    await tab.engine.stop();
  });
});
