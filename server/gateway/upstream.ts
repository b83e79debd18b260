import { Agent, type Dispatcher, errors } from 'undici';

/** How long the gateway waits for Claritalk, in ms. */
export interface UpstreamTimeouts {
  readonly connect: number;
  /** From the end of the request, or its latest byte, to the head of the answer. */
  readonly headers: number;
  /** Between two pieces of the answer. */
  readonly body: number;
  /** A whole exchange at the token endpoint; shorter than what the browser waits. */
  readonly token: number;
  /** A whole health check. */
  readonly health: number;
}

export const defaultTimeouts: UpstreamTimeouts = {
  connect: 5_000,
  headers: 30_000,
  body: 30_000,
  token: 15_000,
  health: 2_000,
};

/** The Claritalk behind the gateway. Redirects are never followed. */
export interface Upstream {
  readonly url: string;
  readonly timeouts: UpstreamTimeouts;
  request(options: Omit<Dispatcher.RequestOptions, 'origin'>): Promise<Dispatcher.ResponseData>;
  close(): Promise<void>;
}

export function connectUpstream(url: string, timeouts: UpstreamTimeouts = defaultTimeouts): Upstream {
  const agent = new Agent({
    connect: { timeout: timeouts.connect },
    headersTimeout: timeouts.headers,
    bodyTimeout: timeouts.body,
    allowH2: false,
  });
  return {
    url,
    timeouts,
    request: (options) => agent.request({ ...options, origin: url }),
    close: () => agent.destroy(),
  };
}

/** Whether Claritalk kept the gateway waiting, as opposed to not being there. */
export const isTimeout = (error: unknown): boolean =>
  error instanceof errors.HeadersTimeoutError ||
  error instanceof errors.BodyTimeoutError ||
  (error instanceof Error && error.name === 'TimeoutError');

/** A `Retry-After` that may be passed on: seconds or an HTTP date. */
export function retryAfterOf(headers: Dispatcher.ResponseData['headers']): string | undefined {
  const value = headers['retry-after'];
  return typeof value === 'string' && /^(\d{1,6}|[A-Z][a-z]{2}, [A-Za-z0-9: ]{20,30})$/.test(value)
    ? value
    : undefined;
}
