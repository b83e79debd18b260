import type { LookupFunction } from 'node:net';
import { Agent, type Dispatcher, errors } from 'undici';
import { codeOf } from '../lib/error-code.ts';
import { contextHeaders } from '../lib/request-context.ts';

/** How long the gateway waits for a system, in ms. */
export interface UpstreamTimeouts {
  readonly connect: number;
  /** From the end of the request, or its latest byte, to the head of the response. */
  readonly headers: number;
  /** Between two pieces of the response. */
  readonly body: number;
  /** A whole response that is read before it is passed on. */
  readonly answer: number;
  /** A whole exchange at the token endpoint; less than the browser waits. */
  readonly token: number;
  /** A whole health check. */
  readonly health: number;
}

export const defaultTimeouts: UpstreamTimeouts = {
  connect: 5_000,
  headers: 30_000,
  body: 30_000,
  answer: 60_000,
  token: 15_000,
  health: 2_000,
};

/** Sends requests to one address of a system. Redirects are never followed. */
export interface UpstreamClient {
  readonly url: string;
  readonly timeouts: UpstreamTimeouts;
  /** `path` is below the address. */
  request(options: Omit<Dispatcher.RequestOptions, 'origin'>): Promise<Dispatcher.ResponseData>;
}

/** The connections to a system, whatever its addresses are. */
export interface UpstreamClients {
  /**
   * @param url origin, with a path where the system is not at the root; no trailing slash.
   * @param system as whose requests are counted.
   */
  at(url: string, system?: string): UpstreamClient;
  close(): Promise<void>;
}

/** Told of every request to a system, when its head has come or is no longer expected. */
export type ObserveUpstream = (asked: {
  /** Undefined where it is nobody's, such as an address in a response. */
  readonly system: string | undefined;
  readonly seconds: number;
  readonly answer?: Dispatcher.ResponseData;
  readonly error?: unknown;
}) => void;

/**
 * @param connect further options of each connection.
 * @param isForAnyone whether it also leads to hosts that are no system: these are not told to which request theirs belongs.
 */
export function openClients(
  timeouts: UpstreamTimeouts = defaultTimeouts,
  connect: { readonly lookup?: LookupFunction } = {},
  observe?: ObserveUpstream,
  isForAnyone = false,
): UpstreamClients {
  const agent = new Agent({
    connect: { timeout: timeouts.connect, ...connect },
    headersTimeout: timeouts.headers,
    bodyTimeout: timeouts.body,
    allowH2: false,
  });
  return {
    at(url, system) {
      const { origin, pathname } = new URL(url);
      const base = pathname === '/' ? '' : pathname;
      const isTold = !isForAnyone || system !== undefined;
      const context = ({ headers }: Omit<Dispatcher.RequestOptions, 'origin'>) =>
        isTold ? { headers: withContext(headers) } : {};
      const send = (options: Omit<Dispatcher.RequestOptions, 'origin'>): Promise<Dispatcher.ResponseData> =>
        agent.request({
          ...options,
          ...context(options),
          origin,
          path: base + options.path,
        });
      return {
        url,
        timeouts,
        async request(options) {
          if (!observe) return send(options);
          const startedAt = performance.now();
          const seconds = () => (performance.now() - startedAt) / 1000;
          try {
            const answer = await send(options);
            observe({ system, seconds: seconds(), answer });
            return answer;
          } catch (error) {
            observe({ system, seconds: seconds(), error });
            throw error;
          }
        },
      };
    },
    close: () => agent.destroy(),
  };
}

type Headers = NonNullable<Dispatcher.RequestOptions['headers']>;

/** With where the request belongs; what a caller says itself stays. */
function withContext(headers: Headers | null = null): Headers {
  if (headers === null) return contextHeaders();
  if (Array.isArray(headers) || Symbol.iterator in headers) return headers;
  return { ...contextHeaders(), ...headers };
}

/** Whether a system kept the gateway waiting, as opposed to not being there. */
export const isTimeout = (error: unknown): boolean =>
  error instanceof errors.HeadersTimeoutError ||
  error instanceof errors.BodyTimeoutError ||
  (error instanceof Error && error.name === 'TimeoutError');

/** Whether there was no connection, so that nothing of the request can have arrived. */
export function wasNotSent(error: unknown): boolean {
  if (error instanceof errors.ConnectTimeoutError) return true;
  // Each address of a name with several has failed.
  const causes: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  return causes.length > 0 && causes.every(isConnecting);
}

function isConnecting(error: unknown): boolean {
  const syscall = error instanceof Error && 'syscall' in error ? String(error.syscall) : '';
  // A certificate is checked before anything is sent.
  return (
    /^(connect|getaddrinfo)$/.test(syscall) ||
    /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_)|SELF_SIGNED/.test(codeOf(error) ?? '')
  );
}

/** Returns a whole response; undefined when it is longer than that. */
export async function readAnswer(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Buffer | undefined> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    pieces.push(piece);
    size += piece.length;
    if (size > maxBytes) return undefined;
  }
  return Buffer.concat(pieces);
}

/** Returns a `Retry-After` that may be passed on: seconds or an HTTP date. */
export function retryAfterOf(headers: Dispatcher.ResponseData['headers']): string | undefined {
  const value = headers['retry-after'];
  return typeof value === 'string' && /^(\d{1,6}|[A-Z][a-z]{2}, [A-Za-z0-9: ]{20,30})$/.test(value)
    ? value
    : undefined;
}
