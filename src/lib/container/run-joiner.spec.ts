import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat } from './ebml.ts';
import { JoinError } from './run-format.ts';
import { RunJoiner } from './run-joiner.ts';
import { demuxed, media } from './testing/media.ts';

const formats = [
  {
    mimeType: 'audio/webm;codecs=opus',
    first: media('first.webm'),
    second: media('second.webm'),
    // Of WebM's last packet, the demuxer does not know the length.
    lastPacketMs: 60,
    // Channels in the Audio element, and in the sample entry of MP4.
    channels: [0x9f, 0x81, 0x01],
  },
  {
    mimeType: 'audio/mp4',
    first: media('first.mp4'),
    second: media('second.mp4'),
    lastPacketMs: 0,
    channels: [0x4f, 0x70, 0x75, 0x73, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
  },
] as const;

/** The bytes in pieces that end at these places. */
function cut(bytes: Uint8Array<ArrayBuffer>, places: readonly number[]): Uint8Array<ArrayBuffer>[] {
  const ends = [...places.map((place) => place % bytes.length), bytes.length].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.slice(ends[index - 1] ?? 0, end));
}

const places = fc.array(fc.nat(), { maxLength: 40 });

describe.each(formats)('joining runs of $mimeType', ({ mimeType, first, second, lastPacketMs, channels }) => {
  function join(runs: readonly (readonly Uint8Array<ArrayBuffer>[])[], atMs = 0) {
    const joiner = new RunJoiner(mimeType);
    const bytes = concat(
      runs.flatMap((pieces, run) => {
        if (run > 0) joiner.nextRun(atMs);
        return pieces.map((piece) => joiner.push(piece));
      }),
    );
    return { bytes, endMs: joiner.endMs ?? Number.NaN };
  }

  test('one run comes out as it came in, and its end is known', async () => {
    const { bytes, endMs } = join([[first]]);
    expect(Buffer.compare(bytes, first)).toBe(0);
    expect(endMs).toBeCloseTo((await demuxed(first)).durationMs + lastPacketMs, -1);
  });

  test('three runs are one file: all packets, in order, one run after the other', async () => {
    const { bytes, endMs } = join([[first], [second], [first]]);
    const whole = await demuxed(bytes);
    const [one, two] = [await demuxed(first), await demuxed(second)];
    expect(whole.packets.map(({ data }) => data)).toEqual(
      [...one.packets, ...two.packets, ...one.packets].map(({ data }) => data),
    );
    const times = whole.packets.map(({ timestamp }) => timestamp);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(new Set(times).size).toBe(times.length);
    expect(whole.durationMs + lastPacketMs).toBeCloseTo(endMs, -1);
    const { endMs: firstEnd } = join([[first]]);
    expect(times[one.packets.length]! * 1000).toBeCloseTo(firstEnd, -0.5);
    const { endMs: secondEnd } = join([[second]]);
    expect(Math.abs(endMs - 2 * firstEnd - secondEnd)).toBeLessThan(3);
  });

  test('a run that begins later leaves a gap', async () => {
    const { bytes } = join([[first], [second]], 90_000_123);
    const { packets } = await demuxed(bytes);
    const start = packets[(await demuxed(first)).packets.length]!.timestamp;
    expect(start).toBeCloseTo(90_000.123, 2);
  });

  test('however the bytes are cut, the same file comes out', () => {
    const whole = join([[first], [second], [first]]);
    fc.assert(
      fc.property(places, places, places, (one, two, three) => {
        const pieces = join([cut(first, one), cut(second, two), cut(first, three)]);
        expect(pieces.endMs).toBe(whole.endMs);
        expect(Buffer.compare(pieces.bytes, whole.bytes)).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  test('byte by byte as well', () => {
    const bytewise = join([first, second].map((run) => [...run].map((byte) => Uint8Array.of(byte))));
    expect(Buffer.compare(bytewise.bytes, join([[first], [second]]).bytes)).toBe(0);
  });

  test('wherever a run breaks off, the output is a file that the next run can follow', async () => {
    const { packets } = await demuxed(second);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1000, max: first.length }), async (end) => {
        const { bytes, endMs } = join([[first.slice(0, end)], [second]]);
        const stored = new RunJoiner(mimeType);
        await stored.resume(pieces(bytes, 4096));
        expect(stored.endMs).toBe(endMs);
        expect((await demuxed(bytes)).packets.slice(-packets.length).map(({ data }) => data)).toEqual(
          packets.map(({ data }) => data),
        );
      }),
      { numRuns: 20 },
    );
  });

  test('a stored file continues where it ends', async () => {
    const joiner = new RunJoiner(mimeType);
    await joiner.resume(pieces(first, 1000));
    joiner.nextRun(0);
    const bytes = concat([first, joiner.push(second)]);
    expect(Buffer.compare(bytes, join([[first], [second]]).bytes)).toBe(0);
  });

  test('refuses another number of channels', () => {
    const stereo = Uint8Array.from(second);
    const at = Buffer.from(stereo).indexOf(Uint8Array.from(channels));
    expect(at).toBeGreaterThan(0);
    stereo[at + channels.length - 1] = 2;
    const joiner = new RunJoiner(mimeType);
    joiner.push(first);
    joiner.nextRun(0);
    expect(() => joiner.push(stereo)).toThrow(expect.objectContaining({ refusal: 'different' }));
  });

  test('refuses to follow a truncated file', async () => {
    const joiner = new RunJoiner(mimeType);
    const resuming = joiner.resume(pieces(first.slice(0, -7), 1000));
    await expect(resuming).rejects.toMatchObject({ refusal: 'cut' });
  });

  test('what cannot be read is passed on as it is, and cannot be continued', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 200, maxLength: 3000 }),
        fc.nat(first.length),
        places,
        (noise, good, cuts) => {
          const run = concat([first.subarray(0, good), noise]);
          const joiner = new RunJoiner(mimeType);
          const out = concat(cut(run, cuts).map((piece) => joiner.push(piece)));
          expect(Buffer.compare(out, run.subarray(0, out.length))).toBe(0);
          if (joiner.endMs === undefined) {
            expect(out.length).toBe(run.length);
            expect(() => joiner.nextRun(0)).toThrow(JoinError);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  test('noise after a good run is refused, never written', () => {
    const joiner = new RunJoiner(mimeType);
    joiner.push(first);
    joiner.nextRun(0);
    expect(() => joiner.push(Uint8Array.from({ length: 64 }, () => 0))).toThrow(
      expect.objectContaining({ refusal: 'unreadable' }),
    );
  });
});

test('another container passes through', () => {
  const joiner = new RunJoiner('audio/ogg');
  const bytes = Uint8Array.of(1, 2, 3);
  expect(joiner.push(bytes)).toEqual(bytes);
  expect(joiner.endMs).toBeUndefined();
  expect(() => joiner.nextRun(0)).toThrow(JoinError);
});

async function* pieces(bytes: Uint8Array<ArrayBuffer>, length: number) {
  for (let at = 0; at < bytes.length; at += length) yield bytes.slice(at, at + length);
}
