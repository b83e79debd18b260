/** Keys of the apps that show notifications, and the devices they are on. Rows of the document; `table.ts` has them all. */
import * as v from 'valibot';
import { anyObject, booleanQuery, text, uuid } from '../fields.ts';
import { numbers, objects, texts, truths } from './answers.ts';
import { name } from './requests.ts';
import { create, get, list, look, pageFields, resource, update } from './rows.ts';
import { courier } from './system.ts';

const tab = { who: 'admin', place: 'connection/apps' } as const;
/** What an app proves itself with. */
const secret = { guards: ['secrets'], redact: ['attributes.data'] } as const;

const credentials = resource(
  'app-credentials',
  {
    one: 'credentials of an app',
    many: 'credentials of apps',
    what: 'the credentials for an app’s notifications',
  },
  {
    ...texts(
      'app-name',
      'created-at',
      'display-name',
      'last-modified-at',
      'organization-id',
      'store-id',
      'type',
    ),
    ...truths('archived', 'test-mode'),
    ...objects('data'),
  },
);

const appName = text(64);
const fields = {
  data: anyObject,
  'display-name': name,
  'organization-id': uuid,
  'store-id': name,
  'test-mode': v.boolean(),
};

export const listAppCredentials = list(credentials, {
  ...tab,
  ...secret,
  name: 'listAppCredentials',
  takes: {
    'filter[app-name]': appName,
    'filter[type]': v.picklist(['apn', 'fcm']),
    'include[archived]': booleanQuery,
  },
});

export const createAppCredential = create(credentials, {
  ...tab,
  ...secret,
  name: 'createAppCredential',
  needs: { 'app-name': appName, type: v.picklist(['apn', 'fcm']) },
  takes: fields,
});

export const getAppCredential = get(credentials, {
  ...tab,
  ...secret,
  source: 'inferred',
  name: 'getAppCredential',
});

export const updateAppCredential = update(credentials, {
  ...tab,
  ...secret,
  guards: ['secrets', 'destroying'],
  name: 'updateAppCredential',
  takes: { ...fields, 'app-name': appName, archived: v.boolean() },
});

const devices = resource(
  'user-devices',
  { one: 'a device', many: 'devices', what: 'where someone gets notifications' },
  {
    ...texts(
      'app-name',
      'app-version',
      'created-at',
      'individual-id',
      'last-modified-at',
      'model',
      'os-version',
      'token',
      'topic',
      'type',
    ),
    ...truths('allow-notification', 'sandbox'),
  },
);

const deviceType = v.picklist(['apn', 'fcm', 'web']);
/** With it anyone could send notifications to the device. */
const deviceSecret = { guards: ['secrets'], redact: ['attributes.token'] } as const;

export const listUserDevices = list(devices, {
  ...tab,
  ...deviceSecret,
  name: 'listUserDevices',
  takes: {
    'all-users': booleanQuery,
    'filter[app-name]': appName,
    'filter[app-version]': text(20),
    'filter[individual-id]': uuid,
    'filter[model]': text(64),
    'filter[type]': deviceType,
    token: name,
  },
});

export const createUserDevice = create(devices, {
  ...tab,
  place: 'console',
  ...deviceSecret,
  name: 'createUserDevice',
  needs: { 'app-name': appName, token: text(4096), type: deviceType },
  takes: {
    'allow-notification': v.boolean(),
    'app-version': text(20),
    'individual-id': uuid,
    model: text(64),
    'os-version': text(64),
    sandbox: v.boolean(),
    topic: name,
  },
});

const deviceLogs = resource(
  'user-device-logs',
  {
    one: 'an entry of the log of a device',
    many: 'logs of devices',
    what: 'the notifications it received',
  },
  {
    ...texts('body', 'category', 'created-at', 'title'),
    ...numbers('badge-count'),
    ...objects('data'),
  },
);

export const getUserDeviceLogs = look(devices, 'get-logs', {
  ...tab,
  name: 'getUserDeviceLogs',
  title: 'Get the log of a device',
  about: 'Shows the notifications sent to a device.',
  takes: pageFields,
  paging: courier.paging,
  response: deviceLogs.many,
});
