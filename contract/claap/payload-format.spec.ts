import { expect, it } from 'vitest';
import { payloadFormatOf, payloadTypeOf } from './payload-format.ts';

const ascii = (text: string) => new TextEncoder().encode(text);
const bytes = (...values: readonly number[]) => new Uint8Array(values);
const ebml = (type: string) =>
  new Uint8Array([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x84, ...ascii(type)]);

it.each([
  ['WebM', ebml('webm'), 'webm'],
  ['Matroska', ebml('matroska'), undefined],
  ['MP4', ascii('\0\0\0\x18ftypmp42'), 'mp4'],
  ['M4A', ascii('\0\0\0\x18ftypM4A '), 'mp4'],
  ['QuickTime', ascii('\0\0\0\x18ftypqt  '), undefined],
  ['a picture', ascii('\0\0\0\x18ftypheic'), undefined],
  ['WAV', ascii('RIFF\x01\x02\x03\x04WAVEfmt '), 'wav'],
  ['AVI', ascii('RIFF\x01\x02\x03\x04AVI LIST'), 'avi'],
  ['WebP', ascii('RIFF\x01\x02\x03\x04WEBPVP8 '), undefined],
  ['WMV', bytes(0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11), 'wmv'],
  ['MP3 with a tag', ascii('ID3\x04'), 'mp3'],
  ['MP3', bytes(0xff, 0xfb, 0x90, 0x64), 'mp3'],
  ['AAC', bytes(0xff, 0xf1, 0x50, 0x80), 'aac'],
  ['no rate', bytes(0xff, 0xfb, 0xf0, 0x64), undefined],
  ['Ogg', ascii('OggS\0\x02'), undefined],
  ['FLAC', ascii('fLaC'), undefined],
  ['a document', ascii('%PDF-1.7'), undefined],
  ['nothing', bytes(), undefined],
])('%s', (_name, head, format) => {
  expect(payloadFormatOf(head)).toBe(format);
});

it.each([
  ['webm', 'audio/webm;codecs=opus', 'audio/webm'],
  ['webm', 'audio/mpeg', 'video/webm'],
  ['mp4', 'audio/x-m4a', 'video/mp4'],
  ['mp4', 'audio/mp4', 'audio/mp4'],
  ['mp3', '', 'audio/mpeg'],
] as const)('%s given as %j is sent as %s', (format, given, type) => {
  expect(payloadTypeOf(format, given)).toBe(type);
});
