import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutClip } from './clip.ts';
import { concat } from './ebml.ts';
import { RunJoiner } from './run-joiner.ts';
import type { StoredSound } from './stored-sound.ts';
import { demuxed, media } from './testing/media.ts';

const formats = [
  {
    mimeType: 'audio/webm;codecs=opus',
    runs: [media('first.webm'), media('second.webm')],
    // A packet at each end; of WebM's last packet, the demuxer does not know the length.
    edgeMs: 60,
    lastPacketMs: 60,
  },
  // A fragment at each end.
  { mimeType: 'audio/mp4', runs: [media('first.mp4'), media('second.mp4')], edgeMs: 1100, lastPacketMs: 0 },
] as const;

/** A recording of some minutes in many runs, as after crashes: every second one begins later than the one before ends. */
function recording(mimeType: string, runs: readonly Uint8Array<ArrayBuffer>[], count: number) {
  const joiner = new RunJoiner(mimeType);
  const parts: Uint8Array[] = [];
  for (let index = 0; index < count; index++) {
    if (index > 0) joiner.nextRun(index % 2 === 0 ? (joiner.endMs ?? 0) + 700 : 0);
    parts.push(joiner.push(runs[index % runs.length]!));
  }
  return { bytes: concat(parts), endMs: joiner.endMs ?? 0 };
}

function stored(mimeType: string, bytes: Uint8Array<ArrayBuffer>) {
  const read: number[] = [];
  const sound: StoredSound = {
    mimeType,
    bytes: bytes.length,
    read: async (start, end) => {
      read.push(end - start);
      return bytes.slice(start, end).buffer;
    },
  };
  return { sound, read };
}

describe.each(formats)('a clip of $mimeType', ({ mimeType, runs, edgeMs, lastPacketMs }) => {
  const whole = recording(mimeType, runs, 120);

  test('has the recording’s own packets, all that lie in the range, at their distances', async () => {
    const { packets } = await demuxed(whole.bytes);
    const { sound } = stored(mimeType, whole.bytes);
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0, max: whole.endMs - 100, noNaN: true }),
        fc.integer({ min: 80, max: 40_000 }),
        async (fromMs, lengthMs) => {
          const toMs = fromMs + lengthMs;
          const inside = packets.filter(
            ({ timestamp: s }) => s * 1000 > fromMs + 0.5 && s * 1000 < toMs - 0.5,
          );
          fc.pre(inside.length > 0);
          const clip = await cutClip(sound, fromMs, toMs);
          expect(clip.startMs).toBeGreaterThan(fromMs - edgeMs);
          expect(clip.endMs).toBeLessThan(toMs + edgeMs);
          const found = await demuxed(clip.bytes);
          const expected = packets.filter(
            ({ timestamp: s }) => s * 1000 >= clip.startMs - 0.5 && s * 1000 < clip.endMs - 5,
          );
          expect(found.packets.map(({ data }) => data)).toEqual(expected.map(({ data }) => data));
          expect(expected.length).toBeGreaterThanOrEqual(inside.length);
          const times = expected.map(({ timestamp }) => timestamp * 1000 - clip.startMs);
          found.packets.forEach(({ timestamp }, index) => {
            expect(Math.abs(timestamp * 1000 - times[index]!)).toBeLessThan(1);
          });
          expect(found.packets[0]!.timestamp).toBe(0);
          const lengthOf = clip.endMs - clip.startMs;
          expect(Math.abs(found.statedDurationMs - lengthOf)).toBeLessThan(2);
          expect(Math.abs(found.durationMs + lastPacketMs - lengthOf)).toBeLessThan(60);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('is read from near the place alone', async () => {
    const long = recording(mimeType, runs, 2000);
    const { sound, read } = stored(mimeType, long.bytes);
    const clip = await cutClip(sound, long.endMs * 0.7, long.endMs * 0.7 + 30_000);
    expect(clip.endMs - clip.startMs).toBeGreaterThan(29_000);
    expect(long.bytes.length).toBeGreaterThan(5_000_000);
    expect(read.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(1_500_000);
  });

  test('takes what there is: from the beginning, to the end, and before the rest has arrived', async () => {
    const { sound } = stored(mimeType, whole.bytes);
    const early = await cutClip(sound, -20_000, 1000);
    expect(early.startMs).toBe(0);
    const late = await cutClip(sound, whole.endMs - 1000, whole.endMs + 60_000);
    expect(Math.abs(late.endMs - whole.endMs)).toBeLessThan(2);
    const broken = stored(mimeType, whole.bytes.slice(0, -333));
    const cut = await cutClip(broken.sound, whole.endMs - 3000, whole.endMs + 60_000);
    expect(cut.endMs).toBeGreaterThan(whole.endMs - 200 - edgeMs);
    await expect(demuxed(cut.bytes)).resolves.toMatchObject({ packets: expect.any(Array) });
  });

  test('is refused where there is no sound', async () => {
    const { sound } = stored(mimeType, whole.bytes);
    await expect(cutClip(sound, whole.endMs + 5, whole.endMs + 500)).rejects.toThrow('no sound there');
    await expect(cutClip(stored(mimeType, new Uint8Array(0)).sound, 0, 500)).rejects.toThrow('without sound');
  });

  test('noise is refused, and never read forever', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 100, maxLength: 3000 }), async (noise) => {
        await expect(cutClip(stored(mimeType, Uint8Array.from(noise)).sound, 0, 500)).rejects.toThrow();
      }),
      { numRuns: 50 },
    );
  });
});

test('the id of a cluster within the sound is not taken for one', async () => {
  const { bytes, endMs } = recording('audio/webm', formats[0].runs, 40);
  const fromMs = endMs * 0.6;
  const { startMs } = await cutClip(stored('audio/webm', bytes).sound, fromMs, fromMs + 5000);
  const planted = Buffer.from(bytes);
  let at = 0;
  for (const { data } of (await demuxed(bytes)).packets) {
    const packet = Buffer.from(data, 'base64');
    at = planted.indexOf(packet, at);
    if (packet.length > 60) planted.set([0x1f, 0x43, 0xb6, 0x75, 0xff, 0xa3, 0x81, 0x00], at + 40);
  }
  const clip = await cutClip(stored('audio/webm', Uint8Array.from(planted)).sound, fromMs, fromMs + 5000);
  expect(clip.startMs).toBe(startMs);
});

test('another container is refused', async () => {
  await expect(cutClip(stored('audio/ogg', new Uint8Array(9)).sound, 0, 500)).rejects.toThrow('not cut');
});
