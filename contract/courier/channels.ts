/** Channels: conversations of several people. Rows of the document; `table.ts` has them all. */
import * as v from 'valibot';
import { booleanQuery, text, uuid } from '../fields.ts';
import { connected } from '../system.ts';
import { inside, listOf, numbers, objects, reference, textLists, texts, truths } from './answers.ts';
import { comparisons, many, name, translated } from './requests.ts';
import { act, create, get, list, look, resource } from './rows.ts';
import { courier } from './system.ts';

const told = { who: 'member', place: 'conversation' } as const;
const inferred = { ...told, source: 'inferred' } as const;
const asIndividual = {
  actsAs: { in: 'query', field: 'individual-id', as: 'individual' },
} as const;

/** Individuals of a group with those who lead them. */
export const groupInside = inside({
  ...texts('name', 'organization-id'),
  ...numbers('individuals-count'),
  ...textLists('individual-ids', 'leader-ids'),
  individuals: listOf({
    ...texts('birth-date', 'first-name', 'id', 'last-name', 'name', 'preferred-name'),
    ...truths('verified'),
    owner: inside(texts('id', 'type')),
  }),
  leaders: listOf(texts('first-name', 'id', 'last-name')),
});

export const channelAttributes = {
  ...texts(
    'created-at',
    'created-by',
    'individual-group-id',
    'label',
    'last-modified-time',
    'name',
    'observation-id',
    'org-id',
    'owner-first-name',
    'owner-id',
    'owner-last-name',
    'subscription-type',
  ),
  ...numbers('caller-new-message-count'),
  ...truths(
    'archived',
    'caller-has-new-message',
    'can-enable-sms',
    'floating',
    'group-provider-ack',
    'with-sms',
  ),
  bookmark: inside(texts('id', 'message-id')),
  'event-settings': inside(truths('enabled')),
  'individual-group': groupInside,
  'last-message': inside({ ...texts('id', 'message', 'posted-time'), ...truths('removed') }),
  'text-number': reference,
  subscribers: listOf({
    ...texts('birth-date', 'email', 'first-name', 'id', 'last-name', 'phone-number'),
    ...truths(
      'admin',
      'auto-sign-up',
      'email-verified',
      'phone-number-unsubscribed',
      'phone-number-verified',
      'pinned',
    ),
    ...objects('communication-preferences'),
  }),
};

const channels = resource(
  'messaging-channels',
  { one: 'a channel', many: 'channels', what: 'a conversation, who is in it, and its last message' },
  channelAttributes,
);

export const listMessagingChannels = list(channels, {
  ...inferred,
  ...asIndividual,
  place: 'conversations',
  name: 'listMessagingChannels',
  page: { max: 50, usual: 50 },
  takes: {
    'filter[archived]': booleanQuery,
    'filter[cmp-last-modified-time]': comparisons,
    'filter[floating]': booleanQuery,
    'filter[individual-group-id]': uuid,
    'individual-id': uuid,
    'organization-id': uuid,
    'participant-id': uuid,
    'use-group-name': booleanQuery,
  },
});

export const createMessagingChannel = create(channels, {
  ...inferred,
  place: 'console',
  name: 'createMessagingChannel',
  takes: {
    'event-settings': v.strictObject({ enabled: v.boolean() }),
    floating: v.boolean(),
    'individual-group-id': uuid,
    'individual-ids': many(uuid),
    label: name,
    name,
    'organization-id': uuid,
    'subscription-type': v.picklist(['none']),
    'text-number-id': uuid,
  },
});

export const getMessagingChannel = get(channels, {
  ...inferred,
  ...asIndividual,
  name: 'getMessagingChannel',
  takes: {
    /** Deprecated. */
    'include-individual-group': booleanQuery,
    'individual-id': uuid,
    'use-group-name': booleanQuery,
  },
});

/** Its attributes are a list of changes as in JSON Patch. */
export const updateMessagingChannel = connected(courier, {
  ...inferred,
  resource: 'Channels',
  place: 'console',
  name: 'updateMessagingChannel',
  title: 'Change a channel',
  about: 'Changes the name or another property of a conversation.',
  method: 'PATCH',
  path: '/v1/messaging-channels/:id/',
  params: getMessagingChannel.params,
  body: v.strictObject({
    data: v.strictObject({
      id: uuid,
      type: v.literal('messaging-channels'),
      attributes: many(
        v.strictObject({
          op: v.picklist(['replace']),
          path: v.pipe(v.string(), v.regex(/^\/[\w\-/~]{1,254}$/), v.examples(['/name'])),
          value: v.unknown(),
        }),
        50,
      ),
    }),
    meta: v.optional(v.strictObject({})),
  }),
  response: channels.one,
  errors: getMessagingChannel.errors,
  effect: 'write',
});

export const archiveMessagingChannel = act(channels, 'archive', {
  ...inferred,
  name: 'archiveMessagingChannel',
  title: 'Archive a channel',
  about: 'Archives a conversation; it can be restored.',
});

const profiles = resource(
  'individual-profiles',
  { one: 'a profile', many: 'profiles', what: 'a picture of someone' },
  texts('photo'),
);

export const getMessagingChannelProfile = look(channels, 'get-profile', {
  ...told,
  ...asIndividual,
  place: 'console',
  name: 'getMessagingChannelProfile',
  title: 'Get the profile of someone in a channel',
  about: 'Shows the picture of someone in a conversation.',
  needs: { 'individual-id': uuid, 'profile-individual-id': uuid },
  response: profiles.one,
  media: ['photo'],
});

const individualInBody = {
  actsAs: { in: 'body', field: 'individual-id', as: 'individual' },
} as const;

export const setMessagingChannelPreferences = act(channels, 'preferences', {
  ...inferred,
  ...individualInBody,
  name: 'setMessagingChannelPreferences',
  title: 'Set preferences for a channel',
  about: 'Sets whether someone is notified of new messages in a conversation.',
  needs: { values: many(v.strictObject({ name: v.picklist(['notify']), value: name }), 50) },
  takes: { 'individual-id': uuid },
});

export const setMessagingChannelSms = act(channels, 'sms', {
  ...inferred,
  place: 'console',
  name: 'setMessagingChannelSms',
  title: 'Switch text messages of a channel on or off',
  about: 'Sends a conversation as text messages to people without the app; the first one says so.',
  effect: 'send',
  guards: ['first-contact'],
  needs: { active: v.boolean() },
  takes: { 'initial-message': text(1024), 'initial-message-js': translated(1024) },
});

export const subscribeToMessagingChannel = act(channels, 'subscribe', {
  ...inferred,
  name: 'subscribeToMessagingChannel',
  title: 'Add people to a channel',
  about: 'Adds individuals to a conversation.',
  takes: { 'individual-ids': many(uuid) },
});

export const unarchiveMessagingChannel = act(channels, 'unarchive', {
  ...inferred,
  name: 'unarchiveMessagingChannel',
  title: 'Bring a channel back',
  about: 'Restores an archived conversation.',
});

export const unsubscribeFromMessagingChannel = act(channels, 'unsubscribe', {
  ...inferred,
  place: 'console',
  name: 'unsubscribeFromMessagingChannel',
  title: 'Remove people from a channel',
  about: 'Removes individuals from a conversation.',
  takes: { 'individual-ids': many(uuid) },
});
