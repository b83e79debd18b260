/** What happens in conversations with clients, and the events that report it. */
import type { WebhookEvent } from '#contract/chat2desk/webhooks.ts';
import type { Database } from '../lib/database.ts';
import type { Hooks } from './hooks/hooks.ts';
import {
  addTransport,
  type ClientRow,
  channelsOf,
  clientInPath,
  toHookClient,
  toHookedClient,
} from './store/clients.ts';
import {
  type DialogRow,
  findDialog,
  findRequest,
  lastRequestOf,
  openRequestOf,
  type RequestRow,
  toHookDialog,
} from './store/dialogs.ts';
import { findMessage, insertMessage, type MessageRow, type NewMessage, toMessage } from './store/messages.ts';
import { noteEvent } from './store/operators.ts';
import { moscow } from './values/times.ts';

export interface Desk {
  readonly database: Database;
  readonly hooks: Hooks;
}

/** Where someone receives messages. */
export interface Line {
  readonly client: ClientRow;
  readonly channelId: number;
  readonly transport: string;
}

const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('it was there a moment ago');
  return value;
};

/** Returns the dialog with a client on a channel; creates it if there is none. A closed one stays closed. */
function dialogOn({ database }: Desk, line: Line): DialogRow {
  const known = database.get<DialogRow>(
    'SELECT * FROM dialogs WHERE client_id = ? AND channel_id = ? AND transport = ? ORDER BY id DESC LIMIT 1',
    line.client.id,
    line.channelId,
    line.transport,
  );
  if (known) return known;
  addTransport(database, line.client.id, line.channelId, line.transport);
  const sql =
    "INSERT INTO dialogs (client_id, channel_id, transport, state, begun) VALUES (?, ?, ?, 'closed', ?)";
  const { id } = database.run(sql, line.client.id, line.channelId, line.transport, Date.now());
  return must(findDialog(database, id));
}

function openDialog({ database }: Desk, dialog: DialogRow): void {
  database.run("UPDATE dialogs SET state = 'open', ended = NULL WHERE id = ?", dialog.id);
}

