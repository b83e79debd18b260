import { createServer, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import { issueToken, tokenPath } from '#contract/claritalk/oauth.ts';
import { firstRun } from '../data/data-lock.ts';
import { forgetLeases, leasesIn } from '../data/leases.ts';
import { openNotices } from '../data/notices.ts';
import { postgresDatabases } from '../data/postgres-database.ts';
import { makePrivateFolder } from '../data/private-files.ts';
import { sqliteDatabases } from '../data/sqlite-database.ts';
import { workPlan } from '../data/work-plan.ts';
import { portOf } from '../lib/port-of.ts';
import { SecondAdmin } from './connections/second-admin.ts';
import { openConnectedStores } from './connections/stores/connected-stores.ts';
import { ConsentStore, consentPlan } from './consents/consent-store.ts';
import { openAuditLog } from './elevation/audit-log.ts';
import { auditPlan } from './elevation/audit-tables.ts';
import { auditWatch } from './elevation/audit-watch.ts';
import { IdempotencyStore } from './elevation/idempotency-store.ts';
import { openPush, openPushStoreIn } from './events/push.ts';
import { forwardTo, openSystems, type Systems } from './forwarding.ts';
import type { GatewayOptions } from './gateway-options.ts';
import { Connections, serverTimeouts } from './http/connections.ts';
import { SessionCookie } from './http/cookies.ts';
import { listen, stop } from './http/listen.ts';
import { noMeter } from './metrics/meter.ts';
import { createMetrics, type Metrics } from './metrics/metrics.ts';
import { metricsHandler, serveMetrics } from './metrics/serve-metrics.ts';
import { ReadinessCheck } from './readiness.ts';
import { createRequestHandler } from './request-handler.ts';
import { openRetention } from './retention/open-retention.ts';
import { createRoutes, type GatewayParts } from './routes.ts';
import { limitsIn } from './scheduling/open-limits.ts';
import { Turns } from './scheduling/turns.ts';
import { SealAgain } from './sessions/seal-again.ts';
import { Seal } from './sessions/sealed.ts';
import { securityLog } from './sessions/security-events.ts';
import { secretsIn } from './sessions/session-secret.ts';
import { sessionPlan } from './sessions/session-tables.ts';
import { openSessionStore } from './sessions/sessions.ts';
import { SignInGuard } from './sessions/sign-in-guard.ts';
import { TokenBudget } from './sessions/token-budget.ts';
import { TokenService } from './sessions/token-service.ts';
import { keptHookSecrets } from './webhooks/hook-secrets.ts';

export interface Gateway {
  /** Public origin. */
  readonly url: string;
  /** Where it listens: the one it was given, or any free one for 0. */
  readonly port: number;
  /** Stops accepting requests, gives running ones a moment to finish, and closes the database. */
  close(): Promise<void>;
}

/** How many requests are begun in one turn of the event loop: together they take a few milliseconds. */
const requestsPerTurn = 4;

/** It is read before it is known whose it is. */
const openForm = { path: tokenPath, maxBytes: issueToken.maxBodyBytes };

const sweepEveryMs = 60 * 60 * 1000;

/**
 * Starts the gateway. An unreachable system does not stop it (see `/healthz`).
 * @throws NodeJS.ErrnoException when the port or the data directory cannot be used.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  makePrivateFolder(options.dataDir);
  // Before any database is opened, so that all are measured.
  const metrics = options.metrics && createMetrics(options.version);
  const meter = metrics ?? noMeter;
  const secrets = secretsIn(options.dataDir, 'session-secret', options.sessionSecret);
  const seal = new Seal(secrets);
  const databases = options.databaseUrl
    ? postgresDatabases(options.databaseUrl)
    : sqliteDatabases(options.dataDir);
  const sessions = await openSessionStore(await databases.open(sessionPlan), seal, options.sessionDays);
  const audit = openAuditLog(await databases.open(auditPlan));
  const work = await databases.open(workPlan);
  const idempotency = new IdempotencyStore(work, new Seal(secrets, 'results of actions'));
  const run = options.run ?? firstRun();
  await forgetLeases(work, run.before);
  const leases = leasesIn(work, Date.now, run);
  const limits = limitsIn(work);
  const notices = await openNotices(work, new Seal(secrets, 'notices'));
  const secondAdmin = new SecondAdmin(work);
  const stores = await openConnectedStores(databases, leases, { ...options, run });
  const retention = await openRetention(databases, new Seal(secrets, 'retention'));
  const consents = new ConsentStore(await databases.open(consentPlan), new Seal(secrets, 'consents'));
  const hooks = options.liveUpdates ? hooksOf(options) : undefined;
  const pushStore = options.liveUpdates ? await openPushStoreIn(databases, options, secrets) : undefined;
  const closeStores = async () => {
    await databases.close();
    metrics?.close();
  };
  const connections = new Connections(openForm, options.connections);
  const make = () => {
    const server = createServer(serverTimeouts);
    connections.watch(server);
    return server;
  };
  const servers = await listen(make, options.host, options.port).catch(async (error) => {
    await closeStores();
    throw error;
  });
  const { port: metricsPort } = options.metrics ?? {};
  const served =
    metrics && options.metrics && metricsPort !== undefined
      ? await serveMetrics(metrics, { ...options.metrics, port: metricsPort }).catch(async (error) => {
          await Promise.all(servers.map(stop));
          await closeStores();
          throw error;
        })
      : undefined;
  const port = portOf(servers[0]);
  const publicUrl = options.publicUrl ?? `http://localhost:${port}`;
  const cookie = new SessionCookie(publicUrl, options.sessionDays);
  // The sandbox's systems deliver on this machine, whatever the public address is.
  const local = `http://localhost:${port}`;
  const live = pushStore && { origin: options.sandbox ? local : publicUrl, deliveries: pushStore };
  const systems = openSystems(
    { ...options, limits, notices, secondAdmin },
    stores,
    sessions,
    audit,
    { publicUrl, local },
    live,
    meter,
  );
  const upstream = systems.claritalk;
  const budget = new TokenBudget({ perMinute: options.tokenRequestsPerMinute });
  const endpoint = { upstream, budget };
  const { claritalk: credentials, log } = options;
  const tokens = new TokenService({ endpoint, credentials, sessions, leases, limits, log });
  const guard = new SignInGuard({ publicUrl, limits, seal: new Seal(secrets, 'sign-in cookies') });
  const { connected } = systems;
  const shared = { publicUrl, cookie, sessions, upstream, tokens, connected, limits, notices };
  const trust = (request: IncomingMessage) => connections.trust(request);
  const push = pushStore && hooks && openPush({ ...shared, ...hooks, trust, store: pushStore, meter });
  const sealed = [
    sessions.sealed,
    idempotency.sealed,
    retention.sealed,
    consents.sealed,
    ...(pushStore ? [pushStore.sealed] : []),
    ...connected.sealed,
  ];
  const checked = [...sealed.map(({ database }) => database), audit.database];
  const readiness = new ReadinessCheck(checked, options.dataDir);
  metrics?.observe({
    ...connected.measured,
    streams: () => push?.hub.connections ?? 0,
    tokenBudget: () => budget.share,
    isReady: async () => (await readiness.check()).status === 'ready',
  });
  const parts: GatewayParts = {
    ...shared,
    trust,
    endpoint,
    guard,
    audit,
    idempotency,
    leases,
    consents,
    readiness,
    push,
    retention,
  };
  const handler = handlerOf(options, parts, systems, { port, trust, metrics });
  for (const server of servers) server.on('request', handler);
  const watchAudit = auditWatch(audit, log);
  const untold = (what: string) => (error: unknown) =>
    log.warn('could not be looked after', {
      what,
      error: error instanceof Error ? error.message : 'unknown',
    });
  const sweep = () => {
    sessions.sweep().catch(untold('old sessions'));
    idempotency.sweep().catch(untold('what was done'));
    limits.sweep().catch(untold('limits'));
    secondAdmin.sweep().catch(untold('what waited for a second admin'));
    consents.sweep().catch(untold('old consents'));
    connected.sweep();
    retention.prune().catch(untold('old lists of retention'));
    watchAudit().catch(untold('the audit log'));
  };
  sweep();
  const sealAgain = new SealAgain(sealed, log);
  const sweeping = setInterval(sweep, sweepEveryMs);
  sweeping.unref();
  return {
    url: publicUrl,
    port,
    async close() {
      readiness.end();
      connections.leave();
      if (options.shutdownMs) await pause(options.shutdownMs);
      clearInterval(sweeping);
      push?.close();
      connections.end();
      await Promise.all([...servers.map(stop), sealAgain.close(), served?.close()]);
      await retention.close();
      await systems.close();
      notices.close();
      await limits.close();
      await closeStores();
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

interface Listening {
  readonly port: number;
  /** Called for requests whose sender is known. */
  readonly trust: (request: IncomingMessage) => void;
  readonly metrics: Metrics | undefined;
}

