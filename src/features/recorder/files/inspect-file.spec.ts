import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { media } from '#src/lib/container/testing/media.ts';
import { FileRefused, maxFileBytes } from '../model/imported-file.ts';
import {
  adtsFrames,
  asMatroska,
  box,
  chunk,
  id3,
  iso,
  joined,
  mp3Frames,
  oggPage,
  tone,
  wave,
  waveRate,
  xingFrame,
} from '../testing/sound-files.ts';
import { wavOf } from '../testing/wav.ts';
import type { FileFacts } from './file-facts.ts';
import { inspectFile } from './inspect-file.ts';

const fileOf = (bytes: Uint8Array<ArrayBuffer>, name = 'talk.m4a', type = '') =>
  new File([bytes], name, { type });
const inspecting = () => ({ signal: new AbortController().signal, onProgress: () => undefined });
const inspect = (bytes: Uint8Array<ArrayBuffer>, name?: string, type?: string) =>
  inspectFile(fileOf(bytes, name, type), inspecting());
const bytesOf = async ({ file }: Pick<FileFacts, 'file'>) => new Uint8Array(await file.arrayBuffer());

/** The answer in one word, or two: what a refusal names. */
async function answer(bytes: Uint8Array<ArrayBuffer>, name?: string, type?: string): Promise<string> {
  try {
    const { mimeType, notes } = await inspect(bytes, name, type);
    return [mimeType, ...notes.map(({ kind }) => kind)].join(' ');
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return [error.refusal, error.detail].filter((word) => word !== '').join(' ');
  }
}

const second = tone(1);
const junkChunk = chunk('JUNK', new Uint8Array(28));
const odd = chunk('LIST', joined('INFOISFT', [1, 0, 0, 0], 'Z'));
const oddUnpadded = chunk('LIST', joined('INFOISFT', [1, 0, 0, 0], 'Z'), undefined, false);
const bext = chunk('bext', joined('Zoom H1n', new Uint8Array(594)));

describe('what a file is, by its bytes', () => {
  test.each([
    ['a wave file', wavOf(12.5), 'talk.wav', 'audio/x-wav', 'audio/wav', 12_500],
    ['a recording of a browser', media('second.webm'), 'talk.webm', '', 'audio/webm', 1368],
    ['MP4', media('second.mp4'), 'talk.m4a', '', 'audio/mp4', 1400],
    ['a wave file under a false name', wavOf(2), 'talk.mp3', 'audio/mpeg', 'audio/wav', 2000],
    ['MP4 under a false name', iso(), 'download.ogg', 'audio/ogg', 'audio/mp4', 2133],
    ['a wave file under the name of a text', wavOf(2), 'talk.txt', 'text/plain', 'audio/wav', 2000],
    [
      'MP3 behind a tag with a large picture',
      joined(id3(90_000), mp3Frames(50)),
      'a.mp3',
      '',
      'audio/mpeg',
      1200,
    ],
    [
      'MP3 with a tag at its end',
      joined(mp3Frames(50), 'TAG', new Uint8Array(125)),
      'a.mp3',
      '',
      'audio/mpeg',
      1200,
    ],
    ['AAC without a container', adtsFrames(75), 'a.aac', '', 'audio/aac', 1600],
    ['MP3 in a wave file', wave(mp3Frames(50), { tag: 0x55 }), 'a.wav', '', 'audio/mpeg', 1200],
    ['µ-law', wave(second, { tag: 7 }), 'a.wav', '', 'audio/wav', 1000],
  ])('%s', async (_, bytes, name, type, mimeType, ms) => {
    const facts = await inspect(bytes, name, type);
    expect(facts.mimeType).toBe(mimeType);
    expect(Math.abs(facts.durationMs - ms)).toBeLessThanOrEqual(100);
    expect(facts.notes).toEqual([]);
  });

  test('an intact file is not changed', async () => {
    for (const file of [
      fileOf(wavOf(1)),
      fileOf(iso()),
      fileOf(mp3Frames(9)),
      fileOf(media('second.webm')),
    ]) {
      expect((await inspectFile(file, inspecting())).file).toBe(file);
    }
  });
});

