import { fillPath, queryString } from '#contract/match.ts';
import type { BodyOf, Operation, ParamsOf, QueryOf, ReadOperation, ResponseOf } from '#contract/operation.ts';
import { learningTime } from '#src/lib/clock.ts';
import { forgetStarted, takeStarted } from '#src/lib/started.ts';
import { ApiError, kindOfStatus, retryAfterMs } from './errors.ts';
import { priorityOf } from './priority.ts';
import { admit, learn } from './quota-gate.ts';

/** What the client needs from the session; `app/` injects it, so that `api/` does not know `auth/`. */
export interface TokenSource {
  /**
   * The access token, renewed when it is about to expire or when `refused` is the current one. Undefined when nobody is
   * signed in or the session is over. Throws ApiError 'network', 'timeout' or 'server' when the session could not be
   * asked.
   */
  accessToken(refused?: string): Promise<string | undefined>;
  /** Called when the server no longer accepts the token. */
  sessionEnded(): void;
}

interface Given<T> {
  readonly value: T;
}
// Keys whose type is undefined in the contract are left out of the options altogether.
type Field<Name extends string, T> = [T] extends [undefined]
  ? unknown
  : Readonly<Record<Name, Given<T>['value']>>;
type OptionalField<Name extends string, T> = [T] extends [undefined]
  ? unknown
  : Readonly<Partial<Record<Name, T>>>;

export type CallOptions<O extends Operation> = Field<'params', ParamsOf<O>> &
  OptionalField<'query', QueryOf<O>> &
  OptionalField<'body', BodyOf<O>> & {
    readonly signal?: AbortSignal | undefined;
    /** Milliseconds until the request is given up; default 20,000, for files 120,000. */
    readonly timeoutMs?: number;
    readonly headers?: Readonly<Record<string, string>>;
    /** Body of a multipart operation, or the file where the body is bytes. */
    readonly form?: FormData | Blob;
    /** In place of `fetch`, see fetch-with-progress.ts. */
    readonly transport?: Transport;
  };

/** What a request is made of; its body is whole before it is sent. */
export interface TransportInit extends RequestInit {
  body?: FormData | Blob | string;
}

/** Sends a request as `fetch` does. */
export type Transport = (url: string, init: TransportInit) => Promise<Response>;

/** Body and headers of a successful answer. */
export interface Answer<T> {
  readonly data: T;
  readonly headers: Headers;
}

let tokens: TokenSource | undefined;

/** Injects where access tokens come from. Called once, before the first request. */
export function setTokenSource(source: TokenSource): void {
  tokens = source;
}

let refusalTexts: (() => Promise<unknown>) | undefined;

/** Injects what loads the words for refusals of the gateway. */
export function setRefusalTexts(load: () => Promise<unknown>): void {
  refusalTexts = load;
}

/** Has the words for refusals at hand, for a response that succeeded and tells of one. */
export const readyRefusalTexts = async (): Promise<void> => {
  await refusalTexts?.().catch(() => undefined);
};

const primed = new Map<string, Promise<Answer<unknown>>>();

/**
 * Hands over a request that is already in progress: the next call of the same operation with the same parameters takes
 * its response instead of sending another. A failure is forgotten, so that the call sends its own.
 */
export function prime<O extends Operation>(
  operation: O,
  options: CallOptions<O>,
  answer: Promise<Answer<ResponseOf<O>>>,
): void {
  const { url } = buildRequest(operation, options);
  primed.set(url, answer);
  answer.catch(() => primed.delete(url));
}

/** How often a request that a person is waiting for may be refused with 429 before that is an error. */
const maxRefusals = 3;

/**
 * Returns the body of an operation of the contract, called through the gateway. A refused token is renewed and the
 * request sent again; one that the server wants later is sent later if a person is waiting for it (decision 15).
 * Nothing else is retried here (React Query and the upload queue decide that). What changes something is called by
 * `write` of write.ts.
 *
 * @throws ApiError
 */
export async function call<O extends ReadOperation>(
  operation: O,
  options: CallOptions<O>,
): Promise<ResponseOf<O>> {
  return (await callForAnswer(operation, options)).data;
}

/** Like {@link call}, with the response headers. */
export async function callForAnswer<O extends Operation>(
  operation: O,
  options: CallOptions<O>,
): Promise<Answer<ResponseOf<O>>> {
  const given: LooseOptions = options;
  const request = buildRequest(operation, given);
  const underWay = operation.method === 'GET' ? primed.get(request.url) : undefined;
  if (underWay) primed.delete(request.url);
  const { data, headers } = await (underWay ?? ask(operation, given, request));
  // As the contract says, until a normaliser of `api/` has read it: each accepts whatever comes.
  return { data: data as ResponseOf<O>, headers };
}

async function ask(operation: Operation, given: LooseOptions, request: Built): Promise<Answer<unknown>> {
  const { response, timeout } = await respond(operation, given, request);
  return { data: await readJson(operation.name, response, timeout), headers: response.headers };
}

/** Like {@link call}, for an operation that answers with a file. @throws ApiError */
export async function callForBlob<O extends Operation>(operation: O, options: CallOptions<O>): Promise<Blob> {
  const { response, timeout } = await respond(operation, options, buildRequest(operation, options));
  try {
    return await response.blob();
  } catch (cause) {
    throw transportError(operation.name, cause, { signal: timeout, timeout }, requestIdOf(response));
  }
}

