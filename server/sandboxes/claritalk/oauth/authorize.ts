import type { Context } from 'hono';
import { html } from 'hono/html';
import * as v from 'valibot';
import { authorizePath, authorizeQuery, codeSeconds } from '#contract/claritalk/oauth.ts';
import type { NodeTypes } from '../../lib/node-types.ts';
import type { Services } from '../services.ts';
import type { UserRow } from '../store/users.ts';
import { type Client, findClient, redirectUriOf } from './clients.ts';
import { type LoginSession, sessionOf, signedInUser } from './login-session.ts';
import { invalidClient, invalidRequest, OAuthError, oauthErrorBody } from './oauth-error.ts';
import { consentForm, loginForm, originsOf, page } from './page.ts';
import { hashOf, randomToken } from './secrets.ts';
import { parseScopes } from './token-endpoint.ts';

/** A valid authorization request. */
export interface AuthorizationRequest {
  readonly client: Client;
  readonly redirectUri: string;
  /** Whether the request named it; then the token request must name it too. */
  readonly namedRedirectUri: boolean;
  readonly state: string | undefined;
  readonly scopes: readonly string[];
  readonly challenge: string | null;
  readonly challengeMethod: 'S256' | 'plain';
}

/** An error that goes back to the client by redirect. */
class RedirectedError extends Error {
  readonly location: string;

  constructor(redirectUri: string, state: string | undefined, error: OAuthError) {
    super(error.message);
    const hint: Record<string, string> = error.hint === undefined ? {} : { hint: error.hint };
    this.location = withQuery(redirectUri, {
      error: error.code,
      error_description: error.message,
      ...hint,
      ...(state === undefined ? {} : { state }),
    });
  }
}

function withQuery(uri: string, values: Readonly<Record<string, string>>): string {
  const url = new URL(uri);
  for (const [name, value] of Object.entries(values)) url.searchParams.set(name, value);
  return url.href;
}

const redirect = (location: string) =>
  new Response(null, { status: 302, headers: { Location: location, 'Cache-Control': 'no-store' } });

/**
 * Reads an authorization request.
 *
 * @throws OAuthError 401 for an unknown client or redirect URI (nothing may be redirected then), RedirectedError
 * for everything else that is wrong.
 */
export function parseRequest(services: Services, search: string): AuthorizationRequest {
  const values = new URLSearchParams(search);
  const clientId = values.get('client_id');
  if (!clientId) throw invalidRequest('client_id');
  const client = findClient(services.database, clientId);
  const asked = values.get('redirect_uri') ?? undefined;
  const redirectUri = client && redirectUriOf(client, asked);
  if (!client || redirectUri === undefined) throw invalidClient();
  const state = values.get('state') ?? undefined;
  const fail = (error: OAuthError) => new RedirectedError(redirectUri, state, error);
  for (const name of new Set(values.keys())) {
    if (values.getAll(name).length > 1) throw fail(invalidRequest(name));
  }
  if (values.get('response_type') !== 'code') {
    throw fail(new OAuthError('unsupported_response_type', 400, 'The response type is not supported.'));
  }
  const query = v.safeParse(authorizeQuery, Object.fromEntries(values));
  if (!query.success) throw fail(invalidRequest(String(query.issues[0].path?.[0]?.key ?? 'request')));
  try {
    return {
      client,
      redirectUri,
      namedRedirectUri: asked !== undefined,
      state,
      scopes: parseScopes(query.output.scope),
      challenge: query.output.code_challenge ?? null,
      challengeMethod: query.output.code_challenge_method ?? 'plain',
    };
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    // Version 8 of the library forgets the state here.
    throw new RedirectedError(redirectUri, services.settings.oauthErrors === 8 ? undefined : state, error);
  }
}

