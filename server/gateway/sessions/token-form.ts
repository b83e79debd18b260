import { OAuthFailure } from './oauth-failure.ts';

/** Takes the place of the refresh token in the browser; the token never leaves the gateway. */
export const refreshTokenPlaceholder = 'server-held';

/** What the browser may request from the token endpoint. */
export type TokenForm =
  | { readonly grant: 'authorization_code'; readonly code: string; readonly codeVerifier: string }
  | { readonly grant: 'refresh_token' };

/** What a form must agree with. */
export interface OwnClient {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
}

const parameters: Readonly<Record<TokenForm['grant'], readonly string[]>> = {
  authorization_code: ['grant_type', 'client_id', 'redirect_uri', 'code', 'code_verifier'],
  refresh_token: ['grant_type', 'client_id', 'refresh_token', 'scope'],
};

/** Far more parameters than any grant has. */
const maxParameters = 20;

const refused = (description: string) => new OAuthFailure(400, 'invalid_request', description);

/**
 * Reads the form of a token request. Only what the dashboard itself sends passes; everything else (other
 * grants, other clients, unknown or repeated parameters) is refused, because the gateway adds its own secret
 * to the request and would otherwise mint tokens for anyone.
 *
 * @throws OAuthFailure
 */
export function readTokenForm(text: string, own: OwnClient): TokenForm {
  // Bounded first: reading pairs without an equals sign takes time that grows with the square of their number.
  if (text.split('&').length > maxParameters) throw refused('There are too many parameters.');
  const form = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (form.has(name)) throw refused('A parameter is repeated.');
    form.set(name, value);
  }
  const grant = form.get('grant_type');
  if (grant !== 'authorization_code' && grant !== 'refresh_token') {
    throw new OAuthFailure(
      400,
      'unsupported_grant_type',
      'Only codes and refresh tokens are exchanged here.',
    );
  }
  for (const name of form.keys()) {
    if (!parameters[grant].includes(name)) throw refused('A parameter is not known here.');
  }
  const clientId = form.get('client_id');
  // One of our pages that only renews its session need not know the client.
  if (clientId !== own.clientId && !(grant === 'refresh_token' && clientId === undefined)) {
    throw new OAuthFailure(400, 'invalid_client', 'This is not the dashboard’s client.');
  }
  return grant === 'authorization_code' ? readCode(form, own) : readRefresh(form, own);
}

function readCode(form: ReadonlyMap<string, string>, own: OwnClient): TokenForm {
  const code = form.get('code') ?? '';
  const codeVerifier = form.get('code_verifier') ?? '';
  if (code === '') throw refused('The code is missing.');
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(codeVerifier))
    throw refused('The code verifier is missing or malformed.');
  if (form.get('redirect_uri') !== own.redirectUri)
    throw refused('The redirect address is not the dashboard’s.');
  return { grant: 'authorization_code', code, codeVerifier };
}

function readRefresh(form: ReadonlyMap<string, string>, own: OwnClient): TokenForm {
  if (form.get('refresh_token') !== refreshTokenPlaceholder)
    throw refused('Refresh tokens are held by the server.');
  if ((form.get('scope') ?? own.scope) !== own.scope) {
    throw new OAuthFailure(400, 'invalid_scope', 'Only the dashboard’s own scope can be asked for.');
  }
  return { grant: 'refresh_token' };
}
