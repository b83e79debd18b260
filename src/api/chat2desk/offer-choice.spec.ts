import { expect, it } from 'vitest';
import { choicesOf } from './offer-choice.ts';

it('an item has the choices that are below it, in their order', () => {
  const choices = choicesOf([
    { id: 2, name: 'Another day', parentID: 1, position: 2 },
    { id: 1, name: 'Appointment', text: 'When does it suit you?', parentID: null, position: 1 },
    { id: 3, name: 'Tomorrow', parentID: 1, position: 1 },
    { name: 'Without an id', parentID: 1, position: 3 },
  ]);
  expect(choices.find(({ id }) => id === 1)).toEqual({
    id: 1,
    name: 'Appointment',
    text: 'When does it suit you?',
    options: ['Tomorrow', 'Another day', 'Without an id'],
  });
  expect(choices.map(({ id }) => id).toSorted()).toEqual([1, 2, 3]);
});
