import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { SessionCookie } from './cookies.ts';
import { openAuditLog } from './elevation/audit-log.ts';
import type { GatewayOptions } from './gateway-options.ts';
import { indexKeys } from './index-key.ts';
import { listen, portOf, stop } from './listen.ts';
import { createProxy } from './proxy.ts';
import { keptHookSecrets } from './push/hook-secrets.ts';
import { openPush, openPushStoreIn } from './push/push.ts';
import { createRequestHandler } from './request-handler.ts';
import { createRoutes, type GatewayParts } from './routes.ts';
import { Seal } from './sealed.ts';
import { keptSecret } from './session-secret.ts';
import { openSessionStore, tellEndings } from './sessions.ts';
import { TokenService } from './token-service.ts';
import { connectUpstream } from './upstream.ts';

export interface Gateway {
  /** Public origin. */
  readonly url: string;
  /** Stops taking requests, lets running ones finish for a moment, and closes the database. */
  close(): Promise<void>;
}

const sweepEveryMs = 60 * 60 * 1000;

/**
 * Starts the gateway. An unreachable Claritalk does not stop it (see `/healthz`).
 * @throws NodeJS.ErrnoException when the port or the data directory cannot be used.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const secret = options.sessionSecret ?? keptSecret(options.dataDir);
  const seal = new Seal(secret);
  const sessions = tellEndings(
    openSessionStore(join(options.dataDir, 'sessions.sqlite'), seal, options.sessionDays),
  );
  const audit = openAuditLog(join(options.dataDir, 'audit.sqlite'));
  const hooks = options.liveUpdates ? hooksOf(options) : undefined;
  const pushStore = options.liveUpdates ? openPushStoreIn(options, secret) : undefined;
  const closeStores = () => {
    for (const store of [sessions, audit, pushStore]) store?.close();
  };
  // Slow clients get two minutes for a request; an upload chunk of 5 MiB fits at 350 kbit/s.
  const make = () =>
    createServer({ requestTimeout: 120_000, headersTimeout: 20_000, keepAliveTimeout: 65_000 });
  const servers = await listen(make, options.host, options.port).catch((error) => {
    closeStores();
    throw error;
  });
  const port = portOf(servers[0]);
  const publicUrl = options.publicUrl ?? `http://localhost:${port}`;
  const cookie = new SessionCookie(publicUrl, options.sessionDays);
  const upstream = connectUpstream(options.claritalk.url, options.timeouts);
  const tokens = new TokenService(upstream, options.claritalk, sessions, options.log);
  const shared = { publicUrl, cookie, sessions, upstream, tokens };
  const push = pushStore && hooks && openPush({ ...shared, ...hooks, store: pushStore });
  const parts: GatewayParts = { ...shared, indexKeyOf: indexKeys(secret), audit, push };
  const handler = handlerOf(options, parts, port);
  for (const server of servers) server.on('request', handler);
  sessions.sweep();
  const sweeping = setInterval(() => sessions.sweep(), sweepEveryMs);
  sweeping.unref();
  return {
    url: publicUrl,
    async close() {
      clearInterval(sweeping);
      push?.close();
      await Promise.all(servers.map(stop));
      await upstream.close();
      closeStores();
    },
  };
}

const hooksOf = ({
  hookSecrets,
  dataDir,
  keptDeliveries,
  keptDeliveryDays,
  heartbeatMs,
  log,
}: GatewayOptions) => ({
  secrets: hookSecrets ?? keptHookSecrets(dataDir),
  kept: { deliveries: keptDeliveries, days: keptDeliveryDays },
  heartbeatMs,
  log,
});

function handlerOf(options: GatewayOptions, parts: GatewayParts, port: number) {
  const { publicUrl, cookie, sessions, upstream, push } = parts;
  const { log } = options;
  const forwardApi = createProxy({
    publicUrl,
    upstream,
    sandbox: options.sandbox,
    findSession: (header) => {
      const id = cookie.read(header);
      return id !== undefined && sessions.exists(id) ? id : undefined;
    },
    refuse: (id, token) => sessions.refuse(id, token),
    log,
  });
  // The adapter would otherwise replace the process's own Request and Response.
  const routes = getRequestListener(createRoutes(options, parts).fetch, { overrideGlobalObjects: false });
  return createRequestHandler({ publicUrl, port, forwardApi, push: push?.handle, routes, log });
}
