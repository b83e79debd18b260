import type { IncomingMessage, ServerResponse } from 'node:http';
import { Hono } from 'hono';
import { adminRoot, adminSetWebhookUrl } from '#contract/gateway/admin.ts';
import type { Leases } from '../data/leases.ts';
import { pingPath } from '../upstreams/claritalk.ts';
import type { UpstreamClient } from '../upstreams/client.ts';
import type { ConnectedSystems } from './connections/connected-systems.ts';
import { consentRoutes } from './consents/consent-routes.ts';
import type { ConsentStore } from './consents/consent-store.ts';
import { Admins } from './elevation/admins.ts';
import type { AuditLog } from './elevation/audit-log.ts';
import { claritalkCalls } from './elevation/claritalk-calls.ts';
import { hookUrlCheck } from './elevation/hook-url.ts';
import type { IdempotencyStore } from './elevation/idempotency-store.ts';
import { OrganisationCheck } from './elevation/organisation-check.ts';
import { elevatedApiPath, elevationRoutes } from './elevation/routes.ts';
import { ServiceAccount } from './elevation/service-account.ts';
import type { Push } from './events/push.ts';
import { reportRoutes, webhookRoutes } from './events/push-routes.ts';
import { webhookActions } from './events/webhook-actions.ts';
import type { GatewayOptions } from './gateway-options.ts';
import { upstreamHealth } from './health.ts';
import type { SessionCookie } from './http/cookies.ts';
import type { GatewayEnv } from './http/gateway-env.ts';
import { inertPolicy } from './http/headers.ts';
import { loggedTarget } from './http/logged-target.ts';
import { pageFor } from './http/person/respond.ts';
import { Refusal, refusal, refusalFor } from './http/refusal.ts';
import type { ReadinessCheck } from './readiness.ts';
import type { OpenRetention } from './retention/open-retention.ts';
import type { Limits } from './scheduling/limits.ts';
import { deviceKeyRoutes } from './sessions/device-keys.ts';
import type { SessionStore } from './sessions/sessions.ts';
import type { SignInGuard } from './sessions/sign-in-guard.ts';
import { signOutEverywhereRoutes } from './sessions/sign-out-everywhere.ts';
import { tokenRoutes } from './sessions/token.ts';
import type { TokenEndpoint } from './sessions/token-exchange.ts';
import type { TokenService } from './sessions/token-service.ts';
import { loadAssets } from './site/assets.ts';
import { clientConfigOf } from './site/client-config.ts';
import { staticRoutes } from './site/static.ts';
import { hookAddress } from './webhooks/hook-secrets.ts';

/** What is created once and shared by the routes. */
export interface GatewayParts {
  /** Origin under which browsers reach the gateway. */
  readonly publicUrl: string;
  readonly cookie: SessionCookie;
  readonly sessions: SessionStore;
  /** Claritalk. */
  readonly upstream: UpstreamClient;
  readonly tokens: TokenService;
  readonly endpoint: TokenEndpoint;
  readonly guard: SignInGuard;
  readonly audit: AuditLog;
  readonly idempotency: IdempotencyStore;
  readonly leases: Leases;
  readonly limits: Limits;
  readonly consents: ConsentStore;
  readonly connected: ConnectedSystems;
  /** Called for requests whose sender is known: their bodies may arrive slowly. */
  readonly trust: (request: IncomingMessage) => void;
  readonly readiness: ReadinessCheck;
  readonly retention: OpenRetention;
  /** Undefined where live updates are switched off. */
  readonly push: Push | undefined;
}

