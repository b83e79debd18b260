import { hkdfSync } from 'node:crypto';
import { Hono } from 'hono';
import type { SessionCookie } from './cookies.ts';
import type { GatewayEnv } from './gateway-env.ts';
import { isOwnPage, sourceOf } from './origin.ts';
import type { SessionStore } from './sessions.ts';

/** Answers the key of a session's local index: 32 bytes, always the same for the same session id. */
export type IndexKeys = (sessionId: string) => Buffer;

/**
 * Keys for the index that the page keeps in the browser. They are derived, not stored: from the session's id,
 * which only the browser's cookie has, and the session secret, which only the gateway has. They survive a
 * restart, and once the session has ended its id is nowhere, so nobody can make the key again.
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
 * `POST /session/index-key`: the raw key for the signed-in page's worker. A POST although it changes nothing:
 * browsers send `Origin` with it, and no cache, prefetch or address bar ever asks for it.
 */
export function indexKeyRoutes({ publicUrl, cookie, sessions, keyOf }: IndexKeyOptions): Hono<GatewayEnv> {
  const app = new Hono<GatewayEnv>();
  app.post(path, (context) => {
    const { headers } = context.env.incoming;
    const source = sourceOf(headers);
    context.header('Cache-Control', 'no-store');
    if (!isOwnPage(source, publicUrl) || (source.destination ?? 'empty') !== 'empty') {
      return context.json({ message: 'Only the dashboard’s own pages may ask for this key.' }, 403);
    }
    const id = cookie.read(headers.cookie);
    if (id === undefined || !sessions.find(id)) return context.json({ message: 'Sign in first.' }, 401);
    return context.body(new Uint8Array(keyOf(id)), 200, { 'Content-Type': 'application/octet-stream' });
  });
  app.all(path, (context) => {
    context.header('Allow', 'POST');
    return context.json({ message: 'This method is not allowed here.' }, 405);
  });
  return app;
}
