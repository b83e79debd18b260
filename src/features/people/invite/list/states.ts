import { emailKey, isEmail } from '#contract/email.ts';
import { isName, isRole } from '#src/features/people/directory/profile.ts';
import type { Doubt, ListedPerson } from './listed-person.ts';

/** What prevents inviting someone, and what a person has to check first. */
export type ListProblem =
  /** There is no address, or not a valid one; more than one. */
  | 'malformed'
  | 'several'
  /** Someone earlier has the same address, or is already a user. */
  | 'duplicate'
  | 'existing'
  | 'name'
  | 'role'
  /** It may be meant differently: see `Doubt`. */
  | 'unclearEmail'
  | 'unclearName'
  | 'unclearRole';

/** `guessed`: is invited, under a name made from the address. */
export type ListState = 'ready' | 'guessed' | ListProblem;

/** The field that a problem is about. */
export const fieldOf: Readonly<Record<ListProblem, 'email' | 'name' | 'role'>> = {
  malformed: 'email',
  several: 'email',
  duplicate: 'email',
  existing: 'email',
  unclearEmail: 'email',
  name: 'name',
  unclearName: 'name',
  role: 'role',
  unclearRole: 'role',
};

export const isInvited = (state: ListState): state is 'ready' | 'guessed' =>
  state === 'ready' || state === 'guessed';
export const isUnclear = (state: ListState): boolean => state.startsWith('unclear');

const unclear: Readonly<Record<Doubt, ListProblem>> = {
  email: 'unclearEmail',
  name: 'unclearName',
  role: 'unclearRole',
};

type Checked = Pick<ListedPerson, 'email' | 'name' | 'nameGuessed' | 'role' | 'doubts'>;

/**
 * The state of each person of a list, in its order. Of those with the same address the first is the one that is
 * invited. `existing`: keys of the addresses of the organisation's people, as `emailKey` makes them.
 */
export function statesOf(list: readonly Checked[], existing: ReadonlySet<string>): readonly ListState[] {
  const seen = new Set<string>();
  return list.map(({ email, name, nameGuessed, role, doubts }) => {
    if (!isEmail(email)) return email.split('@').length > 2 ? 'several' : 'malformed';
    const key = emailKey(email);
    if (existing.has(key)) return 'existing';
    if (seen.has(key)) return 'duplicate';
    seen.add(key);
    if (!isName(name)) return 'name';
    if (role !== undefined && !isRole(role)) return 'role';
    const [doubt] = doubts;
    if (doubt) return unclear[doubt];
    return nameGuessed ? 'guessed' : 'ready';
  });
}
