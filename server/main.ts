/**
 * The server of the dashboard: the gateway, and without a Claritalk of one's own the sandbox. Settings come from
 * the environment and from a file `.env` in the project's folder (see .env.example).
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { connectedSystems } from '#contract/connected/table.ts';
import { beginRun, lockDataDir } from './data/data-lock.ts';
import { isOpenToOthers, makePrivateFolder } from './data/private-files.ts';
import { StoreFailure } from './data/store-failure.ts';
import { loadEnvFile } from './env-file.ts';
import type { FirstConnections } from './gateway/connections/first-connections.ts';
import { purgeSetting } from './gateway/connections/offered.ts';
import { type Gateway, startGateway } from './gateway/gateway.ts';
import { createLogger, type Logger } from './gateway/http/log.ts';
import { isLoopback } from './gateway/http/origin.ts';
import { type HookSecrets, hookAddress, keptHookSecrets } from './gateway/webhooks/hook-secrets.ts';
import { codeOf } from './lib/error-code.ts';
import { apiToken } from './sandboxes/chat2desk/credentials.ts';
import { key } from './sandboxes/claap/credentials.ts';
import {
  accountPassword,
  accounts,
  dashboardClient,
  personalAccessTokens,
  serviceAccount,
} from './sandboxes/claritalk/credentials.ts';
import type { RunningSandbox } from './sandboxes/claritalk/sandbox.ts';
import { token } from './sandboxes/courier/credentials.ts';
import { type Claritalk, readSettings, type Settings, SettingsError } from './settings.ts';

interface Closable {
  close(): Promise<void>;
}

/** What is to be closed, the first first. */
const running: Closable[] = [];

async function main(): Promise<void> {
  process.umask(0o077);
  const envFile = loadEnvFile();
  const settings = readSettings(process.env);
  const log = createLogger(settings.logLevel);
  stopOnSignals(log);
  running.unshift(keepForOneself(settings));
  warnAboutPlainHttp(settings, log);
  warnAboutOpenFiles(settings, envFile, log);
  const dataDir = join(settings.dataDir, 'gateway');
  const hookSecrets = settings.liveUpdates ? hookSecretsOf(settings, dataDir) : undefined;
  const sandbox = settings.claritalk ? undefined : await startLocally(settings, hookSecrets, log);
  const claritalk = settings.claritalk ?? { url: sandbox?.url ?? '', ...dashboardClient };
  const gateway = await startGateway({
    ...settings,
    dataDir,
    run: beginRun(settings.dataDir),
    claritalk,
    hookSecrets,
    offered: connectedSystems.map((one) => ({
      ...one,
      url: settings.systemUrls[one.system.id],
      allowed: settings.allowPurge ? [purgeSetting] : [],
    })),
    firstConnections: sandbox && settings.sandboxConnected ? firstConnections(sandbox) : undefined,
    serviceAccount: settings.claritalk ? settings.serviceAccount : serviceAccount,
    sandbox: settings.claritalk === undefined,
    broadcasting: { perSecond: settings.courierPerSecond },
    log,
  }).catch((error) => {
    const { port: metricsPort } = settings.metrics ?? {};
    const isOfMetrics = metricsPort !== undefined && portIn(error) === metricsPort;
    const [name, port] = isOfMetrics ? ['METRICS_PORT', metricsPort] : ['PORT', settings.port];
    throw explained(error, name, port, settings.dataDir);
  });
  running.unshift(gateway);
  announce(gateway, claritalk, settings);
}

/** Makes the data directory and locks it: a second server on it would end sessions of the first. */
function keepForOneself(settings: Settings): Closable {
  const { dataDir, publicUrl } = settings;
  try {
    if (!existsSync(dataDir)) makePrivateFolder(dataDir);
    return lockDataDir(dataDir, publicUrl);
  } catch (error) {
    throw explained(error, 'PORT', settings.port, dataDir);
  }
}

function hookSecretsOf(settings: Settings, dataDir: string): HookSecrets {
  try {
    return settings.hookSecrets ?? keptHookSecrets(dataDir);
  } catch (error) {
    throw explained(error, 'PORT', settings.port, settings.dataDir);
  }
}

async function startLocally(
  settings: Settings,
  hookSecrets: HookSecrets | undefined,
  log: Logger,
): Promise<RunningSandbox> {
  // Loaded only when it is used: against a real Claritalk none of its code runs.
  const { startSandbox } = await import('./sandboxes/claritalk/sandbox.ts');
  const sandbox = await startSandbox({
    port: settings.sandboxPort,
    dataDir: join(settings.dataDir, 'sandbox'),
    dashboardOrigins: [settings.publicUrl],
    // On this machine, whatever the public address is.
    ...(hookSecrets ? { webhookUrl: hookAddress(`http://localhost:${settings.port}`, hookSecrets) } : {}),
    ...(settings.sandboxMeetings === undefined ? {} : { meetings: settings.sandboxMeetings }),
    log: (line) => log.debug('sandbox', { line }),
  }).catch((error) => {
    throw explained(error, 'SANDBOX_PORT', settings.sandboxPort, settings.dataDir);
  });
  running.unshift(sandbox);
  await startConnectClient(sandbox.url, settings, log);
  return sandbox;
}

