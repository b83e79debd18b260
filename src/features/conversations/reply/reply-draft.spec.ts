import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeStorage } from '#src/lib/testing/fake-storage.ts';
import { keepReply, putBack, readReply, withoutSent } from './reply-draft.ts';

beforeEach(() => vi.stubGlobal('localStorage', fakeStorage()));
afterEach(() => vi.unstubAllGlobals());

const empty = { to_client: '', comment: '' };

it('belongs to one conversation and one person, and appears in no other', () => {
  keepReply('ada', 1, { to_client: 'Dear Luc', comment: '' });
  expect(readReply('ada', 1)).toEqual({ to_client: 'Dear Luc', comment: '' });
  expect(readReply('ada', 11)).toEqual(empty);
  expect(readReply('owen', 1)).toEqual(empty);
});

it('keeps what is for colleagues apart from what is for the client', () => {
  keepReply('ada', 1, { to_client: '', comment: 'He pays late' });
  expect(readReply('ada', 1)).toEqual({ to_client: '', comment: 'He pays late' });
});

it('leaves nothing behind when it is empty, and takes nothing odd', () => {
  keepReply('ada', 1, { to_client: 'x', comment: '' });
  keepReply('ada', 1, empty);
  expect(Object.keys(localStorage)).toEqual([]);
  localStorage.setItem('claritalk.replies.ada.1.texts', '{broken');
  expect(readReply('ada', 1)).toEqual(empty);
});

const ok = { type: 'to_client', text: 'ok' } as const;

it.each([
  ['', 'ok'],
  ['And on Monday?', 'ok\nAnd on Monday?'],
  // It is there already, or only looks so.
  ['ok', 'ok'],
  ['ok\nAnd on Monday?', 'ok\nAnd on Monday?'],
  ['a book', 'ok\na book'],
])('what did not arrive is back before %j', (typed, expected) => {
  const texts = { to_client: typed, comment: 'He pays late' };
  expect(putBack(texts, ok)).toEqual({ to_client: expected, comment: 'He pays late' });
  expect(putBack(texts, { ...ok, type: 'comment' }).to_client).toBe(typed);
});

it.each([
  ['ok', ''],
  ['ok\nAnd on Monday?', 'And on Monday?'],
  ['okay', 'okay'],
  ['Is it ok', 'Is it ok'],
])('what has arrived after all leaves of %j only what was typed since', (typed, expected) => {
  expect(withoutSent({ to_client: typed, comment: '' }, ok)).toEqual({ to_client: expected, comment: '' });
});
