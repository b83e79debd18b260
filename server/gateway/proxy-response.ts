import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Operation } from '#contract/operation.ts';
import { inertPolicy } from './headers.ts';
import type { Refusal } from './refusal.ts';

/** Headers of Claritalk's answers that browsers get, besides those of the operation. */
const passed = [
  'content-type',
  'content-length',
  'retry-after',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
];

/** What keeps an answer of the API from ever becoming a document, a script or a cached copy. */
export const dataHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': inertPolicy,
};

const isJson = (type: string) => /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type);

/** The headers for the browser, from those of Claritalk. */
export function responseHeaders(operation: Operation, upstream: IncomingHttpHeaders): Record<string, string> {
  const headers: Record<string, string> = { ...dataHeaders };
  for (const name of [...passed, ...operation.responseHeaders]) {
    const value = upstream[name];
    if (typeof value === 'string') headers[name] = value;
  }
  const type = headers['content-type'];
  if (type === undefined) headers['content-type'] = 'application/octet-stream';
  if (!isJson(type ?? '')) headers['content-disposition'] = 'attachment';
  return headers;
}

/** Answers a refusal as `{ "message": … }`, the form of Claritalk's own errors. */
export function sendRefusal(response: ServerResponse, refusal: Refusal, keepAlive = true): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = JSON.stringify({ message: refusal.message });
  response
    .writeHead(refusal.status, {
      ...dataHeaders,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...refusal.headers,
      ...(keepAlive ? {} : { connection: 'close' }),
    })
    .end(body);
}
