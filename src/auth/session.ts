import { everywherePath, sessionPath, signedOutEverywhereError } from '#contract/session.ts';
import { ApiError, kindOfStatus, retryAfterMs } from '#src/api/errors.ts';

/** Whether somebody is signed in, as far as this page knows. */
export type SessionStatus =
  /** Not asked yet. */
  | 'unknown'
  | 'signed-in'
  /** Nobody is, or the person left. */
  | 'signed-out'
  /** Somebody was, and the session ended meanwhile: the page stays, with a way to sign in again. */
  | 'expired';

type Announcement = 'signed-in' | 'signed-out';

interface Token {
  readonly value: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly lifetimeMs: number;
}

/** A token this close to its end is renewed before it is used. */
const renewBeforeMs = 45_000;
/** Remembers, without a secret, that this browser has a session at the gateway: saves asking in vain. */
const hintKey = 'claritalk.session';
const tokenEndpoint = '/oauth/token';

/**
 * The session of this page. The access token lives in this object only (never in storage, never in a URL); the
 * refresh token lives at the gateway behind an HttpOnly cookie, so renewing is one request without secrets.
 */
export class Session {
  #token: Token | undefined;
  #status: SessionStatus = 'unknown';
  #renewing: Promise<string | undefined> | undefined;
  readonly #listeners = new Set<() => void>();
  readonly #channel: BroadcastChannel;
  readonly #send: typeof fetch;

