import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { Operation } from '#contract/operation.ts';
import type { Logger } from './log.ts';
import { isOwnData, sourceOf } from './origin.ts';
import {
  apiRoot,
  checkBodyHead,
  findOperation,
  rebuildJson,
  rebuildQuery,
  splitTarget,
} from './proxy-request.ts';
import { responseHeaders, sendRefusal } from './proxy-response.ts';
import { Refusal } from './refusal.ts';
import { Traffic } from './traffic/traffic.ts';
import { checkedUpload } from './upload-body.ts';
import { isTimeout, type Upstream } from './upstream.ts';

export interface ProxyOptions {
  readonly publicUrl: string;
  readonly upstream: Upstream;
  /** Whether Claritalk is the local sandbox. */
  readonly sandbox: boolean;
  /** The session id in a `Cookie` header, if there is such a session. */
  readonly findSession: (cookieHeader: string | undefined) => string | undefined;
  /** Claritalk refused this access token of the session. */
  readonly refuse: (sessionId: string, accessToken: string) => void;
  readonly log: Logger;
}

/** One proxied request on its way. */
interface Exchange {
  readonly operation: Operation;
  readonly path: string;
  readonly bearer: string | undefined;
  readonly sessionId: string | undefined;
  readonly requestId: string;
  readonly length: number;
}

/** A refused body this long is not read to its end just to keep the connection. */
const drainBytes = 32 * 1024 * 1024;

/** Handles one request under `/api`; answers the operation's path template for the log, if it has one. */
export type ForwardApi = (
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
) => string | undefined;

/**
 * Forwards the operations of the contract to Claritalk, and nothing else. What is sent on is built anew from
 * what was checked: path, query, JSON body and a short list of headers.
 */
export function createProxy(options: ProxyOptions): ForwardApi {
  const traffic = new Traffic();
  return (request, response, requestId) => {
    const { path } = splitTarget(request.url ?? '');
    let operation: Operation | undefined;
    try {
      operation = findOperation(request.method ?? '', path, options.sandbox);
      const exchange = prepare(options, request, operation, requestId);
      traffic.check(operation, exchange.sessionId ?? '');
      forward(options, traffic, exchange, request, response).catch((error) =>
        fail(options.log, request, response, error),
      );
    } catch (error) {
      fail(options.log, request, response, error);
    }
    return operation && `${apiRoot}${operation.path}`;
  };
}

/** Everything that can be checked before the body is read. */
function prepare(
  options: ProxyOptions,
  request: IncomingMessage,
  operation: Operation,
  requestId: string,
): Exchange {
  const { headers, url = '' } = request;
  if (!isOwnData(sourceOf(headers), options.publicUrl)) {
    throw new Refusal(403, 'Only the dashboard’s own pages may ask for data.');
  }
  const isPublic = operation.access === 'public';
  const bearer = /^Bearer ([\x21-\x7e]{1,8000})$/i.exec(headers.authorization ?? '')?.[1];
  const sessionId = isPublic ? undefined : options.findSession(headers.cookie);
  if (!isPublic && (sessionId === undefined || bearer === undefined)) {
    throw new Refusal(401, 'Sign in first.');
  }
  const { path, query } = splitTarget(url);
  return {
    operation,
    path: path + rebuildQuery(operation, query),
    bearer: isPublic ? undefined : bearer,
    sessionId,
    requestId,
    length: checkBodyHead(operation, headers),
  };
}

async function forward(
  options: ProxyOptions,
  traffic: Traffic,
  exchange: Exchange,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { operation, sessionId = '' } = exchange;
  const abort = new AbortController();
  response.once('close', () => {
    // After an answer there is nothing to end, and the error that tells why would cost more than the rest.
    if (!response.writableFinished) abort.abort();
  });
  // What is read before waits for nobody but its own client; an upload is read as it is sent on.
  const json = operation.bodyKind === 'json' ? await rebuildJson(operation, request) : null;
  const leave = await traffic.enter(operation, sessionId, request.headers, abort.signal);
  try {
    const body = json ?? uploadBody(exchange, request, abort);
    const answer = await send(options, exchange, request, body, abort);
    traffic.note(operation, sessionId, answer.statusCode, answer.headers);
    response.writeHead(answer.statusCode, responseHeaders(operation, answer.headers));
    await passOn(answer.body, response);
  } finally {
    leave();
  }
}

/**
 * Like `pipeline` of node:stream, whose end makes an error object also for answers that went well. A client that
 * leaves is seen by the exchange's own signal, which ends the body.
 */
const passOn = (body: Readable, response: ServerResponse): Promise<void> =>
  new Promise((resolve, reject) => {
    // Both have told all they will tell.
    if (body.destroyed || response.destroyed) reject(new Error('the client went away'));
    body.on('error', reject);
    response.on('error', reject);
    response.once('close', resolve);
    body.pipe(response);
  });

/** Asks Claritalk. @throws Refusal with 502 for an answer that nobody may see. */
async function send(
  { upstream, refuse }: ProxyOptions,
  exchange: Exchange,
  request: IncomingMessage,
  body: Buffer | Readable | null,
  abort: AbortController,
): Promise<Dispatcher.ResponseData> {
  const { operation, bearer, sessionId } = exchange;
  const answer = await upstream.request({
    method: operation.method,
    path: exchange.path,
    headers: requestHeaders(exchange, request, body instanceof Buffer ? body.length : exchange.length),
    body,
    signal: abort.signal,
  });
  if (answer.statusCode === 401 && sessionId !== undefined && bearer !== undefined) refuse(sessionId, bearer);
  const encoded = answer.headers['content-encoding'] ?? 'identity';
  if ((answer.statusCode >= 300 && answer.statusCode < 400) || encoded !== 'identity') {
    abort.abort();
    answer.body.on('error', () => {});
    throw new Refusal(502, 'Claritalk gave an answer that cannot be passed on.');
  }
  return answer;
}

const uploadBody = (
  { operation, length }: Exchange,
  request: IncomingMessage,
  abort: AbortController,
): Readable | null =>
  operation.bodyKind === 'none' ? null : checkedUpload(operation, request, length, abort);

function requestHeaders(
  { operation, bearer, requestId }: Exchange,
  request: IncomingMessage,
  length: number,
): Record<string, string> {
  const headers: Record<string, string> = {
    // A 401 or 404 of Laravel is JSON only to those who ask for it.
    accept: 'application/json',
    'x-request-id': requestId,
  };
  if (bearer !== undefined) headers.authorization = `Bearer ${bearer}`;
  if (operation.bodyKind === 'json') headers['content-type'] = 'application/json';
  else if (operation.bodyKind !== 'none') headers['content-type'] = request.headers['content-type'] ?? '';
  if (operation.bodyKind !== 'none') headers['content-length'] = String(length);
  for (const name of operation.requestHeaders) {
    const value = request.headers[name];
    if (typeof value === 'string' && /^[\x20-\x7e]{1,200}$/.test(value)) headers[name] = value;
  }
  return headers;
}

function fail(log: Logger, request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (!(error instanceof Refusal) && !response.destroyed) {
    const { name, code } = error as Partial<NodeJS.ErrnoException>;
    log.warn('upstream failed', { error: code ?? name ?? 'unknown' });
  }
  const refusal =
    error instanceof Refusal
      ? error
      : isTimeout(error)
        ? new Refusal(504, 'Claritalk did not answer in time.')
        : new Refusal(502, 'Claritalk cannot be reached.');
  const declared = Number(request.headers['content-length'] ?? 0);
  const counted = request.headers['transfer-encoding'] === undefined && declared <= drainBytes;
  sendRefusal(response, refusal, counted);
}
