import { getCurrentUser } from '#contract/claritalk.ts';
import type { Logger } from '../log.ts';
import { OAuthFailure } from '../oauth-failure.ts';
import { Refusal } from '../refusal.ts';
import { type ClientCredentials, exchange } from '../token-exchange.ts';
import type { Upstream } from '../upstream.ts';
import type { ClaritalkCall } from './claritalk-calls.ts';

/** A token with this much left is used again. */
const worthKeepingMs = 60_000;

/**
 * The service account's token, in memory only. Some versions of Passport (13.0 to 13.7) could take a service
 * token for an unrelated user; with such a server the token is never used.
 */
export class ServiceAccount {
  readonly #upstream: Upstream;
  readonly #credentials: ClientCredentials;
  readonly #call: ClaritalkCall;
  readonly #log: Logger;
  #token: { readonly value: string; readonly expiresAt: number } | undefined;
  #asking: Promise<string> | undefined;

  constructor(upstream: Upstream, credentials: ClientCredentials, call: ClaritalkCall, log: Logger) {
    this.#upstream = upstream;
    this.#credentials = credentials;
    this.#call = call;
    this.#log = log;
  }

  /**
   * A good token. @throws Refusal with 502 or 503, NoAnswer.
   */
  async token(): Promise<string> {
    if (this.#token && this.#token.expiresAt - Date.now() > worthKeepingMs) return this.#token.value;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  /** Claritalk refused this token: the next request asks for another. */
  forget(token: string): void {
    if (this.#token?.value === token) this.#token = undefined;
  }

  async #ask(): Promise<string> {
    const grant = { grant_type: 'client_credentials', scope: 'api.connect' };
    const { accessToken, accessExpiresAt } = await exchange(this.#upstream, this.#credentials, grant).catch(
      (error: unknown) => {
        if (!(error instanceof OAuthFailure)) throw error;
        this.#log.error('the service account got no token', { status: error.status, error: error.code });
        const isOurs = error.code === 'temporarily_unavailable';
        throw isOurs
          ? new Refusal(502, 'Claritalk cannot be reached.')
          : new Refusal(503, 'Claritalk does not accept the service account of this dashboard.');
      },
    );
    const { status } = await this.#call(getCurrentUser, accessToken, {});
    if (status === 200) {
      this.#log.error('Claritalk takes the service account for a user; administration is switched off');
      throw new Refusal(503, 'Claritalk mixes up the service account with a user; it is not used.');
    }
    this.#token = { value: accessToken, expiresAt: accessExpiresAt };
    return accessToken;
  }
}
