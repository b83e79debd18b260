import * as v from 'valibot';
import { expect, it } from 'vitest';
import * as apps from '#contract/courier/apps.ts';
import * as calls from '#contract/courier/calls.ts';
import * as channels from '#contract/courier/channels.ts';
import * as conversations from '#contract/courier/conversations.ts';
import * as diagnosis from '#contract/courier/diagnosis.ts';
import * as people from '#contract/courier/people.ts';
import * as replies from '#contract/courier/replies.ts';
import { courier as system } from '#contract/courier/system.ts';
import { operations } from '#contract/courier/table.ts';
import { clients } from '../../firm/clients.ts';
import { teams, users } from '../../firm/people.ts';
import { createServe } from '../../lib/serve-rows.ts';
import { handlers } from '../handlers.ts';
import { change, create, openCompany } from './company.ts';

const company = openCompany();
const nowhere = '11111111-1111-4111-8111-111111111111';

const isError = (body: unknown) => system.errorForms.every(({ schema }) => v.is(schema, body));

it('there is a handler for each row and no other; without one nothing is served', () => {
  const names = handlers.map(({ name }) => name);
  expect(names.toSorted()).toEqual(operations.map(({ name }) => name).toSorted());
  const manners = {
    id: 'courier',
    operations,
    mediaType: '',
    admits: () => true,
    worded: () => undefined,
    refused: () => undefined,
  } as const;
  const lacking = handlers.filter(({ name }) => name !== 'listTexts');
  expect(() => createServe({ ...manners, handlers: lacking })).toThrow('no handler for listTexts');
});

it('without the key there is no response', async () => {
  for (const authorization of ['', 'sandbox-courier-token', 'Bearer another']) {
    const { status, body } = await company.call(people.listUsers, { headers: { authorization } });
    expect([status, body.errors[0].code, isError(body)]).toEqual([401, 'not-authenticated', true]);
  }
});

it('a missing entity is an error, in the form of all errors', async () => {
  const missing = await company.call(people.getUser, { params: { id: nowhere } });
  expect([missing.status, missing.body.errors[0].source]).toEqual([404, { parameter: 'id' }]);
  expect(missing.headers.get('content-type')).toBe('application/vnd.api+json');
  const noId = await company.call(people.getUser, { params: { id: '1' } });
  expect([noId.status, noId.body.errors[0].source]).toEqual([400, { parameter: 'id' }]);
  const headers = { authorization: 'Bearer sandbox-courier-token' };
  const noPath = await company.world.send(`${company.world.url}/v1/unheard-of/`, { headers });
  expect([noPath.status, isError(noPath.body)]).toEqual([404, true]);
  const method = await company.world.send(`${company.world.url}/v1/users/`, { method: 'DELETE', headers });
  expect([method.status, method.headers.get('allow'), isError(method.body)]).toEqual([405, 'GET', true]);
});

it('a fault responds in the form of all errors, and blocks the work where it should', async () => {
  company.world.faults.add({
    operation: 'courier.listUsers',
    times: 1,
    retryAfter: 7,
    afterProcessing: false,
  });
  const limited = await company.call(people.listUsers);
  expect([limited.status, limited.headers.get('retry-after'), isError(limited.body)]).toEqual([
    429,
    '7',
    true,
  ]);
  expect((await company.call(people.listUsers)).status).toBe(200);
  const body = create('messaging-plugins', { name: 'lost', type: 'snippet' });
  company.world.faults.add({
    operation: 'courier.createMessagingPlugin',
    times: 1,
    status: 503,
    afterProcessing: true,
  });
  expect((await company.call(replies.createMessagingPlugin, { body })).status).toBe(503);
  const again = await company.refused(replies.createMessagingPlugin, { body });
  expect(again.errors[0]).toMatchObject({ detail: 'There is one with this name.' });
});

it('a body that is not JSON, or names something other than its address, is refused', async () => {
  const headers = { authorization: 'Bearer sandbox-courier-token', 'content-type': 'application/json' };
  const url = `${company.world.url}/v1/announcers/`;
  const broken = await company.world.send(url, { method: 'POST', headers, body: '{' });
  expect([broken.status, broken.body.errors[0].detail]).toEqual([400, 'The body is not valid JSON.']);
  const query = { 'organization-id': await company.organization() };
  const [plugin] = (await company.ask(replies.listMessagingPlugins, { query })).data;
  const other = { params: { id: plugin.id }, body: change('messaging-plugins', nowhere, {}) };
  const { errors } = await company.refused(replies.updateMessagingPlugin, other);
  expect(errors[0].source).toEqual({ pointer: '/data/id' });
});

