import { isEmail, normaliseEmail, trimInvisible } from '#contract/email.ts';
import type { UserChange } from '#src/api/claritalk/people.ts';

/** The editable fields of a person. */
export interface ProfileForm {
  readonly name: string;
  readonly email: string;
  /** Undefined: unchanged. Claritalk does not show other people's roles. */
  readonly role: string | undefined;
}

const maximum = 255;

/** Roles that every organisation has; others can be typed. */
export const usualRoles = ['user', 'manager', 'admin'] as const;

export function isName(text: string): boolean {
  const name = trimInvisible(text);
  return name !== '' && name.length <= maximum;
}

/** Whether a role can be given: the contract's spelling, and never super-admin, however it is written. */
export const isRole = (text: string): boolean =>
  /^[a-z][a-z0-9_-]{0,63}$/.test(text) && !/^super[-_]*admin/.test(text);

/** Fields of a change that cannot be sent. What is already stored is not checked: it is not sent either. */
export function problemsOf({ name, email, role }: UserChange): readonly (keyof ProfileForm)[] {
  return [
    ...(name === undefined || isName(name) ? [] : (['name'] as const)),
    ...(email === undefined || isEmail(email) ? [] : (['email'] as const)),
    ...(role === undefined || isRole(role) ? [] : (['role'] as const)),
  ];
}

/** What differs from what was there; undefined when nothing does. */
export function changeOf(before: ProfileForm, { name, email, role }: ProfileForm): UserChange | undefined {
  const change: UserChange = {
    ...(isUnchanged(name, before.name) ? {} : { name: trimInvisible(name) }),
    ...(isUnchanged(email, before.email) ? {} : { email: normaliseEmail(email) }),
    ...(role === undefined ? {} : { role }),
  };
  return Object.keys(change).length > 0 ? change : undefined;
}

const isUnchanged = (text: string, before: string) => text === before || text.trim() === before.trim();
