import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getClient, listClients, updateClient } from '#contract/chat2desk/clients.ts';
import { getApiInfo, getStatistics, listChannels } from '#contract/chat2desk/company.ts';
import { getDialog, listDialogs, updateDialog } from '#contract/chat2desk/dialogs.ts';
import { listMessages, sendMessage } from '#contract/chat2desk/messages.ts';
import { listOperatorGroups, listOperators } from '#contract/chat2desk/operators.ts';
import { getRequest } from '#contract/chat2desk/requests.ts';
import { assignTags, createTag, createTagGroup, listTags } from '#contract/chat2desk/tags.ts';
import {
  createTemplate,
  deleteTemplate,
  getTemplate,
  listTemplates,
  updateTemplate,
} from '#contract/chat2desk/templates.ts';
import { createTicket, getTicket, listTickets, updateTicket } from '#contract/chat2desk/tickets.ts';
import { listCountries } from '#contract/chat2desk/values.ts';
import { firstIds } from '../seed/company-data.ts';
import { companyDay } from '../values/times.ts';
import { DeskWorld } from './desk-world.ts';

const world = new DeskWorld();
beforeAll(() => world.start());
afterAll(() => world.destroy());

const utc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d UTC$/;
const count = (sql: string) => Number(world.sql(sql)[0]?.count);

describe('the seed', () => {
  test('is the firm from the meetings, in conversation for six months', async () => {
    const clients = await world.call(listClients, { query: { limit: 200 } });
    expect(clients.body.meta).toEqual({ total: 88, limit: 200, offset: 0 });
    expect(clients.body.data[0]).toMatchObject({
      name: 'Luc Van Hecke',
      phone: '32470000001',
      external_id: 'rel-1001',
      custom_fields: { 1: 'Bakkerij Van Hecke BV', 2: 'lucvanhecke@example.test', 3: 'Europe/Brussels' },
    });
    const zones = clients.body.data.map(
      (client: { custom_fields: object }) => Object.values(client.custom_fields)[2],
    );
    expect([...new Set(zones)]).toEqual(['Europe/Brussels', 'Europe/London']);
    expect((await world.call(listDialogs)).body.meta.total).toBeGreaterThanOrEqual(60);
    expect(count('SELECT count(*) AS count FROM messages')).toBeGreaterThanOrEqual(800);
    expect(count('SELECT count(DISTINCT language) AS count FROM clients')).toBe(4);
    const days = count('SELECT (max(created) - min(created)) / 86400000 AS count FROM messages');
    expect(days).toBeGreaterThan(170);
    const operators = await world.data(listOperators, { query: { email: 'ada@sandbox.test' } });
    expect(operators).toMatchObject([{ first_name: 'Ada', last_name: 'Verbruggen', role: 'admin' }]);
    const groups = await world.data(listOperatorGroups);
    expect(groups[0]).toMatchObject({
      name: 'Accountancy Gent',
      operator_ids: expect.arrayContaining([40_818]),
    });
  });

  test('is there again after a restart, with what was changed', async () => {
    const params = { id: firstIds.client };
    await world.call(updateClient, { params, body: { nickname: 'The baker', custom_fields: { 9: 'x' } } });
    await world.stop();
    await world.start();
    const client = await world.data(getClient, { params });
    expect(client).toMatchObject({ name: 'Luc Van Hecke', assigned_name: 'The baker' });
    expect(client.custom_fields).toMatchObject({ 1: 'Bakkerij Van Hecke BV', 9: 'x' });
    expect(client.last_client_message).toMatch(utc);
  });
});

