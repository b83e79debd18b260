import { everywherePath, type SubjectKey, sessionPath } from '#contract/gateway/session.ts';
import { ApiError, kindOfStatus } from '#src/api/client/errors.ts';
import { learningTime, serverNow } from '#src/lib/clock.ts';
import { takeStarted } from '#src/lib/started.ts';
import { createListeners } from '#src/lib/store.ts';
import { TabChannel } from '#src/lib/tabs/tab-channel.ts';
import { readSessionState } from './read-session-state.ts';
import { type GivenToken, requestToken, tokenPath } from './request-token.ts';
import {
  forgetSession,
  hasSession,
  isEnding,
  lastSubject,
  rememberEnded,
  rememberEnding,
  rememberOver,
  rememberSession,
} from './session-memory.ts';

/** Whether someone is signed in, as far as this page knows. */
export type SessionStatus =
  /** Not asked yet. */
  | 'unknown'
  | 'signed-in'
  /** Nobody is, or the person left. */
  | 'signed-out'
  /** Someone was, and the session ended in the meantime: the page stays, with a way to sign in again. */
  | 'expired'
  /** Someone else has signed in: the page belongs to a person who is no longer here, and no longer does anything. */
  | 'replaced';

/**
 * What tabs tell each other. `signed-in` is followed by whose session it is. `signing-out`: the session is to be ended at
 * the gateway; followed by the UUID of a person who discards their drafts, if they do. `signed-out`: it has ended.
 */
type Announcement = `signed-in ${SubjectKey}` | 'signing-out' | `signing-out ${string}` | 'signed-out';

interface Token {
  readonly value: string;
  /** Milliseconds since the epoch, by the server's clock. */
  readonly expiresAt: number;
  readonly lifetimeMs: number;
}

/** A token this close to its end is renewed before it is used. */
const renewBeforeMs = 45_000;

/**
 * The session of this page. The access token lives only in this object (never in storage, never in a URL); the refresh
 * token lives at the gateway behind an HttpOnly cookie, so renewing is one request without secrets. A page acts for one
 * person: it takes no token of anyone else.
 */
export class Session {
  #token: Token | undefined;
  #subject: SubjectKey | undefined;
  /** Someone was signed in on this page. */
  #hadPerson = false;
  #status: SessionStatus = 'unknown';
  #generation = 0;
  /** The session is being ended: this browser may not be able to remember that, or this tab not see it yet. */
  #isEnding = false;
  #discardedDraftsOf: string | undefined;
  #renewing: Promise<string | undefined> | undefined;
  /** How many sign-ins the page has heard of. */
  #signIns = 0;
  readonly #listeners = createListeners();
  readonly #channel: TabChannel<Announcement>;
  readonly #send: typeof fetch;

