import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { hooksRoot } from '#contract/push.ts';
import { commonHeaders, type HeaderMap } from './headers.ts';
import type { Logger } from './log.ts';
import { isLoopback, isOwnHost } from './origin.ts';
import type { ForwardApi } from './proxy.ts';
import { splitTarget } from './proxy-request.ts';
import { sendRefusal } from './proxy-response.ts';
import { Refusal } from './refusal.ts';

export interface RequestHandlerOptions {
  readonly publicUrl: string;
  /** Port that the gateway listens on. */
  readonly port: number;
  readonly forwardApi: ForwardApi;
  /** Handles webhooks and streams of events, where there are such. */
  readonly push: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
  /** Handles what is not the API. */
  readonly routes: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly log: Logger;
}

/** Decides by the raw request who answers it, and logs it when it is over. */
export function createRequestHandler({
  publicUrl,
  port,
  forwardApi,
  push,
  routes,
  log,
}: RequestHandlerOptions) {
  const common = commonHeaders(publicUrl);
  const redirectsToPublic = publicUrl.startsWith('http:') && isLoopback(new URL(publicUrl).hostname);

  return (request: IncomingMessage, response: ServerResponse): void => {
    const startedAt = performance.now();
    const requestId = randomUUID();
    const { path } = splitTarget(request.url ?? '');
    let template: string | undefined;
    setHeaders(response, common, requestId);
    response.once('close', () => {
      log.info('request', {
        method: request.method ?? '',
        path: template ?? loggable(path),
        status: response.headersSent ? response.statusCode : 499,
        ms: Math.round((performance.now() - startedAt) * 10) / 10,
        requestId,
      });
    });
    const isHealth = path === '/healthz';
    if (!isHealth && !isOwnHost(request.rawHeaders, publicUrl, port)) {
      sendRefusal(response, new Refusal(400, 'This server does not answer to that host name.'), false);
    } else if (!path.startsWith('/')) {
      sendRefusal(response, new Refusal(400, 'The request target is not a path.'), false);
    } else if (/^\/api(\/|$)/.test(path)) {
      template = forwardApi(request, response, requestId);
    } else if (push?.(request, response)) {
      return;
    } else if (redirectsToPublic && isForeignNavigation(request, publicUrl)) {
      response.writeHead(307, { location: publicUrl + request.url, 'cache-control': 'no-store' }).end();
    } else {
      void routes(request, response);
    }
  };
}

/** What of a path may stand in the log: the one of a hook is a secret. */
const loggable = (path: string) => (path.startsWith(`${hooksRoot}/`) ? `${hooksRoot}/…` : path.slice(0, 200));

/** Somebody opened `127.0.0.1` where the dashboard is known as `localhost`: its cookies and policy need the latter. */
const isForeignNavigation = (request: IncomingMessage, publicUrl: string) =>
  request.headers['sec-fetch-mode'] === 'navigate' && request.headers.host !== new URL(publicUrl).host;

function setHeaders(response: ServerResponse, headers: HeaderMap, requestId: string): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('x-request-id', requestId);
}