describe('lists', () => {
  test('are paged and ordered', async () => {
    const ids = async (query: object) =>
      (await world.data(listClients, { query })).map(({ id }: { id: number }) => id - firstIds.client);
    expect(await ids({ limit: 3, offset: 2 })).toEqual([2, 3, 4]);
    expect(await ids({ limit: 2, order: 'desc' })).toEqual([87, 86]);
    expect(await ids({ offset: 88 })).toEqual([]);
    expect(await ids({ phone: '32470000001' })).toEqual([0]);
    expect(await ids({ 'custom_field[id]': 1, 'custom_field[text]': 'Bakkerij Van Hecke BV' })).toEqual([
      0, 1,
    ]);
  });

  test('of messages continue from an id', async () => {
    const dialog = await world.data(getDialog, { params: { id: firstIds.dialog } });
    const all = await world.data(listMessages, { query: { dialog_id: firstIds.dialog, limit: 200 } });
    expect(dialog.messages).toBe(all.length);
    expect(dialog.last_message.id).toBe(all.at(-1).id);
    const query = { dialog_id: firstIds.dialog, start_id: all[2].id, limit: 2 };
    expect(await world.data(listMessages, { query })).toEqual(all.slice(2, 4));
    const backwards = { ...query, direction_reverse: 'true' };
    expect(await world.data(listMessages, { query: backwards })).toEqual(all.slice(1, 3));
  });

  test('of countries and channels are whole', async () => {
    const countries = await world.call(listCountries, { query: { limit: 200 }, token: null });
    expect(countries.body.meta.total).toBe(242);
    expect(countries.body.data[5]).toMatchObject({ id: 6, code: 32, name_en: 'Belgium', name_ru: 'Бельгия' });
    const channels = await world.data(listChannels);
    expect(channels.flatMap(({ transports }: { transports: string[] }) => transports)).toEqual(
      expect.arrayContaining(['whatsapp', 'telegram', 'email', 'widget']),
    );
  });
});

describe('what is created', () => {
  test('a template is read, changed, listed and deleted', async () => {
    const body = { name: 'Closing', shortcut: 'bye', text: 'Until next time!', group_id: 1 };
    const { id, created } = await world.data(createTemplate, { body });
    expect(created).toMatch(utc);
    await world.call(updateTemplate, {
      params: { id },
      body: { text: 'See you!', user_id: firstIds.operator },
    });
    const changed = { ...body, id, created, text: 'See you!', file: null };
    const personal = { ...changed, group_id: null, user_id: firstIds.operator, type: 'personal' };
    expect(await world.data(getTemplate, { params: { id } })).toEqual(personal);
    expect((await world.data(listTemplates, { query: { limit: 200 } })).at(-1)).toEqual(personal);
    expect((await world.call(deleteTemplate, { params: { id } })).body).toEqual({ status: 'success' });
    expect((await world.call(getTemplate, { params: { id } })).status).toBe(404);
  });

  test('a ticket has its number, and says who changed it', async () => {
    const body = {
      ...{ summary: 'Call back', description: 'About the van', priority: 2 },
      ...{ request_ids: [String(firstIds.request)], deadline: '2095-07-19T12:00:00Z' },
    };
    const made = await world.data(createTicket, { body });
    expect(made).toMatchObject({ ...body, id: expect.stringMatching(/^TICK-\d+$/), status: 1 });
    expect(made).toMatchObject({ reporter_id: 40_818, created_at: expect.stringMatching(/Z$/) });
    const params = { id: made.id.slice(5) };
    const changed = await world.data(updateTicket, { params, body: { status: 4, request_ids: [] } });
    expect(changed).toMatchObject({ status: 4, updater_id: 'Public API', request_ids: [] });
    expect(await world.data(getTicket, { params })).toEqual(changed);
    const query = { status: 4, order: 'desc', limit: 1 };
    expect(await world.data(listTickets, { query })).toEqual([changed]);
  });

  test('a tag of a new group is added to clients and requests, and finds them', async () => {
    const group = await world.data(createTagGroup, { body: { tag_group_name: 'Season' } });
    const made = await world.call(createTag, { body: { tag_group_id: group.id, tag_label: 'Spring' } });
    expect(made.status).toBe(201);
    const [tag] = made.body.data;
    expect(tag).toMatchObject({ label: 'Spring', group_id: group.id, group_name: 'Season' });
    for (const [assignee_type, assignee_id] of [
      ['client', firstIds.client + 4],
      ['request', firstIds.request],
    ]) {
      await world.call(assignTags, { body: { tag_ids: [tag.id], assignee_type, assignee_id } });
    }
    const found = await world.data(listClients, { query: { tags: `${tag.id},5` } });
    expect(found).toMatchObject([{ id: firstIds.client + 4 }]);
    const request = await world.data(getRequest, { params: { id: firstIds.request } });
    expect(request.tags).toContainEqual(tag);
    expect((await world.data(listTags, { query: { limit: 200 } })).at(-1)).toEqual(tag);
  });

  test('a message reopens a closed dialog, in a new request', async () => {
    const [closed] = await world.data(listDialogs, { query: { state: 'closed', limit: 1 } });
    const { client_id } = closed.last_message;
    const quiet = await world.data(sendMessage, { body: { client_id, text: 'Note', open_dialog: false } });
    expect(await world.data(getDialog, { params: { id: closed.id } })).toMatchObject({ state: 'closed' });
    const loud = await world.data(sendMessage, { body: { client_id, text: 'Hello' } });
    expect(loud.request_id).toBeGreaterThan(quiet.request_id);
    const opened = await world.data(getDialog, { params: { id: closed.id } });
    expect(opened).toMatchObject({ state: 'open', end: null, last_request_id: loud.request_id });
    await world.call(updateDialog, { params: { id: closed.id }, body: { state: 'closed' } });
    expect((await world.data(getDialog, { params: { id: closed.id } })).end).toMatch(utc);
  });
});

