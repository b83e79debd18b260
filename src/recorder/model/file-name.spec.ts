import { expect, test } from 'vitest';
import { fileNameOf } from './file-name.ts';

test.each([
  ['Kick-off', 'audio/webm;codecs=opus', 'Kick-off.webm'],
  ['Overleg: prijs / marge?', 'audio/mp4', 'Overleg prijs marge.m4a'],
  ['../../etc', 'audio/webm', '.. .. etc.webm'],
  ['..', 'audio/webm', 'recording.webm'],
  ['\u0000\n', 'audio/webm', 'recording.webm'],
  ['é'.repeat(300), 'audio/webm', `${'é'.repeat(120)}.webm`],
])('a recording called %j (%s) is saved as %s', (name, mimeType, file) =>
  expect(fileNameOf({ name, mimeType })).toBe(file),
);
