import { randomBytes } from 'node:crypto';
import { accessTokenSeconds, refreshTokenSeconds } from '#contract/claritalk/oauth.ts';
import type { Services } from '../services.ts';
import { hashOf } from './secrets.ts';

/** What a token is for. */
export interface Grant {
  readonly clientId: string;
  /** `null` for client credentials. */
  readonly userId: number | null;
  readonly scopes: readonly string[];
}

const newId = () => randomBytes(40).toString('hex');

/** Issues an access token, and a refresh token where a user granted `offline_access`. */
export async function issueTokens({ database, keys }: Pick<Services, 'database' | 'keys'>, grant: Grant) {
  const id = newId();
  const expiresAt = Date.now() + accessTokenSeconds * 1000;
  database.run(
    'INSERT INTO access_tokens (id, client_id, user_id, scopes, expires_at) VALUES (?, ?, ?, ?, ?)',
    id,
    grant.clientId,
    grant.userId,
    grant.scopes.join(' '),
    expiresAt,
  );
  const subject = grant.userId === null ? grant.clientId : String(grant.userId);
  const answer = {
    token_type: 'Bearer',
    expires_in: accessTokenSeconds,
    access_token: await keys.sign({ id, clientId: grant.clientId, subject, scopes: grant.scopes, expiresAt }),
  };
  if (grant.userId === null || !grant.scopes.includes('offline_access')) return answer;
  // Passport's refresh tokens are encrypted blobs that begin like this; here they are random.
  const refreshToken = `def50200${randomBytes(64).toString('hex')}`;
  database.run(
    'INSERT INTO refresh_tokens (token_hash, access_token_id, expires_at) VALUES (?, ?, ?)',
    hashOf(refreshToken),
    id,
    Date.now() + refreshTokenSeconds * 1000,
  );
  return { ...answer, refresh_token: refreshToken };
}

/** Expires all access tokens now; with `refresh`, the refresh tokens too. Returns how many. */
export function expireTokens({ database }: Pick<Services, 'database'>, refresh: boolean) {
  const now = Date.now();
  const expire = (table: 'access_tokens' | 'refresh_tokens') =>
    database.run(`UPDATE ${table} SET expires_at = ? WHERE expires_at > ?`, now, now).changes;
  return { access_tokens: expire('access_tokens'), refresh_tokens: refresh ? expire('refresh_tokens') : 0 };
}