describe('what is refused is classified', () => {
  test.each([
    ['empty', new Uint8Array(), 'talk.mp3'],
    ['not-audio', joined('minutes of the meeting\n'.repeat(50)), 'notes.txt'],
    ['not-audio', joined('<!DOCTYPE html><html><body>Sign in</body>'), 'download.mp3'],
    ['not-audio', joined('%PDF-1.7\n', new Uint8Array(500)), 'minutes.m4a'],
    ['not-audio', joined('PK\x03\x04', new Uint8Array(500)), 'minutes.docx'],
    [
      'not-audio',
      box(
        'ftyp',
        [...'heic\0\0\0\0mif1'].map((letter) => letter.charCodeAt(0)),
      ),
      'photo.heic',
    ],
    ['unreadable', joined([1, 2, 3], new Uint8Array(5000).fill(0xaa)), 'talk.mp3'],
    ['not-audio', joined([1, 2, 3], new Uint8Array(5000).fill(0xaa)), 'data.bin'],
    ['hollow', new Uint8Array(200_000), 'talk.wav'],
    ['unfinished', joined(new Uint8Array(4096), tone(1)), 'talk.wav'],
    ['unfinished', box('ftyp', [0x4d, 0x34, 0x41, 0x20, 0, 0, 0, 0]), 'talk.m4a'],
    ['unfinished', iso().slice(0, -40), 'talk.m4a'],
    ['unfinished', joined(iso().slice(0, 28), '????mdat', new Uint8Array(5000).fill(0x21)), 'talk.m4a'],
    ['unfinished', joined([0, 0, 0, 0], 'mdat', new Uint8Array(5000).fill(0x21)), 'talk.mov'],
    ['unfinished', wave(new Uint8Array(), { dataSize: 5000 }), 'talk.wav'],
    ['unfinished', joined('RIFF', [0, 0, 0, 0], 'WAVE'), 'talk.wav'],
    ['no-audio', wavOf(0), 'talk.wav'],
    ['no-audio', iso({ handler: 'vide' }), 'film.mp4'],
    ['codec IMA ADPCM', wave(second, { tag: 17 }), 'talk.wav'],
    ['codec Microsoft ADPCM', wave(second, { tag: 2 }), 'talk.wav'],
    ['codec GSM 6.10', wave(second, { tag: 49, dataSize: 0 }), 'talk.wav'],
    ['codec WAV 0x1234', wave(second, { tag: 0x1234 }), 'talk.wav'],
    ['codec Apple Lossless (ALAC)', iso({ entry: 'alac' }), 'talk.m4a'],
    ['codec AMR', iso({ entry: 'samr', brand: '3gp4' }), 'talk.3gp'],
    ['codec AMR', joined('#!AMR\n', new Uint8Array(64)), 'talk.amr'],
    ['codec WMA', joined([0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11], new Uint8Array(64)), 'talk.wma'],
    ['codec AIFF', joined('FORM', [0, 0, 0, 9], 'AIFFCOMM'), 'talk.aiff'],
    ['codec CAF', joined('caff', [0, 1, 0, 0], 'desc'), 'talk.caf'],
    ['codec FLAC', joined('fLaC', new Uint8Array(64)), 'talk.wav'],
    ['codec Wave64', joined('riff', [0x2e, 0x91, 0xcf, 0x11], new Uint8Array(64)), 'talk.w64'],
    ['codec DSS', joined('\x02dss', new Uint8Array(64)), 'talk.dss'],
    ['codec AVI', joined('RIFF', [9, 0, 0, 0], 'AVI LIST'), 'film.avi'],
    ['codec Speex', oggPage(`Speex   1.2${'\0'.repeat(69)}`), 'talk.ogg'],
    ['codec FLAC (Ogg)', oggPage(`\x7fFLAC\x01\0\0\x01fLaC${'\0'.repeat(38)}`), 'talk.oga'],
    ['codec MPEG Layer II', mp3Frames(20, 2), 'talk.mp3'],
  ])('“%s”', async (expected, bytes, name) => expect(await answer(bytes, name)).toBe(expected));

  test('“too-large”, unread', async () => {
    const file = fileOf(wavOf(1), 'talk.wav');
    Object.defineProperty(file, 'size', { value: maxFileBytes + 1 });
    await expect(inspectFile(file, inspecting())).rejects.toMatchObject({ refusal: 'too-large' });
  });

  test('“changed”: the browser can no longer read it', async () => {
    const file = fileOf(wavOf(1), 'talk.wav');
    file.slice = () => {
      throw new DOMException('gone', 'NotReadableError');
    };
    await expect(inspectFile(file, inspecting())).rejects.toMatchObject({ refusal: 'changed' });
  });

  test('silence causes a warning, not a refusal', async () => {
    expect(await answer(wave(new Uint8Array(16_000)), 'talk.wav')).toBe('audio/wav silent');
    const oneWord = joined(new Uint8Array(320_000), tone(3), new Uint8Array(320_000));
    expect(await answer(wave(oneWord), 'talk.wav')).toBe('audio/wav');
  });
});

