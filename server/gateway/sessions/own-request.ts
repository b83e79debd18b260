import type { IncomingMessage } from 'node:http';
import { bearerOf } from '../http/bearer.ts';
import type { SessionCookie } from '../http/cookies.ts';
import { isOwnData, isOwnPage, sourceOf } from '../http/origin.ts';
import { refusal } from '../http/refusal.ts';
import { noteSecurity } from './security-events.ts';
import type { Claim, SessionStore } from './sessions.ts';

/** How sessions are recognised. */
export interface SessionSource {
  readonly cookie: SessionCookie;
  readonly sessions: Pick<SessionStore, 'claim'>;
}

/**
 * Refuses what does not come from a script of our own page. The cookie's `SameSite=Strict` keeps other sites out; pages
 * under another name or port of the same site have the cookie too, and only this keeps them out.
 * @throws Refusal with 403.
 */
export function fromOwnPage(request: IncomingMessage, publicUrl: string): void {
  const source = sourceOf(request.headers);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const isOurs = isRead
    ? isOwnData(source, publicUrl)
    : isOwnPage(source, publicUrl) && (source.destination ?? 'empty') === 'empty';
  if (!isOurs) throw refusal('not-our-page', {});
}

/** A session and its current token. */
export type OwnClaim = Claim & { readonly sessionId: string; readonly accessToken: string };

/**
 * Returns the session of a request, which must carry that session's own token: a page that still acts for someone else,
 * or a token brought from elsewhere, gets nothing with this browser's session. Nor can a page of another origin send
 * such a header unasked, in any browser. A token just renewed in another tab still counts for two minutes.
 * @throws Refusal with 401.
 */
export async function ownClaim(
  { cookie, sessions }: SessionSource,
  request: IncomingMessage,
): Promise<OwnClaim> {
  const bearer = bearerOf(request.headers.authorization);
  const sessionId = cookie.read(request.headers.cookie);
  const claim =
    sessionId === undefined || bearer === undefined ? undefined : await sessions.claim(sessionId, bearer);
  if (!claim || sessionId === undefined) throw refusal('not-signed-in', {});
  const { accessToken } = claim;
  if (accessToken === undefined) {
    noteSecurity(request, 'wrong token');
    throw refusal('wrong-token', {});
  }
  return { ...claim, sessionId, accessToken };
}
