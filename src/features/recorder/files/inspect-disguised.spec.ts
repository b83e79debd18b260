import {
  BufferSource,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  Input,
  OggOutputFormat,
  Output,
  WEBM,
} from 'mediabunny';
import { describe, expect, test } from 'vitest';
import { media } from '#src/lib/container/testing/media.ts';
import { FileRefused } from '../model/imported-file.ts';
import { id3, iso, joined, mp3Frames, tone, wave } from '../testing/sound-files.ts';
import { inspectFile } from './inspect-file.ts';

const inspect = (bytes: Uint8Array<ArrayBuffer>) =>
  inspectFile(new File([bytes], 'talk.m4a'), {
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });

/** A browser's recording eight times over, in the container of a messenger. */
async function ogg(): Promise<Uint8Array<ArrayBuffer>> {
  const input = new Input({ source: new BufferSource(media('second.webm')), formats: [WEBM] });
  const track = await input.getPrimaryAudioTrack();
  const decoderConfig = await track?.getDecoderConfig();
  if (!track || !decoderConfig) throw new Error('no sound');
  const target = new BufferTarget();
  const output = new Output({ format: new OggOutputFormat(), target });
  const source = new EncodedAudioPacketSource('opus');
  output.addAudioTrack(source);
  await output.start();
  const seconds = await track.computeDuration();
  for (let time = 0; time < 8; time++) {
    for await (const packet of new EncodedPacketSink(track).packets()) {
      const moved = packet.clone({ timestamp: packet.timestamp + time * seconds });
      await source.add(moved, { decoderConfig });
    }
  }
  await output.finalize();
  return new Uint8Array(target.buffer ?? []);
}

const sound = tone(2);
const flac = joined('fLaC', [0, 0, 0, 34], new Uint8Array(34), new Uint8Array(4000).fill(0x55));

describe.each([
  ['a tag that belongs before MP3', id3(64)],
  ['such a tag with a picture', id3(90_000)],
  ['the head of a response', joined('HTTP/1.1 200 OK\r\nContent-Type: audio/mp4\r\n\r\n')],
  ['a byte order mark', joined([0xef, 0xbb, 0xbf])],
  ['zeros', new Uint8Array(1000)],
])('%s before', (_what, junk) => {
  test.each([
    ['a wave file', wave(sound), 'audio/wav'],
    ['MP4', iso(), 'audio/mp4'],
    ['WebM', media('second.webm'), 'audio/webm'],
  ])('%s', async (_container, file, mimeType) => {
    const bytes = Uint8Array.from(file);
    const facts = await inspect(joined(junk, bytes));
    expect(facts.mimeType).toBe(mimeType);
    expect(facts.notes).toEqual([{ kind: 'junk', bytes: junk.length }]);
    expect(new Uint8Array(await facts.file.arrayBuffer())).toEqual(bytes);
  });

  test('Ogg, and FLAC, which is called so', async () => {
    const bytes = await ogg();
    expect(await inspect(joined(junk, bytes))).toMatchObject({ mimeType: 'audio/ogg' });
    const refused = new FileRefused('codec', { detail: 'FLAC' });
    await expect(inspect(joined(junk, flac))).rejects.toEqual(refused);
  });
});

describe('Ogg that broke off', () => {
  test('anywhere: what is there of it', async () => {
    const whole = await ogg();
    const { durationMs } = await inspect(whole);
    expect((await inspect(whole)).notes).toEqual([]);
    let last = 0;
    await expect(inspect(whole.slice(0, 200))).rejects.toMatchObject({ refusal: 'unfinished' });
    for (const part of [0.6, 0.9, 0.99]) {
      const facts = await inspect(whole.slice(0, whole.length * part));
      expect(facts.notes).toEqual([{ kind: 'cut', missingMs: 0 }]);
      expect(facts.durationMs).toBeGreaterThanOrEqual(last);
      expect(facts.durationMs).toBeLessThan(durationMs);
      expect((await inspect(new Uint8Array(await facts.file.arrayBuffer()))).notes).toEqual([]);
      last = facts.durationMs;
    }
    expect(last).toBeGreaterThan(durationMs / 3);
  });

  test('before reserved space', async () => {
    const whole = await ogg();
    const facts = await inspect(joined(whole, new Uint8Array(1_200_000)));
    expect(facts.notes).toEqual([{ kind: 'cut', missingMs: 0 }]);
  });
});

test.each([0x7fff_f000, 0x7fff_ffff, 0x7fff_ffff - 36, 0x8000_0000])(
  'a wave file from a pipe, whose size is half of the largest (%i), is complete',
  async (dataSize) => {
    const facts = await inspect(wave(sound, { dataSize }));
    expect(facts).toMatchObject({ durationMs: 2000, notes: [{ kind: 'closed' }] });
  },
);

test('bytes near the end that look like a frame are no MP3', async () => {
  const noise = Uint8Array.from({ length: 5000 }, (_, at) => ((at * 7919 + (at >> 3)) & 0x7f) | 1);
  await expect(inspect(joined(noise, mp3Frames(1).slice(0, 40)))).rejects.toMatchObject({
    refusal: 'unreadable',
  });
  expect(await inspect(mp3Frames(2))).toMatchObject({ mimeType: 'audio/mpeg', durationMs: 48 });
});
