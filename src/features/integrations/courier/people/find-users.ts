import { emailKey } from '#contract/email.ts';
import type { User } from '#src/api/claritalk/users.ts';
import type { CourierUser } from '#src/api/courier/administration/users.ts';
import type { PersonLinks } from '#src/api/gateway/changes/link-person.ts';
import { matchesWords } from '../../tab/matches-words.ts';

/** What a list of users shows; empty where everything fits. */
export interface UserFilter {
  readonly search: string;
  readonly state: string;
  /** `unsubscribed`, `unverified` or `notified`. */
  readonly contact: string;
}

const fits: Readonly<Record<string, (user: CourierUser) => boolean>> = {
  unsubscribed: (user) => user.unsubscribed,
  unverified: (user) => !user.emailVerified || (user.phone !== undefined && !user.phoneVerified),
  notified: (user) => user.notifiedByEmail,
};
export const contacts = ['unsubscribed', 'unverified', 'notified'] as const;

export const findUsers = (
  users: readonly CourierUser[],
  { search, state, contact }: UserFilter,
): readonly CourierUser[] =>
  users.filter(
    (one) =>
      (state === '' || one.state === state) &&
      (fits[contact]?.(one) ?? true) &&
      matchesWords(search, one.name, one.email, one.phone),
  );

/** Who someone at Courier is in the organisation, and whether an admin said so. */
export interface LinkedUser {
  readonly user: User;
  readonly linked: boolean;
}

/**
 * Who each individual is, as the gateway decides it: a link by an admin goes before the verified e-mail address, and an
 * address that several people at Courier have is nobody's.
 */
export function peopleAt(
  there: readonly CourierUser[],
  users: readonly User[],
  links: PersonLinks,
): ReadonlyMap<string, readonly LinkedUser[]> {
  const byEmail = new Map<string, string | undefined>();
  for (const { individual, email, emailVerified } of there) {
    if (individual === undefined || email === undefined || !emailVerified) continue;
    const key = emailKey(email);
    byEmail.set(key, byEmail.has(key) ? undefined : individual);
  }
  const people = new Map<string, LinkedUser[]>();
  for (const user of users) {
    const link = links.get(user.uuid);
    const individual = link ?? (user.email === undefined ? undefined : byEmail.get(emailKey(user.email)));
    if (individual === undefined) continue;
    people.set(individual, [...(people.get(individual) ?? []), { user, linked: link !== undefined }]);
  }
  return people;
}
