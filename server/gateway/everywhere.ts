import { Hono } from 'hono';
import { everywherePath } from '#contract/session.ts';
import type { SessionCookie } from './cookies.ts';
import type { GatewayEnv } from './gateway-env.ts';
import { isOwnPage, sourceOf } from './origin.ts';
import type { SessionStore } from './sessions.ts';

export interface EverywhereOptions {
  readonly publicUrl: string;
  readonly cookie: SessionCookie;
  readonly sessions: SessionStore;
}

/**
 * `DELETE /session/all`: signs the person of the session out in every browser. The sessions lose their tokens at
 * once, so the proxy takes nothing from those browsers any more.
 */
export function everywhereRoutes({ publicUrl, cookie, sessions }: EverywhereOptions): Hono<GatewayEnv> {
  const app = new Hono<GatewayEnv>();
  app.delete(everywherePath, (context) => {
    const { headers } = context.env.incoming;
    const source = sourceOf(headers);
    context.header('Cache-Control', 'no-store');
    if (!isOwnPage(source, publicUrl) || (source.destination ?? 'empty') !== 'empty') {
      return context.json({ message: 'Only the dashboard’s own pages may sign out.' }, 403);
    }
    const id = cookie.read(headers.cookie);
    if (id === undefined || !sessions.exists(id)) return context.json({ message: 'Sign in first.' }, 401);
    const { ended, complete } = sessions.endAll(id);
    context.header('Set-Cookie', cookie.clear());
    return context.json({ ended, complete });
  });
  app.all(everywherePath, (context) => {
    context.header('Allow', 'DELETE');
    return context.json({ message: 'This method is not allowed here.' }, 405);
  });
  return app;
}
