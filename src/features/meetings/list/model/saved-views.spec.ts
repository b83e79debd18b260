import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  moveView,
  pinView,
  readSavedViews,
  renameView,
  type SavedView,
  saveView,
  viewNamed,
} from './saved-views.ts';

const view = (name: string, search = '', pinned = true): SavedView => ({ name, search, pinned });

it('reads what was stored and leaves out the rest', () => {
  const stored = [
    view(' Drafts ', '?status=draft'),
    view('drafts', '?x=1'),
    { name: 'x' },
    { name: 'odd', search: 'https://elsewhere' },
    7,
    { name: 'All', search: '', pinned: false },
  ];
  expect(readSavedViews(stored)).toEqual([view('Drafts', '?status=draft'), view('All', '', false)]);
  fc.assert(
    fc.property(fc.anything(), (anything) => {
      const views = readSavedViews(anything);
      expect(readSavedViews(structuredClone(views))).toEqual(views);
    }),
  );
});

it('saves under a name, or replaces what has it', () => {
  const views = saveView(saveView([], 'Drafts', '?status=draft'), 'Old', '?order=asc');
  expect(saveView(views, ' drafts ', '?status=failed')).toEqual([
    view('drafts', '?status=failed'),
    view('Old', '?order=asc'),
  ]);
  expect(viewNamed(views, 'OLD')?.search).toBe('?order=asc');
});

it('renames unless the name is empty or taken, pins, and moves within the ends', () => {
  const [a, b, c] = [view('A'), view('B'), view('C')];
  const views = [a, b, c];
  expect(renameView(views, b, 'a')).toBe(views);
  expect(renameView(views, b, '  ')).toBe(views);
  expect(renameView(views, b, 'b').map(({ name }) => name)).toEqual(['A', 'b', 'C']);
  expect(pinView(views, c, false)[2]?.pinned).toBe(false);
  expect(moveView(views, c, -1)).toEqual([a, c, b]);
  expect(moveView(views, a, -5)).toEqual(views);
});
