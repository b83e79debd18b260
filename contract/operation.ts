import type * as v from 'valibot';

/** Who may call an operation at Claritalk (API documentation, "Authorization Scoping"). */
export type Access =
  /** End users (OAuth or personal access token) and service accounts. */
  | 'any'
  /** End users only; a service account gets an error. */
  | 'user'
  /** Service accounts only; the dashboard reaches these through the gateway's elevation. */
  | 'service'
  /** No token at all (health check, 3CX intake, the token endpoint). */
  | 'public';

/** Rate-limit class: 480 requests a minute, 50 for uploads, 60 for the token endpoint. */
export type RateClass = 'default' | 'upload' | 'token';

/** Requests per minute of each rate-limit class. */
export const requestsPerMinute: Record<RateClass, number> = { default: 480, upload: 50, token: 60 };

export type Root = '/api' | '/admin' | '/reports';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** How a request body travels. */
export type BodyKind = 'none' | 'json' | 'multipart' | 'form';

/** Any Valibot schema. */
export type Schema = v.GenericSchema<unknown, unknown>;

/** One documented error row of an operation. */
export interface DocumentedError {
  readonly status: number;
  /** The documentation's own condition, in short. */
  readonly when: string;
}

/**
 * One row of the wire contract. `path` is a template relative to the API's base (`/api`) with `:name`
 * parameters; the schemas of `params`, `query` and `body` are strict (unknown keys are refused), the
 * schema of `response` is loose (unknown keys are kept, almost everything may be missing).
 */
export interface Operation<
  Params extends Schema | undefined = Schema | undefined,
  Query extends Schema | undefined = Schema | undefined,
  Body extends Schema | undefined = Schema | undefined,
  Response extends Schema = Schema,
> {
  readonly name: string;
  readonly method: Method;
  /** What `path` is relative to: Claritalk's API, or what the gateway itself does for admins and with reports. */
  readonly root: Root;
  readonly path: `/${string}`;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly bodyKind: BodyKind;
  /** Request headers of this operation beyond Accept, Authorization and Content-Type; lower case. */
  readonly requestHeaders: readonly string[];
  /** Response headers a client needs beyond the usual ones; lower case. */
  readonly responseHeaders: readonly string[];
  readonly response: Response;
  readonly successStatus: 200 | 201 | 204;
  readonly access: Access;
  /** Permission scope that a user needs, where the documentation names one. */
  readonly permission: string | undefined;
  readonly rateClass: RateClass;
  readonly errors: readonly DocumentedError[];
  /** Largest request body in bytes that anybody should accept. */
  readonly maxBodyBytes: number;
  /** True where the gateway forwards it for a signed-in browser (the allow-list of the proxy). */
  readonly proxied: boolean;
}

type Row<
  P extends Schema | undefined,
  Q extends Schema | undefined,
  B extends Schema | undefined,
  R extends Schema,
> = {
  name: string;
  method: Method;
  root?: Root;
  path: `/${string}`;
  params?: P;
  query?: Q;
  body?: B;
  bodyKind?: BodyKind;
  requestHeaders?: readonly string[];
  responseHeaders?: readonly string[];
  response: R;
  successStatus?: 200 | 201 | 204;
  access?: Access;
  permission?: string;
  rateClass?: RateClass;
  errors?: readonly DocumentedError[];
  maxBodyBytes?: number;
  proxied?: boolean;
};

const jsonBodyBytes = 1024 * 1024;

/**
 * Completes a row of the contract with its defaults: end users and service accounts, 480/min, 200 OK,
 * JSON body of at most 1 MiB where there is a body schema, forwarded unless for service accounts or public.
 *
 * @__NO_SIDE_EFFECTS__ so that a page bundles only the rows that it calls.
 */
// @__NO_SIDE_EFFECTS__
export function operation<
  const P extends Schema | undefined = undefined,
  const Q extends Schema | undefined = undefined,
  const B extends Schema | undefined = undefined,
  const R extends Schema = Schema,
>(row: Row<P, Q, B, R>): Operation<P, Q, B, R> {
  const access = row.access ?? 'any';
  return {
    name: row.name,
    method: row.method,
    root: row.root ?? '/api',
    path: row.path,
    params: row.params as P,
    query: row.query as Q,
    body: row.body as B,
    bodyKind: row.bodyKind ?? (row.body ? 'json' : 'none'),
    requestHeaders: row.requestHeaders ?? [],
    responseHeaders: row.responseHeaders ?? [],
    response: row.response,
    successStatus: row.successStatus ?? 200,
    access,
    permission: row.permission,
    rateClass: row.rateClass ?? 'default',
    errors: row.errors ?? [],
    maxBodyBytes: row.maxBodyBytes ?? (row.body ? jsonBodyBytes : 0),
    proxied: row.proxied ?? (access === 'any' || access === 'user'),
  };
}

type InputOf<S> = S extends v.GenericSchema<infer Input, unknown> ? Input : undefined;

export type ParamsOf<O extends Operation> = InputOf<O['params']>;
export type QueryOf<O extends Operation> = InputOf<O['query']>;
export type BodyOf<O extends Operation> = InputOf<O['body']>;
export type ResponseOf<O extends Operation> = v.InferOutput<O['response']>;
