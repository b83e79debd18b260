import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { elevatedApiPath } from './elevation/routes.ts';
import type { FindForward } from './forwarding.ts';
import { commonHeaders, type HeaderMap } from './http/headers.ts';
import type { Logger } from './http/log.ts';
import { type LoggedTarget, loggedTarget } from './http/logged-target.ts';
import { isLoopback, isOwnHost } from './http/origin.ts';
import { Refusal } from './http/refusal.ts';
import { splitTarget } from './proxy/proxy-request.ts';
import { sendRefusal } from './proxy/proxy-response.ts';

export interface RequestHandlerOptions {
  readonly publicUrl: string;
  /** Port on which the gateway listens. */
  readonly port: number;
  readonly findForward: FindForward;
  /** Handles webhooks and event streams, where there are any. */
  readonly push: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
  /** Handles what no system behind the gateway handles. */
  readonly routes: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Called for every finished request. */
  readonly logSecurity: (request: IncomingMessage, status: number, requestId: string) => void;
  readonly log: Logger;
}

/** Decides by the raw request who handles it, and logs it when it is finished. */
export function createRequestHandler({
  publicUrl,
  port,
  findForward,
  push,
  routes,
  logSecurity,
  log,
}: RequestHandlerOptions) {
  const common = commonHeaders(publicUrl);
  const redirectsToPublic = publicUrl.startsWith('http:') && isLoopback(new URL(publicUrl).hostname);

  return (request: IncomingMessage, response: ServerResponse): void => {
    const startedAt = performance.now();
    const requestId = randomUUID();
    const { path } = splitTarget(request.url ?? '');
    const forward = path === elevatedApiPath ? undefined : findForward(path);
    let template: LoggedTarget | undefined;
    setHeaders(response, common, requestId);
    response.once('close', () => {
      log.info('request', {
        method: request.method ?? '',
        path: template ?? loggedTarget(request.url ?? ''),
        status: response.headersSent ? response.statusCode : 499,
        ms: Math.round((performance.now() - startedAt) * 10) / 10,
        requestId,
      });
      logSecurity(request, response.statusCode, requestId);
    });
    const isHealth = path === '/healthz';
    const isStray = !isHealth && isStrayNavigation(request, publicUrl);
    if (!isHealth && (!isOwnHost(request.rawHeaders, publicUrl, port) || (isStray && !redirectsToPublic))) {
      const message = 'This server does not answer to that host name; see PUBLIC_URL.';
      sendRefusal(response, new Refusal(400, message, {}, { person: { cause: 'host', publicUrl } }), false);
    } else if (!path.startsWith('/')) {
      sendRefusal(response, new Refusal(400, 'The request target is not a path.'), false);
    } else if (forward) {
      template = forward(request, response, requestId);
    } else if (push?.(request, response)) {
      return;
    } else if (isStray) {
      response.writeHead(307, { location: publicUrl + request.url, 'cache-control': 'no-store' }).end();
    } else {
      void routes(request, response);
    }
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
