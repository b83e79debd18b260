import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import * as v from 'valibot';
import { issueToken, scopes as knownScopes, tokenRequest } from '#contract/claritalk/oauth.ts';
import { ApiError } from '../../lib/errors.ts';
import { withFault } from '../../lib/fault-reply.ts';
import type { NodeTypes } from '../../lib/node-types.ts';
import { readBody } from '../../lib/read-body.ts';
import type { Services } from '../services.ts';
import { authenticateClient, type Client } from './clients.ts';
import * as errors from './oauth-error.ts';
import { hashOf, safeEqual } from './secrets.ts';
import { type Grant, issueTokens } from './tokens.ts';

type Fields = ReadonlyMap<string, string>;

async function readFields(context: Context<NodeTypes>): Promise<Fields> {
  const { headers } = context.req.raw;
  const bytes = await readBody(context.req.raw, issueToken.maxBodyBytes);
  if (bytes === 'too large') throw new ApiError(413, 'The request body is too large.');
  const fields = new Map<string, string>();
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(headers.get('content-type') ?? '')) return fields;
  for (const [name, value] of new URLSearchParams(bytes.toString('utf8'))) {
    if (fields.has(name)) throw errors.invalidRequest(name);
    fields.set(name, value);
  }
  return fields;
}

/** Client id and secret from HTTP Basic or from the body. */
function credentialsOf(fields: Fields, authorization: string): { id: string; secret: string } {
  const basic = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(authorization)?.[1];
  if (basic !== undefined) {
    const [id = '', ...secret] = Buffer.from(basic, 'base64').toString('utf8').split(':');
    return { id, secret: secret.join(':') };
  }
  const id = fields.get('client_id');
  if (!id) throw errors.invalidRequest('client_id');
  return { id, secret: fields.get('client_secret') ?? '' };
}

function required(fields: Fields, name: string): string {
  const value = fields.get(name);
  if (!value) throw errors.invalidRequest(name);
  return value;
}

/** Scopes of a request; `api.connect` when it names none. */
export function parseScopes(text: string | undefined): string[] {
  const names = [...new Set((text ?? '').split(' ').filter(Boolean))];
  for (const name of names) {
    if (!knownScopes.some((known) => known === name)) throw errors.invalidScope(name);
  }
  return names.length > 0 ? names : ['api.connect'];
}

interface CodeRow {
  client_id: string;
  user_id: number;
  scopes: string;
  redirect_uri: string | null;
  challenge: string | null;
  challenge_method: string | null;
  expires_at: number;
  used: number;
}

function checkVerifier(code: CodeRow, verifier: string | undefined): void {
  if (code.challenge === null) {
    if (verifier)
      throw errors.invalidRequest(
        'code_challenge',
        'code_verifier received when no code_challenge is present',
      );
    return;
  }
  if (!verifier) throw errors.invalidRequest('code_verifier');
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(verifier)) {
    throw errors.invalidRequest('code_verifier', 'Code Verifier must follow the specifications of RFC-7636.');
  }
  const actual =
    code.challenge_method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
  if (!safeEqual(actual, code.challenge)) throw errors.invalidGrant('Failed to verify `code_verifier`.');
}

function redeemCode({ database }: Services, client: Client, fields: Fields): Grant {
  const hash = hashOf(required(fields, 'code'));
  const code = database.get<CodeRow>('SELECT * FROM authorization_codes WHERE code_hash = ?', hash);
  if (!code) throw errors.invalidRequest('code', 'Cannot decrypt the authorization code');
  if (code.expires_at <= Date.now()) throw errors.invalidGrant('Authorization code has expired');
  if (code.used === 1) throw errors.invalidGrant('Authorization code has been revoked');
  if (code.client_id !== client.id) {
    throw errors.invalidRequest('code', 'Authorization code was not issued to this client');
  }
  if (code.redirect_uri !== null && !fields.get('redirect_uri')) throw errors.invalidRequest('redirect_uri');
  if (code.redirect_uri !== null && code.redirect_uri !== fields.get('redirect_uri')) {
    throw errors.invalidRequest('redirect_uri', 'Invalid redirect URI');
  }
  checkVerifier(code, fields.get('code_verifier'));
  const sql = 'UPDATE authorization_codes SET used = 1 WHERE code_hash = ? AND used = 0';
  if (database.run(sql, hash).changes === 0) throw errors.invalidGrant('Authorization code has been revoked');
  return { clientId: client.id, userId: code.user_id, scopes: code.scopes.split(' ') };
}