const firstConnections = ({ admin: { organisation, ...savedBy } }: RunningSandbox): FirstConnections => ({
  organisation,
  savedBy,
  keys: { chat2desk: apiToken, claap: key, courier: token },
});

/** A simulated Claritalk Connect for one of the sandbox's accounts, so that there is one to talk to. */
async function startConnectClient(url: string, { sandboxConnectAccount }: Settings, log: Logger) {
  if (!sandboxConnectAccount) return;
  const { DesktopClient } = await import('./sandboxes/claritalk/connect/desktop-client.ts');
  // Ends before the sandbox: what it records is uploaded first.
  running.unshift(
    new DesktopClient({
      url,
      token: personalAccessTokens[sandboxConnectAccount],
      log: (line) => log.debug('connect client', { line }),
    }),
  );
}

/** The port that a failure to listen is about. */
const portIn = (error: unknown): unknown =>
  error instanceof Error && 'port' in error ? error.port : undefined;

/** Turns the failures that a person can mend into one sentence. */
function explained(error: unknown, portName: string, port: number, dataDir: string): unknown {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : '';
  if (error instanceof StoreFailure) {
    return new SettingsError(`The store ${error.store} is ${error.problem}; see DATABASE_URL.`);
  }
  if (code === 'EADDRINUSE') {
    return new SettingsError(`Port ${port} is in use; stop the other program or set ${portName}.`);
  }
  if (code === 'EACCES' && /listen/.test(message)) {
    return new SettingsError(`Port ${port} may not be used by this account; set ${portName}.`);
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new SettingsError(
      `${portName === 'METRICS_PORT' ? 'METRICS_HOST' : 'HOST'} is not an address of this machine.`,
    );
  }
  if (
    ['EACCES', 'EROFS', 'ENOTDIR', 'EEXIST', 'EPERM', 'ENOENT', 'ENOSPC', 'ERR_SQLITE_ERROR'].includes(
      code ?? '',
    )
  ) {
    return new SettingsError(`DATA_DIR ${dataDir} cannot be written to: ${message}.`);
  }
  return error;
}

function warnAboutPlainHttp({ claritalk, publicUrl }: Settings, log: Logger): void {
  const plain = (url: string) => url.startsWith('http:') && !isLoopback(new URL(url).hostname);
  if (plain(publicUrl)) log.warn('PUBLIC_URL is not https: browsers allow no recording there');
  if (claritalk && plain(claritalk.url)) log.warn('CLARITALK_URL is not https: secrets travel in the clear');
}

/** What the server makes itself is closed to others; these two belong to whoever set it up. */
function warnAboutOpenFiles({ dataDir }: Settings, envFile: string | undefined, log: Logger): void {
  if (isOpenToOthers(dataDir)) {
    log.warn(`DATA_DIR ${dataDir} can be read by other accounts of this machine: chmod 700`);
  }
  if (envFile === undefined || !isOpenToOthers(envFile)) return;
  // A pipe can be read once only, and nobody else finds it.
  if (statSync(envFile).isFile() && holdsSecrets(readFileSync(envFile, 'utf8'))) {
    log.warn(`${envFile} holds secrets and can be read by other accounts of this machine: chmod 600`);
  }
}

const holdsSecrets = (settings: string) =>
  settings.split('\n').some((line) => /^[ \t]*(export )?\w*SECRETS?[ \t]*=[ \t]*[^ \t\r]/.test(line));

function announce(gateway: Gateway, claritalk: Claritalk, settings: Settings): void {
  const lines = ['', `Dashboard  ${gateway.url}`];
  if (settings.claritalk) lines.push(`Claritalk  ${claritalk.url}`);
  else {
    lines.push(`Sandbox    ${claritalk.url}`, '', `Sandbox accounts (password "${accountPassword}"):`);
    for (const { email, about } of accounts) lines.push(`  ${email}  ${about}`);
    const desktop = settings.sandboxConnectAccount;
    if (desktop) lines.push('', `A simulated Claritalk Connect runs for ${desktop}@sandbox.test.`);
  }
  console.log([...lines, ''].join('\n'));
}

/** Signals this close together are one: a terminal sends one to every process, and npm passes its own on. */
const sameSignalMs = 1_000;

/** The first signal ends in order, the second at once. */
function stopOnSignals(log: Logger): void {
  let stoppingSince: number | undefined;
  const stop = async (signal: NodeJS.Signals) => {
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince > sameSignalMs) process.exit(1);
      return;
    }
    stoppingSince = performance.now();
    log.info('stopping', { signal });
    for (const part of running) await part.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stop(signal).catch(() => process.exit(1));
    });
  }
}

main().catch(async (error: unknown) => {
  console.error(error instanceof Error && process.env.LOG_LEVEL !== 'debug' ? error.message : error);
  for (const part of running) await part.close().catch(() => undefined);
  process.exit(1);
});
