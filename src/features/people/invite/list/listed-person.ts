import { isEmail, trimInvisible } from '#contract/email.ts';
import { isDamaged } from './damage.ts';
import { nameFromAddress } from './person-name.ts';
import { readRole } from './roles.ts';

/** A field of a list that may mean something else, so that a person has to check it. */
export type Doubt = 'email' | 'name' | 'role';

/** One person of a list. */
export interface ListedPerson {
  /** 1-based line of the text where it begins. */
  readonly line: number;
  /** What stood there. */
  readonly raw: string;
  /** As far as there is one; whether it is an address is for `statesOf` to say. */
  readonly email: string;
  readonly name: string;
  /** Made from the address, because the list has no name. */
  readonly nameGuessed: boolean;
  readonly role: string | undefined;
  readonly doubts: readonly Doubt[];
}

interface Found {
  readonly line: number;
  readonly raw: string;
  readonly email: string;
  readonly name: string;
  /** Whether this is clearly the name. */
  readonly isNameClear: boolean;
  readonly role?: string;
}

/** A person as read from a list. */
export function listedPerson({ line, raw, email, name, isNameClear, role = '' }: Found): ListedPerson {
  const read = readRole(role);
  const guessed = name === '' ? nameFromAddress(email) : '';
  const doubts: Doubt[] = [
    ...(isDoubtful(email) ? (['email'] as const) : []),
    ...(name !== '' && (!isNameClear || isDamaged(name)) ? (['name'] as const) : []),
    ...(read.isUsual ? [] : (['role'] as const)),
  ];
  return {
    line,
    raw: trimInvisible(raw),
    email,
    name: name || guessed,
    nameGuessed: guessed !== '',
    role: read.role,
    doubts,
  };
}

/**
 * A valid address that is hardly a person's: at a host of one word it was cut short, at a host of digits it is a
 * device's, and with `#EXT#` it is what Microsoft 365 calls a guest.
 */
function isDoubtful(email: string): boolean {
  if (!isEmail(email)) return false;
  const host = email.slice(email.lastIndexOf('@') + 1);
  return (
    !host.includes('.') || /\.(?:\d+|0x[\da-f]*)$/i.test(host) || /#ext#@/i.test(email) || isDamaged(email)
  );
}
