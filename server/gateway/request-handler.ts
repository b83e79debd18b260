import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { contextOf, requestContext } from '../lib/request-context.ts';
import { elevatedApiPath } from './elevation/routes.ts';
import type { FindForward } from './forwarding.ts';
import { commonHeaders, type HeaderMap } from './http/headers.ts';
import type { Logger } from './http/log.ts';
import { type LoggedTarget, loggedTarget } from './http/logged-target.ts';
import { isLoopback, isOwnHost } from './http/origin.ts';
import { Refusal } from './http/refusal.ts';
import type { Meter } from './metrics/meter.ts';
import { metricsPath } from './metrics/serve-metrics.ts';
import type { ForwardApi } from './proxy/proxy.ts';
import { splitTarget } from './proxy/proxy-request.ts';
import { sendRefusal } from './proxy/proxy-response.ts';
import type { Turns } from './scheduling/turns.ts';

export interface RequestHandlerOptions {
  readonly publicUrl: string;
  /** Port on which the gateway listens. */
  readonly port: number;
  /** Whose request it is; all strangers are one party. */
  readonly partyOf: (request: IncomingMessage) => string | Promise<string>;
  readonly turns: Turns;
  readonly findForward: FindForward;
  /** Handles webhooks and event streams, where there are any. */
  readonly push: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
  /** Handles a request for the metrics, where they are here. */
  readonly metrics: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
  /** Handles what no system behind the gateway handles. */
  readonly routes: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Called for every finished request. */
  readonly logSecurity: (request: IncomingMessage, status: number, requestId: string) => Promise<void>;
  readonly log: Logger;
  readonly meter: Meter;
}

/** Handles requests, those of different people in turn, and logs each when it is finished. */
export function createRequestHandler(options: RequestHandlerOptions) {
  const { partyOf, turns, logSecurity, log, meter } = options;
  const handle = handlerOf(options);
  return (request: IncomingMessage, response: ServerResponse): void => {
    if (request.socket.destroyed) return;
    const startedAt = performance.now();
    const requestId = givenId(request) ?? randomUUID();
    const context = contextOf(requestId, request.headers);
    let template: LoggedTarget | undefined;
    response.once('close', () => {
      const ms = performance.now() - startedAt;
      const status = response.headersSent ? response.statusCode : 499;
      log.info('request', {
        method: request.method ?? '',
        path: template ?? loggedTarget(request.url ?? ''),
        status,
        ms: Math.round(ms * 10) / 10,
        requestId,
        traceId: context.traceId,
      });
      const { method = '', url = '' } = request;
      meter.request({ method, url, template, status, seconds: ms / 1000 });
      void logSecurity(request, response.statusCode, requestId);
    });
    const start = () => {
      if (request.socket.destroyed) return;
      template = requestContext.run(context, () => handle(request, response, requestId));
    };
    turns.run(() => partyOf(request), start);
  };
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The id that one of our own pages has given its request, which it shows where that fails; undefined for anything else. */
function givenId({ headers }: IncomingMessage): string | undefined {
  const { 'x-request-id': id, 'sec-fetch-site': site } = headers;
  return site === 'same-origin' && typeof id === 'string' && uuid.test(id) ? id : undefined;
}

/** Decides by the raw request who handles it. */
function handlerOf({
  publicUrl,
  port,
  findForward,
  push,
  metrics,
  routes,
}: RequestHandlerOptions): ForwardApi {
  const common = commonHeaders(publicUrl);
  const redirectsToPublic = publicUrl.startsWith('http:') && isLoopback(new URL(publicUrl).hostname);

  return (request, response, requestId) => {
    const { path } = splitTarget(request.url ?? '');
    const forward = path === elevatedApiPath ? undefined : findForward(path);
    setHeaders(response, common, requestId);
    const isHealth = path === '/healthz' || path === '/readyz';
    const isStray = !isHealth && isStrayNavigation(request, publicUrl);
    if (!isHealth && (!isOwnHost(request.rawHeaders, publicUrl, port) || (isStray && !redirectsToPublic))) {
      const message = 'This server does not answer to that host name; see PUBLIC_URL.';
      sendRefusal(response, new Refusal(400, message, {}, { person: { cause: 'host', publicUrl } }), false);
    } else if (!path.startsWith('/')) {
      sendRefusal(response, new Refusal(400, 'The request target is not a path.'), false);
    } else if (forward) {
      return forward(request, response, requestId);
    } else if (metrics && path === metricsPath) {
      metrics(request, response);
    } else if (push?.(request, response)) {
      return undefined;
    } else if (isStray) {
      response.writeHead(307, { location: publicUrl + request.url, 'cache-control': 'no-store' }).end();
    } else {
      void routes(request, response);
    }
    return undefined;
  };
}

/**
 * Someone opened the dashboard on the server itself by a local name, although it is known by another: its cookies and
 * policy belong to the latter, and the page would stay empty. Programs may use such names.
 */
function isStrayNavigation({ headers }: IncomingMessage, publicUrl: string): boolean {
  const host = headers.host?.toLowerCase() ?? '';
  const isLocal = isLoopback(host.replace(/:\d+$/, ''));
  return headers['sec-fetch-mode'] === 'navigate' && isLocal && host !== new URL(publicUrl).host;
}

function setHeaders(response: ServerResponse, headers: HeaderMap, requestId: string): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('x-request-id', requestId);
}
