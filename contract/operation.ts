import type * as v from 'valibot';

/** Who may call an operation at its system. */
export type Access =
  /** End users (OAuth or personal access token) and service accounts. */
  | 'any'
  /** End users only; a service account gets an error. */
  | 'user'
  /** Service accounts only; the dashboard reaches these through the gateway's elevation. */
  | 'service'
  /** No token at all (health check, 3CX intake, the token endpoint). */
  | 'public';

/** What a system counts separately: it has its own quota there. */
export type RateClass = 'default' | 'upload' | 'token';

/** What `path` is relative to: the API behind the gateway, what the gateway does itself, a further connected system. */
export type Root = '/api' | '/admin' | '/reports' | `/connected/${string}`;

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** How a request body is sent; `bytes` is a raw file, passed on while it arrives. */
export type BodyKind = 'none' | 'json' | 'multipart' | 'form' | 'bytes';

/** What a response consists of; `bytes` is a file, passed on while it arrives. */
export type AnswerKind = 'json' | 'bytes';

export type SuccessStatus = 200 | 201 | 202 | 204 | 206;

/** Any Valibot schema. */
export type Schema = v.GenericSchema<unknown, unknown>;

/** For what fills a path: each parameter has one value. */
export type PathSchema = v.GenericSchema<Readonly<Record<string, string | number>>, unknown>;

/** One documented error row of an operation. */
export interface DocumentedError {
  readonly status: number;
  /** The documentation's own condition, in short. */
  readonly when: string;
}

/**
 * One row of the wire contract. `path` is a template relative to `root` with `:name` parameters; the schemas of
 * `params`, `query` and `body` are strict (unknown keys are refused), the schema of `response` is loose (unknown keys
 * are kept, almost everything may be missing).
 */
export interface Operation<
  Params extends PathSchema | undefined = PathSchema | undefined,
  Query extends Schema | undefined = Schema | undefined,
  Body extends Schema | undefined = Schema | undefined,
  Response extends Schema = Schema,
  M extends Method = Method,
> {
  readonly name: string;
  readonly method: M;
  /** The method sent to the system; differs from `method` where it changes something by GET, which no page may. */
  readonly upstreamMethod: Method;
  /** Whether the system may receive it twice without harm. */
  readonly idempotent: boolean;
  readonly root: Root;
  readonly path: `/${string}`;
  readonly params: Params;
  readonly query: Query;
  /** Query parameters that may occur several times; their schema is an array. */
  readonly repeatable: readonly string[];
  readonly body: Body;
  readonly bodyKind: BodyKind;
  /** Media types that a body of bytes may have; lower case. */
  readonly bodyTypes: readonly string[];
  /** The part of a multipart body that is a file. */
  readonly fileField: string | undefined;
  /** Request headers of this operation beyond Accept, Authorization and Content-Type; lower case. */
  readonly requestHeaders: readonly string[];
  /** Response headers a client needs beyond the usual ones; lower case. */
  readonly responseHeaders: readonly string[];
  readonly response: Response;
  readonly answerKind: AnswerKind;
  /** The usual one first. */
  readonly successStatuses: readonly [SuccessStatus, ...SuccessStatus[]];
  readonly access: Access;
  /** Permission scope that a user needs, where the documentation names one. */
  readonly permission: string | undefined;
  readonly rateClass: RateClass;
  readonly errors: readonly DocumentedError[];
  /** Whether a file has to be, by its content, of the media type that it is sent as, and of a kind that people may send. */
  readonly isKindChecked: boolean;
  /** Largest request body in bytes that anyone should accept. */
  readonly maxBodyBytes: number;
  /** True where the gateway forwards it for a signed-in browser (the proxy's allow-list). */
  readonly proxied: boolean;
}

/** An operation that only reads: sent again it changes nothing. */
export type ReadOperation = Operation & { readonly method: 'GET' };
/** An operation that may change something. Its response can be lost: see docs/unknown-outcomes.md. */
export type WriteOperation = Operation & { readonly method: Exclude<Method, 'GET'> };

type Row<
  P extends PathSchema | undefined,
  Q extends Schema | undefined,
  B extends Schema | undefined,
  R extends Schema,
  M extends Method,
> = Pick<Operation<P, Q, B, R, M>, 'name' | 'method' | 'path' | 'response'> &
  Partial<Operation<P, Q, B, R, M>>;

const jsonBodyBytes = 1024 * 1024;
/** What every row says unless it says otherwise. */
// @__NO_SIDE_EFFECTS__
export const usualRow = (body: Schema | undefined) => ({
  repeatable: [],
  bodyKind: body ? 'json' : 'none',
  bodyTypes: [],
  requestHeaders: [],
  responseHeaders: [],
  answerKind: 'json',
  successStatuses: [200],
  rateClass: 'default',
  errors: [],
  isKindChecked: false,
  maxBodyBytes: body ? jsonBodyBytes : 0,
});

const idempotentMethods: readonly Method[] = ['GET', 'PUT', 'DELETE'];

/**
 * Completes a row of the contract with its defaults: the API behind the gateway, end users and service accounts, 200 OK,
 * JSON body of at most 1 MiB where there is a body schema, idempotent where the method is, forwarded unless for
 * service accounts or public.
 *
 * @__NO_SIDE_EFFECTS__ so that a page bundles only the rows that it calls.
 */
// @__NO_SIDE_EFFECTS__
export function operation<
  const P extends PathSchema | undefined = undefined,
  const Q extends Schema | undefined = undefined,
  const B extends Schema | undefined = undefined,
  const R extends Schema = Schema,
  const M extends Method = Method,
>(row: Row<P, Q, B, R, M>): Operation<P, Q, B, R, M> {
  const { method, body, upstreamMethod = method, access = 'any' } = row;
  return {
    upstreamMethod,
    idempotent: upstreamMethod === method && idempotentMethods.includes(method),
    root: '/api',
    ...usualRow(body),
    access,
    proxied: access === 'any' || access === 'user',
    ...row,
    // What is not set here and what a row leaves out is undefined in its type too.
  } as Operation<P, Q, B, R, M>;
}

/** What a schema accepts; undefined where there is none. */
export type InputOf<S> = S extends v.GenericSchema<infer Input, unknown> ? Input : undefined;

export type ParamsOf<O extends Operation> = InputOf<O['params']>;
export type QueryOf<O extends Operation> = InputOf<O['query']>;
export type BodyOf<O extends Operation> = InputOf<O['body']>;
export type ResponseOf<O extends Operation> = v.InferOutput<O['response']>;
