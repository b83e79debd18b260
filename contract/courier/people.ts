/** Who there is: individuals, their groups, users and organisations. Rows of the document; `table.ts` has them all. */
import * as v from 'valibot';
import { email, uuid } from '../fields.ts';
import { listOf, objects, textLists, texts, truths } from './answers.ts';
import { name } from './requests.ts';
import { act, get, list, resource, update } from './rows.ts';

const tab = { who: 'admin', place: 'connection/people' } as const;

const groups = resource(
  'individual-groups',
  { one: 'a group', many: 'groups', what: 'individuals and their managers' },
  {
    ...texts('last-sync-time', 'name', 'organization-id', 'parent-id'),
    individuals: listOf(texts('id')),
    leaders: listOf(texts('id')),
  },
);

export const getIndividualGroup = get(groups, {
  ...tab,
  place: 'connection/conversations',
  source: 'inferred',
  name: 'getIndividualGroup',
});

export const individuals = resource(
  'individuals',
  { one: 'an individual', many: 'individuals', what: 'a client or a colleague, as Courier knows them' },
  texts(
    'account-type',
    'birth-date',
    'first-name',
    'last-modified-time',
    'last-name',
    'owner-id',
    'preferred-name',
  ),
);

export const getIndividual = get(individuals, {
  who: 'member',
  place: 'person',
  source: 'inferred',
  name: 'getIndividual',
});

export const recalculateCommunicationSummary = act(individuals, 'recalculate-communication-summary', {
  who: 'admin',
  place: 'connection/diagnosis',
  name: 'recalculateCommunicationSummary',
  title: 'Count again what is unread',
  about: 'Counts again what an individual has not read yet.',
});

const organizations = resource(
  'organizations',
  { one: 'an organisation', many: 'organisations', what: 'whom individuals and numbers belong to' },
  texts('classification', 'display-name', 'last-modified-time', 'name', 'provider-type', 'timezone'),
);

export const listOrganizations = list(organizations, {
  ...tab,
  name: 'listOrganizations',
  takes: { 'filter[name]': name },
});

export const getOrganization = get(organizations, {
  ...tab,
  place: 'console',
  source: 'inferred',
  name: 'getOrganization',
});

export const users = resource(
  'users',
  { one: 'a user', many: 'users', what: 'who signs in, and how they want to be notified' },
  {
    ...texts(
      'email',
      'first-name',
      'last-name',
      'last-sync-time',
      'locale',
      'phone',
      'primary-individual-id',
      'sms-mode',
      'state',
      'tz',
      'username',
    ),
    ...truths(
      'auto-sign-up',
      'email-verified',
      'locale-explicit',
      'phone-unsubscribed',
      'phone-verified',
      'tz-explicit',
    ),
    ...objects('communication-preferences'),
    ...textLists('notifications'),
  },
);

export const listUsers = list(users, {
  ...tab,
  name: 'listUsers',
  errors: [],
  takes: { 'filter[email]': email, 'filter[individual-id]': uuid, 'filter[username]': name },
});

export const getUser = get(users, { ...tab, source: 'inferred', name: 'getUser' });

export const updateUser = update(users, {
  ...tab,
  name: 'updateUser',
  about: 'Changes how a user is notified. Deprecated by Courier.',
  // None is that there are none.
  takes: { notifications: v.pipe(v.array(v.picklist(['email'])), v.maxLength(1)) },
});
