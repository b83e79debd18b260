import { getCurrentUser } from '#contract/claritalk/users.ts';
import type { Operation } from '#contract/operation.ts';
import { claritalkName } from '../../upstreams/claritalk.ts';
import type { Logger } from '../http/log.ts';
import { Refusal, refusal } from '../http/refusal.ts';
import { OAuthFailure } from '../sessions/oauth-failure.ts';
import { type ClientCredentials, exchange, type TokenEndpoint } from '../sessions/token-exchange.ts';
import type { Answer, CallInput, ClaritalkCall } from './claritalk-calls.ts';

/** A token with this much left is used again. */
const worthKeepingMs = 60_000;
const failureMs = 5_000;
/** Someone is waiting for what needs the token. */
const patienceMs = 10_000;

/**
 * The service account's token, in memory only. Some versions of Passport (13.0 to 13.7) could take a service
 * token for an unrelated user; with such a server the token is never used.
 */
export class ServiceAccount {
  readonly #endpoint: TokenEndpoint;
  readonly #credentials: ClientCredentials;
  readonly #call: ClaritalkCall;
  readonly #log: Logger;
  #token: { readonly value: string; readonly expiresAt: number } | undefined;
  #asking: Promise<string> | undefined;
  /** Why there was none, and when it may be requested again, in ms since the epoch. */
  #failure: { readonly refusal: Refusal; readonly until: number } | undefined;

  constructor(endpoint: TokenEndpoint, credentials: ClientCredentials, call: ClaritalkCall, log: Logger) {
    this.#endpoint = endpoint;
    this.#credentials = credentials;
    this.#call = call;
    this.#log = log;
  }

  /**
   * Returns a valid token. @throws Refusal with 502 or 503, NoAnswer.
   */
  async token(): Promise<string> {
    if (this.#token && this.#token.expiresAt - Date.now() > worthKeepingMs) return this.#token.value;
    if (this.#failure && this.#failure.until > Date.now()) throw this.#failure.refusal;
    this.#asking ??= this.#ask()
      .catch((error: unknown) => {
        // Sign-ins and renewals share the token endpoint, so it is not called for each click of an admin.
        if (error instanceof Refusal) this.#failure = { refusal: error, until: Date.now() + failureMs };
        throw error;
      })
      .finally(() => {
        this.#asking = undefined;
      });
    return this.#asking;
  }

  /**
   * Calls one operation as the service account. A token that Claritalk no longer accepts is replaced, and the request
   * is sent again with the new one, once: what is refused with 401 was not carried out.
   *
   * @throws Refusal with 429, 502 or 503, NoAnswer.
   */
  async call<O extends Operation>(operation: O, input: CallInput<O>): Promise<Answer> {
    const token = await this.token();
    const answer = await this.#call(operation, token, input);
    if (answer.status !== 401) return answer;
    this.#forget(token);
    const newer = await this.token();
    const again = await this.#call(operation, newer, input);
    if (again.status === 401) this.#forget(newer);
    return again;
  }

  #forget(token: string): void {
    if (this.#token?.value === token) this.#token = undefined;
  }

  async #ask(): Promise<string> {
    const grant = async () => ({ grant_type: 'client_credentials', scope: 'api.connect' });
    const { accessToken, accessExpiresAt } = await exchange(this.#endpoint, this.#credentials, grant, {
      use: 'service',
      patienceMs,
    }).catch((error: unknown) => {
      if (!(error instanceof OAuthFailure)) throw error;
      this.#log.error('the service account got no token', { status: error.status, error: error.code });
      const isOurs = error.code === 'temporarily_unavailable';
      throw isOurs
        ? refusal('upstream-unreachable', { system: claritalkName })
        : refusal('service-account-refused', { system: claritalkName });
    });
    const { status } = await this.#call(getCurrentUser, accessToken, {});
    if (status === 200) {
      this.#log.error('Claritalk takes the service account for a user; administration is switched off');
      throw refusal('service-account-unsafe', { system: claritalkName });
    }
    this.#token = { value: accessToken, expiresAt: accessExpiresAt };
    return accessToken;
  }
}
