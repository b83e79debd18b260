import { expect, test } from 'vitest';
import { toLocalField } from '#src/lib/time/local-time.ts';
import { meetingNameOf, probableStart } from './imported-file.ts';

test.each([
  ['Kick-off.mp3', 'Kick-off'],
  ['2026-03-09_board_meeting.m4a', '2026-03-09 board meeting'],
  ['v1.2 final.wav', 'v1.2 final'],
  ['no extension', 'no extension'],
  ['.mp3', '.mp3'],
])('the file “%s” becomes the meeting “%s”', (file, name) => expect(meetingNameOf(file)).toBe(name));

test('a recording ended when its file was written', () => {
  expect(probableStart(10_000_000, 60_000)).toBe(9_940_000);
  expect(probableStart(0, 60_000)).toBe(0);
});

test('a field for date and time shows the reader’s own time, and is read back to the same minute', () => {
  const instant = Date.parse('2026-03-09T12:05:59Z');
  expect(new Date(toLocalField(instant)).toISOString()).toBe('2026-03-09T12:05:00.000Z');
});
