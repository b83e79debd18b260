import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { authorizePath } from '#contract/oauth.ts';
import { loadAssets } from './assets.ts';
import { SessionCookie } from './cookies.ts';
import type { GatewayEnv } from './gateway-env.ts';
import { commonHeaders, type HeaderMap, inertPolicy } from './headers.ts';
import { upstreamHealth } from './health.ts';
import type { Logger } from './log.ts';
import { isLoopback, isOwnHost } from './origin.ts';
import { createProxy, type ForwardApi } from './proxy.ts';
import { splitTarget } from './proxy-request.ts';
import { sendRefusal } from './proxy-response.ts';
import { Refusal } from './refusal.ts';
import { Seal } from './sealed.ts';
import { keptSecret } from './session-secret.ts';
import { openSessionStore, type SessionStore } from './sessions.ts';
import { staticRoutes } from './static.ts';
import { tokenRoutes } from './token.ts';
import { TokenService } from './token-service.ts';
import { connectUpstream, type Upstream, type UpstreamTimeouts } from './upstream.ts';

export interface GatewayOptions {
  readonly host: string;
  /** TCP port; 0 picks a free one. */
  readonly port: number;
  /** Origin under which browsers reach the gateway; `http://localhost:<port>` when undefined. */
  readonly publicUrl?: string | undefined;
  /** Directory of the session database and secret; made when missing. */
  readonly dataDir: string;
  /** Directory of the built application. */
  readonly distDir: string;
  readonly claritalk: { readonly url: string; readonly clientId: string; readonly clientSecret: string };
  /** Scopes that the dashboard asks for, separated by spaces. */
  readonly scope: string;
  readonly sessionSecret?: string | undefined;
  readonly sessionDays: number;
  readonly uploadChunkBytes: number;
  /** Whether Claritalk is the local sandbox. */
  readonly sandbox: boolean;
  readonly version: string;
  readonly log: Logger;
  readonly timeouts?: UpstreamTimeouts;
}

export interface Gateway {
  /** Public origin. */
  readonly url: string;
  /** Stops taking requests, lets running ones finish for a moment, and closes the database. */
  close(): Promise<void>;
}

const sweepEveryMs = 60 * 60 * 1000;
const closeGraceMs = 3_000;

/**
 * Starts the gateway. An unreachable Claritalk does not stop it (see `/healthz`).
 * @throws when the port or the data directory cannot be used.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const seal = new Seal(options.sessionSecret ?? keptSecret(options.dataDir));
  const sessions = openSessionStore(join(options.dataDir, 'sessions.sqlite'), seal, options.sessionDays);
  // Slow clients get two minutes for a request; an upload chunk of 5 MiB fits at 350 kbit/s.
  const server = createServer({ requestTimeout: 120_000, headersTimeout: 20_000, keepAliveTimeout: 65_000 });
  try {
    await listen(server, options.port, options.host);
  } catch (error) {
    sessions.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  const publicUrl = options.publicUrl ?? `http://localhost:${port}`;
  const upstream = connectUpstream(options.claritalk.url, options.timeouts);
  server.on('request', requestHandler(options, publicUrl, port, sessions, upstream));
  sessions.sweep();
  const sweeping = setInterval(() => sessions.sweep(), sweepEveryMs);
  sweeping.unref();
  return {
    url: publicUrl,
    async close() {
      clearInterval(sweeping);
      await stop(server);
      await upstream.close();
      sessions.close();
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const impatience = setTimeout(() => server.closeAllConnections(), closeGraceMs);
  await closed;
  clearTimeout(impatience);
}

function requestHandler(
  options: GatewayOptions,
  publicUrl: string,
  port: number,
  sessions: SessionStore,
  upstream: Upstream,
) {
  const { log } = options;
  const cookie = new SessionCookie(publicUrl, options.sessionDays);
  const common = commonHeaders(publicUrl);
  const routes = getRequestListener(
    honoRoutes(options, publicUrl, cookie, sessions, upstream).fetch,
    // The adapter would otherwise replace the process's own Request and Response.
    { overrideGlobalObjects: false },
  );
  const proxy: ForwardApi = createProxy({
    publicUrl,
    upstream,
    findSession: (header) => {
      const id = cookie.read(header);
      return id !== undefined && sessions.exists(id) ? id : undefined;
    },
    refuse: (id, token) => sessions.refuse(id, token),
    log,
  });
  const redirectsToPublic = publicUrl.startsWith('http:') && isLoopback(new URL(publicUrl).hostname);

  return (request: IncomingMessage, response: ServerResponse): void => {
    const startedAt = performance.now();
    const requestId = randomUUID();
    const { path } = splitTarget(request.url ?? '');
    let template: string | undefined;
    setHeaders(response, common, requestId);
    response.once('close', () => {
      log.info('request', {
        method: request.method ?? '',
        path: template ?? path.slice(0, 200),
        status: response.headersSent ? response.statusCode : 499,
        ms: Math.round((performance.now() - startedAt) * 10) / 10,
        requestId,
      });
    });
    const isHealth = path === '/healthz';
    if (!isHealth && !isOwnHost(request.rawHeaders, publicUrl, port)) {
      sendRefusal(response, new Refusal(400, 'This server does not answer to that host name.'), false);
    } else if (!path.startsWith('/')) {
      sendRefusal(response, new Refusal(400, 'The request target is not a path.'), false);
    } else if (/^\/api(\/|$)/.test(path)) {
      template = proxy(request, response, requestId);
    } else if (redirectsToPublic && isForeignNavigation(request, publicUrl)) {
      response.writeHead(307, { location: publicUrl + request.url, 'cache-control': 'no-store' }).end();
    } else {
      void routes(request, response);
    }
  };
}

/** Somebody opened `127.0.0.1` where the dashboard is known as `localhost`: its cookies and policy need the latter. */
const isForeignNavigation = (request: IncomingMessage, publicUrl: string) =>
  request.headers['sec-fetch-mode'] === 'navigate' && request.headers.host !== new URL(publicUrl).host;

function setHeaders(response: ServerResponse, headers: HeaderMap, requestId: string): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('x-request-id', requestId);
}

function honoRoutes(
  options: GatewayOptions,
  publicUrl: string,
  cookie: SessionCookie,
  sessions: SessionStore,
  upstream: Upstream,
): Hono<GatewayEnv> {
  const { claritalk, scope, log, version } = options;
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
      service: new TokenService(upstream, claritalk, sessions, log),
    }),
  );
  app.route(
    '/',
    staticRoutes(loadAssets(options.distDir), publicUrl, {
      authorizeUrl: claritalk.url + authorizePath,
      clientId: claritalk.clientId,
      scope,
      chunkBytes: options.uploadChunkBytes,
      sandbox: options.sandbox,
      version,
    }),
  );
  app.notFound((context) => context.json({ message: 'There is nothing here.' }, 404));
  app.onError((error, context) => {
    log.error('request failed', {
      error: error.name,
      path: splitTarget(context.env.incoming.url ?? '').path,
    });
    return context.json({ message: 'The dashboard’s server has a problem.' }, 500);
  });
  return app;
}
