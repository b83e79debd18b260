import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { User } from '#src/api/claritalk/users.ts';
import {
  findPeople,
  nextOrder,
  peopleOrders,
  readPeopleSearch,
  sortPeople,
  writePeopleSearch,
} from './people-search.ts';

const person = (name: string, more: Partial<User> = {}): User => ({
  uuid: `uuid-${name}`,
  name,
  email: `${name.toLowerCase()}@example.com`,
  locale: undefined,
  createdAt: undefined,
  updatedAt: undefined,
  ...more,
});

it('an address says the same after it was read', () => {
  fc.assert(
    fc.property(
      fc.record({
        page: fc.integer({ min: 1, max: 1000 }),
        order: fc.constantFrom(...peopleOrders),
        text: fc
          .string({ unit: 'grapheme', maxLength: 40 })
          .filter((text) => text === '' || text.trim() !== ''),
      }),
      (search) => {
        expect(readPeopleSearch(new URLSearchParams(writePeopleSearch(search)))).toEqual(search);
      },
    ),
  );
});

it('reads odd addresses as the usual ones', () => {
  expect(readPeopleSearch(new URLSearchParams('page=-3&sort=evil'))).toEqual({
    page: 1,
    order: 'name',
    text: '',
  });
});

it('finds by every word, without accents and capitals, in name, e-mail and UUID', () => {
  const people = sortPeople([person('Élise Fontaine'), person('Wim')], 'name', 'en');
  expect(findPeople(people, 'fontaine ELISE').map(({ name }) => name)).toEqual(['Élise Fontaine']);
  expect(findPeople(people, 'wim@EXAMPLE')).toHaveLength(1);
  expect(findPeople(people, 'uuid-wim')).toHaveLength(1);
  expect(findPeople(people, ' ')).toHaveLength(2);
  expect(findPeople(people, 'wim elise')).toHaveLength(0);
});

it('sorts as a reader expects; people without the field come last', () => {
  const people = [
    person('b', { createdAt: new Date(2) }),
    person('Á', { createdAt: new Date(1) }),
    person('c', { email: undefined }),
  ];
  const names = (order: (typeof peopleOrders)[number]) =>
    sortPeople(people, order, 'en').map(({ user }) => user.name);
  expect(names('name')).toEqual(['Á', 'b', 'c']);
  expect(names('nameDown')).toEqual(['c', 'b', 'Á']);
  expect(names('createdDown')).toEqual(['b', 'Á', 'c']);
  expect(names('created')).toEqual(['Á', 'b', 'c']);
  expect(names('email').at(-1)).toBe('c');
  expect(names('emailDown').at(-1)).toBe('c');
});

it('reverses the order of a column, and starts with the latest days', () => {
  expect(nextOrder('name', 'name')).toBe('nameDown');
  expect(nextOrder('nameDown', 'name')).toBe('name');
  expect(nextOrder('name', 'email')).toBe('email');
  expect(nextOrder('email', 'created')).toBe('createdDown');
  expect(nextOrder('createdDown', 'created')).toBe('created');
});
