import { EMAIL_REGEX } from 'valibot';
import type { UserChange } from '#src/api/people.ts';

/** What one can write about a person. */
export interface ProfileForm {
  readonly name: string;
  readonly email: string;
  /** Undefined: as it is. Claritalk does not tell the roles of others. */
  readonly role: string | undefined;
}

const maximum = 255;

/** Roles that every organisation has; others can be typed. */
export const usualRoles = ['user', 'manager', 'admin'] as const;

/** Whether an address is one, as the contract reads it. */
export const isEmail = (text: string): boolean => text.length <= maximum && EMAIL_REGEX.test(text);

export const isName = (text: string): boolean => text.trim() !== '' && text.trim().length <= maximum;

/** Whether a role can be given: the contract's spelling, and never super-admin, however it is written. */
export const isRole = (text: string): boolean =>
  /^[a-z][a-z0-9_-]{0,63}$/.test(text) && !/^super[-_]*admin/.test(text);

/** Fields of the form that cannot be sent. */
export function problemsOf({ name, email, role }: ProfileForm): readonly (keyof ProfileForm)[] {
  return [
    ...(isName(name) ? [] : (['name'] as const)),
    ...(isEmail(email.trim()) ? [] : (['email'] as const)),
    ...(role === undefined || isRole(role) ? [] : (['role'] as const)),
  ];
}

/** What differs from what was there; undefined when nothing does. */
export function changeOf(before: ProfileForm, { name, email, role }: ProfileForm): UserChange | undefined {
  const change: UserChange = {
    ...(name.trim() === before.name ? {} : { name: name.trim() }),
    ...(email.trim() === before.email ? {} : { email: email.trim() }),
    ...(role === undefined ? {} : { role }),
  };
  return Object.keys(change).length > 0 ? change : undefined;
}
