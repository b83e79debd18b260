import { describe, expect, test } from 'vitest';
import { inspectFile } from './inspect-file.ts';
import { maxFileBytes } from './model/brought-file.ts';
import { media } from './testing/media/media.ts';
import { wavOf } from './testing/wav.ts';

const fileOf = (bytes: Uint8Array<ArrayBuffer>, name: string, type = '') => new File([bytes], name, { type });

describe('looking at an existing file', () => {
  test.each([
    ['a wave file', fileOf(wavOf(12.5), 'talk.wav', 'audio/x-wav'), 'audio/wav', 12_500],
    ['a recording of a browser', fileOf(media('second.webm'), 'talk.webm'), 'audio/webm', 1368],
    ['MP4', fileOf(media('second.mp4'), 'talk.m4a'), 'audio/mp4', 1400],
    ['a wave file under a false name', fileOf(wavOf(2), 'talk.mp3', 'audio/mpeg'), 'audio/wav', 2000],
  ])('%s', async (_, file, mimeType, ms) => {
    const facts = await inspectFile(file);
    expect(facts.mimeType).toBe(mimeType);
    expect(Math.abs(facts.durationMs - ms)).toBeLessThanOrEqual(100);
  });

  test.each([
    ['type', fileOf(wavOf(1), 'notes.txt', 'text/plain')],
    ['empty', fileOf(new Uint8Array(), 'talk.mp3', 'audio/mpeg')],
    ['unreadable', fileOf(new TextEncoder().encode('no sound '.repeat(500)), 'talk.mp3', 'audio/mpeg')],
    ['no-audio', fileOf(wavOf(0), 'talk.wav')],
  ])('refuses as “%s”', async (refusal, file) => {
    await expect(inspectFile(file)).rejects.toMatchObject({ refusal });
  });

  test('refuses what is too large, unread', async () => {
    const file = fileOf(wavOf(1), 'talk.wav');
    Object.defineProperty(file, 'size', { value: maxFileBytes + 1 });
    await expect(inspectFile(file)).rejects.toMatchObject({ refusal: 'too-large' });
  });
});
