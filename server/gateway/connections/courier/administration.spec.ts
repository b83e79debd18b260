import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '#contract/courier/table.ts';
import { CourierWorld } from '../../testing/courier-world.ts';

let world: CourierWorld;
/** Ids of what there is, by the names of resources: the first one of each. */
const first: Record<string, string> = {};
let [organisation, individual, user]: readonly string[] = [];

beforeAll(async () => {
  world = await CourierWorld.start();
  const firstOf = async (resource: string, query = '') =>
    (await world.there(`/v1/${resource}/${query}`)).data[0]?.id as string;
  organisation = (await world.there('/v1/text-accounts/')).data[0]?.attributes['organization-id'];
  const own = `?organization-id=${organisation}`;
  const [, someone] = await world.clients();
  [individual, user] = [someone?.individual ?? '', someone?.id ?? ''];
  for (const [resource, query] of [
    ['voice-settings', own],
    ['messaging-plugins', own],
    ['messaging-responders', own],
    ['text-accounts', own],
    ['text-account-numbers', '?phone-number=%2B14155550123'],
  ] as const) {
    first[resource] = await firstOf(resource, query);
  }
});
afterAll(() => world.stop());

/** What an admin asks for on a tab, and what Courier then has. */
interface Written {
  readonly request: () => readonly [method: string, path: string, body: unknown];
  /** Where it can be read back, and what has to be in it. */
  readonly reads: () => readonly [path: string, attributes: object];
}

const created = (type: string, attributes: object) =>
  ['POST', `/v1/${type}/`, { data: { type, attributes } }] as const;
const changed = (type: string, id: string | undefined, attributes: object) =>
  ['PATCH', `/v1/${type}/${id}/`, { data: { type, id, attributes } }] as const;
const one = (resource: string) => `/v1/${resource}/${first[resource]}/`;
const own = () => `organization-id=${organisation}`;

