import * as contract from '#contract/chat2desk/dialogs.ts';
import * as requests from '#contract/chat2desk/requests.ts';
import { closeRequest as close } from '../conversations.ts';
import { done, handle, success } from '../handler.ts';
import type { Services } from '../services.ts';
import {
  type DialogRow,
  findDialog,
  findRequest,
  lastRequestOf,
  type RequestRow,
  toDialog,
} from '../store/dialogs.ts';
import { Conditions, listed, maybeNumber } from '../store/lists.ts';
import { type MessageRow, toRequestMessage } from '../store/messages.ts';
import { type TagRow, toTag } from '../store/tags.ts';
import { notFound } from '../web/errors.ts';

const listDialogs = handle(contract.listDialogs, ({ services: { database }, query }) => {
  const where = new Conditions()
    .when(maybeNumber(query.operator_id), 'operator_id = ?')
    .when(query.state, 'state = ?');
  const list = { from: 'dialogs', where, order: query.order };
  return listed<DialogRow>(database, list, query, (row) => toDialog(database, row));
});

const getDialog = handle(contract.getDialog, ({ services: { database }, params }) => {
  const dialog = findDialog(database, params.id);
  if (!dialog) throw notFound(`Dialog #${params.id} not found`);
  const counted = database.get<{ count: number }>(
    'SELECT count(*) AS count FROM messages WHERE dialog_id = ?',
    dialog.id,
  );
  return success({
    ...toDialog(database, dialog),
    last_request_id: lastRequestOf(database, dialog.id)?.id ?? null,
    messages: counted?.count ?? 0,
  });
});

/** Open dialogs in which the client wrote last, and longer ago than the limit. */
const listUnansweredDialogs = handle(contract.listUnansweredDialogs, ({ services: { database }, query }) => {
  const rows = database.all<{ id: number; client_id: number }>(
    `SELECT d.id, d.client_id FROM dialogs d
     JOIN messages m ON m.id = (SELECT max(id) FROM messages WHERE dialog_id = d.id AND type IN ('from_client', 'to_client'))
     WHERE d.state = 'open' AND m.type = 'from_client' AND m.created <= ? ORDER BY d.id`,
    Date.now() - Number(query.limit) * 1000,
  );
  const clients = new Set(rows.map(({ client_id }) => client_id));
  return success({ client_ids: [...clients], ids: rows.map(({ id }) => id) });
});

function requestInPath({ database }: Services, id: string | number): RequestRow {
  const request = findRequest(database, id);
  if (!request) throw notFound(`Request #${id} not found`);
  return request;
}

const getRequest = handle(requests.getRequest, ({ services, params }) => {
  const { id, dialog_id } = requestInPath(services, params.id);
  const tags = services.database.all<TagRow>(
    'SELECT * FROM tags_with_groups WHERE id IN (SELECT tag_id FROM request_tags WHERE request_id = ?)',
    id,
  );
  return success({ id, dialog_id, tags: tags.map(toTag) });
});

const listRequestMessages = handle(requests.listRequestMessages, ({ services, params }) => {
  const { id } = requestInPath(services, params.id);
  const sql = 'SELECT * FROM messages WHERE request_id = ? ORDER BY id';
  return success(services.database.all<MessageRow>(sql, id).map(toRequestMessage));
});

const closeRequest = handle(requests.closeRequest, ({ services, body }) => {
  if (body.request_id !== undefined) {
    close(services, requestInPath(services, body.request_id));
    return done;
  }
  const open = services.database.all<RequestRow>(
    'SELECT * FROM requests WHERE client_id = ? AND closed IS NULL ORDER BY id',
    Number(body.client_id),
  );
  if (open.length === 0) throw notFound(`Request of client #${body.client_id} not found`);
  for (const request of open) close(services, request);
  return done;
});

export const dialogHandlers = [
  listDialogs,
  getDialog,
  listUnansweredDialogs,
  getRequest,
  listRequestMessages,
  closeRequest,
];
