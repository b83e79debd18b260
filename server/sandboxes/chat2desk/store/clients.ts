import * as v from 'valibot';
import type { Database } from '../../lib/database.ts';
import { jsonColumn } from '../../lib/json-column.ts';
import { countryIdOf } from '../values/countries.ts';
import { maybeUtc, utc } from '../values/times.ts';
import { badRequest, notFound, problem } from '../web/errors.ts';

export interface ClientRow {
  readonly id: number;
  /** Nickname by the messenger. */
  readonly name: string | null;
  readonly assigned_name: string | null;
  readonly phone: string;
  readonly client_phone: string | null;
  readonly avatar: string | null;
  readonly comment: string | null;
  readonly region_id: number | null;
  readonly country_id: number | null;
  readonly external_id: string | null;
  readonly external_ids: string;
  readonly custom_fields: string;
  readonly banned: number;
  readonly language: string;
  readonly source: string;
  readonly created: number;
  readonly updated: number;
}

export const fieldsColumn = jsonColumn(v.record(v.string(), v.unknown()));

export const findClient = (database: Database, id: string | number): ClientRow | undefined =>
  database.get('SELECT * FROM clients WHERE id = ?', Number(id));

/** @throws Refusal 404 */
export function clientInPath(database: Database, id: string): ClientRow {
  const row = findClient(database, id);
  if (!row) throw notFound(`Client #${id} not found`);
  return row;
}

/** @throws Refusal 400 by the field that names the client. */
export function clientInBody(database: Database, id: string | number): ClientRow {
  const row = findClient(database, id);
  if (!row) throw badRequest({ client_id: [problem(`Client ${id} not found.`)] });
  return row;
}

/** Returns what lists say about a client. */
export function toClient(row: ClientRow) {
  return {
    id: row.id,
    name: row.name,
    assigned_name: row.assigned_name,
    phone: row.phone,
    client_phone: row.client_phone,
    avatar: row.avatar,
    comment: row.comment,
    extra_comment_1: null,
    extra_comment_2: null,
    extra_comment_3: null,
    region_id: row.region_id,
    country_id: row.country_id,
    external_id: row.external_id,
    client_external_id: null,
    external_ids: v.parse(fieldsColumn, row.external_ids),
    custom_fields: v.parse(fieldsColumn, row.custom_fields),
  };
}

/** Returns what is said about a single client. */
export function toWholeClient(database: Database, row: ClientRow) {
  const times = database.get<{ first: number | null; last: number | null }>(
    "SELECT min(created) AS first, max(created) AS last FROM messages WHERE client_id = ? AND type = 'from_client'",
    row.id,
  );
  return {
    ...toClient(row),
    first_client_message: maybeUtc(times?.first),
    last_client_message: maybeUtc(times?.last),
  };
}

export interface TransportRow {
  readonly channel_id: number;
  readonly transport: string;
}

export const transportsOf = (database: Database, clientId: number): readonly TransportRow[] =>
  database.all('SELECT channel_id, transport FROM client_transports WHERE client_id = ?', clientId);

/** Returns what webhooks say about a client next to a message. */
export const toHookClient = (row: ClientRow) => ({
  id: row.id,
  phone: row.phone,
  client_phone: row.client_phone,
  name: row.name,
  assigned_name: row.assigned_name,
  external_id: row.external_id,
});

/** Returns what webhooks say about the client they concern. */
export function toHookedClient(database: Database, row: ClientRow) {
  const tags = database.all<{ id: number; label: string }>(
    'SELECT id, label FROM tags WHERE id IN (SELECT tag_id FROM client_tags WHERE client_id = ?)',
    row.id,
  );
  return {
    ...toClient(row),
    client_created: utc(row.created),
    client_updated: utc(row.updated),
    client_source: row.source,
    tags,
  };
}

/** Channels as `new_client` has them; other events have only the first. */
export function channelsOf(database: Database, clientId: number) {
  const rows = transportsOf(database, clientId);
  return [...new Set(rows.map((row) => row.channel_id))].map((id) => ({
    id,
    transports: rows.filter((row) => row.channel_id === id).map(({ transport }) => transport),
  }));
}

export interface NewClient {
  readonly phone: string;
  readonly transport: string;
  readonly channelId: number;
  readonly source: string;
  readonly name?: string | undefined;
  readonly assignedName?: string | undefined;
  readonly clientPhone?: string | undefined;
  readonly avatar?: string | undefined;
  readonly customFields?: Readonly<Record<string, unknown>> | undefined;
  readonly externalId?: string | undefined;
}

/** Adds a client to a channel; the country is derived from the number. */
export function addClient(database: Database, client: NewClient): ClientRow {
  const now = Date.now();
  const { id } = database.run(
    `INSERT INTO clients (name, assigned_name, phone, client_phone, avatar, country_id, external_id, external_ids,
       custom_fields, language, source, created, updated) VALUES (?, ?, ?, ?, ?, ?, ?, '{}', ?, 'en', ?, ?, ?)`,
    client.name ?? null,
    client.assignedName ?? null,
    client.phone,
    client.clientPhone ?? null,
    client.avatar ?? null,
    countryIdOf(client.phone),
    client.externalId ?? null,
    JSON.stringify(client.customFields ?? {}),
    client.source,
    now,
    now,
  );
  addTransport(database, id, client.channelId, client.transport);
  return clientInPath(database, String(id));
}

export function addTransport(database: Database, clientId: number, channelId: number, transport: string) {
  const sql = 'INSERT INTO client_transports VALUES (?, ?, ?) ON CONFLICT DO NOTHING';
  database.run(sql, clientId, channelId, transport);
}
