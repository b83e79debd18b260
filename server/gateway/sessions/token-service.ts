import type { SubjectKey } from '#contract/gateway/session.ts';
import type { Lease, Leases } from '../../data/leases.ts';
import type { Logger } from '../http/log.ts';
import type { Limiter, Limits } from '../scheduling/limits.ts';
import { OAuthFailure, sessionOver, signedOutEverywhere } from './oauth-failure.ts';
import { type Session, type SessionStore, sessionKey, type Tokens } from './sessions.ts';
import type { TokenUse } from './token-budget.ts';
import {
  type ClientCredentials,
  type ExchangeOptions,
  exchange,
  type Grant,
  type TokenEndpoint,
} from './token-exchange.ts';

/** An access token with this much left is handed out again instead of being renewed. */
const worthKeepingMs = 60_000;
/** A token that cannot be renewed is handed out for this long at most: the page asks again after a minute. */
const shortMs = 105_000;
/** A page gives up on a request for a token after 20 s. */
const patienceMs = 10_000;
/** The last part of a token's life, in which it may be renewed. */
const aheadPart = 1 / 6;
/** Renewals of a person's tokens that Claritalk refused early; anyone who provokes more would starve others. */
const forcedPerMinute = 20;

/** Beyond the time that Claritalk has to respond: whoever dies in the middle keeps others waiting for this long. */
const leaseMarginMs = 2_000;

/** Someone else has just renewed it. */
class Renewed extends Error {
  readonly session: Session;

  constructor(session: Session) {
    super('renewed by another request');
    this.session = session;
  }
}

/** What a page may be given. */
export interface HandedToken {
  readonly accessToken: string;
  /** When the page should ask again, in ms from now; the token is good for at least as long. */
  readonly lastsMs: number;
  readonly subjectKey: SubjectKey;
}

export interface TokenServiceOptions {
  readonly endpoint: TokenEndpoint;
  readonly credentials: ClientCredentials;
  readonly sessions: SessionStore;
  readonly leases: Leases;
  readonly limits: Limits;
  readonly log: Logger;
}

/** A code with everything that belongs to it. */
export interface Code {
  readonly code: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
}

/** Signs in and renews sessions. */
export class TokenService {
  readonly #options: TokenServiceOptions;
  /** By the session's key; they continue, and keep their turn, when whoever asked has stopped waiting. */
  readonly #renewing = new Map<string, Promise<Session>>();
  readonly #forced: Limiter;

