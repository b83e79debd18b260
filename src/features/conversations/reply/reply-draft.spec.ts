import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeStorage } from '#src/lib/testing/fake-storage.ts';
import { keepReply, putBack, type ReplyDraft, readReply, withoutSent } from './reply-draft.ts';
import { openReply } from './reply-store.ts';

beforeEach(() => vi.stubGlobal('localStorage', fakeStorage()));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const one = 'chat2desk/1' as const;
const empty: ReplyDraft = { to_client: '', comment: '', file: undefined, attaching: undefined };
const draft = (more: Partial<ReplyDraft>): ReplyDraft => ({ ...empty, ...more });
const file = {
  ...{ id: 3, link: 'https://here/shared/x', name: 'deed.pdf', type: 'application/pdf' },
  ...{ size: 5, until: 9 },
};

it('belongs to one conversation and one person, and appears in no other', () => {
  keepReply('ada', one, draft({ to_client: 'Dear Luc', file }));
  expect(readReply('ada', one)).toEqual(draft({ to_client: 'Dear Luc', file }));
  expect(readReply('ada', 'chat2desk/11')).toEqual(empty);
  expect(readReply('owen', one)).toEqual(empty);
});

it('keeps what is for colleagues apart from what is for the client', () => {
  keepReply('ada', one, draft({ comment: 'He pays late' }));
  expect(readReply('ada', one)).toEqual(draft({ comment: 'He pays late' }));
});

it('leaves nothing behind when it is empty, and takes nothing odd', () => {
  keepReply('ada', one, draft({ to_client: 'x' }));
  keepReply('ada', one, empty);
  expect(Object.keys(localStorage)).toEqual([]);
  localStorage.setItem('claritalk.replies.ada.1.texts', '{broken');
  expect(readReply('ada', one)).toEqual(empty);
  localStorage.setItem('claritalk.replies.ada.1.texts', '{"to_client":"Hi","file":{"id":3}}');
  expect(readReply('ada', one)).toEqual(draft({ to_client: 'Hi' }));
});

it('is on the device a moment after the last key, and at once when the page is left', () => {
  vi.useFakeTimers();
  const store = openReply('ada', one);
  store.change({ to_client: 'D' });
  store.change({ to_client: 'De' });
  expect(readReply('ada', one)).toEqual(empty);
  vi.advanceTimersByTime(300);
  expect(readReply('ada', one)).toEqual(draft({ to_client: 'De' }));
  store.change((now) => ({ ...now, to_client: `${now.to_client}ar` }));
  store.flush();
  expect(readReply('ada', one)).toEqual(draft({ to_client: 'Dear' }));
  // Nothing is written again later, over what another tab may have written since.
  keepReply('ada', one, draft({ to_client: 'By another tab' }));
  vi.advanceTimersByTime(1_000);
  store.flush();
  expect(readReply('ada', one)).toEqual(draft({ to_client: 'By another tab' }));
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
  const now = draft({ to_client: typed, comment: 'He pays late' });
  expect(putBack(now, ok)).toEqual(draft({ to_client: expected, comment: 'He pays late' }));
  expect(putBack(now, { ...ok, type: 'comment' }).to_client).toBe(typed);
});

it.each([
  ['ok', ''],
  ['ok\nAnd on Monday?', 'And on Monday?'],
  ['okay', 'okay'],
  ['Is it ok', 'Is it ok'],
])('what has arrived after all leaves of %j only what was typed since', (typed, expected) => {
  expect(withoutSent(draft({ to_client: typed }), ok)).toEqual(draft({ to_client: expected }));
});

it('a file comes back with its message, alone too, and leaves when the message has arrived', () => {
  const sent = { ...ok, text: '', file: { ...file, inText: false } };
  const back = putBack(draft({ to_client: 'And?' }), sent);
  expect(back).toEqual(draft({ to_client: 'And?', file: { ...file, inText: false } as typeof file }));
  expect(withoutSent(back, sent)).toEqual(draft({ to_client: 'And?' }));
  const next = draft({ file: { ...file, id: 4 } });
  expect(withoutSent(next, sent)).toEqual(next);
});
