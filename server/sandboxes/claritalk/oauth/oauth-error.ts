/** An error of the token or authorization endpoint, as league/oauth2-server words it. */
export class OAuthError extends Error {
  readonly code: string;
  readonly status: number;
  readonly hint: string | undefined;

  constructor(code: string, status: number, description: string, hint?: string) {
    super(description);
    this.name = 'OAuthError';
    this.code = code;
    this.status = status;
    this.hint = hint;
  }
}

export const invalidRequest = (parameter: string, hint = `Check the \`${parameter}\` parameter`) =>
  new OAuthError(
    'invalid_request',
    400,
    'The request is missing a required parameter, includes an invalid parameter value, includes a parameter more than once, or is otherwise malformed.',
    hint,
  );

export const invalidClient = () => new OAuthError('invalid_client', 401, 'Client authentication failed');

export const unsupportedGrantType = () =>
  new OAuthError(
    'unsupported_grant_type',
    400,
    'The authorization grant type is not supported by the authorization server.',
    'Check that all required parameters have been provided',
  );

export const invalidScope = (scope: string) =>
  new OAuthError(
    'invalid_scope',
    400,
    'The requested scope is invalid, unknown, or malformed',
    `Check the \`${scope}\` scope`,
  );

export const invalidGrant = (hint: string) =>
  new OAuthError(
    'invalid_grant',
    400,
    'The provided authorization grant (e.g., authorization code, resource owner credentials) or refresh token is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
    hint,
  );

/** An invalid refresh token: version 8 of the library calls it a request error with status 401. */
export const invalidRefreshToken = (version: 8 | 9, hint: string) =>
  version === 8
    ? new OAuthError('invalid_request', 401, 'The refresh token is invalid.', hint)
    : new OAuthError('invalid_grant', 400, 'The refresh token is invalid.', hint);

/** The JSON body of an error. `message` repeats the description, as every error of the API carries one. */
export function oauthErrorBody(error: OAuthError) {
  const hint = error.hint === undefined ? {} : { hint: error.hint };
  return { error: error.code, error_description: error.message, ...hint, message: error.message };
}
