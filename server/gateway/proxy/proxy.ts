import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Dispatcher } from 'undici';
import type { Operation } from '#contract/operation.ts';
import { StoreFailure } from '../../data/store-failure.ts';
import { codeOf } from '../../lib/error-code.ts';
import { isTimeout, type UpstreamClients, wasNotSent } from '../../upstreams/client.ts';
import { NotPublic } from '../../upstreams/public-hosts.ts';
import { checkUpstream, type Upstream } from '../../upstreams/upstream.ts';
import type { Logger } from '../http/log.ts';
import { type LoggedTarget, loggedOperation } from '../http/logged-target.ts';
import { isOwnData, sourceOf } from '../http/origin.ts';
import { Refusal, refusal, refusalFor } from '../http/refusal.ts';
import type { Meter } from '../metrics/meter.ts';
import type { Limits } from '../scheduling/limits.ts';
import { type Party, Traffic } from '../scheduling/traffic.ts';
import { fromOwnPage, type OwnClaim, ownClaim, type SessionSource } from '../sessions/own-request.ts';
import { type Asked, allowList } from './allow-list.ts';
import { passAnswer, passKept } from './answer.ts';
import { type Attempt, endOf, type Stage } from './attempt.ts';
import { type Connection, type FindConnection, withCredential } from './connection.ts';
import { boundaryOf, multipartType } from './multipart-scanner.ts';
import {
  type Amend,
  bodyTypeOf,
  checkBodyHead,
  rebuildBody,
  rebuildQuery,
  splitTarget,
} from './proxy-request.ts';
import { sendRefusal } from './proxy-response.ts';
import { formAround, passingBody } from './upload-body.ts';

export interface ProxyOptions extends SessionSource {
  readonly publicUrl: string;
  readonly upstream: Upstream;
  readonly clients: UpstreamClients;
  /** Where the requests of a person go, and with which credential. */
  readonly find: FindConnection;
  /** Called for requests whose sender is known: their bodies may arrive slowly. */
  readonly trust: (request: IncomingMessage) => void;
  readonly limits: Limits;
  readonly log: Logger;
  readonly meter: Meter;
}

/** One proxied request on its way. */
interface Exchange extends Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly claim: OwnClaim | undefined;
  /** Length of its body in bytes. */
  readonly length: number;
  readonly abort: AbortController;
  /** Continues when its client leaves: its outcome is recorded. */
  goesOn: boolean;
}

/** A refused body this long is not read to its end just to keep the connection. */
const drainBytes = 32 * 1024 * 1024;

/** Handles one request below a system's root; returns its path template for the log, if it has one. */
export type ForwardApi = (
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
) => LoggedTarget | undefined;

/**
 * Forwards the operations of a system to it, and nothing else. What is sent is rebuilt from what was checked: path,
 * query, JSON body and a short list of headers. None of this depends on which system it is.
 */
export function createProxy(options: ProxyOptions): ForwardApi {
  checkUpstream(options.upstream);
  const find = allowList(options.upstream);
  const traffic = new Traffic(options.upstream, options.limits);
  return (request, response, requestId) => {
    const { path } = splitTarget(request.url ?? '');
    let asked: Asked | undefined;
    try {
      asked = find(request.method ?? '', path);
      begin(options, traffic, asked, { request, response, requestId }).catch((error: unknown) =>
        fail(options, { request, response, requestId }, error),
      );
    } catch (error) {
      fail(options, { request, response, requestId }, error);
    }
    return asked && loggedOperation(asked.operation);
  };
}

const isFile = ({ bodyKind }: Operation) => bodyKind === 'multipart' || bodyKind === 'bytes';

const personOf = ({ claim }: Exchange): string => claim?.subjectKey ?? '';

type Given = Pick<Exchange, 'request' | 'response' | 'requestId'>;

async function begin(options: ProxyOptions, traffic: Traffic, asked: Asked, given: Given): Promise<void> {
  const exchange = await prepare(options, asked, given);
  // Its client left while it was looked up whose it is.
  if (given.response.destroyed) return;
  if (exchange.claim !== undefined) options.trust(given.request);
  const leave = traffic.begin(asked.operation, personOf(exchange), exchange.length);
  try {
    await forward(options, traffic, exchange);
  } finally {
    leave();
  }
}

/** Everything that can be checked before calling anyone and reading the body. */
async function prepare(options: ProxyOptions, asked: Asked, given: Given): Promise<Exchange> {
  const { request } = given;
  const { operation } = asked;
  const { publicUrl, upstream } = options;
  if (!isOwnData(sourceOf(request.headers), publicUrl)) {
    throw new Refusal(403, 'Only the dashboard’s own pages may ask for data.');
  }
  // Credentials that are not the person's own serve only our own pages.
  if (upstream.credential.of === 'connection') fromOwnPage(request, publicUrl);
  const claim = operation.access === 'public' ? undefined : await ownClaim(options, request);
  return {
    ...given,
    ...asked,
    claim,
    length: checkBodyHead(operation, request.headers),
    abort: new AbortController(),
    goesOn: false,
  };
}

