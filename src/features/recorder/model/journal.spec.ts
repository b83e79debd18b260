import { describe, expect, test } from 'vitest';
import { chatLines, type Mark, type MarkKind, withEnd, withMark, withoutMark, withText } from './journal.ts';

const mark = (id: string, kind: MarkKind, recordedMs: number, text = ''): Mark => ({
  id,
  kind,
  recordedMs,
  text,
  at: '2026-11-21T10:00:00.000Z',
  until: null,
});
const marks = [mark('a', 'bookmark', 1000), mark('b', 'chat', 2000, 'hello'), mark('c', 'pause', 3000)];
const ids = (list: readonly Mark[]) => list.map(({ id }) => id).join('');

describe('journal', () => {
  test('marks are in the order of the recording, then of writing', () => {
    expect(ids(withMark(marks, mark('x', 'note', 2500)))).toBe('abxc');
    expect(ids(withMark(marks, mark('x', 'note', 2000)))).toBe('abxc');
    expect(ids(withMark(marks, mark('x', 'note', 9000)))).toBe('abcx');
    expect(ids(withMark([], mark('x', 'note', 0)))).toBe('x');
  });

  test('words can be corrected; a note without words is removed, a bookmark stays', () => {
    expect(withText(marks, 'b', ' good bye ')[1]).toMatchObject({ id: 'b', text: 'good bye' });
    expect(withText(marks, 'b', 'hello')).toBe(marks);
    expect(ids(withText(marks, 'b', '  '))).toBe('ac');
    expect(ids(withText(withText(marks, 'a', 'offer'), 'a', ''))).toBe('abc');
    expect(withText(marks, 'nobody', 'x')).toBe(marks);
    expect(ids(withoutMark(marks, 'b'))).toBe('ac');
  });

  test('a pause ends once', () => {
    const ended = withEnd(marks, 'pause', '2026-11-21T10:05:00.000Z');
    expect(ended[2]).toMatchObject({ until: '2026-11-21T10:05:00.000Z' });
    expect(withEnd(ended, 'pause', '2026-11-21T11:00:00.000Z')).toBe(ended);
    expect(ended[0]).toBe(marks[0]);
  });

  test('chat lines keep their order', () => {
    expect(ids(chatLines(withMark(marks, mark('x', 'chat', 1500, 'first'))))).toBe('xb');
  });
});
