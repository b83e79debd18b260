/** OAuth 2.0 as Claritalk (Laravel Passport) speaks it. Paths are relative to the server, not to `/api`. */
import * as v from 'valibot';
import { operation } from '../operation.ts';

export const authorizePath = '/oauth/authorize';
export const tokenPath = '/oauth/token';
/** `offline_access` asks for a refresh token. */
export const scopes = ['api.connect', 'offline_access'] as const;

/** Query of the authorization endpoint. PKCE is optional at Claritalk and always sent by the dashboard. */
export const authorizeQuery = v.looseObject({
  client_id: v.string(),
  response_type: v.literal('code'),
  redirect_uri: v.optional(v.string()),
  scope: v.optional(v.string()),
  state: v.optional(v.string()),
  code_challenge: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43,128}$/))),
  code_challenge_method: v.optional(v.picklist(['S256', 'plain'])),
});

const clientFields = { client_id: v.string(), client_secret: v.optional(v.string()) };

/** Form body of the token endpoint, by grant. */
export const tokenRequest = v.variant('grant_type', [
  v.looseObject({
    grant_type: v.literal('authorization_code'),
    ...clientFields,
    code: v.string(),
    redirect_uri: v.optional(v.string()),
    code_verifier: v.optional(v.string()),
  }),
  v.looseObject({
    grant_type: v.literal('refresh_token'),
    ...clientFields,
    refresh_token: v.string(),
    scope: v.optional(v.string()),
  }),
  v.looseObject({
    grant_type: v.literal('client_credentials'),
    ...clientFields,
    scope: v.optional(v.string()),
  }),
]);

export const tokenResponse = v.looseObject({
  token_type: v.string(),
  /** Seconds. */
  expires_in: v.number(),
  access_token: v.string(),
  /** Absent for client credentials. */
  refresh_token: v.optional(v.string()),
});

/** Error body of the token endpoint. `message` and `hint` are Passport's own additions. */
export const oauthError = v.looseObject({
  error: v.string(),
  error_description: v.optional(v.string()),
  hint: v.optional(v.nullable(v.string())),
  message: v.optional(v.string()),
});

/** The token endpoint as a row like the others, so that the fault switch and the rate limits know it. */
export const issueToken = operation({
  name: 'issueToken',
  method: 'POST',
  path: tokenPath,
  body: tokenRequest,
  bodyKind: 'form',
  response: tokenResponse,
  access: 'public',
  rateClass: 'token',
  maxBodyBytes: 16 * 1024,
  errors: [
    { status: 400, when: 'invalid_request, invalid_grant, unsupported_grant_type or invalid_scope' },
    { status: 401, when: 'invalid_client' },
  ],
});

/** Lifetimes in seconds. */
export const accessTokenSeconds = 3600;
export const refreshTokenSeconds = 7 * 24 * 3600;
export const codeSeconds = 600;
