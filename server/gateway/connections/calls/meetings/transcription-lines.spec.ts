import { describe, expect, it } from 'vitest';
import { soundTypeOf } from './sound-types.ts';
import { linesOf } from './transcription-lines.ts';

const start = Date.UTC(2026, 0, 31, 9);

describe('lines of a transcription', () => {
  it('are the turns, spread over the call', () => {
    expect(linesOf('Good morning. – Morning! \n\nThe VAT return – of March.', start, 90)).toEqual([
      { sentence: 'Good morning.', time: start / 1000 },
      { sentence: 'Morning!', time: start / 1000 + 22 },
      { sentence: 'The VAT return', time: start / 1000 + 44 },
      { sentence: 'of March.', time: start / 1000 + 66 },
    ]);
  });

  it('are twenty at most, with all that was said', () => {
    const turns = Array.from({ length: 95 }, (_, at) => `Turn ${at}.`);
    const lines = linesOf(turns.join('\n'), start, 10);
    expect(lines.length).toBe(19);
    expect(lines.flatMap(({ sentence }) => sentence.split(' – '))).toEqual(turns);
    expect(new Set(lines.map(({ time }) => time)).size).toBe(19);
  });

  it('are none longer than a chat takes', () => {
    const lines = linesOf('word '.repeat(6_000), start, 60);
    expect(lines.map(({ sentence }) => sentence.length)).toEqual([10_000, 10_000, 9_999]);
    expect(lines.map(({ sentence }) => sentence).join('')).toBe('word '.repeat(6_000).trim());
  });
});

it.each([
  ['audio/wav', [...Buffer.from('RIFF1234WAVE')]],
  ['audio/ogg', [...Buffer.from('OggS12345678')]],
  ['audio/mp4', [0, 0, 0, 24, ...Buffer.from('ftypM4A ')]],
  ['audio/webm', [0x1a, 0x45, 0xdf, 0xa3, 0, 0, 0, 0]],
  ['audio/mpeg', [...Buffer.from('ID3'), 4, 0]],
  ['audio/mpeg', [0xff, 0xfb, 0x90, 0x64]],
  ['audio/aac', [0xff, 0xf1, 0x50, 0x80]],
  [undefined, [...Buffer.from('<!doctype html>')]],
  [undefined, [...Buffer.from('{"errors":[]}')]],
  [undefined, []],
])('%s is known by its bytes', (mime, bytes) => {
  expect(soundTypeOf(Uint8Array.from(bytes))?.mime).toBe(mime);
});
