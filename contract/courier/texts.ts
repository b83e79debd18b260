/** Text messages, and who has agreed to get them. Rows of the document; `table.ts` has them all. */
import * as v from 'valibot';
import { anyObject, requiredText, text, uuid, webUrl } from '../fields.ts';
import { objects, texts } from './answers.ts';
import { many, name, phone } from './requests.ts';
import { create, get, incoming, list, resource } from './rows.ts';

const messages = resource(
  'texts',
  {
    one: 'a text message',
    many: 'text messages',
    what: 'a message sent to a telephone, and its delivery status',
  },
  texts(
    'callback-status-url',
    'callback-url',
    'created-at',
    'created-by',
    'error',
    'from',
    'last-modified-at',
    'message',
    'status',
    'target',
    'twilio-sid',
  ),
);

export const listTexts = list(messages, {
  who: 'member',
  place: 'conversation',
  name: 'listTexts',
  needs: { 'account-id': uuid },
  takes: { 'filter[number-id]': uuid, 'filter[target]': phone },
});

/** Fields that have Courier call addresses. */
const callbacks = {
  'callback-json': anyObject,
  'callback-one-off': v.boolean(),
  'callback-status-url': webUrl,
  'callback-url': webUrl,
  'expected-responses': many(name, 50),
};

export const sendText = create(messages, {
  who: 'member',
  place: 'meeting/share',
  name: 'sendText',
  title: 'Send a text message',
  about: 'Sends a text message to a telephone. The recipient must have agreed to it.',
  effect: 'send',
  guards: ['first-contact'],
  needs: { 'account-id': uuid, message: requiredText(1600), target: phone },
  takes: { ...callbacks, 'number-id': uuid, 'organization-id': uuid },
  adminFields: [
    'data.attributes.callback-json',
    'data.attributes.callback-one-off',
    'data.attributes.callback-status-url',
    'data.attributes.callback-url',
    'data.attributes.expected-responses',
  ],
});

export const getText = get(messages, {
  who: 'member',
  place: 'sent',
  source: 'inferred',
  name: 'getText',
});

export const receiveTextCallback = incoming(messages, 'callback', {
  name: 'receiveTextCallback',
  title: 'Receive a text message',
  about: 'The telephone provider uses this to notify Courier of a text message.',
});

const consents = resource(
  'user-consents',
  { one: 'a consent', many: 'consents', what: 'whether a user agrees to get text messages' },
  {
    ...texts('created-at', 'last-modified-at', 'organization-id', 'state', 'target-id', 'type', 'user-id'),
    ...objects('args'),
  },
);

export const listUserConsents = list(consents, {
  who: 'member',
  place: 'meeting/share',
  name: 'listUserConsents',
  takes: { 'filter[organization-id]': uuid, 'filter[user-id]': name },
});

/** The user is asked by a first text message. */
export const createUserConsent = create(consents, {
  who: 'member',
  place: 'meeting/share',
  name: 'createUserConsent',
  title: 'Ask for consent',
  about: 'Asks a user by text message whether they agree to receive more.',
  effect: 'send',
  guards: ['first-contact'],
  needs: { type: v.picklist(['sms']), 'user-id': uuid },
  takes: {
    args: v.strictObject({
      messages: v.optional(
        v.strictObject({
          accept: v.optional(text(1024)),
          initial: v.optional(text(1024)),
          'invalid-response': v.optional(text(1024)),
        }),
      ),
    }),
    'organization-id': uuid,
  },
});

export const getUserConsent = get(consents, {
  who: 'member',
  place: 'console',
  source: 'inferred',
  name: 'getUserConsent',
});
