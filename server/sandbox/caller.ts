import type { Database } from './database.ts';
import { ApiError } from './errors.ts';
import type { TokenKeys } from './oauth/keys.ts';
import { hashOf } from './oauth/secrets.ts';
import type { UserRow } from './store/users.ts';

/** Who is calling: an end user or a service account. */
export type Caller =
  | {
      readonly kind: 'user';
      /** Key of the rate limit; never a secret. */
      readonly token: string;
      readonly organisationId: number | null;
      readonly user: UserRow;
    }
  | { readonly kind: 'service'; readonly token: string; readonly organisationId: number | null };

const unauthenticated = () => new ApiError(401, 'Unauthenticated.');

interface TokenRow {
  client_id: string;
  user_id: number | null;
  scopes: string;
}

function userOf(database: Database, id: number): UserRow {
  const user = database.get<UserRow>('SELECT * FROM users WHERE id = ? AND deleted_at IS NULL', id);
  if (!user) throw unauthenticated();
  return user;
}

/**
 * Finds the caller behind an Authorization header: a personal access token, or a signed access token that
 * is neither expired nor revoked in the database.
 *
 * @throws ApiError 401 without a valid token, 403 when it lacks the scope `api.connect`.
 */
export async function identify(database: Database, keys: TokenKeys, header: string): Promise<Caller> {
  const bearer = /^Bearer +([^\s]+)$/i.exec(header)?.[1];
  if (!bearer) throw unauthenticated();
  const personal = database.get<{ user_id: number }>(
    'SELECT user_id FROM personal_access_tokens WHERE token_hash = ?',
    hashOf(bearer),
  );
  if (personal) {
    const user = userOf(database, personal.user_id);
    return { kind: 'user', token: `pat ${user.id}`, organisationId: user.organisation_id, user };
  }
  const id = await keys.verify(bearer);
  const row =
    id === undefined
      ? undefined
      : database.get<TokenRow>(
          'SELECT client_id, user_id, scopes FROM access_tokens WHERE id = ? AND revoked = 0 AND expires_at > ?',
          id,
          Date.now(),
        );
  if (id === undefined || !row) throw unauthenticated();
  if (!row.scopes.split(' ').includes('api.connect')) throw new ApiError(403, 'Invalid scope(s) provided.');
  const token = `token ${id}`;
  if (row.user_id !== null) {
    const user = userOf(database, row.user_id);
    return { kind: 'user', token, organisationId: user.organisation_id, user };
  }
  const client = database.get<{ organisation_id: number | null }>(
    'SELECT organisation_id FROM clients WHERE id = ?',
    row.client_id,
  );
  if (!client) throw unauthenticated();
  return { kind: 'service', token, organisationId: client.organisation_id };
}