it('whoever acts must exist; filtering by someone who does not finds nothing', async () => {
  const acting = await company.refused(channels.listMessagingChannels, {
    query: { 'individual-id': nowhere },
  });
  expect([acting.status, acting.errors[0].source]).toEqual([400, { parameter: 'individual-id' }]);
  const query = { 'organization-id': await company.organization(), 'filter[individual-id]': nowhere };
  expect((await company.ask(calls.listVoiceConferences, { query })).data).toEqual([]);
});

it('its people are those of the firm and its clients, with as many conversations', async () => {
  const { data } = await company.ask(people.listUsers, { query: { 'page[limit]': 1000 } });
  expect(data).toHaveLength(users.length + 2 * clients.length);
  const nameOf = ({ attributes }: { attributes: Record<string, string> }) =>
    `${attributes['first-name']} ${attributes['last-name']}`;
  const names = new Set(data.map(nameOf));
  for (const name of [...users.map((user) => user.name), ...clients.flatMap(({ contacts }) => contacts)]) {
    expect(names).toContain(name);
  }
  const organizations = await company.ask(people.listOrganizations);
  expect(organizations.data).toHaveLength(3);
  const query = { 'page[limit]': 100 };
  const all = await company.ask(conversations.listCommunicationMessages, { query });
  expect(all.meta['page[total]']).toBe(61);
  const group = all.data.find(
    (channel: { attributes: Record<string, unknown> }) => channel.attributes['individual-group-id'],
  );
  const id = group.attributes['individual-group-id'];
  const { data: team } = await company.ask(people.getIndividualGroup, { params: { id } });
  expect([team.attributes.name, team.attributes.individuals.length]).toEqual([
    teams[0]?.name,
    teams[0]?.members.length,
  ]);
});

it('what was stored, and what is still to happen, survives a restart', async () => {
  const body = create('voice-conferences', {});
  const { data } = await company.ask(calls.createVoiceConference, { body });
  await company.world.stop();
  company.pass(1500);
  await company.world.start();
  const after = await company.ask(calls.getVoiceConference, { params: { id: data.id } });
  expect(after.data.attributes.state).toBe('completed');
});

it('a purge leaves nothing of an individual', async () => {
  const individual = await company.individualOf('silkebaert@example.test');
  const body = create('system-purges', { 'entity-id': individual, 'entity-type': 'individual' });
  const { status, body: answer } = await company.call(diagnosis.purgeData, { body });
  expect([status, answer]).toEqual([201, null]);
  expect((await company.call(people.getIndividual, { params: { id: individual } })).status).toBe(404);
  const query = { 'filter[email]': 'silkebaert@example.test' };
  expect((await company.ask(people.listUsers, { query })).data).toEqual([]);
  expect((await company.refused(diagnosis.purgeData, { body })).errors[0].source.pointer).toBe(
    '/data/attributes/entity-id',
  );
});

it('a sniffer records its user’s requests until it expires', async () => {
  const user = await company.userOf('owen@sandbox.test');
  const individual = await company.individualOf('owen@sandbox.test');
  const until = (ms: number) => ({
    body: create('sniffers', { 'user-id': user, 'valid-until': new Date(Date.now() + ms).toISOString() }),
  });
  const past = await company.refused(diagnosis.createSniffer, until(-1));
  expect(past.errors[0].source.pointer).toBe('/data/attributes/valid-until');
  const { id } = (await company.ask(diagnosis.createSniffer, until(60_000))).data;
  const own = { query: { 'individual-id': individual } };
  await company.ask(channels.listMessagingChannels, own);
  await company.ask(channels.listMessagingChannels);
  company.pass(60_000);
  await company.ask(channels.listMessagingChannels, own);
  const logs = await company.ask(diagnosis.getSnifferLogs, { params: { id } });
  expect(logs.data.map((one: { attributes: Record<string, unknown> }) => one.attributes)).toEqual([
    expect.objectContaining({
      method: 'GET',
      path: '/v1/messaging-channels/',
      'query-string': `individual-id=${individual}`,
      'status-code': 200,
    }),
  ]);
});

it('archived credentials are shown only on request, and their names are free again', async () => {
  const list = async (query: object = {}) => (await company.ask(apps.listAppCredentials, { query })).data;
  const before = await list();
  const attributes = { 'app-name': 'our.app', type: 'apn', data: { key: 'secret' } };
  const body = create('app-credentials', attributes);
  const { id } = (await company.ask(apps.createAppCredential, { body })).data;
  expect((await company.refused(apps.createAppCredential, { body })).status).toBe(400);
  const archived = { params: { id }, body: change('app-credentials', id, { archived: true }) };
  await company.ask(apps.updateAppCredential, archived);
  expect(await list()).toHaveLength(before.length);
  expect(await list({ 'include[archived]': 'true' })).toHaveLength(before.length + 1);
  await company.ask(apps.createAppCredential, { body });
});
