import { beforeEach, expect, test, vi } from 'vitest';
import { RunJoiner } from '#src/lib/container/run-joiner.ts';
import { demuxed, media } from '#src/lib/container/testing/media.ts';
import type { NewClip } from '#src/services/evidence/evidence.ts';
import type { Mark } from '../model/journal.ts';
import { memoryStorage } from '../spool/shared-memory.ts';
import { MemorySpool } from '../testing/memory-spool.ts';
import { BookmarkClips } from './bookmark-clips.ts';
import type { LiveRecordingSession } from './live-recording.ts';
import { SettingsStore } from './recorder-settings.ts';

const owner = 'owen';
const startedAt = '2026-11-30T10:00:00.000Z';
const dayMs = 24 * 3_600_000;
const mark = (id: string, seconds: number, kind: Mark['kind'] = 'bookmark'): Mark => ({
  ...{ id, kind, recordedMs: seconds * 1000, text: `words of ${id}` },
  ...{ at: startedAt, until: null },
});

let spool: MemorySpool;
let settings: SettingsStore;
let kept: Map<string, NewClip>;
let refuse: (() => Promise<void>) | undefined;
let joiner: RunJoiner;
let changed: number;
const removed: string[] = [];

beforeEach(async () => {
  [spool, settings, kept, refuse, changed] = [
    new MemorySpool(),
    new SettingsStore(memoryStorage()),
    new Map(),
    undefined,
    0,
  ];
  removed.length = 0;
  joiner = new RunJoiner('audio/webm');
  await spool.create({
    id: 'r',
    userUuid: owner,
    name: 'Kick-off',
    typeId: 2,
    locale: 'nl',
    mimeType: 'audio/webm',
    startedAt,
  });
});

/** A page with this device's recordings. */
const page = () =>
  new BookmarkClips({
    spool,
    settings,
    evidence: async () => ({
      async keep(clip) {
        await refuse?.();
        if (!kept.has(clip.id)) kept.set(clip.id, clip);
      },
      removeAll: async (ids) => void removed.push(...ids),
      sweep: async () => undefined,
    }),
    onChange: () => {
      changed += 1;
    },
  });

/** Records until the recording is that long: the encoder begins again and again, as after crashes. */
async function recordUntil(seconds: number): Promise<void> {
  for (let row = await spool.get('r'); row && row.durationMs < seconds * 1000; row = await spool.get('r')) {
    if (row.bytes > 0) joiner.nextRun(0);
    const bytes = joiner.push(media(row.sliceCount % 2 === 0 ? 'first.webm' : 'second.webm')).buffer;
    await spool.append('r', { index: row.sliceCount, bytes, durationMs: joiner.endMs ?? 0, at: startedAt });
  }
}
const row = async () => (await spool.get('r'))!;
const collect = async (clips = page()) => {
  clips.collect([await row()]);
  await expect.poll(async () => clips.isPending(await row())).toBe(false);
  return clips;
};

test('a bookmark keeps twenty seconds before it and ten after, once they are there', async () => {
  await spool.update('r', { marks: [mark('a', 40), mark('note', 41, 'note'), mark('b', 52)] });
  await recordUntil(55);
  await collect();
  expect([...kept.keys()]).toEqual(['a']);
  const { facts, sound, until } = kept.get('a')!;
  expect(facts).toMatchObject({
    recordingId: 'r',
    atMs: 40_000,
    text: 'words of a',
    mediaType: 'audio/webm',
    target: null,
  });
  expect(Math.abs(facts.startMs - 20_000)).toBeLessThan(60);
  expect(Math.abs(facts.endMs - 50_000)).toBeLessThan(60);
  expect(Math.abs((await demuxed(sound)).statedDurationMs - 30_000)).toBeLessThan(60);
  expect(Math.abs(until - Date.now() - 30 * dayMs)).toBeLessThan(60_000);
  expect((await row()).pocketed).toEqual({ a: facts.endMs - facts.startMs });
  await spool.seal('r', { stoppedAt: startedAt, durationMs: joiner.endMs! }, 1e6);
  await collect();
  expect([...kept.keys()]).toEqual(['a', 'b']);
  expect(Math.abs(kept.get('b')!.facts.endMs - joiner.endMs!)).toBeLessThan(2);
});

test('what a page that died did not note is kept once, by the next one', async () => {
  await spool.update('r', { marks: [mark('a', 3)] });
  await recordUntil(14);
  const update = vi.spyOn(spool, 'update').mockRejectedValueOnce(new Error('the tab died'));
  page().collect([await row()]);
  await expect.poll(() => update).toHaveBeenCalledOnce();
  const { sound } = kept.get('a')!;
  await collect();
  expect(kept.get('a')!.sound).toBe(sound);
  expect((await row()).pocketed).toHaveProperty('a');
});

test('while it is recorded the disk decides, and the clock only when to look', async () => {
  const clips = page();
  const live = (elapsedMs: number) =>
    ({
      recording: { id: 'r' },
      journal: { marks: [mark('a', 3)] },
      elapsedMs: () => elapsedMs,
    }) as unknown as LiveRecordingSession;
  await spool.update('r', { marks: [mark('a', 3)] });
  await recordUntil(8);
  const get = vi.spyOn(spool, 'get');
  clips.look(live(8_000), [await row()]);
  expect(get).toHaveBeenCalledTimes(1);
  clips.look(live(14_000), [await row()]);
  await expect.poll(() => get).toHaveBeenCalledTimes(3);
  expect(kept.size).toBe(0);
  await recordUntil(13.5);
  clips.look(live(14_000), [await row()]);
  await expect.poll(() => kept.size).toBe(1);
});

test('an uploaded recording waits for its clips, but not for a gateway that gives no key', async () => {
  await spool.update('r', { marks: [mark('a', 3)] });
  await recordUntil(6);
  await spool.seal('r', { stoppedAt: startedAt, durationMs: joiner.endMs! }, 1e6);
  let answer: (() => void) | undefined;
  refuse = () => new Promise((_, reject) => (answer = () => reject(new Error('no key'))));
  const clips = page();
  clips.collect([await row()]);
  await expect.poll(() => answer).toBeDefined();
  expect(clips.isPending(await row())).toBe(true);
  answer?.();
  await expect.poll(async () => clips.isPending(await row())).toBe(false);
  expect(changed).toBe(1);
  refuse = undefined;
  await collect();
  expect(kept.size).toBe(1);
});

test('nothing is kept of files, without the wish, or where there is no sound', async () => {
  await spool.update('r', { marks: [mark('a', 3), mark('far', 4000)] });
  await recordUntil(6);
  await spool.seal('r', { stoppedAt: startedAt, durationMs: joiner.endMs! }, 1e6);
  settings.change(owner, { clipDays: 0 });
  expect(page().isPending(await row())).toBe(false);
  expect(page().isPending({ ...(await row()), origin: 'file' })).toBe(false);
  settings.change(owner, { clipDays: 7, clipBefore: 5 });
  await collect();
  expect([...kept.keys()]).toEqual(['a']);
  expect((await row()).pocketed).toMatchObject({ far: 0 });
});

test('with a bookmark, or a recording that becomes no meeting, its clips go', async () => {
  page().forget(['a']);
  page().forget([]);
  await expect.poll(() => removed).toEqual(['a']);
});
