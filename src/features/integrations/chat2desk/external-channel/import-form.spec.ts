import { expect, it } from 'vitest';
import { emptyDraft, messagesOf, problemOf } from './import-form.ts';

const now = new Date('2026-03-01T12:00').getTime();
const draft = (at: string, text: string) => ({ ...emptyDraft(), at, text });

it.each([
  ['2026-02-28T09:30', 'Hello', undefined],
  ['', 'Hello', 'at'],
  ['2026-03-01T12:01', 'Hello', 'future'],
  ['2026-02-28T09:30', '  ', 'text'],
])('a message at %s with the text %j: %s', (at, text, problem) => {
  expect(problemOf(draft(at, text), now)).toBe(problem);
});

it('messages are imported in their order in time, without those that are empty', () => {
  const drafts = [draft('2026-02-28T09:31', ' second '), draft('', ' '), draft('2026-02-28T09:30', 'first')];
  expect(messagesOf(drafts)).toEqual([
    { at: new Date('2026-02-28T09:30'), type: 'from_client', text: 'first' },
    { at: new Date('2026-02-28T09:31'), type: 'from_client', text: 'second' },
  ]);
});
