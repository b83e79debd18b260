import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { serverTimeouts } from '../http/connections.ts';
import { inertPolicy } from '../http/headers.ts';
import { listen, stop } from '../http/listen.ts';
import type { Metrics } from './metrics.ts';

/** Who may read the metrics, and where. */
export interface MetricsOptions {
  /** A port of their own; undefined: `/metrics` of the gateway. */
  readonly port: number | undefined;
  readonly host: string;
  /** Bearer; undefined: whoever reaches the port. */
  readonly token: string | undefined;
}

export const metricsPath = '/metrics';

const digest = (text: string) => createHash('sha256').update(text).digest();
const headers = {
  'cache-control': 'no-store',
  'content-security-policy': inertPolicy,
  'x-content-type-options': 'nosniff',
};

/** Handles a request for the metrics. */
export function metricsHandler(metrics: Metrics, token: string | undefined) {
  const wanted = token === undefined ? undefined : digest(`Bearer ${token}`);
  const isAllowed = (given: string | undefined) =>
    wanted === undefined || timingSafeEqual(digest(given ?? ''), wanted);
  return (request: IncomingMessage, response: ServerResponse): void => {
    const refuse = (status: number, more: Record<string, string>) =>
      response.writeHead(status, { ...headers, ...more }).end();
    if (request.method !== 'GET') return void refuse(405, { allow: 'GET' });
    if (!isAllowed(request.headers.authorization)) return void refuse(401, { 'www-authenticate': 'Bearer' });
    metrics.text().then(
      ({ type, body }) => response.writeHead(200, { ...headers, 'content-type': type }).end(body),
      () => refuse(500, {}),
    );
  };
}

/** Listens on a port for metrics alone. @throws NodeJS.ErrnoException when it cannot be used. */
export async function serveMetrics(metrics: Metrics, options: MetricsOptions & { readonly port: number }) {
  const handle = metricsHandler(metrics, options.token);
  const make = () =>
    createServer(serverTimeouts, (request, response) => {
      if (request.url === metricsPath) handle(request, response);
      else response.writeHead(404, headers).end();
    });
  const servers = await listen(make, options.host, options.port);
  return { close: () => Promise.all(servers.map(stop)) };
}
