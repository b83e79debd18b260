import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { requestsPerMinute } from '#contract/claritalk/limits.ts';
import { maxChunkBytes } from '#contract/claritalk/shapes.ts';
import { connectedSystems } from '#contract/connected/table.ts';
import type { SystemId } from '#contract/system.ts';
import { type LogLevel, logLevels } from './gateway/http/log.ts';
import { isLoopback } from './gateway/http/origin.ts';
import type { MetricsOptions } from './gateway/metrics/serve-metrics.ts';
import type { Secrets } from './gateway/sessions/sealed.ts';
import { type HookSecrets, parseHookSecrets } from './gateway/webhooks/hook-secrets.ts';

/** A setting that makes no sense; its message is one sentence for the person who starts the server. */
export class SettingsError extends Error {}

/** The Claritalk to talk to and the dashboard's OAuth client there. */
export interface Claritalk {
  /** Origin, without a slash at the end. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A service account of the organisation at Claritalk. */
export interface ServiceAccount {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly sandboxPort: number;
  /** Absolute path. */
  readonly dataDir: string;
  /** PostgreSQL that several gateways share; undefined: SQLite in `dataDir`. */
  readonly databaseUrl: string | undefined;
  /** Absolute path of the built application. */
  readonly distDir: string;
  /** Undefined: use the sandbox. */
  readonly claritalk: Claritalk | undefined;
  /** Undefined: administration is off, or the sandbox's own service account is used with the sandbox. */
  readonly serviceAccount: ServiceAccount | undefined;
  /** Origin under which browsers reach the dashboard. */
  readonly publicUrl: string;
  readonly scope: string;
  readonly sessionSecret: Secrets | undefined;
  readonly sessionDays: number;
  /** Seals the keys of connections; undefined: the gateway makes one and keeps it. */
  readonly connectionsSecret: Secrets | undefined;
  /** Addresses of the systems that can be connected; undefined where an admin says it. */
  readonly systemUrls: Readonly<Partial<Record<SystemId, string | undefined>>>;
  /** Whether data of a system may be purged for good. */
  readonly allowPurge: boolean;
  /** Requests of a broadcast to Courier in a second. */
  readonly courierPerSecond: number;
  /** What Claritalk allows this server's address at its token endpoint in a minute. */
  readonly tokenRequestsPerMinute: number;
  readonly uploadChunkBytes: number;
  /** How fast a browser's local index may ask for meetings; 0 switches the index off. */
  readonly indexRequestsPerMinute: number;
  /** Whether webhooks are taken and pages told of them. */
  readonly liveUpdates: boolean;
  /** Undefined: the gateway makes one and keeps it. */
  readonly hookSecrets: HookSecrets | undefined;
  /** How many deliveries of webhooks are kept at most, and for how many days. */
  readonly keptDeliveries: number;
  readonly keptDeliveryDays: number;
  readonly sandboxMeetings: number | undefined;
  /** Whether the sandbox's organisation is connected to all systems from the start. */
  readonly sandboxConnected: boolean;
  /** Account of the sandbox that a simulated Claritalk Connect runs for; undefined: for nobody. */
  readonly sandboxConnectAccount: SandboxAccount | undefined;
  /** Undefined: nothing is measured. */
  readonly metrics: MetricsOptions | undefined;
  /** How long the server says that it is shutting down before it does, in ms. */
  readonly shutdownMs: number;
  readonly logLevel: LogLevel;
  readonly version: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const project = join(import.meta.dirname, '..');
const kibibyte = 1024;
const defaultChunkBytes = 4.5 * kibibyte * kibibyte;
const minimumSecretBytes = 32;

/**
 * Reads and checks the settings of the server (.env.example lists them all).
 *
 * @param environment usually `process.env`; an empty value counts as absent.
 * @throws SettingsError
 */
export function readSettings(environment: Environment): Settings {
  const text = (name: string) => environment[name]?.trim() || undefined;
  const number = (name: string, fallback: number, minimum: number, maximum: number) => {
    const value = text(name);
    if (value === undefined) return fallback;
    const parsed = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    if (parsed >= minimum && parsed <= maximum) return parsed;
    throw new SettingsError(`${name} must be a whole number from ${minimum} to ${maximum}, not "${value}".`);
  };
  const port = number('PORT', 4180, 1, 65_535);
  const empty = number('SANDBOX_EMPTY', 0, 0, 1) === 1;
  const sandboxPort = number('SANDBOX_PORT', 4181, 1, 65_535);
  if (port === sandboxPort) {
    throw new SettingsError(`PORT and SANDBOX_PORT are both ${port}; they must differ.`);
  }
  return {
    host: text('HOST') ?? 'localhost',
    port,
    sandboxPort,
    dataDir: resolve(text('DATA_DIR') ?? join(project, 'data')),
    databaseUrl: readDatabaseUrl(text),
    distDir: resolve(text('DIST_DIR') ?? join(project, 'dist')),
    claritalk: readClaritalk(text),
    serviceAccount: readServiceAccount(text),
    publicUrl: origin('PUBLIC_URL', text('PUBLIC_URL') ?? `http://localhost:${port}`),
    scope: text('CLARITALK_OAUTH_SCOPE') ?? 'api.connect offline_access',
    sessionSecret: readSecrets('SESSION_SECRET', text('SESSION_SECRET')),
    connectionsSecret: readSecrets('CONNECTIONS_SECRET', text('CONNECTIONS_SECRET')),
    systemUrls: readSystemUrls(text, sandboxPort),
    allowPurge: number('COURIER_ALLOW_PURGE', 0, 0, 1) === 1,
    courierPerSecond: number('COURIER_REQUESTS_PER_SECOND', 5, 1, 1000),
    sessionDays: number('SESSION_DAYS', 30, 1, 365),
    tokenRequestsPerMinute: number('TOKEN_REQUESTS_PER_MINUTE', requestsPerMinute.token, 6, 1_000_000),
    uploadChunkBytes: number('UPLOAD_CHUNK_BYTES', defaultChunkBytes, kibibyte, maxChunkBytes),
    indexRequestsPerMinute: number('INDEX_REQUESTS_PER_MINUTE', 240, 0, 1_000_000),
    liveUpdates: number('LIVE_UPDATES', 1, 0, 1) === 1,
    hookSecrets: readHookSecrets(text('HOOK_SECRETS')),
    keptDeliveries: number('HOOK_KEEP_DELIVERIES', 5_000, 10, 1_000_000),
    keptDeliveryDays: number('HOOK_KEEP_DAYS', 30, 1, 365),
    sandboxMeetings:
      text('SANDBOX_MEETINGS') === undefined ? undefined : number('SANDBOX_MEETINGS', 0, 0, 1_000_000),
    sandboxConnected: number('SANDBOX_CONNECTED', empty ? 0 : 1, 0, 1) === 1,
    sandboxConnectAccount: readConnectAccount(text('SANDBOX_CONNECT_ACCOUNT') ?? (empty ? 'none' : 'owen')),
    metrics: readMetrics(
      text,
      text('METRICS_PORT') === undefined ? undefined : number('METRICS_PORT', 0, 1, 65_535),
      [port, sandboxPort],
    ),
    shutdownMs: number('SHUTDOWN_SECONDS', 0, 0, 300) * 1000,
    logLevel: readLogLevel(text('LOG_LEVEL')),
    version: packageVersion(),
  };
}

function readClaritalk(text: (name: string) => string | undefined): Claritalk | undefined {
  const names = ['CLARITALK_URL', 'CLARITALK_CLIENT_ID', 'CLARITALK_CLIENT_SECRET'] as const;
  const [url, clientId, clientSecret] = names.map(text);
  if (url && clientId && clientSecret) return { url: origin('CLARITALK_URL', url), clientId, clientSecret };
  const missing = names.filter((name) => !text(name));
  if (missing.length === names.length) return undefined;
  throw new SettingsError(
    `${names.join(', ')} belong together: set ${missing.join(' and ')} too, or none of them to use the sandbox.`,
  );
}

function readServiceAccount(text: (name: string) => string | undefined): ServiceAccount | undefined {
  const names = ['CLARITALK_SERVICE_ID', 'CLARITALK_SERVICE_SECRET'] as const;
  const [clientId, clientSecret] = names.map(text);
  if (clientId && clientSecret) {
    if (readClaritalk(text)) return { clientId, clientSecret };
    throw new SettingsError(
      `${names.join(' and ')} need CLARITALK_URL; the sandbox has a service account of its own.`,
    );
  }
  if (!clientId && !clientSecret) return undefined;
  throw new SettingsError(`${names.join(' and ')} belong together: set both, or none of them.`);
}

/** Accepts an origin only: a path, a user or a query would silently be lost. */
function origin(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain = url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !/[?#]/.test(text);
  if (!plain || url.pathname !== '/') {
    throw new SettingsError(
      `${name} must be an address without a path, like https://app.example.com, not "${text.replace(/\/\/[^/]*@/, '//…@')}".`,
    );
  }
  return url.origin;
}

/** Each system has its own setting; with the sandbox all lead there. */
function readSystemUrls(
  text: (name: string) => string | undefined,
  sandboxPort: number,
): Settings['systemUrls'] {
  const isSandbox = readClaritalk(text) === undefined;
  return Object.fromEntries(
    connectedSystems.map(({ system: { id, address } }) => {
      const given = text(address.setting);
      const usual = isSandbox ? `http://localhost:${sandboxPort}/systems/${id}` : address.usual;
      return [id, given === undefined ? usual : addressOf(address.setting, given)];
    }),
  );
}

/** Unlike an origin it may have a path. */
function addressOf(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || /[?#]/.test(text)) {
    throw new SettingsError(
      `${name} must be an address like https://api.example.com, not "${text.replace(/\/\/[^/]*@/, '//…@')}".`,
    );
  }
  return url.href.endsWith('/') ? url.href.slice(0, -1) : url.href;
}

/** Metrics are on where they have a port, or a token opens them at the gateway. */
function readMetrics(
  text: (name: string) => string | undefined,
  port: number | undefined,
  taken: readonly number[],
): MetricsOptions | undefined {
  const token = text('METRICS_TOKEN');
  const host = text('METRICS_HOST') ?? 'localhost';
  if (token !== undefined && Buffer.byteLength(token) < minimumSecretBytes) {
    throw new SettingsError(`METRICS_TOKEN must be at least ${minimumSecretBytes} bytes long.`);
  }
  if (port !== undefined && taken.includes(port)) {
    throw new SettingsError(`METRICS_PORT is ${port}, which PORT or SANDBOX_PORT is too; they must differ.`);
  }
  if (port === undefined) return token === undefined ? undefined : { port, host, token };
  if (token === undefined && !isLoopback(host)) {
    throw new SettingsError(
      'METRICS_HOST is not this machine: set METRICS_TOKEN too, or leave METRICS_HOST out.',
    );
  }
  return { port, host, token };
}

/** A secret, or two while one replaces the other: the new one, a comma, the old one. */
function readSecrets(name: string, text: string | undefined): Secrets | undefined {
  if (text === undefined) return undefined;
  const isShort = (secret: string) => Buffer.byteLength(secret) < minimumSecretBytes;
  const [newest = '', ...rest] = text.split(',').map((part) => part.trim());
  if (rest.length === 0) {
    if (isShort(text)) throw new SettingsError(`${name} must be at least ${minimumSecretBytes} bytes long.`);
    return [text];
  }
  // The old one may have commas of its own, from before one had a meaning.
  const old = text.slice(text.indexOf(',') + 1).trim();
  if (isShort(newest) || isShort(old)) {
    throw new SettingsError(
      `${name} must be one secret without a comma, or two with a comma between them, the new one first, each at least ${minimumSecretBytes} bytes long.`,
    );
  }
  // It may also be a single secret from before that has a comma: what it sealed must not be lost.
  return [newest, old, text];
}

const sandboxAccounts = ['ada', 'owen', 'nora'] as const;
type SandboxAccount = (typeof sandboxAccounts)[number];

function readConnectAccount(account: string): SandboxAccount | undefined {
  if (account === 'none') return undefined;
  const known = sandboxAccounts.find((candidate) => candidate === account);
  if (known) return known;
  const choices = [...sandboxAccounts, 'none'].join(', ');
  throw new SettingsError(`SANDBOX_CONNECT_ACCOUNT must be one of ${choices}, not "${account}".`);
}

/** What all gateways have to have in common; each would make its own. */
const sharedSecrets = ['SESSION_SECRET', 'CONNECTIONS_SECRET', 'HOOK_SECRETS'] as const;

function readDatabaseUrl(text: (name: string) => string | undefined): string | undefined {
  const url = text('DATABASE_URL');
  if (url === undefined) return undefined;
  if (!/^postgres(ql)?:\/\/./.test(url) || !URL.canParse(url)) {
    throw new SettingsError(
      'DATABASE_URL must be an address of PostgreSQL: postgres://user:password@host/database',
    );
  }
  if (!text('CLARITALK_URL')) {
    throw new SettingsError(
      'DATABASE_URL is for a Claritalk of your own: set CLARITALK_URL, or leave both out.',
    );
  }
  const missing = sharedSecrets.filter(
    (name) => !text(name) && !(name === 'HOOK_SECRETS' && text('LIVE_UPDATES') === '0'),
  );
  if (missing.length > 0) {
    throw new SettingsError(
      `With DATABASE_URL, ${missing.join(' and ')} must be set, to the same for all servers: each would make its own.`,
    );
  }
  return url;
}

function readHookSecrets(secrets: string | undefined): HookSecrets | undefined {
  try {
    return secrets === undefined ? undefined : parseHookSecrets(secrets, 'HOOK_SECRETS');
  } catch (error) {
    throw new SettingsError(`${error instanceof Error ? error.message : error}.`);
  }
}

function readLogLevel(level: string | undefined): LogLevel {
  const known = logLevels.find((candidate) => candidate === (level ?? 'info'));
  if (!known) throw new SettingsError(`LOG_LEVEL must be one of ${logLevels.join(', ')}, not "${level}".`);
  return known;
}

const versioned = v.object({ version: v.optional(v.string(), 'unknown') });

function packageVersion(): string {
  const file: unknown = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  return v.parse(versioned, file).version;
}
