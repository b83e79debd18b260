import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import type { SubjectKey } from '#contract/gateway/session.ts';
import type { SessionCookie } from '../http/cookies.ts';
import { refusal } from '../http/refusal.ts';
import { fromOwnPage, ownClaim } from '../sessions/own-request.ts';
import type { SessionStore } from '../sessions/sessions.ts';

/** How sessions are recognised. */
export interface SessionOptions {
  readonly publicUrl: string;
  readonly clientId: string;
  readonly cookie: SessionCookie;
  readonly sessions: SessionStore;
}

const tokenClaims = v.looseObject({ aud: v.union([v.string(), v.array(v.string())]) });

/** The session behind a request. */
export interface OwnSession {
  /** Its current access token. */
  readonly token: string;
  readonly sessionId: string;
  readonly subjectKey: SubjectKey;
}

/**
 * Returns a request's session and access token if it comes from our own page and the token is the one that the gateway
 * gave to this browser: another client's token, or one copied elsewhere, is worthless here.
 * @throws Refusal with 401 or 403.
 */
export async function readSession(options: SessionOptions, request: IncomingMessage): Promise<OwnSession> {
  fromOwnPage(request, options.publicUrl);
  const { sessionId, accessToken: token, refused, subjectKey } = await ownClaim(options, request);
  if (refused) throw refusal('wrong-token', {});
  if (!audiencesOf(token).includes(options.clientId)) {
    throw refusal('foreign-token', {});
  }
  return { token, sessionId, subjectKey };
}

/**
 * Whom a token was made for. Its signature is not checked here: Claritalk itself checks the token in the next
 * step, and forging this part would only make it refuse.
 */
function audiencesOf(token: string): readonly string[] {
  try {
    const payload = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const claims = v.safeParse(tokenClaims, payload);
    return claims.success ? [claims.output.aud].flat() : [];
  } catch {
    return [];
  }
}
