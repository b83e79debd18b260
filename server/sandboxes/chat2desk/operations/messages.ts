import * as v from 'valibot';
import * as contract from '#contract/chat2desk/messages.ts';
import { addMessage, type Line, receive, tellOfNewClient } from '../conversations.ts';
import { done, handle, success } from '../handler.ts';
import type { Services } from '../services.ts';
import { findChannel, has } from '../store/channels.ts';
import { addClient, type ClientRow, clientInBody, fieldsColumn, transportsOf } from '../store/clients.ts';
import { Conditions, maybeNumber, usualLimit } from '../store/lists.ts';
import { type Attachment, type MessageRow, messageInPath, toMessage } from '../store/messages.ts';
import { findOperator } from '../store/operators.ts';
import { dayOf, endOfDay, startOfDay } from '../values/times.ts';
import { badRequest, problem } from '../web/errors.ts';

const listMessages = handle(contract.listMessages, ({ services: { database }, query }) => {
  const direction = query.order ?? 'asc';
  const backwards = String(query.direction_reverse) === 'true';
  const where = new Conditions()
    .when(query.transport, 'transport = ?')
    .when(query.type, 'type = ?')
    .when(maybeNumber(query.channel_id), 'channel_id = ?')
    .when(maybeNumber(query.client_id), 'client_id = ?')
    .when(maybeNumber(query.operator_id), 'operator_id = ?')
    .when(maybeNumber(query.dialog_id), 'dialog_id = ?')
    // Backwards: from the id to older ones.
    .when(maybeNumber(query.start_id), backwards ? 'id <= ?' : 'id >= ?')
    .when(query.start_date && startOfDay(dayOf(query.start_date)), 'created >= ?')
    .when(query.finish_date && endOfDay(dayOf(query.finish_date)), 'created < ?');
  const limit = Number(query.limit ?? usualLimit);
  const total = database.get<{ total: number }>(
    `SELECT count(*) AS total FROM messages ${where.sql}`,
    ...where.values,
  );
  const rows = database.all<MessageRow>(
    `SELECT * FROM (SELECT * FROM messages ${where.sql} ORDER BY id ${backwards ? 'desc' : direction} LIMIT ?)
     ORDER BY id ${direction}`,
    ...where.values,
    limit,
  );
  return {
    data: rows.map(toMessage),
    meta: { total: total?.total ?? 0, limit, offset: 0 },
    status: 'success',
  };
});

const getMessage = handle(contract.getMessage, ({ services: { database }, params }) =>
  success(toMessage(messageInPath(database, params.id))),
);

const setRead = ({ database }: Services, id: string, read: 0 | 1) => {
  database.run('UPDATE messages SET read = ? WHERE id = ?', read, messageInPath(database, id).id);
  return done;
};
const markMessageRead = handle(contract.markMessageRead, ({ services, params }) =>
  setRead(services, params.id, 1),
);
const markMessageUnread = handle(contract.markMessageUnread, ({ services, params }) =>
  setRead(services, params.id, 0),
);

type Id = string | number | undefined;

/** Returns where to write to a client: where they wrote last, unless the request says otherwise. */
function lineTo(
  { database }: Services,
  client: ClientRow,
  channelId: Id,
  transport: string | undefined,
): Line {
  const last = database.get<{ channel_id: number; transport: string }>(
    'SELECT channel_id, transport FROM messages WHERE client_id = ? ORDER BY id DESC LIMIT 1',
    client.id,
  );
  const known = transportsOf(database, client.id);
  const usual = last ?? known[0];
  const channel = findChannel(database, channelId ?? usual?.channel_id ?? 0);
  if (!channel) throw badRequest({ channel_id: [problem(`Channel ${channelId ?? ''} not found.`)] });
  const onChannel =
    usual?.channel_id === channel.id ? usual : known.find((one) => one.channel_id === channel.id);
  const chosen = transport ?? onChannel?.transport;
  if (chosen === undefined || !has(channel, chosen)) {
    throw badRequest({ transport: [problem(`Transport ${chosen ?? ''} not found on channel.`)] });
  }
  if (!known.some((one) => one.channel_id === channel.id && one.transport === chosen)) {
    throw badRequest({ client_id: [problem('The client is not on this channel.')] });
  }
  return { client, channelId: channel.id, transport: chosen };
}