describe('a wave file whose header is wrong', () => {
  const sound = tone(12);
  test.each([
    ['sizes of zero', wave(sound, { dataSize: 0, riffSize: 0 }), 'closed'],
    ['a size of zero in a file of 4088 bytes', wave(sound, { dataSize: 0, riffSize: 4088 }), 'closed'],
    ['sizes of a stream', wave(sound, { dataSize: 0xffff_ffff, riffSize: 0xffff_ffff }), 'closed'],
    ['sizes of a stream, less the header', wave(sound, { dataSize: 0xffff_ffff - 36 }), 'closed'],
    ['sizes of an earlier moment', wave(sound, { dataSize: 4096 }), 'closed'],
    [
      'half a minute of room that was never filled',
      joined(wave(sound, { dataSize: 0 }), new Uint8Array(480_000)),
      'closed',
    ],
    [
      'a size of zero behind other chunks',
      wave(sound, { dataSize: 0, before: [junkChunk, bext, odd] }),
      'closed',
    ],
    ['the form for more than 4 GiB', rf64(sound, sound.length), 'extracted'],
    ['that form, never closed', rf64(sound, 0), 'closed'],
  ])('%s: all of its sound, behind a header that is right', async (_, bytes, note) => {
    const facts = await inspect(bytes, 'talk.wav');
    expect(facts.notes).toMatchObject([{ kind: note }]);
    expect(facts.durationMs).toBe(12_000);
    const mended = await bytesOf(facts);
    expect(new DataView(mended.buffer).getUint32(4, true)).toBe(mended.length - 8);
    expect(mended.subarray(-sound.length)).toEqual(sound);
    expect(await inspectFile(fileOf(mended), inspecting())).toMatchObject({ durationMs: 12_000, notes: [] });
  });

  test('a truncated copy: what is there, and how much is missing', async () => {
    const facts = await inspect(wave(sound).slice(0, 44 + sound.length / 3), 'talk.wav');
    expect(facts).toMatchObject({ durationMs: 4000, notes: [{ kind: 'cut', missingMs: 8000 }] });
    expect(new DataView((await bytesOf(facts)).buffer).getUint32(40, true)).toBe(sound.length / 3);
  });

  test.each([
    ['chunks of odd sizes around the sound', wave(second, { before: [junkChunk, bext, odd], after: [odd] })],
    ['odd sizes without their padding', wave(second, { before: [oddUnpadded], after: [oddUnpadded] })],
    ['a tag of another kind behind it', wave(second, { after: [joined('ID3', new Uint8Array(40))] })],
    ['zeros behind it', joined(wave(second), new Uint8Array(400))],
  ])('%s are no reason to touch it', async (_, bytes) => {
    const facts = await inspect(bytes, 'talk.wav');
    expect(facts).toMatchObject({ durationMs: 1000, notes: [] });
    expect(await bytesOf(facts)).toEqual(bytes);
  });

  test('whatever precedes the sound and whatever the sizes say, the sound stays', async () => {
    const before = fc.array(
      fc
        .record({
          id: fc.constantFrom('JUNK', 'bext', 'LIST', 'cue ', 'iXML', 'PEAK'),
          body: fc.uint8Array({ maxLength: 40 }),
          padded: fc.boolean(),
        })
        .map(({ id, body, padded }) => chunk(id, Uint8Array.from(body), undefined, padded)),
      { maxLength: 4 },
    );
    const samples = fc.integer({ min: 200, max: 900 });
    const size = fc.constantFrom(0, 2, 64, 0xffff_ffff, 0x7fff_ffff);
    await fc.assert(
      fc.asyncProperty(before, samples, size, async (chunks, count, dataSize) => {
        const heard = tone(1).slice(0, count * 2);
        const facts = await inspect(wave(heard, { before: chunks, dataSize, riffSize: 12 }), 'talk.wav');
        expect(facts.durationMs).toBeCloseTo((count / waveRate) * 1000, 6);
        expect((await bytesOf(facts)).subarray(-heard.length)).toEqual(heard);
      }),
      { numRuns: 60 },
    );
  });
});