async function forward(options: ProxyOptions, traffic: Traffic, exchange: Exchange): Promise<void> {
  const { upstream } = options;
  const { operation, request, response, abort } = exchange;
  response.once('close', () => {
    // After a response there is nothing to end, and the error saying why would cost more than the rest.
    if (!response.writableFinished && !exchange.goesOn) abort.abort();
  });
  const connection = await options.find(exchange.claim, exchange);
  if (!connection) throw refusal('not-connected', { system: upstream.name });
  const party: Party = { person: personOf(exchange), holder: connection.holder };
  traffic.check(operation, party);
  const { rules } = connection;
  const amend: Amend | undefined = rules && ((place, values) => rules.amend(place, values));
  const query = rebuildQuery(operation, splitTarget(request.url ?? '').query, amend);
  // What it is known by stays the same, wherever the system has it.
  const path = exchange.path + query;
  // A body that is read first waits only for its own client; a file is read as it is sent on.
  const isHeld = operation.bodyKind === 'json' || operation.bodyKind === 'form';
  const held = isHeld ? await rebuildBody(operation, request, amend) : null;
  const attempt = await rules?.begin({
    path,
    body: held ?? undefined,
    length: held?.length ?? exchange.length,
  });
  if (attempt?.before) return passKept(response, attempt.before);
  const sentPath = (connection.path ?? exchange.path) + query;
  await carryOut(options, traffic, { exchange, connection, party, path: sentPath, held, attempt });
}

/** A request that was checked. */
interface Ready {
  readonly exchange: Exchange;
  readonly connection: Connection;
  readonly party: Party;
  readonly path: string;
  readonly held: Buffer | null;
  readonly attempt: Attempt | undefined;
}

async function carryOut(options: ProxyOptions, traffic: Traffic, ready: Ready): Promise<void> {
  const { upstream } = options;
  const { exchange, connection, party, attempt } = ready;
  const { operation, request, response, abort } = exchange;
  let stage: Stage = 'waiting';
  try {
    const given = attempt ? AbortSignal.any([abort.signal, attempt.withdrawn]) : abort.signal;
    const leave = await traffic.enter(operation, party, request.headers, given);
    try {
      await attempt?.leaves();
      stage = 'sent';
      exchange.goesOn = attempt !== undefined;
      const answer = await send(options, ready);
      stage = 'answered';
      traffic.note(operation, party, answer.statusCode, answer.headers);
      if (isFile(operation)) options.meter.uploaded(upstream.id, exchange.length);
      await passAnswer({ upstream, operation, answer, response, connection, abort, attempt });
    } finally {
      leave();
    }
  } catch (error) {
    if (!attempt) throw error;
    const failure = error instanceof Refusal ? error : failureOf(upstream.name, error);
    const end = endOf(stage, error, failure, { system: upstream.name, request, operation });
    await attempt.end(end);
    throw end.refusal;
  }
}

function send(
  { upstream, clients }: ProxyOptions,
  { exchange, connection, path: checked, held }: Ready,
): Promise<Dispatcher.ResponseData> {
  const { operation, request, length, abort } = exchange;
  const { url, credential, elsewhere } = connection;
  const client = elsewhere?.client ?? clients.at(url);
  const { path, headers } = withCredential(upstream, credential, elsewhere?.path ?? checked);
  const file = isFile(operation) ? passingBody(operation, request, length, abort) : undefined;
  const form = file && elsewhere?.form && formAround(elsewhere.form, file, operation, request);
  return client.request({
    method: operation.upstreamMethod,
    path,
    headers: { ...requestHeaders(exchange, held?.length ?? length), ...headers, ...form?.headers(length) },
    body: form?.body ?? file ?? held,
    idempotent: operation.idempotent,
    signal: abort.signal,
  });
}

function requestHeaders({ operation, request, requestId }: Exchange, length: number): Record<string, string> {
  const headers: Record<string, string> = {
    // Errors are JSON only to those who ask for it first.
    accept: operation.answerKind === 'bytes' ? 'application/json, */*;q=0.5' : 'application/json',
    'x-request-id': requestId,
  };
  if (operation.bodyKind !== 'none') {
    headers['content-type'] = contentTypeOf(operation, request);
    headers['content-length'] = String(length);
  }
  for (const name of operation.requestHeaders) {
    const value = request.headers[name];
    if (typeof value === 'string' && /^[\x20-\x7e]{1,200}$/.test(value)) headers[name] = value;
  }
  return headers;
}

const contentTypeOf = (operation: Operation, { headers }: IncomingMessage) =>
  operation.bodyKind === 'multipart'
    ? multipartType(boundaryOf(headers['content-type'] ?? ''))
    : bodyTypeOf(operation, headers);

function fail(
  { log, upstream }: ProxyOptions,
  { request, response, requestId }: Given,
  error: unknown,
): void {
  if (error instanceof StoreFailure) {
    log.warn('store failed', { store: error.store, problem: error.problem, requestId });
  } else if (!(error instanceof Refusal) && !response.destroyed) {
    const name = error instanceof Error ? error.name : 'unknown';
    log.warn('upstream failed', { system: upstream.id, error: codeOf(error) ?? name, requestId });
  }
  const declared = Number(request.headers['content-length'] ?? 0);
  const counted = request.headers['transfer-encoding'] === undefined && declared <= drainBytes;
  sendRefusal(response, error instanceof Refusal ? error : failureOf(upstream.name, error), counted);
}

/** Returns what became of a request that got no response. */
function failureOf(system: string, error: unknown): Refusal {
  if (error instanceof StoreFailure) return refusalFor(error);
  if (error instanceof NotPublic) return refusal('address-not-public', { system });
  if (isTimeout(error)) return refusal('upstream-silent', { system });
  return refusal(wasNotSent(error) ? 'upstream-unreachable' : 'upstream-lost', { system });
}