function operatorOf({ database }: Services, id: Id): number | undefined {
  if (id === undefined) return undefined;
  const operator = findOperator(database, id);
  if (!operator) throw badRequest({ operator_id: [problem(`Operator ${id} not found.`)] });
  return operator.id;
}

function attachmentsOf(body: { attachment?: string | undefined; attachment_filename?: string | undefined }) {
  const { attachment, attachment_filename } = body;
  if (!attachment) return [];
  const name = attachment_filename ?? new URL(attachment).pathname.split('/').at(-1) ?? '';
  return [{ name, link: attachment }] satisfies Attachment[];
}

const events = { to_client: 'outbox', autoreply: 'outbox', system: 'outbox', comment: 'comment' } as const;

const sendMessage = handle(contract.sendMessage, ({ services, body }) => {
  services.sends.take();
  const { database } = services;
  const client = clientInBody(database, body.client_id);
  const line = lineTo(services, client, body.channel_id, body.transport);
  const { type = 'to_client', inline_buttons, keyboard, interactive, reply_message_id } = body;
  const reaches = type === 'to_client' || type === 'autoreply';
  if (reaches && client.banned === 1) {
    throw badRequest({ client_id: [problem('The client is blocked.', 'unsupported_value')] });
  }
  const message = addMessage(services, line, {
    event: events[type],
    starter: 'operator',
    opens: reaches && body.open_dialog !== false,
    type,
    text: body.text ?? interactive?.body?.text ?? null,
    operatorId: operatorOf(services, body.operator_id),
    read: true,
    gatewayStatus: reaches ? 'pending' : null,
    attachments: attachmentsOf(body),
    extraData: body.external_id === undefined ? {} : { external_id: body.external_id },
    content: { inline_buttons, keyboard, interactive, reply_message_id },
  });
  if (reaches) services.clients.sent(message);
  return success({
    message_id: message.id,
    client_id: message.client_id,
    dialog_id: message.dialog_id,
    request_id: message.request_id,
    channel_id: message.channel_id,
    operator_id: message.operator_id,
    transport: message.transport,
    type: message.type,
  });
});

/** The channel of a message that arrived elsewhere. */
function externalChannel({ database }: Services, id: string | number) {
  const channel = findChannel(database, id);
  if (!channel || !has(channel, 'external')) {
    throw badRequest({ channel_id: [problem(`External channel ${id} not found.`)] });
  }
  return channel;
}

const receiveExternalMessage = handle(contract.receiveExternalMessage, ({ services, body }) => {
  const { database } = services;
  const channel = externalChannel(services, body.channel_id);
  const { from_client: from } = body;
  const phone = from.phone === undefined ? `[ext] ${from.id}` : String(from.phone);
  const known = database.get<ClientRow>(
    `SELECT c.* FROM clients c JOIN client_transports t ON t.client_id = c.id
     WHERE c.phone = ? AND t.channel_id = ? AND t.transport = 'external'`,
    phone,
    channel.id,
  );
  const client =
    known ??
    addClient(database, {
      phone,
      transport: 'external',
      channelId: channel.id,
      source: 'incoming_message',
      clientPhone: from.client_phone === undefined ? undefined : String(from.client_phone),
      avatar: from.avatar,
    });
  const fields = { ...v.parse(fieldsColumn, client.custom_fields), ...from.custom_fields };
  database.run(
    'UPDATE clients SET name = COALESCE(name, ?), custom_fields = ? WHERE id = ?',
    from.nickname ?? null,
    JSON.stringify(fields),
    client.id,
  );
  const now = clientInBody(database, client.id);
  if (!known) tellOfNewClient(services, now);
  const line = { client: now, channelId: channel.id, transport: 'external' };
  const message = receive(services, line, {
    text: body.body ?? null,
    attachments: attachmentsOf(body),
    coordinates: body.location,
    extraData: body.extra_data ?? {},
    isNewClient: !known,
  });
  return success({ message_id: message.id, client_id: client.id, dialog_id: message.dialog_id });
});

export const messageHandlers = [
  listMessages,
  getMessage,
  markMessageRead,
  markMessageUnread,
  sendMessage,
  receiveExternalMessage,
];
