import { expect, it } from 'vitest';
import { findItems, sortItems } from './find.ts';

const named = (id: number, name: string) => ({ id, name });
const items = [named(2, 'Évaluation 10'), named(1, 'intake'), named(3, 'Évaluation 9')];
const sorted = (sort: 'created' | 'createdDown' | 'name') => sortItems(items, ({ name }) => name, sort, 'en');

it('sorts by name as a reader expects, and by creation', () => {
  expect(sorted('name').map(({ item }) => item.id)).toEqual([3, 2, 1]);
  expect(sorted('created').map(({ item }) => item.id)).toEqual([1, 2, 3]);
  expect(sorted('createdDown').map(({ item }) => item.id)).toEqual([3, 2, 1]);
});

it('finds by every word, without accents and capitals', () => {
  const ids = (text: string) => findItems(sorted('created'), text).map(({ id }) => id);
  expect(ids('evaluation')).toEqual([2, 3]);
  expect(ids('10 EVAL')).toEqual([2]);
  expect(ids('  ')).toEqual([1, 2, 3]);
  expect(ids('intake 9')).toEqual([]);
});