/** Returns a successful response, after waiting as decision 15 says. */
async function respond(operation: Operation, given: LooseOptions, request: Built) {
  const priority = priorityOf(given.signal);
  for (let refusals = 0; ; refusals += 1) {
    const settle = await admit(operation, priority, given.signal);
    const timeout = AbortSignal.timeout(given.timeoutMs ?? (given.form ? 120_000 : 20_000));
    const signal = given.signal ? AbortSignal.any([given.signal, timeout]) : timeout;
    const via = { signal, timeout, transport: given.transport ?? fetchOf };
    const response = await sendSignedIn(operation.name, request, via).finally(() => settle());
    const isWatched = await learn(operation, response);
    // A refused request was not processed, so sending it again repeats nothing.
    const waits = isWatched && priority === 'interactive' && refusals < maxRefusals;
    if (response.status === 429 && waits) continue;
    if (!response.ok) throw await errorOf(operation.name, response);
    return { response, timeout };
  }
}

interface Via {
  readonly signal: AbortSignal;
  readonly timeout: AbortSignal;
  readonly transport: Transport;
}

/** Sends a request with the current token, and again with a fresh one if that is refused. */
async function sendSignedIn(operation: string, request: Built, via: Via): Promise<Response> {
  let token = await tokens?.accessToken();
  if (token === undefined) throw signedOut(operation);
  let response = await sendOnce(operation, request, token, via);
  if (response.status === 401) {
    token = await tokens?.accessToken(token);
    if (token !== undefined) response = await sendOnce(operation, request, token, via);
    if (token === undefined || response.status === 401) throw signedOut(operation);
  }
  return response;
}

interface LooseOptions {
  readonly params?: ParamsOf<Operation>;
  readonly query?: unknown;
  readonly body?: unknown;
  readonly form?: FormData | Blob;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
  readonly transport?: Transport;
}

/** How the gateway is told that others go first (RFC 9218). */
const urgencies = { interactive: {}, task: { Priority: 'u=5' }, idle: { Priority: 'u=7' } };

interface Built {
  readonly url: string;
  readonly init: TransportInit & { readonly headers: Readonly<Record<string, string>> };
}

function buildRequest(operation: Operation, options: LooseOptions): Built {
  const headers: Record<string, string> = {
    ...options.headers,
    ...urgencies[priorityOf(options.signal)],
    Accept: 'application/json',
  };
  const init: Built['init'] = {
    method: operation.method,
    headers,
    cache: 'no-store',
    credentials: 'same-origin',
  };
  if (options.form) init.body = options.form;
  else if (options.body !== undefined) {
    headers['Content-Type'] = 'application/json';
    init.body = JSON.stringify(options.body);
  }
  const path = fillPath(operation.path, options.params);
  return { url: `${operation.root}${path}${queryString(options.query)}`, init };
}

const fetchOf: Transport = (url, init) => fetch(url, init);

async function sendOnce(operation: string, request: Built, token: string, via: Via): Promise<Response> {
  const requestId = crypto.randomUUID();
  const headers = { ...request.init.headers, Authorization: `Bearer ${token}`, 'X-Request-Id': requestId };
  const reads = request.init.method === 'GET';
  if (!reads) forgetStarted();
  const started = reads ? takeStarted(request.url) : undefined;
  try {
    return await learningTime(
      () => started?.response ?? via.transport(request.url, { ...request.init, headers, signal: via.signal }),
      started?.sentAt,
    );
  } catch (cause) {
    // What the document sent has another.
    throw transportError(operation, cause, via, started ? undefined : requestId);
  }
}

/** Nothing is changed by reading; write.ts judges the others. */
const read = { mayBeDone: false };

function transportError(
  operation: string,
  cause: unknown,
  signals: { signal: AbortSignal; timeout: AbortSignal },
  requestId: string | undefined,
): ApiError {
  const kind = signals.timeout.aborted ? 'timeout' : signals.signal.aborted ? 'aborted' : 'network';
  return new ApiError({ kind, operation, cause, requestId, ...read });
}

function signedOut(operation: string): ApiError {
  tokens?.sessionEnded();
  return new ApiError({ kind: 'signed-out', operation, status: 401, ...read });
}

/** As the gateway and the systems behind it know it. */
const requestIdOf = ({ headers }: Response) => headers.get('X-Request-Id') ?? undefined;

async function errorOf(operation: string, response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => undefined);
  const { message, refusal: told } = Object(body);
  const refusal = typeof told?.code === 'string' ? told : undefined;
  // The texts are loaded by the time someone reads it; otherwise it is described in general terms.
  if (refusal) await refusalTexts?.().catch(() => undefined);
  return new ApiError({
    kind: kindOfStatus(response.status),
    operation,
    status: response.status,
    retryAfterMs: retryAfterMs(response.headers.get('Retry-After')),
    refusal,
    serverMessage: typeof message === 'string' && !refusal ? message : undefined,
    requestId: requestIdOf(response),
    ...read,
  });
}

/** JSON of a successful response; undefined when it is empty ("Empty JSON response" may be no bytes at all). */
async function readJson(operation: string, response: Response, timeout: AbortSignal): Promise<unknown> {
  let text: string;
  try {
    text = await response.text();
  } catch (cause) {
    throw transportError(operation, cause, { signal: timeout, timeout }, requestIdOf(response));
  }
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    const requestId = requestIdOf(response);
    throw new ApiError({ kind: 'server', operation, status: response.status, cause, requestId, ...read });
  }
}
