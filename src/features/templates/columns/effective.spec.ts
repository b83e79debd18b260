import { expect, it } from 'vitest';
import { noType } from '../shared/address.ts';
import { effectiveType, themesOf } from './effective.ts';

const types = [
  { id: 1, name: 'Sales', isDefault: false },
  { id: 2, name: 'Intake', isDefault: true },
];
const themes = [
  { id: 10, name: 'Needs', typeId: 1 },
  { id: 11, name: 'Lost', typeId: 99 },
  { id: 12, name: 'Typeless', typeId: undefined },
];

it('shows the type of the address, of its theme, the default, the first', () => {
  const shown = (type?: number, theme?: number) => effectiveType({ type, theme }, types, themes);
  expect(shown(1)).toBe(1);
  expect(shown(2, 10)).toBe(1);
  expect(shown()).toBe(2);
  expect(shown(77)).toBe(2);
  expect(shown(undefined, 11)).toBe(noType);
  expect(shown(noType)).toBe(noType);
  expect(effectiveType({ type: noType, theme: undefined }, types, [])).toBe(2);
  expect(effectiveType({ type: 5, theme: undefined }, [], [])).toBeUndefined();
});

it('keeps themes whose type is gone accessible', () => {
  expect(themesOf(noType, types, themes).map(({ id }) => id)).toEqual([11, 12]);
  expect(themesOf(1, types, themes).map(({ id }) => id)).toEqual([10]);
});
