/** What happens at Chat2Desk without any operation: clients write, operators sign in, devices lose their connection. */
import * as v from 'valibot';
import type { Database } from '../lib/database.ts';
import { ApiError, badRequest } from '../lib/errors.ts';
import { paidFeatures } from '../lib/system-sandbox.ts';
import { receive } from './conversations.ts';
import { addressOf, fileNames } from './files.ts';
import type { Services } from './services.ts';
import { findChannel, namesColumn } from './store/channels.ts';
import { findClient } from './store/clients.ts';
import { adminOf, findOperator, noteEvent } from './store/operators.ts';

const id = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/** Body of `POST /sandbox/systems/chat2desk`. */
export const happeningSchema = v.variant('happens', [
  v.strictObject({
    happens: v.literal('client_writes'),
    client_id: id,
    text: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(20_000))),
    /** A client who sends nothing writes nothing. */
    file: v.optional(v.picklist(fileNames)),
    /** Where they write, for the first time perhaps; otherwise where they wrote last. */
    channel_id: v.optional(id),
  }),
  v.strictObject({
    happens: v.literal('operator_signs'),
    operator_id: id,
    event: v.picklist(['login', 'logout']),
  }),
  v.strictObject({ happens: v.literal('device_updated'), status: v.picklist(['Created', 'Error']) }),
  v.strictObject({ happens: v.literal('new_qr_code') }),
  v.strictObject({ happens: v.literal('plan_changes'), lacks: v.array(v.picklist(paidFeatures)) }),
]);

type Happening = v.InferOutput<typeof happeningSchema>;

const missing = (what: string) => new ApiError(404, `There is no such ${what}.`);

type Writing = Extract<Happening, { happens: 'client_writes' }>;

function clientWrites(services: Services, writing: Writing): unknown {
  const { client_id: clientId, text, file, channel_id } = writing;
  const { database } = services;
  const client = findClient(database, clientId);
  if (client && channel_id !== undefined) isOn(database, client.id, channel_id);
  const last = database.get<{ channel_id: number; transport: string }>(
    `SELECT channel_id, transport FROM client_transports WHERE client_id = ?1
     ORDER BY channel_id = ?2 DESC, (SELECT max(id) FROM messages m WHERE m.client_id = ?1 AND m.channel_id = client_transports.channel_id) DESC
     LIMIT 1`,
    clientId,
    channel_id ?? 0,
  );
  if (!client || !last) throw missing('client');
  if (text === undefined && file === undefined) throw badRequest('text or file');
  const line = { client, channelId: last.channel_id, transport: last.transport };
  const attachments = file === undefined ? [] : [{ name: file, link: addressOf(file) }];
  const message = receive(services, line, { text, attachments });
  return { message_id: message.id, dialog_id: message.dialog_id };
}

/** Has a client on a channel. @throws ApiError 404 when there is none. */
function isOn(database: Database, clientId: number, channelId: number): void {
  const channel = findChannel(database, channelId);
  const [transport] = v.parse(namesColumn, channel?.transports ?? '[]');
  if (transport === undefined) throw missing('channel');
  const sql = 'INSERT INTO client_transports VALUES (?, ?, ?) ON CONFLICT DO NOTHING';
  database.run(sql, clientId, channelId, transport);
}

function operatorSigns({ database, hooks }: Services, operatorId: number, event: 'login' | 'logout'): void {
  const operator = findOperator(database, operatorId);
  if (!operator) throw missing('operator');
  const sql = 'UPDATE operators SET online = ?, last_visit = ? WHERE id = ?';
  database.run(sql, Number(event === 'login'), Date.now(), operatorId);
  noteEvent(database, operatorId, event, null);
  hooks.emit('operator_authentication_updated', {
    id: operatorId,
    email: operator.email,
    event,
    platform: 'web',
    ip_address: '127.0.0.1',
  });
}

const firstChannel = ({ database }: Services) =>
  database.get<{ id: number; phone: string }>('SELECT id, phone FROM channels ORDER BY id LIMIT 1');

/** Makes it happen. @throws ApiError 404 when the one it happens to is not there. */
export function happening(services: Services, event: Happening): unknown {
  switch (event.happens) {
    case 'client_writes':
      return clientWrites(services, event);
    case 'operator_signs':
      return operatorSigns(services, event.operator_id, event.event);
    case 'device_updated': {
      const channel_id = firstChannel(services)?.id;
      const payload = { transport: 'whatsapp', channel_id, status: event.status };
      return services.hooks.emit('device_updated', payload, channel_id);
    }
    case 'plan_changes':
      services.settings.lacks = event.lacks;
      return undefined;
    case 'new_qr_code':
      return services.hooks.emit('new_qr_code', {
        qrcode_data: 'sandbox-qr-code',
        qrcode_image: 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=',
        phone: Number(firstChannel(services)?.phone ?? 0),
        device_owner: adminOf(services.database).email,
      });
  }
}