function newRequest({ database }: Desk, dialog: DialogRow, starter: string): RequestRow {
  const now = Date.now();
  const { id } = database.run(
    `INSERT INTO requests (dialog_id, client_id, channel_id, transport, operator_id, starter, created, updated)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    dialog.id,
    dialog.client_id,
    dialog.channel_id,
    dialog.transport,
    dialog.operator_id,
    starter,
    now,
    now,
  );
  return must(findRequest(database, id));
}

/** Returns what webhooks say about a message. */
export function toHookMessage(
  { database }: Desk,
  row: MessageRow,
  { isNewRequest = false, isNewClient = false } = {},
): object {
  const { id, read: _, recipient_status: __, created: ___, ...message } = toMessage(row);
  return {
    message_id: id,
    ...message,
    client: toHookClient(clientInPath(database, String(row.client_id))),
    is_new_request: isNewRequest,
    is_new_client: isNewClient,
    insta_comment: false,
  };
}

function tellOfRequest(desk: Desk, request: RequestRow, isNewClient: boolean): void {
  const { database, hooks } = desk;
  const client = clientInPath(database, String(request.client_id));
  const payload = {
    ...toHookDialog(must(findDialog(database, request.dialog_id)), request),
    start_message_id: request.start_message_id,
    end_message_id: request.end_message_id,
    type: 'common',
    is_new_client: isNewClient,
    starter: request.starter,
    by_client: request.starter === 'client',
    client: {
      ...toHookedClient(database, client),
      channels: { id: request.channel_id, transports: [request.transport] },
    },
  };
  hooks.emit('new_request', payload, request.channel_id);
}

export function tellOfNewClient({ database, hooks }: Desk, client: ClientRow): void {
  hooks.emit('new_client', {
    ...toHookedClient(database, client),
    channels: channelsOf(database, client.id),
  });
}

export function tellOfClient(
  { database, hooks }: Desk,
  event: 'client_updated' | 'client_added_to_blacklist',
  client: ClientRow,
  more: object = {},
): void {
  const [channels = { id: null, transports: [null] }] = channelsOf(database, client.id);
  hooks.emit(event, { ...toHookedClient(database, client), channels, ...more });
}

type Written = Omit<
  NewMessage,
  'clientId' | 'channelId' | 'transport' | 'dialogId' | 'requestId' | 'created'
>;

interface Placed extends Written {
  readonly event: WebhookEvent;
  readonly starter: 'client' | 'operator';
  /** Whether it opens a closed dialog. */
  readonly opens: boolean;
  readonly isNewClient?: boolean;
}

/** Adds a message to the open request of the dialog on a line, or to a new one, and reports it. */
export function addMessage(desk: Desk, line: Line, message: Placed): MessageRow {
  const { database, hooks } = desk;
  const { event, starter, opens, isNewClient = false, ...written } = message;
  const { row, request, isNewRequest } = database.transaction(() => {
    const dialog = dialogOn(desk, line);
    if (opens) openDialog(desk, dialog);
    const open =
      openRequestOf(database, dialog.id) ?? (opens ? undefined : lastRequestOf(database, dialog.id));
    const current = open ?? newRequest(desk, dialog, starter);
    const now = Date.now();
    const id = insertMessage(database, {
      ...written,
      clientId: line.client.id,
      channelId: line.channelId,
      transport: line.transport,
      operatorId: written.operatorId ?? (written.type === 'from_client' ? dialog.operator_id : null),
      dialogId: dialog.id,
      requestId: current.id,
      created: now,
    });
    const sql =
      'UPDATE requests SET updated = ?, start_message_id = COALESCE(start_message_id, ?) WHERE id = ?';
    database.run(sql, now, id, current.id);
    return {
      row: must(findMessage(database, id)),
      request: must(findRequest(database, current.id)),
      isNewRequest: !open,
    };
  });
  if (isNewRequest) tellOfRequest(desk, request, isNewClient);
  hooks.emit(event, toHookMessage(desk, row, { isNewRequest, isNewClient }), row.channel_id);
  return row;
}

/** A client writes. */
export function receive(
  desk: Desk,
  line: Line,
  message: Partial<Written> & { isNewClient?: boolean },
): MessageRow {
  const row = addMessage(desk, line, {
    read: false,
    isNew: true,
    ...message,
    type: 'from_client',
    event: 'inbox',
    starter: 'client',
    opens: true,
  });
  const { client_id, operator_id, dialog_id, request_id, channel_id, id } = row;
  const about = { client_id, operator_id, dialog_id, request_id, channel_id, message_id: id };
  desk.hooks.emit('ai_hints_requested', about, channel_id);
  return row;
}

/** Records an outgoing message's status; does nothing when it is no longer there. */
export function setDelivery({ database, hooks }: Desk, id: number, status: string): void {
  if (database.run('UPDATE messages SET gateway_status = ? WHERE id = ?', status, id).changes === 0) return;
  const row = must(findMessage(database, id));
  const data = {
    id: row.id,
    gateway_status: status,
    created: moscow(row.created),
    dialog_id: row.dialog_id,
    client_id: row.client_id,
    error: status === 'failed' ? 'The recipient cannot be reached' : null,
  };
  hooks.emit('outbox_status', { data }, row.channel_id);
}

export function closeRequest({ database, hooks }: Desk, request: RequestRow): void {
  if (request.closed !== null) return;
  const now = Date.now();
  database.run(
    `UPDATE requests SET closed = ?1, updated = ?1,
       end_message_id = (SELECT max(id) FROM messages WHERE request_id = ?2) WHERE id = ?2`,
    now,
    request.id,
  );
  const closed = must(findRequest(database, request.id));
  const dialog = must(findDialog(database, request.dialog_id));
  const payload = { ...toHookDialog(dialog, closed), end_message_id: closed.end_message_id };
  hooks.emit('close_request', payload, request.channel_id);
}

export function closeDialog(desk: Desk, dialog: DialogRow): void {
  if (dialog.state === 'closed') return;
  const { database, hooks } = desk;
  const request = openRequestOf(database, dialog.id);
  if (request) closeRequest(desk, request);
  database.run("UPDATE dialogs SET state = 'closed', ended = ? WHERE id = ?", Date.now(), dialog.id);
  if (dialog.operator_id !== null) noteEvent(database, dialog.operator_id, 'close_chat', dialog.id);
  const about = toHookDialog(dialog, lastRequestOf(database, dialog.id));
  hooks.emit('close_dialog', { ...about, current_operator_id: dialog.operator_id }, dialog.channel_id);
}

export function reopenDialog(desk: Desk, dialog: DialogRow): void {
  if (dialog.state === 'closed') openDialog(desk, dialog);
}

/** Assigns a dialog and its open request to an operator. */
export function assign({ database, hooks }: Desk, dialog: DialogRow, operatorId: number): void {
  database.transaction(() => {
    database.run('UPDATE dialogs SET operator_id = ? WHERE id = ?', operatorId, dialog.id);
    const sql = 'UPDATE requests SET operator_id = ?, updated = ? WHERE dialog_id = ? AND closed IS NULL';
    database.run(sql, operatorId, Date.now(), dialog.id);
    noteEvent(database, operatorId, 'take_chat', dialog.id);
  });
  const changed = must(findDialog(database, dialog.id));
  const payload = {
    ...toHookDialog(changed, lastRequestOf(database, dialog.id)),
    current_operator_id: operatorId,
    last_operator_id: dialog.operator_id,
    scenario_id: null,
  };
  hooks.emit('dialog_transferred', payload, dialog.channel_id);
}
