import { Hono } from 'hono';
import { everywherePath } from '#contract/gateway/session.ts';
import type { SessionCookie } from '../http/cookies.ts';
import type { GatewayEnv } from '../http/gateway-env.ts';
import { refusal } from '../http/refusal.ts';
import { fromOwnPage } from './own-request.ts';
import { noteSecurity } from './security-events.ts';
import type { SessionStore } from './sessions.ts';

export interface SignOutEverywhereOptions {
  readonly publicUrl: string;
  readonly cookie: SessionCookie;
  readonly sessions: SessionStore;
}

/**
 * `DELETE /session/all`: signs the person of the session out in every browser. The sessions lose their tokens at
 * once, so the proxy no longer accepts anything from those browsers.
 */
export function signOutEverywhereRoutes({
  publicUrl,
  cookie,
  sessions,
}: SignOutEverywhereOptions): Hono<GatewayEnv> {
  const app = new Hono<GatewayEnv>();
  app.delete(everywherePath, async (context) => {
    const { headers } = context.env.incoming;
    context.header('Cache-Control', 'no-store');
    fromOwnPage(context.env.incoming, publicUrl);
    const id = cookie.read(headers.cookie);
    if (id === undefined || !(await sessions.exists(id))) throw refusal('not-signed-in', {});
    const { ended, complete } = await sessions.endAll(id);
    noteSecurity(context.env.incoming, 'signed out everywhere');
    context.header('Set-Cookie', cookie.clear());
    return context.json({ ended, complete });
  });
  app.all(everywherePath, (context) => {
    context.header('Allow', 'DELETE');
    return context.json({ message: 'This method is not allowed here.' }, 405);
  });
  return app;
}
