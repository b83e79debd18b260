/** What page and gateway agree on about sessions, beyond OAuth itself. */

/** `GET` tells how the session stands, `DELETE` ends it. */
export const sessionPath = '/session';
/** `DELETE` ends all sessions of the person. */
export const everywherePath = '/session/all';

/**
 * Error of the token endpoint when the person ended the session from another browser: the page is left at once
 * then, while one whose session merely ran out stays as it is.
 */
export const signedOutEverywhereError = 'access_denied';
