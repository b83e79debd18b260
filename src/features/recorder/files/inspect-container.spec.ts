import * as fc from 'fast-check';
import {
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  MovOutputFormat,
  Mp4OutputFormat,
  Output,
} from 'mediabunny';
import { describe, expect, test } from 'vitest';
import { demuxed } from '#src/lib/container/testing/media.ts';
import { FileRefused } from '../model/imported-file.ts';
import { inspectFile } from './inspect-file.ts';

const frames = 240;
const frameSeconds = 1024 / 48_000;
const frameMs = frameSeconds * 1000;

/** Frames of AAC by their beginning and their length only (one channel), of which no two are alike. */
const sound = Array.from({ length: frames }, (_, frame) => {
  const data = Uint8Array.from({ length: 60 + ((frame * 7) % 31) }, (_, at) => (at * 37 + frame * 11) % 256);
  data.set([1, frame]);
  return data;
});

const encoded = sound.map((data) => Buffer.from(data).toString('base64'));

/** As an independent muxer writes them: with the index after the sound, or a part of it in each fragment. */
async function muxed(format: Mp4OutputFormat): Promise<Buffer<ArrayBuffer>> {
  const target = new BufferTarget();
  const output = new Output({ format, target });
  const source = new EncodedAudioPacketSource('aac');
  output.addAudioTrack(source);
  await output.start();
  for (const [frame, data] of sound.entries()) {
    const packet = new EncodedPacket(data, 'key', frame * frameSeconds, frameSeconds);
    await source.add(packet, {
      decoderConfig: {
        codec: 'mp4a.40.2',
        sampleRate: 48_000,
        numberOfChannels: 1,
        description: Uint8Array.of(0x11, 0x88),
      },
    });
  }
  await output.finalize();
  return Buffer.from(target.buffer ?? new ArrayBuffer());
}

const indexLast = await muxed(new Mp4OutputFormat({ fastStart: false }));
const quickTime = await muxed(new MovOutputFormat({ fastStart: false }));
const fragments = await muxed(new Mp4OutputFormat({ fastStart: 'fragmented', minimumFragmentDuration: 0.5 }));

const inspect = (bytes: Uint8Array<ArrayBuffer>) =>
  inspectFile(new File([bytes], 'talk.m4a'), {
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });

/** The numbers of the frames in what would be uploaded, and what is said of it; or why it is refused. */
async function recovered(bytes: Uint8Array<ArrayBuffer>) {
  try {
    const { file, durationMs, notes } = await inspect(bytes);
    const { packets } = await demuxed(new Uint8Array(await file.arrayBuffer()));
    return { frames: packets.map(({ data }) => encoded.indexOf(data)), durationMs, notes };
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return error.refusal;
  }
}

const first = (count: number) => Array.from({ length: count }, (_, frame) => frame);

describe('a recorder that wrote fragments and died', () => {
  const ends = sound.map((data) => fragments.indexOf(data) + data.length);
  const begin = fragments.indexOf('moof') - 4;

  test('wherever it stopped, every written frame is there', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: begin, max: (ends.at(-1) ?? 0) - 1 }), async (length) => {
        const count = ends.filter((end) => end <= length).length;
        const found = await recovered(fragments.subarray(0, length));
        if (count === 0) expect(found).toBe('unfinished');
        else expect(found).toMatchObject({ frames: first(count) });
      }),
      { numRuns: 60, examples: [[begin], [begin + 20], [(ends[0] ?? 0) - 1], [ends[0] ?? 0]] },
    );
  });

  test('how much more there would have been is not known', async () => {
    const half = Math.round((ends[100]! + ends[101]!) / 2);
    expect(await recovered(fragments.subarray(0, half))).toMatchObject({
      frames: first(101),
      durationMs: expect.closeTo(101 * frameMs, 3),
      notes: [{ kind: 'cut', missingMs: 0 }],
    });
  });

  test('reserved space after the fragments that was never written is left out', async () => {
    const next = fragments.indexOf('moof', ends[100]) - 4;
    const count = ends.filter((end) => end <= next).length;
    const filled = Buffer.concat([fragments.subarray(0, next), Buffer.alloc(50_000)]);
    expect(await recovered(filled)).toMatchObject({
      frames: first(count),
      notes: [{ kind: 'cut', missingMs: 0 }],
    });
  });
});

describe('a truncated index at the end', () => {
  /** With fewer frames, a fifth of a second, it cannot be verified that they are where they should be. */
  const fewest = 10;
  const told = (bytes: Buffer, length: number) =>
    Math.min(frames, Math.floor((length - (bytes.indexOf('stsz') + 4 + 12)) / 4));

  test('wherever it is cut, every frame whose length it lists is there', async () => {
    const index = indexLast.indexOf('moov') - 4;
    const sizes = indexLast.indexOf('stsz') + 16;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: index, max: indexLast.length - 1 }), async (length) => {
        const count = told(indexLast, length);
        const found = await recovered(indexLast.subarray(0, length));
        if (count < fewest) expect(found).toBe('unfinished');
        else {
          expect(found).toMatchObject({
            frames: first(count),
            durationMs: expect.closeTo(count * frameMs, 3),
            notes: [
              count < frames
                ? { kind: 'cut', missingMs: expect.closeTo((frames - count) * frameMs, 3) }
                : { kind: 'closed' },
            ],
          });
        }
      }),
      { numRuns: 60, examples: [[index], [sizes + 39], [sizes + 40], [indexLast.length - 1]] },
    );
  });

  test('of QuickTime too', async () => {
    const length = quickTime.indexOf('stsz') + 16 + 4 * 90;
    expect(await recovered(quickTime.subarray(0, length))).toMatchObject({
      frames: first(90),
      notes: [{ kind: 'cut' }, { kind: 'extracted', format: 'QuickTime' }],
    });
  });

  test.each([
    ['of all frames', indexLast.length - 1],
    ['of some', indexLast.indexOf('stsz') + 16 + 4 * 90],
  ])('lengths %s that do not fit what lies there: nothing is made of a guess', async (_, length) => {
    const cut = Buffer.from(indexLast.subarray(0, length));
    const sizes = cut.indexOf('stsz') + 16;
    cut.writeUInt32BE(cut.readUInt32BE(sizes) + 1, sizes);
    expect(await recovered(cut)).toBe('unfinished');
  });

  test('nor of a file that had other tracks', async () => {
    const cut = Buffer.from(indexLast.subarray(0, indexLast.length - 1));
    const next = cut.indexOf('mvhd') + 4 + 96;
    expect(cut.readUInt32BE(next)).toBe(2);
    cut.writeUInt32BE(3, next);
    expect(await recovered(cut)).toBe('unfinished');
  });

  test('without a byte of it the frames are not known, and nothing is made up', async () => {
    expect(await recovered(indexLast.subarray(0, indexLast.indexOf('moov') - 4))).toBe('unfinished');
  });
});
