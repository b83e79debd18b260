import { hkdfSync } from 'node:crypto';
import { Hono } from 'hono';
import type { SessionCookie } from '../http/cookies.ts';
import type { GatewayEnv } from '../http/gateway-env.ts';
import { refusal } from '../http/refusal.ts';
import { fromOwnPage, ownClaim } from './own-request.ts';
import type { SessionStore } from './sessions.ts';

/** Returns the key of a session's local index: 32 bytes, always the same for the same session id. */
export type IndexKeys = (sessionId: string) => Buffer;

/**
 * Keys for the index that the page keeps in the browser. They are derived, not stored: from the session's id, which
 * only the browser's cookie has, and the session secret, which only the gateway has. They survive a restart, and once
 * the session has ended its id is nowhere, so nobody can derive the key again.
 */
export function indexKeys(sessionSecret: string): IndexKeys {
  const salt = Buffer.from(hkdfSync('sha256', sessionSecret, '', 'claritalk-dashboard index salt v1', 32));
  return (sessionId) =>
    Buffer.from(hkdfSync('sha256', sessionId, salt, 'claritalk-dashboard local index v1', 32));
}

export interface IndexKeyOptions {
  readonly publicUrl: string;
  readonly cookie: SessionCookie;
  readonly sessions: SessionStore;
  readonly keyOf: IndexKeys;
}

const path = '/session/index-key';

/**
 * `POST /session/index-key`: the raw key for the signed-in page's worker, which sends the session's token. A POST
 * although it changes nothing: browsers send `Origin` with it, and no cache, prefetch or address bar ever asks for it.
 */
export function indexKeyRoutes({ publicUrl, cookie, sessions, keyOf }: IndexKeyOptions): Hono<GatewayEnv> {
  const app = new Hono<GatewayEnv>();
  app.post(path, (context) => {
    const { incoming } = context.env;
    context.header('Cache-Control', 'no-store');
    fromOwnPage(incoming, publicUrl);
    const { sessionId } = ownClaim({ cookie, sessions }, incoming);
    // A session that was sealed with another secret has ended, and its index with it.
    if (!sessions.find(sessionId)) throw refusal('not-signed-in', {});
    const key = new Uint8Array(keyOf(sessionId));
    return context.body(key, 200, { 'Content-Type': 'application/octet-stream' });
  });
  app.all(path, (context) => {
    context.header('Allow', 'POST');
    return context.json({ message: 'This method is not allowed here.' }, 405);
  });
  return app;
}