  constructor(options: TokenServiceOptions) {
    this.#options = options;
    this.#forced = options.limits.of({
      name: 'forced renewals',
      requests: forcedPerMinute,
      comesBack: 'at-once',
    });
  }

  /**
   * Redeems a code for a new session; a session that the browser had before ends.
   * @throws OAuthFailure
   */
  async signIn(
    { code, codeVerifier, redirectUri }: Code,
    use: TokenUse,
    previousId: string | undefined,
  ): Promise<HandedToken & { readonly id: string }> {
    const { sessions } = this.#options;
    const grant = {
      grant_type: 'authorization_code',
      code,
      code_verifier: codeVerifier,
      redirect_uri: redirectUri,
    };
    const tokens = await this.#exchange(async () => grant, { use, patienceMs });
    // A new id on every sign-in: one that someone planted earlier is worthless.
    if (previousId !== undefined) await sessions.end(sessionKey(previousId));
    const id = await sessions.create(tokens);
    const session = await sessions.find(id);
    if (!session) throw sessionOver();
    return { id, ...handed(session) };
  }

  /**
   * Returns the session's access token: the current one while it is valid, else a new one. A refresh revokes the old
   * access token at once, so tabs must share one token, and one refresh runs at a time for each session. Renewals are
   * spread out: each session is renewed at its own time before its token expires, and later when there are many.
   *
   * @param patient whether someone is waiting for it; if not, there is no new token while many are waiting.
   * @throws OAuthFailure; one that ends the session has already deleted it.
   */
  async renew(id: string | undefined, patient = true): Promise<HandedToken> {
    const session = id === undefined ? undefined : await this.#options.sessions.find(id);
    if (!session) throw id === undefined ? sessionOver() : await this.#over(sessionKey(id));
    const { budget } = this.#options.endpoint;
    const leftMs = session.accessExpiresAt - Date.now();
    const good = !session.refused && leftMs > worthKeepingMs;
    const due = leftMs - aheadMs(session) <= worthKeepingMs;
    if (good && !(due && budget.calm)) return handed(session);
    if (!patient && !budget.calm && !this.#renewing.has(session.key)) throw budget.busy('renewal');
    const renewed = await within(this.#renewOnce(session, id ?? ''), patienceMs).catch((error: unknown) => {
      // It was early: the current token is still valid.
      if (good && error instanceof OAuthFailure && !error.endsSession) return undefined;
      throw error;
    });
    if (renewed) return handed(renewed);
    if (good) return handed(session);
    throw budget.busy('renewal');
  }

  #renewOnce(session: Session, id: string): Promise<Session> {
    const running = this.#renewing.get(session.key);
    if (running) return running;
    const renewing = this.#refresh(session, id).finally(() => this.#renewing.delete(session.key));
    this.#renewing.set(session.key, renewing);
    return renewing;
  }

  async #refresh(seen: Session, id: string): Promise<Session> {
    const { sessions, leases, endpoint } = this.#options;
    const { key, subjectKey } = seen;
    let session = seen;
    let lease: Lease | undefined;
    const grant = async (): Promise<Grant> => {
      const ms = endpoint.upstream.timeouts.token + leaseMarginMs;
      lease = await leases.wait(`renewal of ${key}`, ms, ms);
      if (!lease) throw endpoint.budget.busy('renewal');
      // It may have been renewed since it was read, by another gateway, too: its refresh token would be worthless.
      const current = await sessions.find(id);
      if (!current) throw await this.#over(key);
      session = current;
      const { accessToken, refreshToken, refused } = current;
      if (accessToken !== seen.accessToken && !refused) throw new Renewed(current);
      if (refreshToken === undefined) throw sessionOver();
      return { grant_type: 'refresh_token', refresh_token: refreshToken };
    };
    try {
      if (seen.refreshToken === undefined) throw sessionOver();
      const wait = seen.refused ? await this.#forced.take(subjectKey) : 0;
      if (wait > 0) throw tooOften(wait);
      const fresh = await this.#exchange(grant, { use: 'renewal' });
      // A server that does not rotate refresh tokens sends none: the old one stays valid.
      const tokens: Tokens = { ...fresh, refreshToken: fresh.refreshToken ?? session.refreshToken };
      // Someone signed out while Claritalk was answering, or the answer is another person's.
      if (!(await sessions.replace(key, tokens))) throw await this.#over(key);
      return { ...session, ...tokens, renewedAt: Date.now(), refused: false };
    } catch (error) {
      if (error instanceof Renewed) return error.session;
      if (error instanceof OAuthFailure && error.endsSession) await sessions.end(key);
      throw error;
    } finally {
      // It ends by itself as well.
      await lease?.release().catch(() => undefined);
    }
  }

  async #over(key: string): Promise<OAuthFailure> {
    return (await this.#options.sessions.wasEndedEverywhere(key)) ? signedOutEverywhere() : sessionOver();
  }

  async #exchange(grant: () => Promise<Grant>, options: ExchangeOptions): Promise<Tokens> {
    const { endpoint, credentials, log } = this.#options;
    let kind = '';
    const noted = async () => {
      const given = await grant();
      kind = given.grant_type ?? '';
      return given;
    };
    try {
      return await exchange(endpoint, credentials, noted, options);
    } catch (error) {
      if (error instanceof OAuthFailure) {
        const level = error.code === 'invalid_client' ? 'error' : 'warn';
        log[level]('token exchange failed', {
          grant: kind,
          status: error.status,
          error: error.code,
        });
      }
      throw error;
    }
  }
}

function handed(session: Session): HandedToken {
  const { accessToken, accessExpiresAt, subjectKey } = session;
  const leftMs = accessExpiresAt - Date.now();
  const untilDueMs = leftMs - aheadMs(session);
  const lastsMs = untilDueMs > worthKeepingMs ? untilDueMs : Math.min(leftMs, shortMs);
  return { accessToken, lastsMs, subjectKey };
}

/**
 * Returns how long before its end a session's token is renewed, in ms: people who signed in together are not renewed
 * together.
 */
function aheadMs({ key, accessExpiresAt, renewedAt, refreshToken }: Session): number {
  if (refreshToken === undefined) return 0;
  const part = Number.parseInt(key.slice(0, 8), 16) / 2 ** 32;
  return (accessExpiresAt - renewedAt) * aheadPart * part;
}

/** Returns a promise's value; undefined when that takes longer. */
function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

const tooOften = (seconds: number) =>
  new OAuthFailure(429, 'temporarily_unavailable', 'This session was renewed too often.', {
    retryAfter: String(seconds),
  });