/** What programs write for more than 4 GiB: the real sizes are in a separate chunk. */
function rf64(sound: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const sizes = new DataView(new ArrayBuffer(28));
  sizes.setBigUint64(8, BigInt(size), true);
  const before = [chunk('ds64', new Uint8Array(sizes.buffer))];
  return wave(sound, { riff: 'RF64', riffSize: 0xffff_ffff, dataSize: 0xffff_ffff, before });
}

describe('junk before sound without a container', () => {
  test.each([
    ['zeros before MP3', new Uint8Array(5000), mp3Frames(50), 1200],
    ['a megabyte of zeros', new Uint8Array(1_000_000), mp3Frames(50), 1200],
    ['what a server said', joined('ICY 200 OK\r\nicy-br: 32\r\n\r\n'), mp3Frames(50), 1200],
    ['anything else', new Uint8Array(3001).fill(0xaa), mp3Frames(50), 1200],
    ['zeros before AAC', new Uint8Array(3000), adtsFrames(75), 1600],
    ['zeros before a wave file', new Uint8Array(512), wavOf(2), 2000],
    ['a tag that says a wrong length', id3(64).fill(0x7f, 6, 10), mp3Frames(50), 1200],
  ])('%s is left out', async (_, junk, sound, ms) => {
    const facts = await inspect(joined(junk, sound), 'talk.mp3');
    expect(facts.notes).toEqual([{ kind: 'junk', bytes: junk.length }]);
    expect(facts.durationMs).toBe(ms);
    expect(await bytesOf(facts)).toEqual(sound);
  });

  test('MP3 that broke off does not keep telling of what is gone', async () => {
    const whole = joined(xingFrame(100, 101 * 96), mp3Frames(100));
    expect(await inspect(whole, 'a.mp3')).toMatchObject({ durationMs: 2400, notes: [] });
    const facts = await inspect(whole.slice(0, 51 * 96 + 40), 'a.mp3');
    expect(facts).toMatchObject({ durationMs: 1200, notes: [{ kind: 'cut', missingMs: 1200 }] });
    expect(await inspectFile(fileOf(await bytesOf(facts)), inspecting())).toMatchObject({
      durationMs: 1200,
      notes: [],
    });
  });
});