function handlerOf(
  options: GatewayOptions,
  parts: GatewayParts,
  systems: Systems,
  { port, trust, metrics }: Listening,
) {
  const { publicUrl, cookie, sessions, limits, push } = parts;
  const { log } = options;
  const meter = metrics ?? noMeter;
  // With a port of their own they are nowhere else.
  const here = options.metrics?.port === undefined ? metrics : undefined;
  /** Where it cannot be looked up, whoever it is waits like a stranger. */
  const personOf = async (id: string | undefined) =>
    id === undefined ? undefined : await sessions.personOf(id).catch(() => undefined);
  /** By connection: its cookie hardly ever changes, and looking up whose it is costs as much as a tenth of a request. */
  const parties = new WeakMap<Socket, { readonly cookies: string | undefined; readonly party: string }>();
  const partyOf = ({ socket, headers: { cookie: cookies } }: IncomingMessage): string | Promise<string> => {
    const known = parties.get(socket);
    if (known && known.cookies === cookies) return known.party;
    return personOf(cookie.read(cookies)).then((person = '') => {
      parties.set(socket, { cookies, party: person });
      return person;
    });
  };
  // The adapter would otherwise replace the process's own Request and Response.
  const routes = getRequestListener(createRoutes(options, parts).fetch, { overrideGlobalObjects: false });
  return createRequestHandler({
    publicUrl,
    port,
    partyOf,
    turns: new Turns(requestsPerTurn),
    findForward: forwardTo(systems, { publicUrl, cookie, sessions, limits, trust, log, meter }),
    push: push?.handle,
    metrics: here && metricsHandler(here, options.metrics?.token),
    routes,
    logSecurity: securityLog({ publicUrl, cookie, sessions, log }),
    log,
    meter,
  });
}