const rows: Readonly<Record<string, Written>> = {
  createVoiceSetting: {
    request: () =>
      created('voice-settings', { 'account-id': first['text-accounts'], 'phone-number': '+3225550199' }),
    reads: () => [`/v1/voice-settings/?${own()}`, { 'phone-number': '+3225550199' }],
  },
  updateVoiceSetting: {
    request: () => changed('voice-settings', first['voice-settings'], { 'forward-number': '+3225550188' }),
    reads: () => [one('voice-settings'), { 'forward-number': '+3225550188' }],
  },
  createVoiceQueueAgent: {
    request: () =>
      created('voice-queue-agents', { 'setting-id': first['voice-settings'], 'individual-id': individual }),
    reads: () => [
      `/v1/voice-queue-agents/?setting-id=${first['voice-settings']}`,
      { 'individual-id': individual },
    ],
  },
  createTextAccount: {
    request: () => created('text-accounts', { 'organization-id': organisation, 'allow-custom-number': true }),
    reads: () => [`/v1/text-accounts/?${own()}`, { 'allow-custom-number': true }],
  },
  updateTextAccount: {
    request: () => changed('text-accounts', first['text-accounts'], { 'phone-number': '+14155550124' }),
    reads: () => [one('text-accounts'), { 'phone-number': '+14155550124' }],
  },
  createTextAccountNumber: {
    request: () =>
      created('text-account-numbers', {
        'account-id': first['text-accounts'],
        notes: 'Rented',
        'area-code': '212',
      }),
    reads: () => ['/v1/text-account-numbers/', { notes: 'Rented' }],
  },
  claimTextNumber: {
    request: () => ['POST', `${one('text-accounts')}claim-number/`, { notes: 'Claimed' }],
    reads: () => ['/v1/text-account-numbers/', { notes: 'Claimed' }],
  },
  updateTextAccountNumber: {
    request: () =>
      changed('text-account-numbers', first['text-account-numbers'], { notes: 'Tax', logging: false }),
    reads: () => [one('text-account-numbers'), { notes: 'Tax', logging: false }],
  },
  createTextUserNumberMap: {
    request: () =>
      created('text-user-number-maps', {
        'organization-id': organisation,
        'number-id': first['text-account-numbers'],
        'user-id': user,
      }),
    reads: () => [`/v1/text-user-number-maps/?filter[user-id]=${user}`, { 'user-id': user }],
  },
  createTextNumberInfo: {
    request: () => created('text-number-info', { number: '+14155550177' }),
    reads: () => ['/v1/text-number-info/?number=%2B14155550177', { number: '+14155550177' }],
  },
  updateUser: {
    request: () => changed('users', user, { notifications: [] }),
    reads: () => [`/v1/users/${user}/`, { notifications: [] }],
  },
  createMessagingPlugin: {
    request: () =>
      created('messaging-plugins', {
        'organization-id': organisation,
        name: 'closed',
        type: 'snippet',
        args: { text: 'Closed.' },
      }),
    reads: () => [
      `/v1/messaging-plugins/?${own()}`,
      { name: 'closed', args: { text: 'Closed.' }, enabled: true },
    ],
  },
  updateMessagingPlugin: {
    request: () =>
      changed('messaging-plugins', first['messaging-plugins'], { args: { text: 'From eight.' } }),
    reads: () => [one('messaging-plugins'), { args: { text: 'From eight.' } }],
  },
  disableMessagingPlugin: {
    request: () => ['POST', `${one('messaging-plugins')}disable/`, {}],
    reads: () => [one('messaging-plugins'), { enabled: false }],
  },
  enableMessagingPlugin: {
    request: () => ['POST', `${one('messaging-plugins')}enable/`, {}],
    reads: () => [one('messaging-plugins'), { enabled: true }],
  },
  createMessagingResponder: {
    request: () =>
      created('messaging-responders', {
        'organization-id': organisation,
        name: 'Easter',
        type: 'simple',
        args: { message: 'Back on Tuesday.' },
        'start-at': '2027-03-28T08:00:00.000Z',
      }),
    reads: () => [
      `/v1/messaging-responders/?${own()}`,
      { name: 'Easter', args: { message: 'Back on Tuesday.' }, enabled: true },
    ],
  },
  updateMessagingResponder: {
    request: () => changed('messaging-responders', first['messaging-responders'], { 'end-at': null }),
    reads: () => [one('messaging-responders'), { 'end-at': null }],
  },
  enableMessagingResponder: {
    request: () => ['POST', `${one('messaging-responders')}enable/`, {}],
    reads: () => [one('messaging-responders'), { enabled: true }],
  },
  disableMessagingResponder: {
    request: () => ['POST', `${one('messaging-responders')}disable/`, {}],
    reads: () => [one('messaging-responders'), { enabled: false }],
  },
  createOrgPreference: {
    request: () =>
      created('org-preferences', {
        'organization-id': organisation,
        name: 'initial-sms-message',
        type: 'json',
        value: 'Hello from us.',
      }),
    reads: () => [
      `/v1/org-preferences/?${own()}`,
      { name: 'initial-sms-message', value: 'Hello from us.', explicit: true },
    ],
  },
};

const tabs = ['telephone', 'sms', 'people', 'conversations'].map((tab) => `connection/${tab}`);
const ofTabs = operations.filter(({ place }) => tabs.includes(place));
const writes = ofTabs.filter(({ effect }) => effect !== 'read').map(({ name }) => name);

/** Whether Courier has something with these attributes there. */
async function isThere([path, attributes]: readonly [string, object]): Promise<boolean> {
  const { data } = await world.there(path);
  return [data].flat().some((item) => {
    try {
      expect(item.attributes).toMatchObject(attributes);
      return true;
    } catch {
      return false;
    }
  });
}

const ledger = async () => (await world.read('ada', '/ledger?system=courier&limit=100')).body.entries;

