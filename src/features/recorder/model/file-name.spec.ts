import { expect, test } from 'vitest';
import { fileNameOf } from './file-name.ts';

test.each([
  ['Kick-off', 'audio/webm;codecs=opus', 'Kick-off 2026-03-09.webm'],
  ['Overleg: prijs / marge?', 'audio/mp4', 'Overleg prijs marge 2026-03-09.m4a'],
  ['../../etc', 'audio/webm', '.. .. etc 2026-03-09.webm'],
  ['..', 'audio/webm', 'recording 2026-03-09.webm'],
  ['\u0000\n', 'audio/webm', 'recording 2026-03-09.webm'],
  ['talk', 'audio/x-wav', 'talk 2026-03-09.wav'],
  ['é'.repeat(300), 'audio/webm', `${'é'.repeat(102)} 2026-03-09.webm`],
  // Cut between characters (issue of another recorder: a name that ends in half an emoji).
  [
    `${'x'.repeat(119)}😀${'y'.repeat(200)}`,
    'audio/webm',
    `${'x'.repeat(119)}😀${'y'.repeat(81)} 2026-03-09.webm`,
  ],
  ['👩‍👩‍👧'.repeat(30), 'audio/webm', `${'👩‍👩‍👧'.repeat(11)} 2026-03-09.webm`],
  ['invoice\u202efdp.exe', 'audio/webm', 'invoice fdp.exe 2026-03-09.webm'],
  ['con', 'audio/webm', '_con 2026-03-09.webm'],
])('a recording called %j (%s) is saved as %s', (name, mimeType, file) =>
  expect(fileNameOf({ name, mimeType, startedAt: '2026-03-09T12:00:00Z' })).toBe(file),
);