test('the reports of a day are available on the next', async () => {
  const [{ created }] = world.sql('SELECT created FROM requests ORDER BY id LIMIT 1') as [
    { created: number },
  ];
  const date = companyDay(created);
  for (const report of ['request_stats', 'operator_replies', 'operator_stats', 'operator_events'] as const) {
    const { body } = await world.call(getStatistics, { query: { report, date } });
    expect(body.status).toBeUndefined();
    expect(body.data.length, report).toBeGreaterThan(0);
    expect(body.data[0]).toMatchObject(report === 'request_stats' ? { request_id: firstIds.request } : {});
  }
  const today = { report: 'request_stats', date: companyDay(Date.now()) };
  expect((await world.call(getStatistics, { query: today })).body.data).toEqual([]);
});

describe('the fault switch', () => {
  test('knows the operations, and fails in the system’s own form', async () => {
    await world.post('/sandbox/faults', { operation: 'chat2desk.listClients', status: 503 });
    const failed = await world.call(listClients);
    expect(failed).toEqual({
      status: 503,
      body: { message: 'error', errors: 'Service Unavailable', status: 'error' },
    });
    expect((await world.call(listClients)).status).toBe(200);
    expect(
      (await world.post('/sandbox/faults', { operation: 'chat2desk.listTypes', status: 503 })).status,
    ).toBe(400);
    expect((await world.post('/sandbox/faults', { operation: 'listClients', status: 503 })).status).toBe(400);
  });

  test('loses a response after the work is done', async () => {
    const before = count('SELECT count(*) AS count FROM messages');
    await world.post('/sandbox/faults', {
      operation: 'chat2desk.sendMessage',
      drop: true,
      afterProcessing: true,
    });
    const body = { client_id: firstIds.client, text: 'Lost' };
    await expect(world.call(sendMessage, { body })).rejects.toThrow();
    expect(count('SELECT count(*) AS count FROM messages')).toBe(before + 1);
  });
});

test('a month has a limited number of requests', async () => {
  const small = new DeskWorld({ requestsPerMonth: 3 });
  await small.start();
  await small.call(listTags);
  const info = await small.data(getApiInfo);
  expect(info.api_calls).toEqual({ used_this_month: 2, left_free_requests: 1, left_paid_requests: 0 });
  expect((await small.call(listTags, { token: 'wrong' })).status).toBe(401);
  await small.call(listTags);
  expect((await small.call(listTags)).status).toBe(429);
  await small.destroy();
});

test('an unknown address says so in the system’s form', async () => {
  for (const [path, status] of [
    ['/v1/nothing', 404],
    ['/v2/clients', 404],
    ['', 404],
  ] as const) {
    const answer = await fetch(world.url + path);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ status: 'error' });
  }
  expect((await fetch(`${world.url}/v1/clients`, { method: 'PATCH' })).status).toBe(405);
  expect((await fetch(world.url.replace('chat2desk', 'constructor'))).status).toBe(404);
});
