import { queryOptions } from '@tanstack/react-query';
import { getIndividual, getUser, listUsers, updateUser } from '#contract/courier/people.ts';
import { fields, flag, instant, list, text } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';
import { elevated, type IdempotencyKey } from '../../client/idempotency-key.ts';
import { oneOrNone } from '../../client/one-or-none.ts';
import { write } from '../../client/write.ts';
import { linkingAt, personLinksOptions } from '../../gateway/changes/link-person.ts';
import { changing } from './change.ts';
import { courierKeys } from './courier-keys.ts';
import { allItems, type Item, itemOf } from './items.ts';

/** Someone who can sign in at Courier: a colleague or a client. */
export interface CourierUser {
  readonly id: string;
  readonly name: string;
  readonly email: string | undefined;
  readonly emailVerified: boolean;
  /** In international form. */
  readonly phone: string | undefined;
  readonly phoneVerified: boolean;
  /** They have told the telephone provider that they want no text messages. */
  readonly unsubscribed: boolean;
  /** As whom they write and are written to. */
  readonly individual: string | undefined;
  /** In the words of Courier: `active`, `archived`. */
  readonly state: string | undefined;
  readonly locale: string | undefined;
  readonly zone: string | undefined;
  /** In the words of Courier: `disabled`. */
  readonly smsMode: string | undefined;
  /** Whether they are notified by e-mail. */
  readonly notifiedByEmail: boolean;
  readonly synced: Date | undefined;
}

const resource = 'users';

/** Everyone whom Courier knows, by name. */
export const courierUsersOptions = () =>
  queryOptions({
    queryKey: courierKeys.list(resource),
    queryFn: async ({ signal }) => {
      const all = await allItems((query) => call(listUsers, { query, signal }), normaliseUser);
      return all.toSorted((one, another) => one.name.localeCompare(another.name));
    },
  });

export function normaliseUser({ id, of }: Item): CourierUser {
  const email = text(of.email);
  const name = [text(of['first-name']), text(of['last-name'])].filter(Boolean).join(' ');
  return {
    id,
    name: name || email || text(of.username) || id,
    email,
    emailVerified: flag(of['email-verified']) ?? false,
    phone: text(of.phone),
    phoneVerified: flag(of['phone-verified']) ?? false,
    unsubscribed: flag(of['phone-unsubscribed']) ?? false,
    individual: text(of['primary-individual-id']),
    state: text(of.state),
    locale: text(of.locale),
    zone: text(of.tz),
    smsMode: text(of['sms-mode']),
    notifiedByEmail: list(of.notifications, text).includes('email'),
    synced: instant(of['last-sync-time']),
  };
}

/** What kind of account an individual has, in the words of Courier: `provider`, `participant`. */
export const accountTypeOptions = (individual: string) =>
  queryOptions({
    queryKey: courierKeys.one('individuals', individual),
    queryFn: async ({ signal }): Promise<string | null> => {
      const wire = await oneOrNone(() => call(getIndividual, { params: { id: individual }, signal }));
      return text(fields(itemOf(wire)?.of)['account-type']) ?? null;
    },
  });

export interface NotificationChange extends IdempotencyKey {
  /** UUID of the user. */
  readonly user: string;
  readonly byEmail: boolean;
}

/** Says whether someone is notified by e-mail. */
export const changeNotifications = changing<NotificationChange>({
  send({ user: id, byEmail, ...wish }) {
    const attributes = { notifications: byEmail ? (['email'] as const).slice() : [] };
    const body = { data: { id, type: 'users' as const, attributes } };
    return write(updateUser, { params: { id }, body, ...elevated(wish) });
  },
  async read({ user: id, byEmail }, signal) {
    const item = itemOf(await call(getUser, { params: { id }, signal }));
    const now = item && normaliseUser(item);
    return now?.notifiedByEmail === byEmail ? now : undefined;
  },
  renews: [resource],
});

/** Ids of the individuals that admins linked people to, by the UUIDs of these. */
export const individualLinksOptions = () => personLinksOptions('courier', courierKeys.links);

/** Says which individual a person is. Without a link it is the one who alone has their verified e-mail address. */
export const linkIndividual = linkingAt('courier', courierKeys.links);
