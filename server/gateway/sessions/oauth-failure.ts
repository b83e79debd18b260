import { signedOutEverywhereError } from '#contract/gateway/session.ts';

/** A refusal by the token endpoint as OAuth 2.0 words it (RFC 6749, section 5.2). */
export class OAuthFailure extends Error {
  readonly status: number;
  readonly code: string;
  readonly description: string;
  /** The session can never be renewed again. */
  readonly endsSession: boolean;
  /** Value of `Retry-After`, where waiting may help. */
  readonly retryAfter: string | undefined;

  constructor(
    status: number,
    code: string,
    description: string,
    more: { endsSession?: boolean; retryAfter?: string } = {},
  ) {
    super(code);
    this.status = status;
    this.code = code;
    this.description = description;
    this.endsSession = more.endsSession ?? false;
    this.retryAfter = more.retryAfter;
  }

  get body(): { error: string; error_description: string } {
    return { error: this.code, error_description: this.description };
  }
}

/** The session is over: the browser has to sign in again. */
export const sessionOver = (): OAuthFailure =>
  new OAuthFailure(400, 'invalid_grant', 'The session is over. Sign in again.', { endsSession: true });

/** The person signed out everywhere from another browser: this one leaves its pages too. */
export const signedOutEverywhere = (): OAuthFailure =>
  new OAuthFailure(400, signedOutEverywhereError, 'The person signed out everywhere.', { endsSession: true });