describe.each(Object.entries(rows))('%s', (name, { request, reads }) => {
  it('is refused to a member, and does nothing', async () => {
    const before = await isThere(reads());
    const [method, path, body] = request();
    const key = randomUUID();
    expect((await world.ask('owen', method, path, { body, key })).status).toBe(403);
    expect(await isThere(reads())).toBe(before);
    expect((await ledger()).filter((entry: { key: string }) => entry.key === key)).toEqual([]);
  });

  it('is done for an admin, once, and is in the ledger', async () => {
    const [method, path, body] = request();
    const key = randomUUID();
    const { status } = await world.ask('ada', method, path, { body, key });
    expect([200, 201]).toContain(status);
    expect(await isThere(reads())).toBe(true);
    const before = (await world.there(reads()[0])).data;
    const again = await world.ask('ada', method, path, { body, key });
    expect(again.status).toBe(status);
    expect((await world.there(reads()[0])).data).toEqual(before);
    const [entry] = (await ledger()).filter((one: { key: string }) => one.key === key);
    expect([entry.operation, entry.state]).toEqual([name, 'done']);
  });
});

it('the log of a number is deleted for an admin alone, and a queue is refreshed by a task that ends', async () => {
  const number = first['text-account-numbers'];
  const log = async () => (await world.there(`/v1/text-number-logs/?number-id=${number}`)).data.length;
  const reset = `/v1/text-account-numbers/${number}/reset-logs/`;
  expect(await log()).toBe(30);
  expect((await world.ask('owen', 'POST', reset, { body: {} })).status).toBe(403);
  expect(await log()).toBe(30);
  expect((await world.ask('ada', 'POST', reset, { body: {} })).status).toBe(201);
  expect(await log()).toBe(0);
  const run = `/v1/voice-settings/${first['voice-settings']}/run-task/`;
  const body = { method: 'refresh_queue_entries' };
  expect((await world.ask('owen', 'POST', run, { body })).status).toBe(403);
  const task = (await world.ask('ada', 'POST', run, { body })).body.data;
  const now = () => world.ask('ada', 'GET', `/v1/voice-tasks/${task.id}/`);
  expect([task.attributes.state, (await now()).status]).toEqual(['created', 200]);
});

it('every row of the tabs that changes something is here', () => {
  const here = [...Object.keys(rows), 'resetTextAccountNumberLogs', 'runVoiceSettingTask'];
  expect(here.toSorted()).toEqual(writes.toSorted());
});

it('what the tabs read is read by admins, and never by members', async () => {
  const lists = ofTabs.filter(({ effect, path }) => effect === 'read' && !path.includes(':id'));
  expect(lists.map(({ name }) => name).toSorted()).toEqual(
    [
      'listMessagingPlugins',
      'listMessagingResponders',
      'listOrgPreferences',
      'listOrganizations',
      'listTextAccountNumbers',
      'listTextAccounts',
      'listTextNumberInfo',
      'listTextNumberLogs',
      'listTextUserNumberMaps',
      'listUsers',
      'listVoiceQueueAgents',
      'listVoiceSettings',
    ].toSorted(),
  );
  const needs: Readonly<Record<string, string>> = {
    listTextNumberInfo: '?number=%2B14155550123',
    listTextNumberLogs: `?number-id=${first['text-account-numbers']}`,
    listVoiceQueueAgents: `?setting-id=${first['voice-settings']}`,
    listVoiceSettings: `?${own()}`,
    listMessagingPlugins: `?${own()}`,
    listMessagingResponders: `?${own()}`,
    listOrgPreferences: `?${own()}`,
  };
  for (const { name, path } of lists) {
    const asked = `${path}${needs[name] ?? ''}`;
    expect([name, (await world.ask('ada', 'GET', asked)).status]).toEqual([name, 200]);
    expect([name, (await world.ask('owen', 'GET', asked)).status]).toEqual([name, 403]);
  }
});
