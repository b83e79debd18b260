import { expect, it } from 'vitest';
import { changeOf, isRole, problemsOf } from './profile.ts';

const before = { name: 'An', email: 'an@example.com', role: undefined };

it('sends only what differs', () => {
  expect(changeOf(before, before)).toBeUndefined();
  expect(changeOf(before, { ...before, name: ' Anna ' })).toEqual({ name: 'Anna' });
  expect(changeOf(before, { ...before, role: 'manager' })).toEqual({ role: 'manager' });
});

it('says what cannot be sent', () => {
  expect(problemsOf(before)).toEqual([]);
  expect(problemsOf({ name: ' ', email: 'an@', role: 'Boss' })).toEqual(['name', 'email', 'role']);
});

it.each(['super-admin', 'superadmin', 'super_admin', 'super-administrator', 'Admin', ''])(
  'the role %j cannot be given',
  (role) => expect(isRole(role)).toBe(false),
);
