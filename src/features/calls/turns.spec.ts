import { expect, it } from 'vitest';
import { turnsOf } from './turns.ts';

it('finds the turns of a conversation, each at its place', () => {
  expect(turnsOf('Hello. – Yes. – Yes.\n\nBye')).toEqual([
    { at: 0, text: 'Hello.' },
    { at: 9, text: 'Yes.' },
    { at: 16, text: 'Yes.' },
    { at: 22, text: 'Bye' },
  ]);
  expect(turnsOf('well-known – word')).toHaveLength(2);
  expect(turnsOf('')).toEqual([]);
});
