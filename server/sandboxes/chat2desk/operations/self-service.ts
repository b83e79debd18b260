import * as contract from '#contract/chat2desk/self-service.ts';
import { addMessage } from '../conversations.ts';
import { done, handle, success } from '../handler.ts';
import { clientInBody, transportsOf } from '../store/clients.ts';
import { Conditions, maybeNumber } from '../store/lists.ts';
import { badRequest, problem } from '../web/errors.ts';

interface MenuRow {
  readonly id: number;
  readonly parent_id: number | null;
  readonly channel_id: number;
  readonly position: number;
  readonly level: number;
  readonly name: string;
  readonly command: string;
  readonly text: string;
  readonly url: string | null;
}

const toItem = (row: MenuRow) => ({
  id: row.id,
  name: row.name,
  command: row.command,
  text: row.text,
  parentID: row.parent_id,
  position: row.position,
  level: row.level,
  channelID: row.channel_id,
  url: row.url,
  url_enabled: Number(row.url !== null),
  assign_id: null,
  assign_subject: null,
  image: null,
  tags: [],
  smart_method_name: null,
});

const listMenuItems = handle(contract.listMenuItems, ({ services: { database }, query }) => {
  const where = new Conditions().when(maybeNumber(query.channel_id), 'channel_id = ?');
  const sql = `SELECT * FROM menu_items ${where.sql} ORDER BY channel_id, level, position`;
  return success(database.all<MenuRow>(sql, ...where.values).map(toItem));
});

/** Sends an item with the choices below it; the root of the client's channel where none is named. */
const sendMenuItem = handle(contract.sendMenuItem, ({ services, body }) => {
  const { database } = services;
  const client = clientInBody(database, body.client_id);
  const last = database.get<{ channel_id: number; transport: string }>(
    'SELECT channel_id, transport FROM messages WHERE client_id = ? ORDER BY id DESC LIMIT 1',
    client.id,
  );
  const place = last ?? transportsOf(database, client.id)[0];
  const item = database.get<MenuRow>(
    body.menu_item_id === undefined
      ? 'SELECT * FROM menu_items WHERE channel_id = ? AND parent_id IS NULL ORDER BY position LIMIT 1'
      : 'SELECT * FROM menu_items WHERE id = ?',
    Number(body.menu_item_id ?? place?.channel_id ?? 0),
  );
  if (!item || !place) {
    throw badRequest({ menu_item_id: [problem(`Menu item ${body.menu_item_id ?? ''} not found.`)] });
  }
  services.sends.take();
  const below = database.all<MenuRow>(
    'SELECT * FROM menu_items WHERE parent_id = ? ORDER BY position',
    item.id,
  );
  const lines = below.map(({ command, name }) => `${command} – ${name}`);
  const line = { client, channelId: place.channel_id, transport: place.transport };
  const message = addMessage(services, line, {
    event: 'outbox',
    starter: 'operator',
    opens: true,
    type: 'autoreply',
    text: [item.text, ...lines].join('\n'),
    read: true,
    gatewayStatus: 'pending',
    content: { choices: below.map(({ command }) => command) },
  });
  const sql = 'INSERT INTO sent_menu_items (client_id, menu_item_id, created) VALUES (?, ?, ?)';
  database.run(sql, client.id, item.id, message.created);
  services.clients.sent(message);
  return done;
});

export const menuHandlers = [listMenuItems, sendMenuItem];
