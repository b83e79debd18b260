/** What page and gateway agree on about sessions, beyond OAuth itself. */

/** `GET` tells how the session stands, `DELETE` ends it. */
export const sessionPath = '/session';
/** `DELETE` ends all sessions of the person. */
export const everywherePath = '/session/all';

/**
 * `POST` begins a sign-in: without it no code is redeemed for this browser. Answers 204 and gives the browser a cookie
 * that is good for an hour.
 */
export const signInPath = '/session/sign-in';

/** `POST` gives the page the session's key for its search index: 32 bytes. */
export const indexKeyPath = '/session/index-key';
/** `POST` gives the page the person's key for evidence on this device: 32 bytes. */
export const evidenceKeyPath = '/session/evidence-key';

/**
 * Error of the token endpoint when the person ended the session from another browser: the page is left at once
 * then, while one whose session merely ran out stays as it is.
 */
export const signedOutEverywhereError = 'access_denied';

/** Answer of `GET /session`. */
export interface SessionState {
  readonly signedIn: boolean;
  /** ISO 8601; null when nobody is signed in. */
  readonly since: string | null;
  readonly until: string | null;
  /** How many sessions the person has; null where Claritalk's tokens do not say whose they are. */
  readonly sessions: number | null;
  /** Whether this browser has begun to sign in, and keeps the cookie that says so. */
  readonly signInBegun: boolean;
  /** Whose session it is, see {@link SubjectKey}; null when nobody is signed in. */
  readonly subjectKey: SubjectKey | null;
}

/**
 * Identifies the person of a session: equal keys mean the same person, in every session and browser. It reveals nothing
 * else (it is a hash) and stays the same for as long as the person has the account. Where Claritalk's tokens do not say
 * whose they are, it identifies only the session. A page compares it whenever it gets a token: it acts for one person.
 */
export type SubjectKey = string;

/** What the token endpoint returns beyond OAuth itself (RFC 6749, section 5.1). */
export interface SessionTokenFields {
  readonly subjectKey: SubjectKey;
}
