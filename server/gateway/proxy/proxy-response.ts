import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Operation } from '#contract/operation.ts';
import type { RateHeaders } from '../../upstreams/upstream.ts';
import { inertPolicy } from '../http/headers.ts';
import { pageFor } from '../http/person/respond.ts';
import type { Refusal } from '../http/refusal.ts';

/** What keeps a response of the API from ever becoming a document, a script or a cached copy. */
export const dataHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': inertPolicy,
};

export const isJson = (type: string | undefined): boolean =>
  /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type ?? '');

/** What is left of a quota, as pages read it whatever the system calls it. */
export function rateHeaders(names: RateHeaders, upstream: IncomingHttpHeaders): Record<string, string> {
  const told = {
    'retry-after': upstream[names.retryAfter],
    'x-ratelimit-limit': upstream[names.limit],
    'x-ratelimit-remaining': upstream[names.remaining],
    'x-ratelimit-reset': upstream[names.reset],
  };
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(told)) if (typeof value === 'string') headers[name] = value;
  return headers;
}

/** Returns the browser's headers from a system's: the operation's own and few others. */
export function responseHeaders(
  operation: Operation,
  names: RateHeaders,
  upstream: IncomingHttpHeaders,
): Record<string, string> {
  const headers: Record<string, string> = { ...dataHeaders, ...rateHeaders(names, upstream) };
  for (const name of ['content-type', 'content-length', ...operation.responseHeaders]) {
    const value = upstream[name];
    if (typeof value === 'string') headers[name] = value;
  }
  const type = headers['content-type'];
  if (type === undefined) headers['content-type'] = 'application/octet-stream';
  if (!isJson(type)) headers['content-disposition'] = 'attachment';
  return headers;
}

/** Sends a refusal as JSON, or as a page where a person will see it. */
export function sendRefusal(response: ServerResponse, refusal: Refusal, keepAlive = true): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, headers, person } = refusal;
  const page = pageFor(response, status, { retryAfter: headers['retry-after'], ...person });
  const body = page?.body ?? JSON.stringify(refusal.body);
  response
    .writeHead(status, {
      ...(page?.headers ?? { ...dataHeaders, 'content-type': 'application/json' }),
      'content-length': Buffer.byteLength(body),
      ...headers,
      ...(keepAlive ? {} : { connection: 'close' }),
    })
    .end(body);
}