/** Everything but the API: health, tokens and sessions, and the application's files. */
export function createRoutes(options: GatewayOptions, parts: GatewayParts): Hono<GatewayEnv> {
  const { claritalk, scope, log, version } = options;
  const { publicUrl, cookie, sessions, upstream } = parts;
  const health = upstreamHealth(upstream, pingPath);
  const app = new Hono<GatewayEnv>();
  app.use(async (context, next) => {
    await next();
    if (context.res.status >= 400) context.res = forPerson(context.env.outgoing, context.res);
    const { headers } = context.res;
    if (!headers.has('content-security-policy')) headers.set('content-security-policy', inertPolicy);
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  });
  app.get('/healthz', async (context) => context.json({ status: 'ok', version, upstream: await health() }));
  app.get('/readyz', async (context) => {
    const isOnlyEnding = context.req.query('only') === 'ending';
    const readiness = isOnlyEnding ? parts.readiness.ending() : await parts.readiness.check();
    return context.json(readiness, readiness.status === 'ready' ? 200 : 503);
  });
  app.route(
    '/',
    tokenRoutes({
      publicUrl,
      own: { clientId: claritalk.clientId, redirectUri: `${publicUrl}/auth/callback`, scope },
      cookie,
      sessions,
      service: parts.tokens,
      guard: parts.guard,
    }),
  );
  app.route('/', deviceKeyRoutes({ publicUrl, cookie, sessions }));
  app.route('/', signOutEverywhereRoutes({ publicUrl, cookie, sessions }));
  if (parts.push)
    app.route('/', reportRoutes({ ...parts, ...parts.push, clientId: claritalk.clientId, log }));
  const { clientId } = claritalk;
  app.route('/', parts.connected.routes({ ...parts, clientId, log }));
  app.route(
    '/',
    consentRoutes({
      ...{ publicUrl, cookie, sessions, clientId, store: parts.consents },
      call: claritalkCalls(upstream),
      limits: parts.limits,
      tell: async (owner, recording) => parts.push?.tellConsent({ owner, recording }),
    }),
  );
  app.route('/', administration(options, parts));
  app.route('/', staticRoutes(loadAssets(options.distDir), publicUrl, clientConfigOf(options)));
  app.notFound((context) => context.json({ message: 'There is nothing here.' }, 404));
  app.onError((error, context) => {
    if (error instanceof Refusal) return answerOf(error, context.env.outgoing);
    const { incoming } = context.env;
    // A client that leaves in the middle of its request is not our fault.
    const level = incoming.destroyed && !incoming.complete ? 'debug' : 'error';
    log[level]('request failed', { error: error.name, path: loggedTarget(incoming.url ?? '') });
    return answerOf(refusalFor(error), context.env.outgoing);
  });
  return app;
}

/** Returns a refusal as JSON, or as the page that it asks for if a person is waiting. */
function answerOf(refused: Refusal, outgoing: ServerResponse): Response {
  const { status, headers, person } = refused;
  const page = pageFor(outgoing, status, person);
  return page
    ? new Response(page.body, { status, headers: { ...headers, ...page.headers } })
    : refused.response();
}

/** Returns a failed response, as a page where a person will see it. */
function forPerson(outgoing: ServerResponse, answer: Response): Response {
  if (!answer.headers.get('content-type')?.startsWith('application/json')) return answer;
  const page = pageFor(outgoing, answer.status, {
    retryAfter: answer.headers.get('retry-after') ?? undefined,
  });
  if (!page) return answer;
  const headers = new Headers(answer.headers);
  for (const [name, value] of Object.entries(page.headers)) headers.set(name, value);
  headers.delete('content-length');
  return new Response(page.body, { status: answer.status, headers });
}

/** What admins may do through the service account; says so if there is none. */
function administration(options: GatewayOptions, parts: GatewayParts): Hono<GatewayEnv> {
  const { serviceAccount, claritalk, log } = options;
  if (!serviceAccount) {
    const off = () => refusal('no-service-account', {}).response();
    return new Hono<GatewayEnv>().all(`${adminRoot}/*`, off).all(elevatedApiPath, off);
  }
  const call = claritalkCalls(parts.upstream);
  const service = new ServiceAccount(parts.endpoint, serviceAccount, call, log);
  const admins = new Admins({
    ...{ call, limits: parts.limits, name: 'administration' },
    organisation: new OrganisationCheck(service),
  });
  const { push, publicUrl } = parts;
  const own = push && hookAddress(publicUrl, push.secrets);
  const checkHookUrl = hookUrlCheck({ sandbox: options.sandbox, own });
  const elevation = { ...parts, clientId: claritalk.clientId, admins, call, service, checkHookUrl, log };
  const kept = parts.retention.serve({
    service,
    audit: parts.audit,
    leases: parts.leases,
    log,
    perMinute: options.retentionPerMinute,
  });
  const more = [...(push ? webhookActions({ ...push, publicUrl }) : []), ...kept.actions];
  const app = elevationRoutes(elevation, more);
  app.route('/', kept.routes(elevation));
  if (push) app.route('/', webhookRoutes({ ...elevation, ...push }));
  return app.all(elevatedApiPath, (context) => {
    context.header('Allow', adminSetWebhookUrl.method);
    return context.json({ message: 'This method is not allowed here.' }, 405);
  });
}
