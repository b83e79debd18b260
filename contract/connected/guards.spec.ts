import { describe, expect, it } from 'vitest';
import type { ConnectedOperation, Guard } from '../system.ts';
import { fieldsOf } from '../testing/golden.ts';
import { connectedSystems } from './table.ts';

const operations = connectedSystems.flatMap((one) => one.operations);

/** What the dashboard guards, and how: decided row by row, so none is lost when a table changes. */
const guarded: Readonly<Record<Guard, readonly string[]>> = {
  secrets: [
    'createRecording',
    'uploadPayload',
    'uploadTranscript',
    'listAppCredentials',
    'createAppCredential',
    'getAppCredential',
    'updateAppCredential',
    'createMessagingAttachment',
    'uploadMessagingAttachment',
    'createMessagingBulkAttachment',
    'uploadMessagingBulkAttachment',
    'listUserDevices',
    'createUserDevice',
    'createUserEmailAttachment',
    'uploadUserEmailAttachment',
    'getVideoChannelCredentials',
    'getVoiceConferenceCredentials',
    'listVoiceQueueAgents',
    'createVoiceQueueAgent',
    'getVoiceQueueAgent',
  ],
  'mass-sending': [
    'importMessages',
    'multicastToIndividual',
    'createMessagingBulkMessage',
    'updateMessagingBulkMessage',
    'createMulticast',
    'createUserMulticast',
    'multicastToUser',
  ],
  'first-contact': ['createClient', 'sendMessage', 'setMessagingChannelSms', 'sendText', 'createUserConsent'],
  destroying: [
    'updateClient',
    'deleteWebhook',
    'deleteTicket',
    'deleteTemplate',
    'deleteTemplateGroup',
    'deleteOutbox',
    'deleteRecording',
    'deleteAnnouncer',
    'updateAppCredential',
    'updateMessagingAttachment',
    'updateMessagingMessage',
    'createMessagingOperation',
    'purgeData',
    'resetTextAccountNumberLogs',
  ],
  'two-admins': ['purgeData'],
  observing: ['createSniffer', 'getSniffer', 'getSnifferLogs'],
  money: [
    'createClient',
    'createTextAccountNumber',
    'createTextAccount',
    'claimTextNumber',
    'createTextNumberInfo',
  ],
  'company-wide': [
    'updateWebhook',
    'updateCompany',
    'switchCompanyMode',
    'createOrgPreference',
    'updateTextAccountNumber',
    'updateTextAccount',
    'createVoiceSetting',
    'updateVoiceSetting',
  ],
};

describe.each(Object.entries(guarded))('%s', (guard, names) => {
  it('guards these rows and no others', () => {
    const rows = operations.filter(({ guards }) => guards.some((one) => one === guard));
    expect(rows.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
  });
});

/** Whether everything in a row's response that has to stay in the gateway does. */
const isKept = ({ proxied, redact }: ConnectedOperation, path: string): boolean =>
  !proxied || redact.some((field) => path === field || path.endsWith(`.${field}`));

it('what grants access leaves the gateway for nobody', () => {
  const opens = /(token|secret|password|credentials?|upload-url|upload-data|upload\.(url|metaUrl))$/;
  const shown = operations.flatMap((row) =>
    fieldsOf(row.response)
      .filter((path) => opens.test(path) && !isKept(row, path))
      .map((path) => `${row.name}: ${path}`),
  );
  expect(shown).toEqual([]);
});

it('where pictures, sounds and files are leaves the gateway for nobody', () => {
  // Not the file of a template: messages are sent with its address.
  const kinds =
    /(^|[.-])(avatar|photo|audio|video|pdf|image|thumbnail|thumbnailUrl|textUrl|link|video\.url)$/;
  const shown = operations.flatMap(({ name, media, response }) => {
    const fields = fieldsOf(response);
    return fields
      .filter((path) => kinds.test(path) && !fields.some((other) => other.startsWith(`${path}.`)))
      .filter((path) => !media.some((field) => path === field || path.endsWith(`.${field}`)))
      .map((path) => `${name}: ${path}`);
  });
  expect(shown).toEqual([]);
});

it('secret rows are open to nobody, or lack a field, or are sent to an address that nobody sees', () => {
  const open = operations.filter(
    ({ guards, proxied, redact, addressFrom }) =>
      guards.includes('secrets') && proxied && redact.length === 0 && addressFrom === undefined,
  );
  expect(open).toEqual([]);
});

it('an address comes from a row that hides it', () => {
  for (const { system, addressFrom } of operations) {
    if (!addressFrom) continue;
    const row = operations.find((one) => one.system === system && one.name === addressFrom.operation);
    const fields = fieldsOf(row?.response);
    const { id, address, form } = addressFrom;
    expect(fields).toEqual(expect.arrayContaining([id, address, ...(form === undefined ? [] : [form])]));
    expect(row && [address, form ?? address].every((path) => isKept(row, path))).toBe(true);
  }
});

it('what goes to many is for admins only', () => {
  const open = operations.filter(({ guards, who }) => guards.includes('mass-sending') && who !== 'admin');
  expect(open).toEqual([]);
});

it('what a tab of a connection changes is for admins only', () => {
  const open = operations.filter(
    ({ place, effect, who }) => place.startsWith('connection') && effect !== 'read' && who !== 'admin',
  );
  expect(open.map(({ name }) => name)).toEqual([]);
});
