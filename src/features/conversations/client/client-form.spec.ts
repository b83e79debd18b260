import { expect, it } from 'vitest';
import { changesOf, formOf } from './client-form.ts';

const card = {
  ...{ name: 'Luc', assignedName: 'Luc', address: undefined, phone: '3212345', comment: undefined },
  ...{ relation: undefined, firstAt: undefined, own: { 1: ' Bakery ', 3: 7, 4: { odd: true } } },
};
const field = (id: number) => ({ id, name: String(id), editable: true, choices: undefined });
const before = formOf(card, [field(1), field(2), field(3)]);

it('has every field of the company, and what cannot be shown is empty', () => {
  expect(before).toEqual({
    ...{ name: 'Luc', phone: '3212345', relation: '' },
    own: { 1: 'Bakery', 2: '', 3: '7' },
  });
});

it('sends what differs alone; what is emptied is emptied', () => {
  expect(changesOf(before, { ...before, name: 'Luc ', own: { ...before.own, 2: ' ' } })).toEqual({});
  const form = { name: '', phone: ' 3298765 ', relation: '', own: { 1: '', 2: 'a@b.be', 3: '7' } };
  expect(changesOf(before, form)).toEqual({ name: '', phone: '3298765', own: { 1: '', 2: 'a@b.be' } });
});
