import { expect, it, vi } from 'vitest';
import { Selection } from './selection.ts';

const items = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }));
const [a, b, c, d, e] = items as [
  { id: string },
  { id: string },
  { id: string },
  { id: string },
  { id: string },
];
const make = () => {
  const selection = new Selection<{ id: string }>();
  selection.show(items);
  return selection;
};
const chosen = (selection: Selection<{ id: string }>) => [...selection.getSnapshot().keys()];

it('selects, deselects and clears, and notifies', () => {
  const selection = make();
  const heard = vi.fn();
  selection.subscribe(heard);
  selection.toggle(b);
  selection.set([a, c], true);
  selection.toggle(a);
  expect(chosen(selection)).toEqual(['b', 'c']);
  selection.clear();
  selection.clear();
  expect(chosen(selection)).toEqual([]);
  expect(heard).toHaveBeenCalledTimes(4);
});

it('extends from what was chosen last, in both directions', () => {
  const selection = make();
  selection.toggle(c);
  selection.extendTo(e);
  expect(chosen(selection)).toEqual(['c', 'd', 'e']);
  selection.extendTo(a);
  expect(chosen(selection).sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
  selection.toggle(b);
  selection.extendTo(d);
  expect(chosen(selection).sort()).toEqual(['a', 'e']);
});

it('begins a range where the anchor is on another page', () => {
  const selection = make();
  selection.toggle({ id: 'elsewhere' });
  selection.extendTo(d);
  expect(chosen(selection)).toEqual(['elsewhere', 'd']);
  selection.extendTo(e);
  expect(chosen(selection)).toEqual(['elsewhere', 'd', 'e']);
});

it('notifies the first rows immediately and the others later, each of its state by then', () => {
  const many = [...new Array(45).keys()].map((id) => ({ id: String(id) }));
  const frames: (() => void)[] = [];
  const selection = new Selection<{ id: string }>((tell) => frames.push(tell));
  selection.show(many);
  const heard: string[] = [];
  const stop = many.map(({ id }) =>
    selection.subscribeTo(id, () => heard.push(`${id} ${selection.has(id)}`)),
  );
  selection.set(many, true);
  expect(selection.getSnapshot().size).toBe(45);
  expect(heard).toHaveLength(20);
  stop[44]?.();
  selection.toggle({ id: '43' });
  while (frames.length > 0) frames.shift()?.();
  expect(heard).toHaveLength(44);
  expect(heard.filter((line) => line.endsWith('false'))).toEqual(['43 false']);
  selection.toggle({ id: '7' });
  expect(heard.at(-1)).toBe('7 false');
});