/** Responds to errors of `parseRequest`; rethrows anything else. */
export function answerError(context: Context<NodeTypes>, error: unknown): Response {
  if (error instanceof RedirectedError) return redirect(error.location);
  if (!(error instanceof OAuthError)) throw error;
  const headers = { 'Cache-Control': 'no-store' };
  if (!(context.req.header('accept') ?? '').includes('text/html')) {
    return Response.json(oauthErrorBody(error), { status: error.status, headers });
  }
  const body = html`<h1>This sign-in link is not valid</h1><p>${error.message} (<code>${error.code}</code>)</p>
<p class="soft">The sandbox does not know this client, or its redirect address is not registered.</p>`;
  return page('Not valid', body, [], error.status);
}

/** Whether the user has a live token of this client with all of these scopes. */
function hasGranted({ database }: Services, user: UserRow, request: AuthorizationRequest): boolean {
  const rows = database.all<{ scopes: string }>(
    'SELECT scopes FROM access_tokens WHERE user_id = ? AND client_id = ? AND revoked = 0 AND expires_at > ?',
    user.id,
    request.client.id,
    Date.now(),
  );
  return rows.some(({ scopes }) => request.scopes.every((scope) => scopes.split(' ').includes(scope)));
}

/** Sends the browser back to the client with a code. */
export function approve({ database }: Services, user: UserRow, request: AuthorizationRequest): Response {
  const code = `def50200${randomToken()}${randomToken()}`;
  database.run(
    `INSERT INTO authorization_codes (code_hash, client_id, user_id, scopes, redirect_uri, challenge, challenge_method, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    hashOf(code),
    request.client.id,
    user.id,
    request.scopes.join(' '),
    request.namedRedirectUri ? request.redirectUri : null,
    request.challenge,
    request.challengeMethod,
    Date.now() + codeSeconds * 1000,
  );
  const state: Record<string, string> = request.state === undefined ? {} : { state: request.state };
  return redirect(withQuery(request.redirectUri, { code, ...state }));
}

/** Sends the browser back to the client with a refusal. */
export function refuse(request: AuthorizationRequest, code: string, description: string): Response {
  return redirect(
    new RedirectedError(request.redirectUri, request.state, new OAuthError(code, 401, description)).location,
  );
}

/** The login page on the way to `next`. */
export function showLogin(
  services: Services,
  session: LoginSession,
  next: string,
  entered: { email: string; problem: string | undefined } = { email: '', problem: undefined },
): Response {
  const targets = originsOf(services.settings.redirectUris);
  const status = entered.problem === undefined ? 200 : 422;
  return page('Sign in', loginForm({ csrf: session.csrf, next, ...entered }), targets, status);
}

/** `GET /oauth/authorize`: login, then consent unless it was given before, then back with a code. */
export function createAuthorize(services: Services) {
  return (context: Context<NodeTypes>): Response => {
    const { search } = new URL(context.req.url);
    let request: AuthorizationRequest;
    try {
      request = parseRequest(services, search);
    } catch (error) {
      return answerError(context, error);
    }
    const prompts = (new URLSearchParams(search).get('prompt') ?? '').split(' ');
    const session = sessionOf(context, services.database);
    const user = signedInUser(services.database, session);
    if (!user && prompts.includes('none'))
      return refuse(request, 'login_required', 'The user is not signed in.');
    if (!user || prompts.includes('login')) {
      const query = new URLSearchParams(search);
      // After signing in, the same request must not ask for it again.
      query.delete('prompt');
      const response = showLogin(services, session, `${authorizePath}?${query}`);
      return withCookies(context, response);
    }
    if (!prompts.includes('consent') && hasGranted(services, user, request))
      return approve(services, user, request);
    if (prompts.includes('none'))
      return refuse(request, 'consent_required', 'The user has not given consent.');
    const form = consentForm({
      csrf: session.csrf,
      query: search,
      client: request.client.name,
      user: `${user.name} (${user.email})`,
      scopes: request.scopes,
    });
    return page('Authorize', form, originsOf([request.redirectUri]));
  };
}

/** Adds the cookies set on the context to a handmade response. */
function withCookies(context: Context<NodeTypes>, response: Response): Response {
  return context.newResponse(response.body, 200, Object.fromEntries(response.headers));
}
