import { expect, it } from 'vitest';
import type { Organisation } from '#src/api/claritalk/organisations.ts';
import { closedAtFirst, lineOf, moveOf, visibleRows } from './tree.ts';

const organisation = (name: string, ...children: Organisation[]): Organisation => ({
  uuid: name.toLowerCase(),
  name,
  domain: undefined,
  children,
});
const tree = [
  organisation(
    'Root',
    organisation('Ghent', organisation('Port', organisation('Dock'))),
    organisation('Breda'),
  ),
];
const rowsWith = (...closed: string[]) => visibleRows(tree, new Set(closed));
const names = (...closed: string[]) => rowsWith(...closed).map(({ organisation: { name } }) => name);

it('begins with two open levels', () => {
  expect(closedAtFirst(tree)).toEqual(['port']);
  expect(names(...closedAtFirst(tree))).toEqual(['Root', 'Ghent', 'Port', 'Breda']);
});

it('counts lines as assistive technology expects', () => {
  expect(names()).toEqual(['Root', 'Ghent', 'Port', 'Dock', 'Breda']);
  expect(
    rowsWith('ghent').map(({ level, position, siblings, expanded }) => [level, position, siblings, expanded]),
  ).toEqual([
    [1, 1, 1, true],
    [2, 1, 2, false],
    [2, 2, 2, undefined],
  ]);
});

it('finds the line of ancestors', () => {
  expect(lineOf(tree, 'DOCK').map(({ name }) => name)).toEqual(['Root', 'Ghent', 'Port', 'Dock']);
  expect(lineOf(tree, 'nowhere')).toEqual([]);
});

it.each([
  ['ArrowDown', 'ghent', { go: 'breda' }],
  ['ArrowDown', 'breda', undefined],
  ['ArrowUp', 'breda', { go: 'ghent' }],
  ['ArrowUp', 'root', undefined],
  ['Home', 'breda', { go: 'root' }],
  ['End', 'root', { go: 'breda' }],
  ['ArrowRight', 'root', { go: 'ghent' }],
  ['ArrowRight', 'ghent', { toggle: 'ghent' }],
  ['ArrowRight', 'breda', undefined],
  ['ArrowLeft', 'root', { toggle: 'root' }],
  ['ArrowLeft', 'breda', { go: 'root' }],
  ['Enter', 'ghent', { toggle: 'ghent' }],
  [' ', 'breda', undefined],
  ['*', 'breda', { open: ['ghent'] }],
  ['b', 'root', { go: 'breda' }],
  ['R', 'breda', { go: 'root' }],
  ['z', 'root', undefined],
  ['Tab', 'root', undefined],
])('%j on %s', (key, current, move) => {
  expect(moveOf(key, rowsWith('ghent'), current)).toEqual(move);
});
