import { describe, expect, it } from 'vitest';
import type { User } from '#src/api/claritalk/users.ts';
import { normaliseUser } from '#src/api/courier/administration/users.ts';
import { findUsers, peopleAt } from './find-users.ts';

const there = (id: string, email: string, more: object = {}) =>
  normaliseUser({
    id,
    of: {
      'first-name': `User ${id}`,
      email,
      'email-verified': true,
      'primary-individual-id': `i${id}`,
      ...more,
    },
  });

describe('users of Courier', () => {
  const all = [
    there('1', 'a@firm.test', { state: 'active', notifications: ['email'] }),
    there('2', 'b@firm.test', { state: 'archived', phone: '+32470001002', 'phone-unsubscribed': true }),
    there('3', 'c@firm.test', { state: 'active', 'email-verified': false }),
  ];
  const found = (filter: object) =>
    findUsers(all, { search: '', state: '', contact: '', ...filter }).map(({ id }) => id);

  it('are found by state, by how they can be reached, and by words', () => {
    expect(found({})).toEqual(['1', '2', '3']);
    expect(found({ state: 'active' })).toEqual(['1', '3']);
    expect(found({ contact: 'unsubscribed' })).toEqual(['2']);
    expect(found({ contact: 'unverified' })).toEqual(['2', '3']);
    expect(found({ contact: 'notified' })).toEqual(['1']);
    expect(found({ search: '1002' })).toEqual(['2']);
  });
});

describe('who someone is here', () => {
  const person = (uuid: string, email: string) => ({ uuid, email, name: uuid }) as unknown as User;
  const users = [
    person('ada', 'A@firm.test'),
    person('owen', 'shared@firm.test'),
    person('nora', 'c@firm.test'),
  ];
  const people = [
    there('1', 'a@firm.test'),
    there('2', 'shared@firm.test'),
    there('3', 'shared@firm.test'),
    there('4', 'c@firm.test', { 'email-verified': false }),
  ];
  const named = (links: ReadonlyMap<string, string>) =>
    [...peopleAt(people, users, links)].map(([id, found]) => [
      id,
      found.map(({ user, linked }) => `${user.uuid}${linked ? ' linked' : ''}`),
    ]);

  it('is decided by a verified address that nobody else has', () => {
    expect(named(new Map())).toEqual([['i1', ['ada']]]);
  });

  it('is decided by an admin before that', () => {
    expect(
      named(
        new Map([
          ['ada', 'i3'],
          ['nora', 'i4'],
        ]),
      ),
    ).toEqual([
      ['i3', ['ada linked']],
      ['i4', ['nora linked']],
    ]);
  });
});