interface RefreshRow {
  access_token_id: string;
  expires_at: number;
  revoked: number;
  client_id: string;
  user_id: number;
  scopes: string;
}

function redeemRefreshToken({ database, settings }: Services, client: Client, fields: Fields): Grant {
  const invalid = (hint: string) => errors.invalidRefreshToken(settings.oauthErrors, hint);
  const hash = hashOf(required(fields, 'refresh_token'));
  const row = database.get<RefreshRow>(
    `SELECT r.access_token_id, r.expires_at, r.revoked, a.client_id, a.user_id, a.scopes
     FROM refresh_tokens r JOIN access_tokens a ON a.id = r.access_token_id WHERE r.token_hash = ?`,
    hash,
  );
  if (!row) throw invalid('Cannot decrypt the refresh token');
  if (row.client_id !== client.id) throw invalid('Token is not linked to client');
  if (row.expires_at <= Date.now()) throw invalid('Token has expired');
  if (row.revoked === 1) throw invalid('Token has been revoked');
  const had = row.scopes.split(' ');
  const asked = fields.get('scope') ? parseScopes(fields.get('scope')) : had;
  for (const scope of asked) if (!had.includes(scope)) throw errors.invalidScope(scope);
  // Rotation: both old tokens end at once, without a grace period.
  database.transaction(() => {
    database.run('UPDATE refresh_tokens SET revoked = 1 WHERE token_hash = ?', hash);
    database.run('UPDATE access_tokens SET revoked = 1 WHERE id = ?', row.access_token_id);
  });
  return { clientId: client.id, userId: row.user_id, scopes: asked };
}

async function issue(services: Services, context: Context<NodeTypes>) {
  const fields = await readFields(context);
  const grantType = fields.get('grant_type');
  if (!grantType || !tokenRequest.options.some((option) => option.entries.grant_type.literal === grantType)) {
    throw errors.unsupportedGrantType();
  }
  const { id, secret } = credentialsOf(fields, context.req.header('authorization') ?? '');
  const client = authenticateClient(services.database, id, secret);
  if (!client) throw errors.invalidClient();
  if (!v.is(tokenRequest, { client_id: id, ...Object.fromEntries(fields) })) {
    throw errors.invalidRequest(grantType === 'authorization_code' ? 'code' : 'refresh_token');
  }
  switch (grantType) {
    case 'authorization_code':
      return issueTokens(services, redeemCode(services, client, fields));
    case 'refresh_token':
      return issueTokens(services, redeemRefreshToken(services, client, fields));
    default:
      // Like Passport: any confidential client may have one. Only a service account belongs to a tenant.
      return issueTokens(services, {
        clientId: client.id,
        userId: null,
        scopes: parseScopes(fields.get('scope')),
      });
  }
}

/** `POST /oauth/token` with Passport's bodies for success and error. */
export function createTokenEndpoint(services: Services) {
  return async (context: Context<NodeTypes>): Promise<Response> => {
    context.set('operation', issueToken.name);
    return withFault(context, services.faults.next(issueToken.name), async () => {
      const address = context.env.incoming.socket.remoteAddress ?? '';
      const limits = services.limiter.take('token', `address ${address}`);
      const headers: Record<string, string> = { ...limits, 'Cache-Control': 'no-store', Pragma: 'no-cache' };
      try {
        return context.json(await issue(services, context), 200, headers);
      } catch (error) {
        if (!(error instanceof errors.OAuthError)) throw error;
        if (error.code === 'invalid_client' && /^basic /i.test(context.req.header('authorization') ?? '')) {
          headers['WWW-Authenticate'] = 'Basic realm="OAuth"';
        }
        const body = JSON.stringify(errors.oauthErrorBody(error));
        return new Response(body, {
          status: error.status,
          headers: { 'Content-Type': 'application/json', ...headers },
        });
      }
    });
  };
}
