/** Snippets, automatic answers, and what holds for all conversations. Rows of the document; `table.ts` has them all. */
import * as v from 'valibot';
import { anyObject, booleanQuery, instant, longText, text, uuid } from '../fields.ts';
import { inside, listOf, objects, texts, truths } from './answers.ts';
import { comparisons, many, name, someOf, timeOfDay } from './requests.ts';
import { act, create, get, list, listAll, resource, update } from './rows.ts';

const tab = { who: 'admin', place: 'connection/conversations' } as const;

const plugins = resource(
  'messaging-plugins',
  { one: 'a snippet', many: 'snippets', what: 'an abbreviation for a longer text in a message' },
  {
    ...texts(
      'created-at',
      'created-by',
      'last-modified-at',
      'last-modified-by',
      'name',
      'organization-id',
      'type',
    ),
    ...truths('enabled'),
    ...objects('args'),
  },
);

const pluginName = v.pipe(v.string(), v.regex(/^[a-z0-9]{4,15}$/), v.examples(['hours']));

export const listMessagingPlugins = list(plugins, {
  ...tab,
  who: 'member',
  name: 'listMessagingPlugins',
  needs: { 'organization-id': uuid },
  takes: { 'filter[name]': pluginName, 'filter[type]': name },
});

export const createMessagingPlugin = create(plugins, {
  ...tab,
  name: 'createMessagingPlugin',
  needs: { name: pluginName, type: name },
  takes: { args: anyObject, 'organization-id': uuid },
});

export const getMessagingPlugin = get(plugins, { ...tab, source: 'inferred', name: 'getMessagingPlugin' });

export const updateMessagingPlugin = update(plugins, {
  ...tab,
  name: 'updateMessagingPlugin',
  takes: { args: anyObject, name: pluginName, type: name },
});

export const disableMessagingPlugin = act(plugins, 'disable', {
  ...tab,
  name: 'disableMessagingPlugin',
  title: 'Switch a snippet off',
  about: 'Nobody can use the snippet until it is switched on again.',
  errors: [],
});

export const enableMessagingPlugin = act(plugins, 'enable', {
  ...tab,
  name: 'enableMessagingPlugin',
  title: 'Switch a snippet on',
  about: 'Everyone can use the snippet.',
  errors: [],
});

export const expandMessagingPlugin = act(plugins, 'expand', {
  who: 'member',
  place: 'console',
  name: 'expandMessagingPlugin',
  title: 'Expand a snippet',
  about: 'Shows the text that a snippet expands to in a conversation. Nothing is sent.',
  effect: 'read',
  needs: { 'channel-id': uuid },
  answers: v.looseObject(texts('message')),
});

const responders = resource(
  'messaging-responders',
  { one: 'an automatic answer', many: 'automatic answers', what: 'what is sent while nobody is available' },
  {
    ...texts(
      'created-at',
      'created-by',
      'end-at',
      'individual-group-id',
      'last-modified-at',
      'last-modified-by',
      'name',
      'organization-id',
      'start-at',
      'type',
    ),
    ...truths('enabled'),
    ...objects('args'),
    'calendar-args': inside({
      ...texts('timezone'),
      rules: listOf(texts('day', 'end-time', 'start-time')),
    }),
  },
);

const calendar = v.strictObject({
  timezone: v.optional(text(64)),
  rules: v.optional(
    many(
      v.strictObject({ day: v.picklist(['everyday']), 'end-time': timeOfDay, 'start-time': timeOfDay }),
      50,
    ),
  ),
});

export const listMessagingResponders = list(responders, {
  ...tab,
  name: 'listMessagingResponders',
  needs: { 'organization-id': uuid },
  takes: {
    'filter[cmp-end-at]': comparisons,
    'filter[cmp-start-at]': comparisons,
    'filter[enabled]': booleanQuery,
    'filter[individual-group-id]': uuid,
    sort: someOf('-created-at', '-end-at', '-start-at', 'created-at', 'end-at', 'start-at'),
  },
});

export const createMessagingResponder = create(responders, {
  ...tab,
  name: 'createMessagingResponder',
  needs: { name, type: name },
  takes: {
    args: anyObject,
    'calendar-args': calendar,
    'end-at': instant,
    'individual-group-id': uuid,
    'organization-id': uuid,
    'start-at': instant,
  },
});

export const getMessagingResponder = get(responders, {
  ...tab,
  source: 'inferred',
  name: 'getMessagingResponder',
});

/** The samples show objects for both times, which we take for null or a time. */
export const updateMessagingResponder = update(responders, {
  ...tab,
  name: 'updateMessagingResponder',
  takes: {
    args: anyObject,
    'calendar-args': calendar,
    'end-at': v.nullable(instant),
    'individual-group-id': uuid,
    name,
    'start-at': v.nullable(instant),
    type: name,
  },
});

export const disableMessagingResponder = act(responders, 'disable', {
  ...tab,
  name: 'disableMessagingResponder',
  title: 'Switch an automatic answer off',
  about: 'Nobody receives the automatic answer until it is switched on again.',
  errors: [],
});

export const enableMessagingResponder = act(responders, 'enable', {
  ...tab,
  name: 'enableMessagingResponder',
  title: 'Switch an automatic answer on',
  about: 'Anyone who writes during its hours receives the automatic answer.',
  errors: [],
});

const preferences = resource(
  'org-preferences',
  {
    one: 'a preference of an organisation',
    many: 'preferences of organisations',
    what: 'what holds for all channels',
  },
  {
    ...texts('created-at', 'name', 'organization-id', 'type', 'value'),
    ...truths('explicit'),
    ...objects('value-js'),
  },
);

const preference = v.picklist(['default-channel-title', 'group-provider-ack', 'initial-sms-message']);

export const listOrgPreferences = listAll(preferences, {
  ...tab,
  name: 'listOrgPreferences',
  needs: { 'organization-id': uuid },
  takes: { 'filter[name]': preference },
});

export const createOrgPreference = create(preferences, {
  ...tab,
  name: 'createOrgPreference',
  guards: ['company-wide'],
  needs: { name: preference, type: v.picklist(['json']) },
  takes: { 'organization-id': uuid, value: longText, 'value-js': anyObject },
});