  /** The parameters are for tests, which have no page: how to send requests, and a channel of their own. */
  constructor(send: typeof fetch = (...request) => fetch(...request), channel = 'claritalk-session') {
    this.#send = send;
    this.#channel = new BroadcastChannel(channel);
    this.#channel.onmessage = (event: MessageEvent<Announcement>) => {
      if (event.data === 'signed-out') this.#forget('signed-out');
      else if (this.#status !== 'signed-in') void this.renew().catch(() => undefined);
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): SessionStatus => this.#status;

  /** Whether this browser had a session when the page was opened; then renewing is worth a request. */
  get hinted(): boolean {
    return readHint() !== null;
  }

  /** Resolves with the status once the gateway was asked, if there is anything to ask for. */
  async ready(): Promise<SessionStatus> {
    if (this.#status !== 'unknown') return this.#status;
    if (!this.hinted) this.#set('signed-out');
    else await this.renew();
    return this.#status;
  }

  /**
   * The access token; renewed when it is about to expire or is the `refused` one.
   * @throws ApiError when the gateway could not be asked.
   */
  async accessToken(refused?: string): Promise<string | undefined> {
    const token = this.#token;
    if (token && token.value !== refused && token.expiresAt - Date.now() > renewBeforeMs) return token.value;
    if (this.#status === 'signed-out' || this.#status === 'expired') return undefined;
    return this.renew();
  }

  /**
   * Renews the token now if it would end within so many milliseconds. A token that never lasts that long is
   * renewed when half of its life is over.
   * @throws ApiError when the gateway could not be asked.
   */
  async ensure(validForMs: number): Promise<void> {
    const token = this.#token;
    if (!token || token.expiresAt - Date.now() > Math.min(validForMs, token.lifetimeMs / 2)) return;
    await this.renew();
  }

  /** Asks the gateway for a token, once at a time however many callers wait. Undefined: the session is over. */
  renew(): Promise<string | undefined> {
    this.#renewing ??= this.#askForToken().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  /** Takes over the token of a finished sign-in and tells the other tabs. `expiresIn` is in seconds. */
  adopt(accessToken: string, expiresIn: number): void {
    this.#accept(accessToken, expiresIn);
    this.#channel.postMessage('signed-in' satisfies Announcement);
  }

  /** The server takes no token of this session any more. */
  readonly ended = (): void => {
    if (this.#status === 'signed-in' || this.#status === 'unknown') this.#forget('expired');
  };

  /** Ends the session here, in the other tabs and at the gateway. */
  async signOut(): Promise<void> {
    try {
      await this.#send(sessionPath, { method: 'DELETE', signal: AbortSignal.timeout(5_000) });
    } catch {
      // The gateway is away: without the hint and the token nobody is signed in on this page all the same.
    }
    this.#leave();
  }

  /**
   * Ends all sessions of the person: here, in the other tabs, and in every other browser. `beforeLeaving` runs once
   * they have ended and before the page is left.
   * @throws ApiError: then nobody was signed out anywhere.
   */
  async signOutEverywhere(beforeLeaving: () => Promise<void>): Promise<void> {
    const operation = 'signOutEverywhere';
    let response: Response;
    try {
      response = await this.#send(everywherePath, { method: 'DELETE', signal: AbortSignal.timeout(20_000) });
    } catch (cause) {
      throw new ApiError({ kind: 'network', operation, cause });
    }
    // 401: the session is over already, and with it nothing that could end the others.
    if (!response.ok) {
      throw new ApiError({ kind: kindOfStatus(response.status), operation, status: response.status });
    }
    await beforeLeaving();
    this.#leave();
  }

  /** Finds out whether the session was ended elsewhere meanwhile. Asks the gateway only, and never fails. */
  async check(): Promise<void> {
    if (this.#status !== 'signed-in') return;
    try {
      const response = await this.#send(sessionPath, {
        signal: AbortSignal.timeout(5_000),
        cache: 'no-store',
      });
      const { signedIn } = (await response.json()) as { signedIn?: unknown };
      if (response.ok && signedIn === false) await this.renew();
    } catch {
      // The gateway is away: the next request finds out.
    }
  }

  /** Lets go of the channel to the other tabs. */
  close(): void {
    this.#channel.close();
  }

  async #askForToken(): Promise<string | undefined> {
    let response: Response;
    try {
      response = await this.#send(tokenEndpoint, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'server-held' }),
        signal: AbortSignal.timeout(20_000),
        cache: 'no-store',
      });
    } catch (cause) {
      const timedOut = cause instanceof DOMException && cause.name === 'TimeoutError';
      throw new ApiError({ kind: timedOut ? 'timeout' : 'network', operation: 'issueToken', cause });
    }
    const body = (await response.json().catch(() => ({}))) as {
      access_token?: unknown;
      expires_in?: unknown;
      error?: unknown;
    };
    if (response.status === 400 || response.status === 401) {
      if (body.error === signedOutEverywhereError) this.#leave();
      else this.#forget(this.#status === 'unknown' ? 'signed-out' : 'expired');
      return undefined;
    }
    if (!response.ok || typeof body.access_token !== 'string') {
      throw new ApiError({
        kind: response.ok ? 'server' : kindOfStatus(response.status),
        operation: 'issueToken',
        status: response.status,
        retryAfterMs: retryAfterMs(response.headers.get('Retry-After')),
      });
    }
    return this.#accept(body.access_token, typeof body.expires_in === 'number' ? body.expires_in : 300);
  }

  #accept(accessToken: string, expiresIn: number): string {
    const lifetimeMs = expiresIn * 1000;
    this.#token = { value: accessToken, expiresAt: Date.now() + lifetimeMs, lifetimeMs };
    writeHint('1');
    this.#set('signed-in');
    return accessToken;
  }

  #leave(): void {
    this.#forget('signed-out');
    this.#channel.postMessage('signed-out' satisfies Announcement);
  }

  #forget(status: 'signed-out' | 'expired'): void {
    this.#token = undefined;
    writeHint(null);
    this.#set(status);
  }

  #set(status: SessionStatus): void {
    if (this.#status === status) return;
    this.#status = status;
    for (const listener of this.#listeners) listener();
  }
}

// Storage may be forbidden (a browser setting): the page then asks the gateway on every load.
function readHint(): string | null {
  try {
    return localStorage.getItem(hintKey);
  } catch {
    return '';
  }
}

function writeHint(value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(hintKey);
    else localStorage.setItem(hintKey, value);
  } catch {
    // See readHint.
  }
}

export const session = new Session();