  /** The parameters are for tests, which have no page: how to send requests, and their own channel. */
  constructor(send: typeof fetch = (...request) => fetch(...request), channel = 'claritalk-session') {
    this.#send = (input, init) => {
      const started = input === tokenPath ? takeStarted(input) : undefined;
      return learningTime(() => started?.response ?? send(input, init), started?.sentAt);
    };
    this.#channel = new TabChannel(channel, () => this.#returned());
    this.#channel.onmessage = ({ data }) => {
      const [event, about] = data.split(' ', 2);
      this.#isEnding = event === 'signing-out';
      if (event === 'signed-in') this.#hearSignIn(about);
      else this.#hearSignOut(about);
    };
  }

  readonly subscribe = this.#listeners.subscribe;

  readonly getSnapshot = (): SessionStatus => this.#status;

  /** Grows when the person has another session than before: what was sealed for the old one cannot be opened. */
  get generation(): number {
    return this.#generation;
  }

  /** The page had a person, who left: it no longer takes a token, whoever signs in. */
  readonly hasLeft = (): boolean =>
    this.#hadPerson && (this.#status === 'signed-out' || this.#status === 'replaced');

  /** UUID of the person who discarded what was not saved when they signed out. */
  get discardedDraftsOf(): string | undefined {
    return this.#discardedDraftsOf;
  }

  /** Whether this browser had a session when the page was opened; then renewing is worth a request. */
  get hinted(): boolean {
    return hasSession() && !this.ending;
  }

  /** Whether the person signed out and the gateway has not confirmed it: the session may still be good. */
  get ending(): boolean {
    return this.#isEnding || isEnding();
  }

  /** Resolves with the status, after asking the gateway if there is anything to ask for. */
  async ready(): Promise<SessionStatus> {
    if (this.#status !== 'unknown') return this.#status;
    if (this.hinted) await this.renew();
    else {
      await this.finishSignOut();
      this.#set('signed-out');
    }
    return this.#status;
  }

  /**
   * The access token; renewed when it is about to expire or is the `refused` one.
   * @throws ApiError when the gateway could not be asked.
   */
  async accessToken(refused?: string): Promise<string | undefined> {
    const token = this.#token;
    if (token && token.value !== refused && token.expiresAt - serverNow() > renewBeforeMs) return token.value;
    if (this.#status === 'signed-out' || this.#status === 'expired') return undefined;
    return this.renew().catch((error: unknown) => {
      // Renewed ahead of time: if the gateway cannot do it now, the current token is still valid.
      if (token && token.value !== refused && token.expiresAt > serverNow()) return token.value;
      throw error;
    });
  }

  /**
   * Renews the token now if it would end within this many milliseconds. A token that never lasts that long is
   * renewed when half of its life is over.
   * @throws ApiError when the gateway could not be asked.
   */
  async ensure(validForMs: number): Promise<void> {
    const token = this.#token;
    if (!token || token.expiresAt - serverNow() > Math.min(validForMs, token.lifetimeMs / 2)) return;
    await this.renew();
  }

  /** Asks the gateway for a token, once at a time however many callers wait. Undefined: the session is over. */
  renew(): Promise<string | undefined> {
    if (this.hasLeft()) return Promise.resolve(undefined);
    this.#renewing ??= this.#askForToken().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  /** Takes over the token of a finished sign-in and tells the other tabs. */
  adopt(given: GivenToken): void {
    // Whoever was here before: this is the page where the person has just signed in.
    this.#subject = undefined;
    this.#hadPerson = false;
    this.#isEnding = false;
    this.#signIns += 1;
    rememberEnded();
    this.#accept(given);
    this.#tell(`signed-in ${given.subject ?? ''}`);
  }

  /** The server no longer accepts a token of this session. */
  readonly ended = (): void => {
    if (this.#status === 'signed-in' || this.#status === 'unknown') this.#runOut();
  };

  /**
   * Ends the session here and in the other tabs, at once. The gateway is told by {@link finishSignOut}; if that does
   * not finish, by the next page that is opened in this browser.
   * @param discardDraftsOf UUID of the person if they discard what Claritalk has not received.
   */
  signOut(discardDraftsOf?: string): void {
    if (this.#isReplaced()) return;
    rememberEnding();
    this.#isEnding = true;
    this.#discardedDraftsOf = discardDraftsOf;
    forgetSession();
    this.#end('signed-out');
    this.#tell(discardDraftsOf === undefined ? 'signing-out' : `signing-out ${discardDraftsOf}`);
  }

  /** Ends the session at the gateway, if that has not been done. Returns false when it has to be tried again. */
  async finishSignOut(): Promise<boolean> {
    if (!this.ending) return true;
    try {
      const response = await this.#send(sessionPath, {
        method: 'DELETE',
        // The window may be closed in the meantime.
        keepalive: true,
        signal: AbortSignal.timeout(5_000),
      });
      if (!response.ok) return false;
    } catch {
      return false;
    }
    this.#isEnding = false;
    rememberEnded();
    this.#tell('signed-out');
    return true;
  }

  /**
   * Ends all sessions of the person: here, in the other tabs, and in every other browser.
   * @throws ApiError: then nobody was signed out anywhere.
   */
  async signOutEverywhere(): Promise<void> {
    if (this.#isReplaced()) return;
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
    this.#leave();
  }

  /** Finds out what became of the session in other tabs and browsers. Only asks the gateway, and never fails. */
  async check(): Promise<void> {
    if (this.#status !== 'signed-in' && this.#status !== 'expired') return;
    try {
      const response = await this.#send(sessionPath, {
        signal: AbortSignal.timeout(5_000),
        cache: 'no-store',
      });
      if (!response.ok) return;
      const { signedIn, subjectKey } = await readSessionState(response);
      const isIn = this.#status === 'signed-in';
      if (signedIn === true && this.#yield(subjectKey)) return;
      // Ended elsewhere, or resumed without this page hearing of it.
      if (signedIn === !isIn) await this.renew();
    } catch {
      // The gateway is away: the next request finds out.
    }
  }

  /** Lets go of the channel to the other tabs. */
  close(): void {
    this.#channel.close();
  }

  /** The page has slept and heard nothing: someone may have signed out, or someone else in. */
  #returned(): void {
    if (!hasSession() && lastSubject() === undefined) this.#hearSignOut(undefined);
    else void this.check();
  }

  #hearSignOut(discardDraftsOf: string | undefined): void {
    if (this.#status === 'signed-in' || this.#status === 'expired') {
      this.#discardedDraftsOf = discardDraftsOf;
      this.#end('signed-out');
    } else this.#notify();
  }

  #hearSignIn(subject: SubjectKey | undefined): void {
    this.#signIns += 1;
    // A tab with an older version does not say who it is.
    if (!subject) void this.check();
    // A tab that waits for the end of the old session no longer waits.
    else if (this.hasLeft()) this.#notify();
    else if (this.#yield(subject)) return;
    else if (this.#status !== 'signed-in') void this.renew().catch(() => undefined);
    else {
      // The same person: the session that this page's token belongs to was replaced.
      this.#token = undefined;
      this.#generation += 1;
      this.#notify();
    }
  }

  /** Whether someone else than this page's person has the session; the page then stops acting. */
  #yield(subject: SubjectKey | undefined): boolean {
    if (this.hasLeft()) return true;
    const isOther = this.#subject !== undefined && subject !== this.#subject;
    if (isOther) this.#end('replaced');
    return isOther;
  }

  /** Another tab may have signed in someone else whom this page has not heard of: their session is not its to end. */
  #isReplaced(): boolean {
    const last = lastSubject();
    return last === undefined ? this.hasLeft() : this.#yield(last);
  }

  async #askForToken(): Promise<string | undefined> {
    const asked = this.#signIns;
    const answer = await requestToken(this.#send);
    // What ended in the meantime stays so: the page shows nothing of its person any longer.
    if (this.hasLeft()) return undefined;
    // About a session that another has followed since.
    if (asked !== this.#signIns && typeof answer === 'string') return this.#askForToken();
    if (answer === 'ran-out') this.#runOut();
    else if (answer === 'ended') this.#leave();
    else return this.#accept(answer);
    return undefined;
  }

  /** Returns the token, or undefined if it is not that of this page's person. */
  #accept({ accessToken, expiresIn, subject }: GivenToken): string | undefined {
    if (this.#yield(subject)) return undefined;
    const lifetimeMs = expiresIn * 1000;
    this.#token = { value: accessToken, expiresAt: serverNow() + lifetimeMs, lifetimeMs };
    this.#subject = subject;
    this.#hadPerson = true;
    if (this.#status === 'expired') this.#generation += 1;
    rememberSession(subject);
    this.#set('signed-in');
    return accessToken;
  }

  /** The session expired, or had before this page began. */
  #runOut(): void {
    // What another tab has remembered since stays.
    if (this.#subject === undefined || this.#subject === lastSubject()) rememberOver();
    this.#end(this.#hadPerson ? 'expired' : 'signed-out');
  }

  #leave(): void {
    forgetSession();
    this.#end('signed-out');
    this.#tell('signed-out');
  }

  #end(status: 'signed-out' | 'expired' | 'replaced'): void {
    this.#token = undefined;
    this.#set(status);
  }

  #tell(announcement: Announcement): void {
    this.#channel.postMessage(announcement);
  }

  #set(status: SessionStatus): void {
    if (this.#status === status) return;
    this.#status = status;
    this.#notify();
  }

  #notify(): void {
    this.#listeners.tell();
  }
}

export const session = new Session();
