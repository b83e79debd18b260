import type { IncomingMessage } from 'node:http';
import type { SessionCookie } from '../http/cookies.ts';
import type { Logger } from '../http/log.ts';
import { loggedTarget } from '../http/logged-target.ts';
import { isForeign, sourceOf } from '../http/origin.ts';
import { type SessionStore, sessionKey } from './sessions.ts';

/** What someone may want to know from their log, besides that a request was refused. */
export type SecurityEvent =
  /** The request came from another site's page. */
  | 'foreign origin'
  /** A live session came with a token that is not its own: copied from, or into, another browser. */
  | 'wrong token'
  | 'signed out everywhere';

const noted = new WeakMap<IncomingMessage, SecurityEvent>();

/** Remembers what a request's line in the log is going to say. */
export const noteSecurity = (request: IncomingMessage, event: SecurityEvent): void =>
  void noted.set(request, event);

export interface SecurityLogOptions {
  readonly publicUrl: string;
  readonly cookie: SessionCookie;
  readonly sessions: Pick<SessionStore, 'exists'>;
  readonly log: Logger;
}

/** Enough of a session's key to distinguish sessions; nobody gets in with it. */
const shownKey = 16;

/** Creates the function that writes a finished request's line, if it deserves one. */
export function securityLog({ publicUrl, cookie, sessions, log }: SecurityLogOptions) {
  return async (request: IncomingMessage, status: number, requestId: string): Promise<void> => {
    const { headers } = request;
    const refusedForeigner = status === 403 && isForeign(sourceOf(headers), publicUrl);
    const event = noted.get(request) ?? (refusedForeigner ? 'foreign origin' : undefined);
    if (!event) return;
    const id = cookie.read(headers.cookie);
    const live = id !== undefined && (await sessions.exists(id).catch(() => undefined));
    log.warn('security', {
      event,
      method: request.method ?? '',
      path: loggedTarget(request.url ?? ''),
      status,
      requestId,
      // The same as the first characters of its key in sessions.sqlite.
      session: id === undefined ? 'none' : sessionKey(id).slice(0, shownKey),
      live: live ?? 'unknown',
    });
  };
}
