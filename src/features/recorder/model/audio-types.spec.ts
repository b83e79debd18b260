import { describe, expect, test } from 'vitest';
import { audioTypeOf, extensionOf } from './audio-types.ts';

describe('types of audio files', () => {
  test.each([
    ['audio/webm;codecs=opus', 'webm'],
    ['audio/mp4', 'm4a'],
    ['video/mp4', 'mp4'],
    ['Audio/MPEG', 'mp3'],
    ['audio/x-wav', 'wav'],
    ['text/plain', undefined],
    ['', undefined],
  ])('the extension for “%s” is %s', (type, extension) => expect(extensionOf(type)).toBe(extension));

  test.each([
    ['talk.mp3', 'audio/mpeg', 'audio/mpeg'],
    ['talk.MP3', '', 'audio/mpeg'],
    ['no extension', 'audio/x-m4a', 'audio/x-m4a'],
    ['talk.wav', 'application/octet-stream', 'audio/wav'],
    ['talk.aac', 'audio/vnd.dlna.adts', 'audio/aac'],
    ['film.mp4', 'video/mp4', 'video/mp4'],
    ['notes.txt', 'text/plain', undefined],
    ['mp3', '', undefined],
    ['talk.flac', 'audio/flac', undefined],
  ])('“%s” of type “%s” is sent as %s', (name, type, sent) => expect(audioTypeOf({ name, type })).toBe(sent));
});
