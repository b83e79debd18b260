import type { Logger } from './log.ts';
import { OAuthFailure, sessionOver, signedOutEverywhere } from './oauth-failure.ts';
import { type Session, type SessionStore, sessionKey, type Tokens } from './sessions.ts';
import { type ClientCredentials, exchange } from './token-exchange.ts';
import type { Upstream } from './upstream.ts';

/** An access token with this much left is handed out again instead of being renewed. */
const worthKeepingMs = 60_000;

/** Signs in and renews sessions. */
export class TokenService {
  readonly #upstream: Upstream;
  readonly #credentials: ClientCredentials;
  readonly #sessions: SessionStore;
  readonly #log: Logger;
  readonly #renewing = new Map<string, Promise<Tokens>>();

  constructor(upstream: Upstream, credentials: ClientCredentials, sessions: SessionStore, log: Logger) {
    this.#upstream = upstream;
    this.#credentials = credentials;
    this.#sessions = sessions;
    this.#log = log;
  }

  /**
   * Redeems a code for a new session; a session that the browser had before ends.
   * @throws OAuthFailure
   */
  async signIn(
    code: string,
    codeVerifier: string,
    redirectUri: string,
    previousId: string | undefined,
  ): Promise<{ id: string; tokens: Tokens }> {
    const tokens = await this.#exchange({
      grant_type: 'authorization_code',
      code,
      code_verifier: codeVerifier,
      redirect_uri: redirectUri,
    });
    // A new id on every sign-in: one that somebody planted before is worth nothing.
    if (previousId !== undefined) this.#sessions.end(sessionKey(previousId));
    return { id: this.#sessions.create(tokens), tokens };
  }

  /**
   * The session's access token: the current one while it is good, else a new one. A refresh revokes the old
   * access token at once, so tabs must share one token, and one refresh runs at a time for each session.
   *
   * @throws OAuthFailure; one that ends the session has already deleted it.
   */
  async renew(id: string | undefined): Promise<Tokens> {
    const session = id === undefined ? undefined : this.#sessions.find(id);
    if (!session) throw id === undefined ? sessionOver() : this.#over(sessionKey(id));
    if (!session.refused && session.accessExpiresAt - Date.now() > worthKeepingMs) return session;
    const running = this.#renewing.get(session.key);
    if (running) return running;
    const renewing = this.#refresh(session).finally(() => this.#renewing.delete(session.key));
    this.#renewing.set(session.key, renewing);
    return renewing;
  }

  async #refresh(session: Session): Promise<Tokens> {
    try {
      if (session.refreshToken === undefined) throw sessionOver();
      const fresh = await this.#exchange({
        grant_type: 'refresh_token',
        refresh_token: session.refreshToken,
      });
      // A server that does not rotate refresh tokens sends none: the old one stays good.
      const tokens = { ...fresh, refreshToken: fresh.refreshToken ?? session.refreshToken };
      // Somebody signed out while Claritalk was answering.
      if (!this.#sessions.replace(session.key, tokens)) throw this.#over(session.key);
      return tokens;
    } catch (error) {
      if (error instanceof OAuthFailure && error.endsSession) this.#sessions.end(session.key);
      throw error;
    }
  }

  #over(key: string): OAuthFailure {
    return this.#sessions.wasEndedEverywhere(key) ? signedOutEverywhere() : sessionOver();
  }

  async #exchange(grant: Readonly<Record<string, string>>): Promise<Tokens> {
    try {
      return await exchange(this.#upstream, this.#credentials, grant);
    } catch (error) {
      if (error instanceof OAuthFailure) {
        const level = error.code === 'invalid_client' ? 'error' : 'warn';
        this.#log[level]('token exchange failed', {
          grant: grant.grant_type,
          status: error.status,
          error: error.code,
        });
      }
      throw error;
    }
  }
}
