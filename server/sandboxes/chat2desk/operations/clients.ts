import * as v from 'valibot';
import * as contract from '#contract/chat2desk/clients.ts';
import { isEmail } from '#contract/email.ts';
import { tellOfClient, tellOfNewClient } from '../conversations.ts';
import { done, handle, success } from '../handler.ts';
import { channelWith, findChannel, has } from '../store/channels.ts';
import {
  addClient,
  type ClientRow,
  channelsOf,
  clientInPath,
  fieldsColumn,
  findClient,
  toClient,
  toWholeClient,
} from '../store/clients.ts';
import { type DialogRow, toBareDialog } from '../store/dialogs.ts';
import { Conditions, listed } from '../store/lists.ts';
import { clientFields } from '../values/client-fields.ts';
import { dayOf, endOfDay, startOfDay, utc } from '../values/times.ts';
import { badRequest, notBought, problem } from '../web/errors.ts';

const listClients = handle(contract.listClients, ({ services: { database }, query }) => {
  const tags = query.tags?.split(',').map(Number) ?? [];
  const where = new Conditions()
    .when(query.phone, 'phone = ?')
    .when(query.client_phone, 'client_phone = ?')
    .when(query.created_after === undefined ? undefined : Number(query.created_after) * 1000, 'created > ?');
  if (tags.length > 0) {
    const marks = tags.map(() => '?').join(', ');
    where.and(`id IN (SELECT client_id FROM client_tags WHERE tag_id IN (${marks}))`, ...tags);
  }
  if (query['custom_field[id]'] !== undefined) {
    const field = 'json_extract(custom_fields, ?)';
    const path = `$."${Number(query['custom_field[id]'])}"`;
    const text = query['custom_field[text]'];
    if (text === undefined) where.and(`${field} IS NOT NULL`, path);
    else where.and(`${field} = ?`, path, text);
  }
  return listed<ClientRow>(database, { from: 'clients', where, order: query.order }, query, toClient);
});

const getClient = handle(contract.getClient, ({ services: { database }, params }) =>
  success(toWholeClient(database, clientInPath(database, params.id))),
);

const getClientTransports = handle(contract.getClientTransports, ({ services: { database }, params }) => {
  const { id } = clientInPath(database, params.id);
  const channels = channelsOf(database, id);
  return success(channels.map((channel) => ({ channel_id: channel.id, transports: channel.transports })));
});

const listClientDialogs = handle(contract.listClientDialogs, ({ services: { database }, params }) => {
  const { id } = clientInPath(database, params.id);
  const rows = database.all<DialogRow>('SELECT * FROM dialogs WHERE client_id = ? ORDER BY id', id);
  return success(rows.map(toBareDialog));
});

interface QuestionRow {
  readonly menu_item_id: number;
  readonly text: string;
  readonly created: number;
}

const questions = `SELECT s.menu_item_id, m.text, s.created FROM sent_menu_items s
  JOIN menu_items m ON m.id = s.menu_item_id WHERE s.client_id = ?`;

const listClientQuestions = handle(contract.listClientQuestions, ({ services, params, query }) => {
  const { database } = services;
  const { id } = clientInPath(database, params.id);
  const from = query.start_date === undefined ? 0 : startOfDay(dayOf(query.start_date));
  const to = query.finish_date === undefined ? Date.now() + 1 : endOfDay(dayOf(query.finish_date));
  const sql = `${questions} AND s.created >= ? AND s.created < ? ORDER BY s.created`;
  const rows = database.all<QuestionRow>(sql, id, from, to);
  return success(
    rows.map(({ menu_item_id, text, created }) => ({
      id: menu_item_id,
      text,
      image: null,
      created: utc(created),
    })),
  );
});

const getClientLastQuestion = handle(contract.getClientLastQuestion, ({ services, params }) => {
  const { database } = services;
  const { id } = clientInPath(database, params.id);
  const row = database.get<QuestionRow>(`${questions} ORDER BY s.created DESC, s.id DESC LIMIT 1`, id);
  return success(row ? { id: row.menu_item_id, text: row.text, image: null } : {});
});

const updateClient = handle(contract.updateClient, ({ services, params, body }) => {
  const { database } = services;
  const client = clientInPath(database, params.id);
  const fields = { ...v.parse(fieldsColumn, client.custom_fields), ...body.custom_fields };
  const external = v.parse(fieldsColumn, client.external_ids);
  if (body.external_service !== undefined) external[body.external_service] = body.external_id ?? null;
  const banned = body.ban_status ?? client.banned;
  database.run(
    `UPDATE clients SET assigned_name = ?, client_phone = ?, custom_fields = ?, external_id = ?, external_ids = ?,
       banned = ?, updated = ? WHERE id = ?`,
    body.nickname === undefined ? client.assigned_name : body.nickname,
    body.assigned_phone ?? client.client_phone,
    JSON.stringify(fields),
    body.external_service === undefined ? (body.external_id ?? client.external_id) : client.external_id,
    JSON.stringify(external),
    banned,
    Date.now(),
    client.id,
  );
  const changed = clientInPath(database, params.id);
  tellOfClient(services, 'client_updated', changed);
  if (banned === 1 && client.banned === 0) {
    tellOfClient(services, 'client_added_to_blacklist', changed, { is_blocked: true });
  }
  return done;
});

const digits = /^\d{5,20}$/;

const createClient = handle(contract.createClient, ({ services, body }) => {
  const { database, settings } = services;
  if (settings.lacks?.includes('write-first')) throw notBought('Write first');
  const { phone, transport } = body;
  if (!(transport === 'email' ? isEmail(phone) : digits.test(phone))) {
    throw badRequest({ phone: [problem('Parameter is not valid.', 'unsupported_value')] });
  }
  const channel =
    body.channel_id === undefined ? channelWith(database, transport) : findChannel(database, body.channel_id);
  if (!channel || !has(channel, transport)) {
    throw badRequest({ channel_id: [problem(`There is no channel with ${transport}.`)] });
  }
  const known = database.get<{ id: number }>(
    `SELECT c.id FROM clients c JOIN client_transports t ON t.client_id = c.id
     WHERE c.phone = ? AND t.channel_id = ? AND t.transport = ?`,
    phone,
    channel.id,
    transport,
  );
  // The id is a text containing JSON, as documented.
  if (known) throw badRequest({ client: ['Client already exists', JSON.stringify({ id: known.id })] });
  const client = addClient(database, {
    phone,
    transport,
    channelId: channel.id,
    source: 'public_api',
    assignedName: body.nickname,
    clientPhone: body.assigned_phone,
  });
  tellOfNewClient(services, client);
  return success(toWholeClient(database, findClient(database, client.id) ?? client));
});

const listCustomClientFields = handle(contract.listCustomClientFields, () => success(clientFields));

export const clientHandlers = [
  listClients,
  getClient,
  getClientTransports,
  listClientDialogs,
  listClientQuestions,
  getClientLastQuestion,
  updateClient,
  createClient,
  listCustomClientFields,
];
