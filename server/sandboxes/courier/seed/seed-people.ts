import { addressOf, guestAddressOf, languageOf, telephoneOf } from '../../firm/addresses.ts';
import { clients } from '../../firm/clients.ts';
import * as firm from '../../firm/people.ts';
import type { Entity } from '../store/store.ts';
import { type Cast, dayMs, type Person, type Seeding } from './seeding.ts';

interface Described {
  readonly name: string;
  readonly locale: Person['locale'];
  readonly email: string;
  readonly phone: string;
  readonly accountType: 'provider' | 'participant';
  readonly owner: Entity;
}

const languages: Readonly<Record<Person['locale'], string>> = {
  en: 'en_GB',
  nl: 'nl_BE',
  fr: 'fr_BE',
  de: 'de_BE',
};

function addPerson(seeding: Seeding, { name, locale, email, phone, accountType, owner }: Described): Person {
  const [firstName = name, ...rest] = name.split(' ');
  const names = { 'first-name': firstName, 'last-name': rest.join(' ') };
  const individual = seeding.add('individuals', {
    ...names,
    'account-type': accountType,
    'owner-id': owner.id,
    'preferred-name': firstName,
  });
  const user = seeding.add('users', {
    ...names,
    email,
    phone,
    username: email,
    locale: languages[locale],
    tz: 'Europe/Brussels',
    state: 'active',
    'primary-individual-id': individual.id,
    'sms-mode': 'disabled',
    'email-verified': true,
    'phone-verified': true,
    'phone-unsubscribed': false,
    'auto-sign-up': accountType === 'participant',
    'locale-explicit': true,
    'tz-explicit': false,
    'last-sync-time': seeding.ago(dayMs),
    'communication-preferences': { email: { enabled: true }, sms: { enabled: true } },
    notifications: ['email'],
  });
  return { individual, user, firstName, locale };
}

/** The firm, its teams, and two people at each of its clients. */
export function seedPeople(seeding: Seeding): Cast {
  const organizations = firm.organisations.map(({ name }) =>
    seeding.add('organizations', {
      name,
      'display-name': name,
      classification: 'provider',
      'provider-type': 'accountancy',
      timezone: 'Europe/Brussels',
    }),
  );
  const [head] = organizations;
  if (!head) throw new Error('there is no organisation to seed');
  const staff = firm.users.map((user, at) =>
    addPerson(seeding, {
      name: user.name,
      locale: user.locale,
      email: addressOf(user),
      phone: `+32470001${String(at + 1).padStart(3, '0')}`,
      accountType: 'provider',
      owner: organizations[user.organisation ?? 0] ?? head,
    }),
  );
  const guests = clients.flatMap(({ contacts }, client) =>
    contacts.map((name, at) =>
      addPerson(seeding, {
        name,
        locale: languageOf(client),
        email: guestAddressOf(name),
        phone: `+${telephoneOf(client, at)}`,
        accountType: 'participant',
        owner: head,
      }),
    ),
  );
  const groups = firm.teams.map(({ name, members }) => {
    const ids = staff
      .filter(({ firstName }) => members.includes(firstName))
      .map(({ individual }) => individual.id);
    return seeding.add('individual-groups', {
      name,
      'organization-id': head.id,
      members: ids,
      'leader-ids': ids.slice(0, 1),
      'last-sync-time': seeding.ago(dayMs),
    });
  });
  return { organizations, groups, staff, clients: guests };
}
