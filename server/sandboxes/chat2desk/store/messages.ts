import * as v from 'valibot';
import type { Database } from '../../lib/database.ts';
import { jsonColumn } from '../../lib/json-column.ts';
import { unixSeconds, utc } from '../values/times.ts';
import { notFound } from '../web/errors.ts';
import { fieldsColumn } from './clients.ts';

export interface MessageRow {
  readonly id: number;
  readonly type: string;
  readonly text: string | null;
  readonly transport: string;
  readonly client_id: number;
  readonly operator_id: number | null;
  readonly dialog_id: number;
  readonly channel_id: number;
  readonly request_id: number;
  readonly created: number;
  readonly read: number;
  readonly is_new: number;
  readonly gateway_status: string | null;
  readonly attachments: string;
  readonly coordinates: string | null;
  readonly extra_data: string;
  readonly content: string | null;
  readonly ai_tips: string | null;
}

export interface Attachment {
  readonly name: string;
  readonly link: string;
}

const attachmentsColumn = jsonColumn(v.array(v.object({ name: v.string(), link: v.string() })));
const tipsColumn = jsonColumn(v.unknown());

export const findMessage = (database: Database, id: string | number): MessageRow | undefined =>
  database.get('SELECT * FROM messages WHERE id = ?', Number(id));

/** @throws Refusal 404 */
export function messageInPath(database: Database, id: string): MessageRow {
  const row = findMessage(database, id);
  if (!row) throw notFound(`Message #${id} not found`);
  return row;
}

const kinds: readonly (readonly [string, RegExp])[] = [
  ['photo', /\.(png|jpe?g|gif|webp)$/i],
  ['audio', /\.(mp3|ogg|oga|wav|m4a)$/i],
  ['video', /\.(mp4|webm|mov)$/i],
  ['pdf', /\.pdf$/i],
];

/** Returns the address of a file under the field for its kind. */
function filesOf(attachments: readonly Attachment[]): Record<string, string | null> {
  const of = (pattern: RegExp) =>
    attachments.find(({ name, link }) => pattern.test(name) || pattern.test(new URL(link).pathname))?.link;
  return Object.fromEntries(kinds.map(([kind, pattern]) => [kind, of(pattern) ?? null]));
}

/** Returns a message's status, as far as the client is concerned. */
const recipientStatus = ({ gateway_status }: MessageRow) =>
  gateway_status === 'delivered' || gateway_status === 'seen' ? gateway_status : null;

function contentsOf(row: MessageRow) {
  const attachments = v.parse(attachmentsColumn, row.attachments);
  return {
    attachments,
    ...filesOf(attachments),
    coordinates: row.coordinates,
    extra_data: v.parse(fieldsColumn, row.extra_data),
    ai_tips: row.ai_tips === null ? null : v.parse(tipsColumn, row.ai_tips),
    remote_id: null,
  };
}

export const toMessage = (row: MessageRow) => ({
  id: row.id,
  type: row.type,
  text: row.text,
  transport: row.transport,
  client_id: row.client_id,
  operator_id: row.operator_id,
  dialog_id: row.dialog_id,
  channel_id: row.channel_id,
  request_id: row.request_id,
  created: utc(row.created),
  read: row.read,
  is_new: row.is_new,
  recipient_status: recipientStatus(row),
  ...contentsOf(row),
});

export const companyId = 62_980;

/** A message as those of a request are listed: other names, and unix seconds. */
export function toRequestMessage(row: MessageRow) {
  const { attachments: _, ...contents } = contentsOf(row);
  return {
    id: row.id,
    text: row.text,
    type: row.type === 'from_client' ? 'in' : 'out',
    extra_type: row.type === 'to_client' || row.type === 'from_client' ? 'normal' : row.type,
    transport: row.transport,
    channelID: row.channel_id,
    clientID: row.client_id,
    companyID: companyId,
    dialogID: row.dialog_id,
    operatorID: row.operator_id,
    conversationID: null,
    created: unixSeconds(row.created),
    sent_at: row.gateway_status === null ? null : unixSeconds(row.created),
    gateway_status: row.gateway_status,
    recipient_status: recipientStatus(row),
    read: row.read,
    is_menu: null,
    job_id: null,
    ...contents,
  };
}

export interface NewMessage {
  readonly type: string;
  readonly text?: string | null | undefined;
  readonly transport: string;
  readonly clientId: number;
  readonly operatorId?: number | null | undefined;
  readonly dialogId: number;
  readonly channelId: number;
  readonly requestId: number;
  readonly created: number;
  readonly read: boolean;
  readonly isNew?: boolean;
  readonly gatewayStatus?: string | null;
  readonly attachments?: readonly Attachment[];
  readonly coordinates?: string | undefined;
  readonly extraData?: Readonly<Record<string, unknown>>;
  /** Buttons and similar, as they were sent. */
  readonly content?: unknown;
  /** The seed counts from here. */
  readonly id?: number;
}

export function insertMessage(database: Database, message: NewMessage): number {
  return database.run(
    `INSERT INTO messages (id, type, text, transport, client_id, operator_id, dialog_id, channel_id, request_id, created,
       read, is_new, gateway_status, attachments, coordinates, extra_data, content)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    message.id ?? null,
    message.type,
    message.text ?? null,
    message.transport,
    message.clientId,
    message.operatorId ?? null,
    message.dialogId,
    message.channelId,
    message.requestId,
    message.created,
    Number(message.read),
    Number(message.isNew ?? false),
    message.gatewayStatus ?? null,
    JSON.stringify(message.attachments ?? []),
    message.coordinates ?? null,
    JSON.stringify(message.extraData ?? {}),
    message.content === undefined ? null : JSON.stringify(message.content),
  ).id;
}
