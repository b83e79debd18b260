/** Accounts and numbers for text messages. Rows of the document; `table.ts` has them all. */
import * as v from 'valibot';
import { anyObject, requiredText, uuid } from '../fields.ts';
import { inside, objects, texts, truths } from './answers.ts';
import { name, phone } from './requests.ts';
import { act, create, get, list, resource, update } from './rows.ts';

const tab = { who: 'admin', place: 'connection/sms' } as const;

const numbers = resource(
  'text-account-numbers',
  { one: 'a number', many: 'numbers', what: 'a telephone number of an account, and what it can do' },
  {
    ...texts(
      'account-id',
      'created-at',
      'forward-to',
      'lata',
      'latitude',
      'longitude',
      'notes',
      'phone-number',
      'postal-code',
      'rate-center',
      'region',
      'twilio-id',
    ),
    ...truths('alert', 'capability-mms', 'capability-sms', 'capability-voice', 'logging'),
    events: inside(objects('unknown-number')),
  },
);

export const listTextAccountNumbers = list(numbers, {
  ...tab,
  name: 'listTextAccountNumbers',
  takes: { 'account-id': uuid, 'filter[phone-number]': phone, 'phone-number': phone },
});

export const createTextAccountNumber = create(numbers, {
  ...tab,
  name: 'createTextAccountNumber',
  about: 'Rents a number for an account, optionally in an area.',
  guards: ['money'],
  needs: { 'account-id': uuid },
  takes: {
    alert: v.boolean(),
    'area-code': v.pipe(v.string(), v.regex(/^\d{3}$/), v.examples(['415'])),
    'forward-to': phone,
    logging: v.boolean(),
    notes: name,
  },
});

export const getTextAccountNumber = get(numbers, {
  ...tab,
  source: 'inferred',
  name: 'getTextAccountNumber',
});

export const updateTextAccountNumber = update(numbers, {
  ...tab,
  name: 'updateTextAccountNumber',
  guards: ['company-wide'],
  takes: {
    alert: v.boolean(),
    events: v.strictObject({ 'unknown-number': v.optional(anyObject) }),
    'forward-to': phone,
    logging: v.boolean(),
    notes: name,
  },
});

export const resetTextAccountNumberLogs = act(numbers, 'reset-logs', {
  ...tab,
  name: 'resetTextAccountNumberLogs',
  title: 'Delete the log of a number',
  about: 'Permanently deletes the log of a number.',
  effect: 'danger',
  guards: ['destroying'],
});

const accounts = resource(
  'text-accounts',
  { one: 'an account', many: 'accounts', what: 'who sends and pays for text messages' },
  {
    ...texts('created-at', 'organization-id', 'phone-number', 'twilio-id'),
    ...truths('allow-custom-number'),
  },
);

export const listTextAccounts = list(accounts, {
  ...tab,
  name: 'listTextAccounts',
  takes: { 'organization-id': uuid },
});

export const createTextAccount = create(accounts, {
  ...tab,
  name: 'createTextAccount',
  guards: ['money'],
  needs: { 'organization-id': uuid },
  takes: { 'allow-custom-number': v.boolean() },
});

export const getTextAccount = get(accounts, { ...tab, source: 'inferred', name: 'getTextAccount' });

export const updateTextAccount = update(accounts, {
  ...tab,
  name: 'updateTextAccount',
  guards: ['company-wide'],
  takes: { 'allow-custom-number': v.boolean(), 'phone-number': phone },
});

export const claimTextNumber = act(accounts, 'claim-number', {
  ...tab,
  name: 'claimTextNumber',
  title: 'Claim a number',
  about: 'Takes a free number for an account.',
  guards: ['money'],
  needs: { notes: requiredText(255) },
  answers: numbers.one,
});

const info = resource(
  'text-number-info',
  { one: 'what is known of a number', many: 'what is known of numbers', what: 'its carrier and its kind' },
  texts(
    'carrier-name',
    'created-at',
    'error',
    'last-modified-at',
    'mobile-country-code',
    'mobile-network-code',
    'number',
    'status',
    'type',
  ),
);

/** Of the United States. */
const domestic = v.pipe(v.string(), v.regex(/^\+1\d{10}$/), v.examples(['+14155550123']));

export const listTextNumberInfo = list(info, {
  ...tab,
  name: 'listTextNumberInfo',
  needs: { number: domestic },
});

export const createTextNumberInfo = create(info, {
  ...tab,
  name: 'createTextNumberInfo',
  title: 'Look a number up',
  about: 'Asks the carriers about a number, again on request.',
  guards: ['money'],
  needs: { number: domestic },
  takes: { reresolve: v.boolean() },
});

export const getTextNumberInfo = get(info, { ...tab, source: 'inferred', name: 'getTextNumberInfo' });

const logs = resource(
  'text-number-logs',
  {
    one: 'an entry of the log of a number',
    many: 'logs of numbers',
    what: 'its incoming and outgoing traffic',
  },
  texts('created-at', 'log'),
);

export const listTextNumberLogs = list(logs, {
  ...tab,
  name: 'listTextNumberLogs',
  needs: { 'number-id': uuid },
});

const received = resource(
  'text-receive-logs',
  { one: 'a text message that came', many: 'text messages that came', what: 'who sent it to which number' },
  texts('created-at', 'message', 'sender', 'sid', 'to'),
);

export const getTextReceiveLog = get(received, {
  ...tab,
  place: 'console',
  source: 'inferred',
  name: 'getTextReceiveLog',
});

const maps = resource(
  'text-user-number-maps',
  { one: 'a user’s number', many: 'users’ numbers', what: 'the number from which a user receives messages' },
  texts('created-at', 'number-id', 'organization-id', 'user-id'),
);

export const listTextUserNumberMaps = list(maps, {
  ...tab,
  name: 'listTextUserNumberMaps',
  takes: { 'filter[number-id]': uuid, 'filter[organization-id]': uuid, 'filter[user-id]': uuid },
});

export const createTextUserNumberMap = create(maps, {
  ...tab,
  name: 'createTextUserNumberMap',
  needs: { 'number-id': uuid, 'user-id': uuid },
  takes: { 'organization-id': uuid },
});

export const getTextUserNumberMap = get(maps, {
  ...tab,
  place: 'console',
  source: 'inferred',
  name: 'getTextUserNumberMap',
});
