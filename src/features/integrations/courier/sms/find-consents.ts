import type { Consent } from '#src/api/courier/administration/consents.ts';
import type { CourierUser } from '#src/api/courier/administration/users.ts';
import { matchesWords } from '../../tab/matches-words.ts';

/** What someone’s consent comes to: who has opted out at the provider gets nothing, whatever they said before. */
export const consentKinds = ['accepted', 'pending', 'declined', 'unsubscribed'] as const;

export interface ConsentRow extends Consent {
  readonly name: string;
  readonly unsubscribed: boolean;
}

export const rowsOf = (
  consents: readonly Consent[],
  users: readonly CourierUser[],
): readonly ConsentRow[] => {
  const byId = new Map(users.map((user) => [user.id, user]));
  return consents.map((consent) => {
    const user = consent.user === undefined ? undefined : byId.get(consent.user);
    return {
      ...consent,
      name: user?.name ?? consent.phone ?? consent.user ?? consent.id,
      unsubscribed: user?.unsubscribed ?? false,
    };
  });
};

/** `accepted`, or another word of Courier. */
export const kindOf = ({ state, unsubscribed }: ConsentRow): string =>
  unsubscribed ? 'unsubscribed' : state;

export const findConsents = (rows: readonly ConsentRow[], search: string, kind: string) =>
  rows.filter((row) => (kind === '' || kindOf(row) === kind) && matchesWords(search, row.name, row.phone));
