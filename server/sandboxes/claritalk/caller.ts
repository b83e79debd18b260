import type { Database } from '../lib/database.ts';
import { ApiError } from '../lib/errors.ts';
import type { TokenKeys } from './oauth/keys.ts';
import { hashOf } from './oauth/secrets.ts';
import type { UserRow } from './store/users.ts';

/** Who is calling: an end user or a service account. */
export type Caller =
  | {
      readonly kind: 'user';
      /** Key of the rate limit: the person, whatever the token, as Laravel's throttle counts. */
      readonly countsAs: string;
      readonly organisationId: number | null;
      readonly user: UserRow;
    }
  | { readonly kind: 'service'; readonly countsAs: string; readonly organisationId: number | null };

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

const asUser = (user: UserRow): Caller => ({
  kind: 'user',
  countsAs: `user ${user.id}`,
  organisationId: user.organisation_id,
  user,
});

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
    return asUser(userOf(database, personal.user_id));
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
  if (row.user_id !== null) {
    return asUser(userOf(database, row.user_id));
  }
  const client = database.get<{ organisation_id: number | null }>(
    'SELECT organisation_id FROM clients WHERE id = ?',
    row.client_id,
  );
  if (!client) throw unauthenticated();
  return { kind: 'service', countsAs: `client ${row.client_id}`, organisationId: client.organisation_id };
}
