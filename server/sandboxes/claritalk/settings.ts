import { requestsPerMinute } from '#contract/claritalk/limits.ts';
import type { SystemSettings } from '../lib/system-sandbox.ts';

/** What `startSandbox` takes. */
export interface SandboxOptions {
  /** TCP port on the loopback addresses; 0 picks a free one. */
  readonly port: number;
  /** Directory of the database, the signing key and the audio; created if missing. */
  readonly dataDir: string;
  /** How many meetings to seed into a new database; 600 by default. */
  readonly meetings?: number;
  /** A new database holds an organisation with one admin and nothing else; off by default. */
  readonly empty?: boolean;
  /** How many users the organisation has in a new database; no more than the named ones by default. */
  readonly users?: number;
  /** Origins of the dashboard; `${origin}/auth/callback` becomes a redirect URI of its OAuth client. */
  readonly dashboardOrigins: readonly string[];
  /** Requests per minute, instead of the documented 480, 50 and 60. */
  readonly defaultLimitPerMinute?: number;
  readonly uploadLimitPerMinute?: number;
  readonly tokenLimitPerMinute?: number;
  /** How long a recording stays in `processing`, in ms; 4000 by default. */
  readonly processingMs?: number;
  /** OAuth error bodies of league/oauth2-server 9 (default) or 8. */
  readonly oauthErrors?: 8 | 9;
  /** Refuse chunks whose `total_chunks` differs from the first one's; off by default. */
  readonly strictTotals?: boolean;
  /** Base URL of an OpenAI-compatible `/v1/audio/transcriptions`; none by default. */
  readonly transcribeUrl?: string;
  /** Where the organisation's webhooks go, unless someone has set another URL. */
  readonly webhookUrl?: string;
  /** Hosts beyond loopback that webhooks may be delivered to. */
  readonly webhookHosts?: readonly string[];
  /** How the connected systems behave, where it is to differ. */
  readonly systems?: Partial<SystemSettings>;
  /** Takes one line per request, without tokens, secrets or bodies. */
  readonly log?: (line: string) => void;
}

export interface Settings {
  readonly dataDir: string;
  readonly meetings: number;
  readonly users: number;
  readonly empty: boolean;
  readonly redirectUris: readonly string[];
  readonly limits: { readonly default: number; readonly upload: number; readonly token: number };
  readonly processingMs: number;
  readonly oauthErrors: 8 | 9;
  readonly strictTotals: boolean;
  readonly transcribeUrl: string | undefined;
  readonly webhookUrl: string | undefined;
  readonly webhookHosts: readonly string[];
  readonly systems: SystemSettings;
  readonly log: (line: string) => void;
}

type Environment = Readonly<Record<string, string | undefined>>;

function natural(name: string, text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${name} must be a whole number, not "${text}"`);
  return Number(text);
}

function flag(name: string, text: string | undefined, usual = false): boolean {
  if (text === undefined || text === '') return usual;
  if (text !== '0' && text !== '1') throw new Error(`${name} must be 0 or 1`);
  return text === '1';
}

function systemSettings(options: Partial<SystemSettings>, environment: Environment): SystemSettings {
  return {
    simulated: flag('SANDBOX_SIMULATED', environment.SANDBOX_SIMULATED, true),
    callSound: flag('SANDBOX_CALL_SOUND', environment.SANDBOX_CALL_SOUND),
    readAfterMs: natural('SANDBOX_READ_AFTER_MS', environment.SANDBOX_READ_AFTER_MS) ?? 2000,
    answerAfterMs: natural('SANDBOX_ANSWER_AFTER_MS', environment.SANDBOX_ANSWER_AFTER_MS) ?? 5000,
    processedAfterMs: natural('SANDBOX_PROCESSING_MS', environment.SANDBOX_PROCESSING_MS) ?? 4000,
    conversations: natural('SANDBOX_CONVERSATIONS', environment.SANDBOX_CONVERSATIONS) ?? 0,
    calls: natural('SANDBOX_CALLS', environment.SANDBOX_CALLS) ?? 0,
    sendsPerSecond: 15,
    requestsPerMonth: 250_000,
    hookRepeatedAfterMs: undefined,
    hookDisabledAfterMs: undefined,
    ...options,
  };
}

/**
 * Completes the options from the environment (`SANDBOX_MEETINGS`, `SANDBOX_USERS`, `SANDBOX_EMPTY`, `SANDBOX_REQUESTS_PER_MINUTE`,
 * `SANDBOX_PROCESSING_MS`, `SANDBOX_OAUTH_ERRORS`, `SANDBOX_STRICT_TOTALS`, `SANDBOX_TRANSCRIBE_URL`, `SANDBOX_WEBHOOK_HOSTS`,
 * `SANDBOX_SIMULATED`, `SANDBOX_CALL_SOUND`, `SANDBOX_CONVERSATIONS`, `SANDBOX_CALLS`, `SANDBOX_READ_AFTER_MS`, `SANDBOX_ANSWER_AFTER_MS`); options win.
 *
 * @throws Error with one clear sentence when a setting makes no sense.
 */
export function resolveSettings(options: SandboxOptions, environment: Environment): Settings {
  const errors = environment.SANDBOX_OAUTH_ERRORS;
  if (errors && errors !== '8' && errors !== '9') throw new Error('SANDBOX_OAUTH_ERRORS must be 8 or 9');
  const transcribeUrl = options.transcribeUrl ?? (environment.SANDBOX_TRANSCRIBE_URL || undefined);
  if (transcribeUrl && !URL.canParse(transcribeUrl)) throw new Error('SANDBOX_TRANSCRIBE_URL must be a URL');
  const hosts = environment.SANDBOX_WEBHOOK_HOSTS?.split(',').map((host) => host.trim()) ?? [];
  return {
    dataDir: options.dataDir,
    meetings: options.meetings ?? natural('SANDBOX_MEETINGS', environment.SANDBOX_MEETINGS) ?? 600,
    users: options.users ?? natural('SANDBOX_USERS', environment.SANDBOX_USERS) ?? 0,
    empty: options.empty ?? flag('SANDBOX_EMPTY', environment.SANDBOX_EMPTY),
    redirectUris: options.dashboardOrigins.map((origin) => `${origin}/auth/callback`),
    limits: {
      default:
        options.defaultLimitPerMinute ??
        natural('SANDBOX_REQUESTS_PER_MINUTE', environment.SANDBOX_REQUESTS_PER_MINUTE) ??
        requestsPerMinute.default,
      upload: options.uploadLimitPerMinute ?? requestsPerMinute.upload,
      token: options.tokenLimitPerMinute ?? requestsPerMinute.token,
    },
    processingMs:
      options.processingMs ?? natural('SANDBOX_PROCESSING_MS', environment.SANDBOX_PROCESSING_MS) ?? 4000,
    strictTotals: options.strictTotals ?? flag('SANDBOX_STRICT_TOTALS', environment.SANDBOX_STRICT_TOTALS),
    oauthErrors: options.oauthErrors ?? (errors === '8' ? 8 : 9),
    transcribeUrl,
    webhookUrl: options.webhookUrl,
    webhookHosts: options.webhookHosts ?? hosts.filter(Boolean),
    systems: systemSettings(options.systems ?? {}, environment),
    log: options.log ?? (() => {}),
  };
}