describe('sound in a container that Claritalk does not accept', () => {
  test.each([
    ['QuickTime', iso({ brand: 'qt  ' }), 'audio/mp4', 2133],
    ['3GP', iso({ brand: '3gp5' }), 'audio/mp4', 2133],
    ['Matroska', asMatroska(media('second.webm')), 'audio/webm', 1368],
  ])('%s: it is taken out, packet by packet', async (format, bytes, mimeType, ms) => {
    const facts = await inspect(bytes, 'talk.mov');
    expect(facts.notes).toEqual([{ kind: 'extracted', format }]);
    expect(facts.mimeType).toBe(mimeType);
    expect(Math.abs(facts.durationMs - ms)).toBeLessThanOrEqual(100);
    const again = await inspectFile(fileOf(await bytesOf(facts)), inspecting());
    expect(again).toMatchObject({ mimeType, notes: [] });
    expect(Math.abs(again.durationMs - facts.durationMs)).toBeLessThanOrEqual(30);
  });

  test('a truncated MP4: the existing packets, with a new index', async () => {
    const whole = iso({ indexFirst: true });
    const facts = await inspect(whole.slice(0, whole.length - 50 * 100), 'talk.m4a');
    expect(facts.notes).toMatchObject([{ kind: 'cut' }]);
    expect(Math.abs(facts.durationMs - 1067)).toBeLessThanOrEqual(100);
    const again = await inspectFile(fileOf(await bytesOf(facts)), inspecting());
    expect(again.notes).toEqual([]);
    expect(Math.abs(again.durationMs - facts.durationMs)).toBeLessThanOrEqual(30);
  });

  test('closing the form stops it', async () => {
    const left = AbortSignal.abort(new Error('closed'));
    const file = fileOf(iso({ brand: 'qt  ', frames: 4000 }));
    await expect(inspectFile(file, { signal: left, onProgress: () => undefined })).rejects.toThrow('closed');
  });
});

/** A virtual file: what is read of it is generated, and counted. */
class HugeFile extends File {
  read = 0;
  readonly #bytes: number;
  readonly #head: Uint8Array;
  readonly #pattern: Uint8Array;

  constructor(bytes: number, head: Uint8Array, pattern: Uint8Array) {
    super([], 'huge');
    this.#bytes = bytes;
    this.#head = head;
    this.#pattern = pattern;
  }
  override get size(): number {
    return this.#bytes;
  }
  override slice(start = 0, end = this.#bytes): Blob {
    const piece = new Blob([]);
    const length = Math.min(end, this.#bytes) - start;
    Object.defineProperty(piece, 'size', { value: length });
    piece.slice = (from = 0, to = length) => this.slice(start + from, Math.min(start + to, end));
    piece.arrayBuffer = async () => {
      this.read += length;
      const bytes = new Uint8Array(length);
      const head = this.#head.subarray(start);
      bytes.set(head.subarray(0, length));
      for (let at = head.length; at < length; ) {
        const from = (start + at - this.#head.length) % this.#pattern.length;
        const some = this.#pattern.subarray(from, from + length - at);
        bytes.set(some, at);
        at += some.length;
      }
      return bytes.buffer;
    };
    return piece;
  }
}

describe('of two gigabytes', () => {
  const size = 2_000_000_000;
  test('of sound whose header was never written, a few megabytes are read', async () => {
    const head = wave(new Uint8Array(), { dataSize: 0 });
    const file = new HugeFile(size, head, tone(0.1));
    const facts = await inspectFile(file, inspecting());
    expect(facts.durationMs).toBeCloseTo(((size - head.length) / 2 / waveRate) * 1000, 3);
    expect(file.read).toBeLessThan(20_000_000);
  });

  test('of MP3 without an index, a part is counted', async () => {
    const file = new HugeFile(size, new Uint8Array(), mp3Frames(1));
    const facts = await inspectFile(file, inspecting());
    expect(Math.abs(facts.durationMs / ((size / 96) * 24) - 1)).toBeLessThan(0.001);
    expect(file.read).toBeLessThan(30_000_000);
  });
});
