import { Hono } from 'hono';
import { adminRoot } from '#contract/admin.ts';
import { loadAssets } from './assets.ts';
import type { SessionCookie } from './cookies.ts';
import { clientConfigOf } from './document.ts';
import type { AuditLog } from './elevation/audit-log.ts';
import { claritalkCalls } from './elevation/claritalk-calls.ts';
import { elevationRoutes } from './elevation/routes.ts';
import { ServiceAccount } from './elevation/service-account.ts';
import { everywhereRoutes } from './everywhere.ts';
import type { GatewayEnv } from './gateway-env.ts';
import type { GatewayOptions } from './gateway-options.ts';
import { inertPolicy } from './headers.ts';
import { upstreamHealth } from './health.ts';
import { type IndexKeys, indexKeyRoutes } from './index-key.ts';
import { splitTarget } from './proxy-request.ts';
import type { Push } from './push/push.ts';
import { reportRoutes, webhookRoutes } from './push/push-routes.ts';
import type { SessionStore } from './sessions.ts';
import { staticRoutes } from './static.ts';
import { tokenRoutes } from './token.ts';
import type { TokenService } from './token-service.ts';
import type { Upstream } from './upstream.ts';

/** What is made once and shared by the routes. */
export interface GatewayParts {
  /** Origin under which browsers reach the gateway. */
  readonly publicUrl: string;
  readonly cookie: SessionCookie;
  readonly sessions: SessionStore;
  readonly indexKeyOf: IndexKeys;
  readonly upstream: Upstream;
  readonly tokens: TokenService;
  readonly audit: AuditLog;
  /** Undefined where live updates are switched off. */
  readonly push: Push | undefined;
}

/** Everything but the API: health, tokens and sessions, and the application's files. */
export function createRoutes(options: GatewayOptions, parts: GatewayParts): Hono<GatewayEnv> {
  const { claritalk, scope, log, version } = options;
  const { publicUrl, cookie, sessions, upstream } = parts;
  const health = upstreamHealth(upstream);
  const app = new Hono<GatewayEnv>();
  app.use(async (context, next) => {
    await next();
    const { headers } = context.res;
    if (!headers.has('content-security-policy')) headers.set('content-security-policy', inertPolicy);
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  });
  app.get('/healthz', async (context) => context.json({ status: 'ok', version, upstream: await health() }));
  app.route(
    '/',
    tokenRoutes({
      publicUrl,
      own: { clientId: claritalk.clientId, redirectUri: `${publicUrl}/auth/callback`, scope },
      cookie,
      sessions,
      service: parts.tokens,
    }),
  );
  app.route('/', indexKeyRoutes({ publicUrl, cookie, sessions, keyOf: parts.indexKeyOf }));
  app.route('/', everywhereRoutes({ publicUrl, cookie, sessions }));
  if (parts.push)
    app.route('/', reportRoutes({ ...parts, ...parts.push, clientId: claritalk.clientId, log }));
  app.route('/', administration(options, parts));
  app.route('/', staticRoutes(loadAssets(options.distDir), publicUrl, clientConfigOf(options)));
  app.notFound((context) => context.json({ message: 'There is nothing here.' }, 404));
  app.onError((error, context) => {
    const { incoming } = context.env;
    // A client that leaves in the middle of its request is no fault of ours.
    const level = incoming.destroyed && !incoming.complete ? 'debug' : 'error';
    log[level]('request failed', { error: error.name, path: splitTarget(incoming.url ?? '').path });
    return context.json({ message: 'The dashboard’s server has a problem.' }, 500);
  });
  return app;
}

/** What admins may do through the service account; without one it says so. */
function administration(options: GatewayOptions, parts: GatewayParts): Hono<GatewayEnv> {
  const { serviceAccount, claritalk, log } = options;
  if (!serviceAccount) {
    return new Hono<GatewayEnv>().all(`${adminRoot}/*`, (context) =>
      context.json({ message: 'No service account is set up for this dashboard.' }, 503),
    );
  }
  const call = claritalkCalls(parts.upstream);
  const service = new ServiceAccount(parts.upstream, serviceAccount, call, log);
  const elevation = { ...parts, clientId: claritalk.clientId, call, service, log };
  const app = elevationRoutes(elevation);
  if (parts.push) app.route('/', webhookRoutes({ ...elevation, ...parts.push }));
  return app;
}
