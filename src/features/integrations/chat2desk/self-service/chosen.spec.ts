import { expect, it } from 'vitest';
import { normaliseItem } from '#src/api/chat2desk/menu.ts';
import { chosenIn } from './chosen.ts';

const items = [
  { id: 1, name: 'Menu', command: '0' },
  { id: 2, name: 'Make an appointment', command: '1', parentID: 1 },
  { id: 3, name: 'Send documents', command: '2', parentID: 1 },
  { id: 4, name: 'Elsewhere', command: '3', parentID: 9 },
].flatMap((wire) => normaliseItem(wire) ?? []);
const offer = (text: string | undefined) => ({
  item: 1,
  text: '',
  at: undefined,
  reply: text === undefined ? undefined : { text, at: undefined },
});

it.each([
  ['1', 2],
  [' 2. ', 3],
  ['send DOCUMENTS', 3],
  // Not a choice of this item.
  ['3', undefined],
  ['Can I call you?', undefined],
  [undefined, undefined],
])('the reply %j chooses %s', (said, id) => {
  expect(chosenIn(items, offer(said))?.id).toBe(id);
});
