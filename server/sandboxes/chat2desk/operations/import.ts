import { importMessages as row } from '#contract/chat2desk/messages.ts';
import { toHookMessage } from '../conversations.ts';
import { handle } from '../handler.ts';
import { findChannel, has } from '../store/channels.ts';
import { addTransport, clientInBody } from '../store/clients.ts';
import { findMessage, insertMessage } from '../store/messages.ts';
import { adminOf, findOperator } from '../store/operators.ts';
import { badRequest, problem, Refusal } from '../web/errors.ts';

/** Past messages: in a closed request of their own, and reported only by one event each. */
const importMessages = handle(row, ({ services, body }) => {
  const { database, hooks } = services;
  const client = clientInBody(database, body.client_id);
  const channel = findChannel(database, body.channel_id);
  if (!channel || !has(channel, body.transport)) {
    throw badRequest({ channel_id: [problem(`There is no channel with ${body.transport}.`)] });
  }
  const unknown = body.messages.filter(
    ({ operator_id }) => operator_id !== undefined && !findOperator(database, operator_id),
  );
  if (unknown.length > 0) {
    const errors = unknown.map(({ text = null }) => ({ text, errors: [{ operator_id: ['not found'] }] }));
    throw new Refusal(400, { errors, status: 'failure' });
  }
  const times = body.messages.map(({ timestamp }) => Number(timestamp) * 1000);
  const [begun, ended] = [Math.min(...times), Math.max(...times)];
  const ids = database.transaction(() => {
    addTransport(database, client.id, channel.id, body.transport);
    const known = database.get<{ id: number }>(
      'SELECT id FROM dialogs WHERE client_id = ? AND channel_id = ? AND transport = ? ORDER BY id DESC LIMIT 1',
      client.id,
      channel.id,
      body.transport,
    );
    const dialogId =
      known?.id ??
      database.run(
        "INSERT INTO dialogs (client_id, channel_id, transport, state, begun, ended) VALUES (?, ?, ?, 'closed', ?, ?)",
        client.id,
        channel.id,
        body.transport,
        begun,
        ended,
      ).id;
    const requestId = database.run(
      `INSERT INTO requests (dialog_id, client_id, channel_id, transport, starter, created, updated, closed)
       VALUES (?, ?, ?, ?, 'import', ?, ?, ?)`,
      dialogId,
      client.id,
      channel.id,
      body.transport,
      begun,
      ended,
      ended,
    ).id;
    return body.messages.map((message, at) =>
      insertMessage(database, {
        type: message.type,
        text: message.text ?? null,
        transport: body.transport,
        clientId: client.id,
        channelId: channel.id,
        operatorId:
          message.type === 'from_client' ? null : Number(message.operator_id ?? adminOf(database).id),
        dialogId,
        requestId,
        created: times[at] ?? begun,
        read: true,
        gatewayStatus: message.type === 'from_client' ? null : 'sent',
        attachments: message.attachment
          ? [{ name: new URL(message.attachment).pathname.split('/').at(-1) ?? '', link: message.attachment }]
          : [],
        extraData: {
          imported: true,
          ...(message.external_id === undefined ? {} : { external_id: message.external_id }),
        },
      }),
    );
  });
  for (const id of ids) {
    const message = findMessage(database, id);
    if (message) hooks.emit('imported_message', toHookMessage(services, message), channel.id);
  }
  return { errors: [], status: 'success' };
});

export const importHandlers = [importMessages];
