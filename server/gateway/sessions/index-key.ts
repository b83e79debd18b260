import { hkdfSync } from 'node:crypto';
import { Hono } from 'hono';
import type { SessionCookie } from '../http/cookies.ts';
import type { GatewayEnv } from '../http/gateway-env.ts';
import { refusal } from '../http/refusal.ts';
import { fromOwnPage, ownClaim } from './own-request.ts';
import type { SessionStore } from './sessions.ts';

/**
 * Returns the key of the index that a page keeps in the browser, 32 bytes. It is derived, not stored: from the session's
 * id, which only the browser's cookie has, and a salt, which only the gateway has, sealed. It survives a restart and a
 * change of the secret, and once the session has ended its id is nowhere, so nobody can derive the key again.
 */
const indexKey = (sessionId: string, salt: Buffer): Uint8Array<ArrayBuffer> =>
  new Uint8Array(hkdfSync('sha256', sessionId, salt, 'claritalk-dashboard local index v1', 32));

export interface IndexKeyOptions {
  readonly publicUrl: string;
  readonly cookie: SessionCookie;
  readonly sessions: SessionStore;
}

const path = '/session/index-key';

/**
 * `POST /session/index-key`: the raw key for the signed-in page's worker, which sends the session's token. A POST
 * although it changes nothing: browsers send `Origin` with it, and no cache, prefetch or address bar ever asks for it.
 */
export function indexKeyRoutes({ publicUrl, cookie, sessions }: IndexKeyOptions): Hono<GatewayEnv> {
  const app = new Hono<GatewayEnv>();
  app.post(path, async (context) => {
    const { incoming } = context.env;
    context.header('Cache-Control', 'no-store');
    fromOwnPage(incoming, publicUrl);
    const { sessionId } = await ownClaim({ cookie, sessions }, incoming);
    // A session that was sealed with another secret has ended, and its index with it.
    const salt = (await sessions.find(sessionId)) && (await sessions.indexSalt(sessionId));
    if (!salt) throw refusal('not-signed-in', {});
    return context.body(indexKey(sessionId, salt), 200, { 'Content-Type': 'application/octet-stream' });
  });
  app.all(path, (context) => {
    context.header('Allow', 'POST');
    return context.json({ message: 'This method is not allowed here.' }, 405);
  });
  return app;
}
