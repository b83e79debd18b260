import { describe, expect, test } from 'vitest';
import { SpoolError } from '../model/spool-error.ts';
import { recorderLock, recordingLock } from '../spool/locks.ts';
import {
  beginFresh,
  dayMs,
  fileOf,
  openTab,
  record,
  settle,
  userUuid,
  world,
} from '../testing/engine-world.ts';

beginFresh();

describe('recordings on this device', () => {
  test('nobody sees another user’s recordings, and signing out ends the running one safely', async () => {
    const tab = await openTab();
    const id = await record(tab);
    await tab.engine.resumePending(undefined);
    expect(tab.engine.getSnapshot()).toMatchObject({ recorder: { phase: 'idle' }, recordings: [] });
    await tab.engine.resumePending('someone-else');
    await settle(60_000);
    expect(tab.recordings()).toEqual([]);
    expect(world.server.calls).toEqual([]);
    expect(world.spool.rows.get(id)?.status).toBe('sealed');
    await tab.engine.resumePending(userUuid);
    await settle();
    expect(world.server.audioOf('meeting-1')).toEqual([1, 2, 3, 4, 5]);
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
    // As long as it is shown.
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
    world.page.dispatchEvent(new Event('focus'));
    await settle();
    expect(tab.recordings()).toHaveLength(1);
    world.server.fail('createMeeting', { kind: 'forbidden', status: 403 });
    await record(tab);
    await tab.engine.stop();
    await settle();
    await tab.engine.removeUploaded();
    expect(tab.recordings()).toMatchObject([
      { stored: { status: 'sealed' }, upload: { phase: 'attention' } },
    ]);
    expect(world.spool.rows.size).toBe(1);
  });

  test('with a disk that stays full, everything can be downloaded, written or not', async () => {
    const tab = await openTab();
    const id = await record(tab);
    world.spool.appendFailures.push(...Array.from({ length: 99 }, () => new SpoolError('quota', 'full')));
    tab.microphone().say(6);
    tab.microphone().say(7, 8);
    void tab.engine.stop();
    await settle(3000);
    expect(tab.state()).toMatchObject({ phase: 'stopping', storage: 'failing' });
    const file = await fileOf(tab, id);
    expect([...new Uint8Array(await file.arrayBuffer())]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    world.spool.appendFailures.length = 0;
    await settle(2000);
    expect(world.server.audioOf('meeting-1')).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('with live upload, what fills a chunk is there before the end', async () => {
    const tab = await openTab();
    tab.engine.changeSettings({ liveUpload: true });
    const id = await record(tab);
    tab.microphone().say(6, 7, 8, 9);
    await settle();
    expect(world.server.sent.map(({ number, total }) => [number, total])).toEqual([
      [1, 2],
      [2, 3],
    ]);
    expect(world.spool.rows.get(id)).toMatchObject({ status: 'open', acknowledgedChunks: 2 });
    await tab.engine.stop();
    await settle();
    expect(world.server.audioOf('meeting-1')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('the remaining space is watched while recording', async () => {
    let usage = 1000;
    const tab = await openTab(undefined, async () => ({ quota: 10_000, usage }));
    /** Seconds of recording in the warning about space. */
    const room = () => {
      const [low] = tab.engine.getSnapshot().warnings.filter(({ kind }) => kind === 'storage-low');
      return low?.kind === 'storage-low' ? low.roomMs / 1000 : undefined;
    };
    expect(room()).toBeCloseTo(9000 / 4152);
    await record(tab);
    usage = 4000;
    await settle(30_000);
    expect(room()).toBeCloseTo(6000 / 4152);
    await tab.engine.stop();
    usage = 5000;
    await settle(60_000);
    expect(room()).toBeCloseTo(6000 / 4152);
  });

  test('an empty recording that nobody records into is removed', async () => {
    const startedAt = new Date().toISOString();
    const empty = { userUuid, name: 'x', typeId: null, locale: 'en', mimeType: 'audio/webm', startedAt };
    await world.spool.create({ id: 'left', ...empty });
    await world.spool.create({ id: 'just-begun', ...empty });
    await world.locks.tryHold(recordingLock('just-begun'));
    await world.locks.tryHold(recorderLock);
    await openTab();
    expect([...world.spool.rows.keys()]).toEqual(['just-begun']);
  });
});
