import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeStorage } from '#src/lib/testing/fake-storage.ts';
import {
  type BroadcastDraft,
  broadcastDraft,
  contentOf,
  emptyDraft,
  lackingIn,
  startedBroadcast,
} from './draft.ts';

beforeEach(() => vi.stubGlobal('localStorage', fakeStorage()));
afterEach(() => vi.unstubAllGlobals());

const draft: BroadcastDraft = {
  way: 'email',
  subject: 'News for {name}',
  text: 'Until {date}.',
  data: { date: ' 2 May ', gone: 'old' },
  people: [{ individual: 'i', name: 'Guest', address: 'guest@example.test' }],
};

it('what is written stays for its person alone, until it was begun', () => {
  broadcastDraft('ada').write(draft);
  expect(broadcastDraft('ada').read()).toEqual(draft);
  expect(broadcastDraft('owen').read()).toBeUndefined();
  broadcastDraft('ada').write(undefined);
  expect(broadcastDraft('ada').read()).toBeUndefined();
  expect(localStorage.length).toBe(0);
});

it('what was begun is known over a reload, as it was sent', () => {
  const started = { key: 'k', since: 5, count: 1, content: contentOf(draft) };
  startedBroadcast('ada').write(started);
  expect(startedBroadcast('ada').read()).toEqual(started);
  expect(started.content).toEqual({
    way: 'email',
    subject: 'News for {name}',
    text: 'Until {date}.',
    data: { date: '2 May' },
    individuals: ['i'],
  });
});

it.each([
  [{ subject: ' ' }, 'subject'],
  [{ way: 'text', subject: '' }, undefined],
  [{ text: '' }, 'text'],
  [{ text: 'Until {date' }, 'braces'],
  [{ data: {} }, 'values'],
  [{ people: [] }, 'people'],
  [{}, undefined],
] as const)('with %j, %s is missing', (change, missing) => {
  expect(lackingIn({ ...draft, ...change }, true)).toBe(missing);
});

it('a test needs no recipients', () => {
  expect(lackingIn({ ...draft, people: [] }, false)).toBeUndefined();
  expect(lackingIn(emptyDraft, false)).toBe('subject');
});
