import { expect, it } from 'vitest';
import { type RowEdits, withEdit, withEdits } from './draft.ts';
import { readList } from './read-list.ts';
import { statesOf } from './states.ts';

const people = (text: string, edits: RowEdits) => {
  const list = readList(text);
  return withEdits(list.kind === 'addresses' ? list.people : [], edits);
};
const states = (text: string, edits: RowEdits) => statesOf(people(text, edits), new Set(['nora@a.be']));

it('rechecks what was corrected, and others with it', () => {
  const text = 'hello\njan@a.be\nJan Peeters jan@b.be\nnora@a.be';
  const [hello, jan, peeters] = people(text, new Map()).map(({ id }) => id);
  expect(states(text, new Map())).toEqual(['malformed', 'guessed', 'unclearName', 'existing']);
  const mended = withEdit(new Map(), [hello!], { email: 'JAN@a.be', name: 'Jan' });
  expect(states(text, mended)).toEqual(['ready', 'duplicate', 'unclearName', 'existing']);
  expect(states(text, withEdit(mended, [jan!], { email: 'nora@A.be' }))[1]).toBe('existing');
  expect(states(text, withEdit(mended, [jan!], { email: 'jan2@a.be' }))[1]).toBe('guessed');
  expect(states(text, withEdit(mended, [peeters!], { isConfirmed: true }))[2]).toBe('ready');
  expect(states(text, withEdit(mended, [peeters!], { name: '' }))[2]).toBe('name');
  expect(states(text, withEdit(mended, [peeters!], { name: 'Jan P' }))[2]).toBe('ready');
});

it('keeps what was typed when the list changes around it', () => {
  const [, second] = people('an@a.be\nan@a.be', new Map()).map(({ id }) => id);
  const edits = withEdit(withEdit(new Map(), [second!], { email: 'an2@a.be' }), [second!], { role: 'admin' });
  expect(people('bo@a.be\nan@a.be\nan@a.be', edits)).toMatchObject([
    { email: 'bo@a.be' },
    { email: 'an@a.be', role: undefined },
    { email: 'an2@a.be', role: 'admin' },
  ]);
  expect(
    people('an@a.be\nan@a.be', withEdit(edits, [second!], { role: undefined }))[1]?.role,
  ).toBeUndefined();
});
