import * as v from 'valibot';
import type { Database } from '../../lib/database.ts';
import { jsonColumn } from '../../lib/json-column.ts';
import { hashOf, safeEqual } from './secrets.ts';

export interface Client {
  readonly id: string;
  readonly name: string;
  readonly redirectUris: readonly string[];
}

interface ClientRow {
  id: string;
  name: string;
  secret_hash: string;
  redirect_uris: string;
}

const redirectUris = jsonColumn(v.array(v.string()));

const rowOf = (database: Database, id: string) =>
  database.get<ClientRow>('SELECT id, name, secret_hash, redirect_uris FROM clients WHERE id = ?', id);

const toClient = (row: ClientRow): Client => ({
  id: row.id,
  name: row.name,
  redirectUris: v.parse(redirectUris, row.redirect_uris),
});

export function findClient(database: Database, id: string): Client | undefined {
  const row = rowOf(database, id);
  return row && toClient(row);
}

/** The client whose secret this is; every client of the sandbox is confidential. */
export function authenticateClient(database: Database, id: string, secret: string): Client | undefined {
  const row = rowOf(database, id);
  return row && safeEqual(hashOf(secret), row.secret_hash) ? toClient(row) : undefined;
}

/**
 * The redirect URI that a request means: one that is registered, letter for letter, or the only registered
 * one when the request names none. `undefined` when it means none.
 */
export function redirectUriOf(client: Client, asked: string | undefined): string | undefined {
  if (asked !== undefined) return client.redirectUris.find((uri) => uri === asked);
  return client.redirectUris.length === 1 ? client.redirectUris[0] : undefined;
}
