import { beforeEach, expect, test, vi } from 'vitest';
import { importKey } from '../vault/vault.ts';
import type { ClipStorage, SealedClip, SealedSound } from './clip-storage.ts';
import { Evidence, type NewClip } from './evidence.ts';

/** A disk in memory. */
class Disk implements ClipStorage {
  readonly clips = new Map<string, SealedClip>();
  readonly sounds = new Map<string, SealedSound>();
  listOf = async (owner: string) => [...this.clips.values()].filter((clip) => clip.owner === owner);
  get = async (id: string) => this.clips.get(id);
  sound = async (id: string) => this.sounds.get(id);
  async put(clip: SealedClip, sound?: SealedSound) {
    this.clips.set(clip.id, clip);
    if (sound) this.sounds.set(sound.id, sound);
  }
  async remove(ids: readonly string[]) {
    for (const id of ids) {
      this.clips.delete(id);
      this.sounds.delete(id);
    }
  }
  async removeUntil(now: number) {
    const over = [...this.clips.values()].filter(({ until }) => until <= now);
    await this.remove(over.map(({ id }) => id));
    return over.length;
  }
}

const hourMs = 3_600_000;
const until = Date.now() + hourMs;
const sound = new TextEncoder().encode('the sound of what was said');
const clip = (id: string, change: Partial<NewClip> = {}): NewClip => ({
  id,
  owner: 'owen',
  until,
  facts: {
    ...{ recordingId: 'r', atMs: 40_000, startMs: 20_000, endMs: 50_000 },
    ...{ mediaType: 'audio/webm', text: 'He said so', target: null },
  },
  sound,
  ...change,
});
const facts = (change: Partial<NewClip['facts']>) => ({ facts: { ...clip('').facts, ...change } });

let disk: Disk;
/** The evidence of a page; `byte` says whose key the gateway gives. */
const open = (byte = 7) =>
  new Evidence({
    storage: disk,
    key: () => importKey(new Uint8Array(32).fill(byte)),
    channel: { postMessage: () => undefined, onmessage: null },
    exists: async () => disk.clips.size > 0,
  });

beforeEach(() => {
  disk = new Disk();
});

test('a clip is found with its recording in every page, in the order of the recording', async () => {
  const evidence = open();
  await evidence.keep(clip('b', facts({ atMs: 50_000 })));
  await evidence.keep(clip('a'));
  await evidence.keep(clip('other', facts({ recordingId: 'another' })));
  const clips = await open().list('owen', 'r');
  expect(clips.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(clips[0]).toEqual({
    ...clip('a').facts,
    id: 'a',
    until,
    bytes: sound.length,
    sha256: 'f888e671fd9b58d67c6357d963b4f3b301ef2c5f754fe82bcd3d43886a2f462e',
  });
});

test('its sound is what was kept, and nothing of it is readable on disk', async () => {
  await open().keep(clip('a'));
  const heard = await open().sound({ id: 'a', mediaType: 'audio/webm' }, 'owen');
  expect(heard?.type).toBe('audio/webm');
  expect(new Uint8Array((await heard?.arrayBuffer()) ?? new ArrayBuffer())).toEqual(sound);
  const stored = [disk.clips.get('a')!.facts, disk.sounds.get('a')!.sound];
  for (const { data } of stored) expect(Buffer.from(data).toString('latin1')).not.toMatch(/said|webm/);
});

test('another person, another key or a changed record opens nothing', async () => {
  await open().keep(clip('a'));
  expect(await open(8).list('owen', 'r')).toEqual([]);
  expect(await open(8).sound({ id: 'a', mediaType: '' }, 'owen')).toBeUndefined();
  expect(await open().list('nora', 'r')).toEqual([]);
  disk.clips.set('a', { ...disk.clips.get('a')!, owner: 'nora' });
  expect(await open().list('nora', 'r')).toEqual([]);
  disk.sounds.set('b', { ...disk.sounds.get('a')!, id: 'b' });
  expect(await open().sound({ id: 'b', mediaType: '' }, 'owen')).toBeUndefined();
});

test('keeping it again changes nothing; attaching it does, and pages hear of both', async () => {
  const evidence = open();
  const heard = vi.fn();
  evidence.subscribe(heard);
  await evidence.keep(clip('a'));
  await evidence.keep(clip('a', facts({ text: 'something else' })));
  expect(heard).toHaveBeenCalledTimes(1);
  const target = { kind: 'answer', key: 'q12', label: 'What was agreed?' } as const;
  await evidence.attach('owen', 'a', target);
  expect(heard).toHaveBeenCalledTimes(2);
  expect((await open().list('owen', 'r'))[0]).toMatchObject({ text: 'He said so', target });
  await evidence.attach('owen', 'a', null);
  expect((await open().list('owen', 'r'))[0]?.target).toBeNull();
});

test('one press removes it, and it can be brought back', async () => {
  const evidence = open();
  await evidence.keep(clip('a'));
  const removed = await evidence.remove('a');
  expect([disk.clips.size, disk.sounds.size]).toEqual([0, 0]);
  expect(await evidence.remove('a')).toBeUndefined();
  await evidence.restore(removed!);
  expect(await evidence.list('owen', 'r')).toHaveLength(1);
  await evidence.removeAll(['a', 'b']);
  expect([disk.clips.size, disk.sounds.size]).toEqual([0, 0]);
});

test('what was kept long enough goes, whoever’s it is, and is never listed', async () => {
  const evidence = open();
  await evidence.keep(clip('a', { until: Date.now() - 1 }));
  await evidence.keep(clip('b'));
  expect((await evidence.list('owen', 'r')).map(({ id }) => id)).toEqual(['b']);
  await open(9).sweep();
  expect([...disk.clips.keys()]).toEqual(['b']);
});

test('without clips the gateway is asked for no key', async () => {
  const key = vi.fn();
  const evidence = new Evidence({
    storage: disk,
    key,
    channel: { postMessage: () => undefined, onmessage: null },
    exists: async () => true,
  });
  expect(await evidence.list('owen', 'r')).toEqual([]);
  expect(key).not.toHaveBeenCalled();
});

test('a key that did not come is asked for again, and the key goes with the person', async () => {
  const key = vi
    .fn<(signal: AbortSignal) => Promise<CryptoKey>>()
    .mockRejectedValueOnce(new Error('no key'))
    .mockImplementation(() => importKey(new Uint8Array(32).fill(7)));
  const evidence = new Evidence({
    storage: disk,
    key,
    channel: { postMessage: () => undefined, onmessage: null },
    exists: async () => true,
  });
  await expect(evidence.keep(clip('a'))).rejects.toThrow('no key');
  await evidence.keep(clip('a'));
  await evidence.list('owen', 'r');
  expect(key).toHaveBeenCalledTimes(2);
  evidence.lock();
  expect(key.mock.calls[1]?.[0].aborted).toBe(true);
  await evidence.list('owen', 'r');
  expect(key).toHaveBeenCalledTimes(3);
});
