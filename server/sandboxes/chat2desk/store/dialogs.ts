import type { Database } from '../../lib/database.ts';
import { maybeUtc, unixSeconds, utc } from '../values/times.ts';
import { type MessageRow, toMessage } from './messages.ts';

export interface DialogRow {
  readonly id: number;
  readonly client_id: number;
  readonly channel_id: number;
  readonly transport: string;
  readonly operator_id: number | null;
  readonly state: string;
  readonly begun: number;
  readonly ended: number | null;
}

export interface RequestRow {
  readonly id: number;
  readonly dialog_id: number;
  readonly client_id: number;
  readonly channel_id: number;
  readonly transport: string;
  readonly operator_id: number | null;
  readonly starter: string;
  readonly created: number;
  readonly updated: number;
  readonly closed: number | null;
  readonly start_message_id: number | null;
  readonly end_message_id: number | null;
}

export const findDialog = (database: Database, id: string | number): DialogRow | undefined =>
  database.get('SELECT * FROM dialogs WHERE id = ?', Number(id));

export const findRequest = (database: Database, id: string | number): RequestRow | undefined =>
  database.get('SELECT * FROM requests WHERE id = ?', Number(id));

export const openRequestOf = (database: Database, dialogId: number): RequestRow | undefined =>
  database.get(
    'SELECT * FROM requests WHERE dialog_id = ? AND closed IS NULL ORDER BY id DESC LIMIT 1',
    dialogId,
  );

export const lastRequestOf = (database: Database, dialogId: number): RequestRow | undefined =>
  database.get('SELECT * FROM requests WHERE dialog_id = ? ORDER BY id DESC LIMIT 1', dialogId);

const lastMessageOf = (database: Database, dialogId: number): MessageRow | undefined =>
  database.get('SELECT * FROM messages WHERE dialog_id = ? ORDER BY id DESC LIMIT 1', dialogId);

/** Returns what the dialogs of a client say. */
export const toBareDialog = (row: DialogRow) => ({
  id: row.id,
  begin: utc(row.begun),
  end: maybeUtc(row.ended),
  state: row.state,
  operator_id: row.operator_id,
});

export function toDialog(database: Database, row: DialogRow) {
  const last = lastMessageOf(database, row.id);
  return { ...toBareDialog(row), last_message: last ? toMessage(last) : null };
}

/** Returns what webhooks say about a dialog and one of its requests. */
export const toHookDialog = (dialog: DialogRow, request: RequestRow | undefined) => ({
  dialog_id: dialog.id,
  request_id: request?.id ?? null,
  created: unixSeconds(request?.created ?? dialog.begun),
  updated: unixSeconds(request?.updated ?? dialog.begun),
  channel_id: dialog.channel_id,
  client_id: dialog.client_id,
  operator_id: dialog.operator_id,
  transport: dialog.transport,
});
