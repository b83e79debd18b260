/** The voice assistant, and text that is spoken. Rows of the document; `table.ts` has them all. */
import * as v from 'valibot';
import { anyObject, integer, longText, requiredText, text, uuid } from '../fields.ts';
import { connected } from '../system.ts';
import { textLists, texts, truths } from './answers.ts';
import { many, name } from './requests.ts';
import { act, create, get, list, post, resource, update } from './rows.ts';
import { courier } from './system.ts';

const tab = { who: 'admin', place: 'connection/voice-assistant' } as const;

const entries = resource(
  'ask-entries',
  {
    one: 'an entry of the voice assistant',
    many: 'entries of the voice assistant',
    what: 'the requests it received',
  },
  {},
);

export const createAskEntry = post(entries, {
  ...tab,
  place: 'console',
  name: 'createAskEntry',
  title: 'Hand a question to the voice assistant',
  about: 'Responds to a request from the voice assistant, with a type, a time and other data.',
  needs: { request: anyObject },
  answers: v.record(v.string(), v.unknown()),
  successStatuses: [200],
});

const reminders = resource(
  'ask-reminders',
  {
    one: 'a spoken reminder',
    many: 'spoken reminders',
    what: 'what the voice assistant reminds someone of',
  },
  {
    ...texts(
      'account-id',
      'alexa-reminder-id',
      'created-at',
      'created-by',
      'individual-id',
      'name',
      'reminder-content',
      'reminder-rrule',
      'reminder-time-local',
      'tz-info',
    ),
    ...truths('synced-to-alexa'),
  },
);

const when = {
  /** A rule of repetition as iCalendar has it: `FREQ=DAILY`. */
  'reminder-rrule': text(500),
  'reminder-time-local': text(64),
  'tz-info': text(64),
};

export const listAskReminders = list(reminders, {
  ...tab,
  name: 'listAskReminders',
  needs: { 'individual-id': uuid },
  actsAs: { in: 'query', field: 'individual-id', as: 'individual' },
});

export const createAskReminder = create(reminders, {
  ...tab,
  name: 'createAskReminder',
  needs: { 'individual-id': uuid, 'reminder-content': requiredText(1000) },
  takes: { name, ...when },
  actsAs: { in: 'body', field: 'data.attributes.individual-id', as: 'individual' },
});

export const getAskReminder = get(reminders, { ...tab, source: 'inferred', name: 'getAskReminder' });

export const updateAskReminder = update(reminders, {
  ...tab,
  name: 'updateAskReminder',
  takes: { name, 'reminder-content': requiredText(1000), ...when },
});

const subscriptions = resource(
  'ask-subscriptions',
  {
    one: 'a subscription of the voice assistant',
    many: 'subscriptions of the voice assistant',
    what: 'who is notified of events through it',
  },
  {
    ...texts(
      'alexa-app-id',
      'alexa-user-id',
      'created-at',
      'last-modified-at',
      'organization-id',
      'skill-id',
      'user-id',
    ),
    ...textLists('registered-events'),
  },
);

export const listAskSubscriptions = list(subscriptions, {
  ...tab,
  name: 'listAskSubscriptions',
  needs: { 'organization-id': uuid },
  takes: { 'filter[skill-id]': uuid, 'filter[user-id]': uuid },
});

export const getAskSubscription = get(subscriptions, {
  ...tab,
  place: 'console',
  source: 'inferred',
  name: 'getAskSubscription',
});

export const sendToAskSubscription = act(subscriptions, 'send', {
  ...tab,
  name: 'sendToAskSubscription',
  title: 'Send an event to a voice assistant',
  about: 'Has the voice assistant notify someone of an event.',
  effect: 'send',
  errors: [],
  needs: { event: v.strictObject({ name, payload: v.optional(anyObject) }) },
  takes: {
    /** Seconds. */
    expire: integer(1, 86_400 * 30),
    localized: many(anyObject, 50),
  },
  answers: v.record(v.string(), v.unknown()),
});

/** Its answer is not shown; we take it for sound. */
export const synthesizeSpeech = connected(courier, {
  ...tab,
  source: 'documented',
  resource: 'Speech',
  name: 'synthesizeSpeech',
  title: 'Speak a text',
  about: 'Converts text to speech.',
  method: 'POST',
  path: '/v1/tts-synthesizers/',
  effect: 'read',
  body: v.strictObject({
    data: v.strictObject({
      type: v.literal('tts-synthesizers'),
      attributes: v.strictObject({ text: longText, locale: v.optional(v.picklist(['en-US'])) }),
    }),
    meta: v.optional(v.strictObject({})),
  }),
  response: v.unknown(),
  answerKind: 'bytes',
  successStatuses: [201, 200],
});
