import { expect, it } from 'vitest';
import { changeOf, isRole, problemsOf } from './profile.ts';

const before = { name: 'An', email: 'an@example.com', role: undefined };

it('sends only what differs', () => {
  expect(changeOf(before, before)).toBeUndefined();
  expect(changeOf(before, { ...before, name: ' Anna ' })).toEqual({ name: 'Anna' });
  expect(changeOf(before, { ...before, role: 'manager' })).toEqual({ role: 'manager' });
});

it('says what cannot be sent', () => {
  expect(problemsOf({})).toEqual([]);
  expect(problemsOf({ name: ' \u200B', email: 'an@', role: 'Boss' })).toEqual(['name', 'email', 'role']);
  expect(problemsOf({ name: 'An', email: "o'brien@münchen.example" })).toEqual([]);
});

it('neither checks nor sends what is unchanged', () => {
  const odd = { name: 'x'.repeat(300), email: 'an at example', role: undefined };
  const renamed = changeOf(odd, { ...odd, name: 'An' });
  expect(renamed).toEqual({ name: 'An' });
  expect(problemsOf(renamed!)).toEqual([]);
  const moved = changeOf(odd, { ...odd, email: ' an@example.com\u200B' });
  expect(moved).toEqual({ email: 'an@example.com' });
  expect(problemsOf(moved!)).toEqual([]);
  expect(changeOf({ ...odd, email: ' an@a.be ' }, { ...odd, email: 'an@a.be' })).toBeUndefined();
});

it.each(['super-admin', 'superadmin', 'super_admin', 'super-administrator', 'Admin', ''])(
  'the role %j cannot be given',
  (role) => expect(isRole(role)).toBe(false),
);
