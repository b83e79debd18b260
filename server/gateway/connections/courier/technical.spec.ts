/** Automation, apps, voice assistant and diagnosis of Courier through the gateway: who may, and what stays here. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operations } from '#contract/courier/table.ts';
import { fillPath, queryString } from '#contract/match.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import { golden } from '#contract/testing/golden.ts';
import { CourierWorld, type Who } from '../../testing/courier-world.ts';

let world: CourierWorld;
beforeAll(async () => {
  world = await CourierWorld.start();
});
afterAll(() => world.stop());

const resources = [
  ...['Requests to aggregate', 'Announcers', 'Credentials of apps', 'Entries of the voice assistant'],
  ...['Spoken reminders', 'Subscriptions of the voice assistant', 'Operations', 'Purges', 'Replicators'],
  ...['Sniffers', 'Speech', 'Devices'],
];
const rows = operations.filter(({ resource }) => resources.includes(resource));

const full = (schema: ConnectedOperation['body']) => schema && Object(golden(schema, 'full'));

const ask = (who: Who, row: ConnectedOperation, body = full(row.body), headers = {}) => {
  const path = fillPath(row.path, full(row.params)) + queryString(full(row.query));
  return world.ask(who, row.method, path, { headers, ...(row.body ? { body } : {}) });
};
const post = (path: string, type: string, attributes: object, more: object = {}) =>
  world.ask('ada', 'POST', path, { body: { data: { type, attributes } }, ...more });

test('these are all of their places', () => {
  const places = ['automation', 'apps', 'voice-assistant', 'diagnosis'].map((tab) => `connection/${tab}`);
  const there = operations.filter(({ place }) => places.includes(place)).map(({ name }) => name);
  const names = rows.map(({ name }) => name);
  // Counting again is done to an individual.
  expect(there.filter((name) => !names.includes(name))).toEqual(['recalculateCommunicationSummary']);
  expect(rows).toHaveLength(31);
});

describe.each(rows)('$name', (row) => {
  test('is for admins, and arrives nowhere for anyone else', async () => {
    const before = (await world.there('/v1/announcers/')).data.length;
    const { status, body } = await ask('owen', row, full(row.body), { 'x-reason': 'Why' });
    expect([status, body.refusal?.code]).toEqual([403, 'not-an-admin']);
    expect((await world.there('/v1/announcers/')).data.length).toBe(before);
  });
});

test('what an app proves itself with comes back to nobody, and is not in the ledger', async () => {
  const key = randomUUID();
  const attributes = { 'app-name': 'firm.app', type: 'fcm', data: { key: 'of-the-firm' } };
  const made = await post('/v1/app-credentials/', 'app-credentials', attributes, { key });
  const one = `/v1/app-credentials/${made.body.data.id}/`;
  const [read, list] = [
    await world.ask('ada', 'GET', one),
    await world.ask('ada', 'GET', '/v1/app-credentials/'),
  ];
  const { entries } = (await world.read('ada', '/ledger?system=courier&limit=5')).body;
  const { id } = entries.find((entry: { key: string }) => entry.key === key);
  const kept = await world.read('ada', `/ledger/${id}`);
  expect([made.status, read.status, list.status, kept.status]).toEqual([201, 200, 200, 200]);
  for (const { body } of [made, read, list, kept]) expect(JSON.stringify(body)).not.toContain('of-the-firm');
  expect((await world.there(one)).data.attributes.data).toEqual({ key: 'of-the-firm' });
});

test('a device is shown without its token', async () => {
  const { data } = (await world.ask('ada', 'GET', '/v1/user-devices/?all-users=true')).body;
  const { data: there } = await world.there('/v1/user-devices/?all-users=true');
  expect(data).toHaveLength(there.length);
  const tokens: string[] = there.map(({ attributes }: { attributes: { token: string } }) => attributes.token);
  expect(tokens.every((token) => token.length > 20)).toBe(true);
  for (const token of tokens) expect(JSON.stringify(data)).not.toContain(token);
});

describe('observing someone', () => {
  const sniffer = async (until: Date, headers: Record<string, string>) => {
    const [client] = await world.clients();
    const attributes = { 'user-id': client?.id, 'valid-until': until.toISOString() };
    return post('/v1/sniffers/', 'sniffers', attributes, { headers });
  };
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);
  const reason = { 'x-reason': encodeURIComponent('A complaint') };

  test('takes a reason, and an end within the hour', async () => {
    expect((await sniffer(inMinutes(10), {})).body.refusal.code).toBe('reason-needed');
    expect((await sniffer(inMinutes(61), reason)).body.refusal).toMatchObject({ code: 'end-needed' });
  });

  test('and so does each look at it, which is in the audit log', async () => {
    const { status, body } = await sniffer(inMinutes(10), reason);
    expect(status).toBe(201);
    const logs = `/v1/sniffers/${body.data.id}/get-logs/`;
    expect((await world.ask('ada', 'GET', logs)).body.refusal.code).toBe('reason-needed');
    expect((await world.ask('ada', 'GET', logs, { headers: reason })).status).toBe(200);
    expect(world.admin.lastEntry()).toMatchObject({
      action: 'observe',
      target: 'Courier: Get what a sniffer recorded',
      change: JSON.stringify({ reason: 'A complaint' }),
    });
  });
});

test('purging is refused where the operator has not allowed it', async () => {
  const [client] = await world.clients();
  const attributes = { 'entity-id': client?.individual, 'entity-type': 'individual', archive: false };
  const { status, body } = await post('/v1/purge-data/', 'system-purges', attributes);
  expect([status, body.refusal]).toEqual([
    403,
    { code: 'not-allowed-here', values: { setting: 'COURIER_ALLOW_PURGE' } },
  ]);
  expect((await world.clients()).map(({ id }) => id)).toContain(client?.id);
});
