/** What a request says, by the schemas of its row. */
import * as v from 'valibot';
import type { Schema } from '#contract/operation.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import { badRequest, notFound, problem, Refusal } from './errors.ts';
import { refusalOf } from './problems.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Parameters of the query; those that may stand there several times are lists. */
function queryOf({ repeatable }: ConnectedOperation, search: string): Fields {
  const all = new URLSearchParams(search);
  const fields = [...new Set(all.keys())].map((name) => {
    const values = all.getAll(name);
    if (repeatable.includes(name)) return [name, values];
    if (values.length > 1) throw badRequest({ [name]: [problem('Given twice.', 'unsupported_value')] });
    return [name, values[0]];
  });
  return Object.fromEntries(fields);
}

function bodyOf(bytes: Buffer, contentType: string): Fields {
  if (bytes.length === 0) return {};
  if (!/^application\/json\s*(;|$)/i.test(contentType)) throw badRequest('The body must be JSON.');
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return v.parse(v.record(v.string(), v.unknown()), value);
  } catch {
    throw badRequest('The body is not valid JSON.');
  }
}

function parse({ name }: ConnectedOperation, schema: Schema, value: unknown): unknown {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  throw refusalOf(name, result.issues, value);
}

function paramsOf(operation: ConnectedOperation, params: Readonly<Record<string, string>>): unknown {
  const { params: schema, errors } = operation;
  if (!schema) return undefined;
  const result = v.safeParse(schema, params);
  if (result.success) return result.output;
  if (result.issues.some(({ path }) => path?.[0].key !== 'id')) {
    throw refusalOf(operation.name, result.issues, params);
  }
  const status = errors.some((error) => error.status === 404) ? 404 : (errors[0]?.status ?? 404);
  throw notFound(`Record #${params.id ?? ''} not found`, status);
}

const named = (schema: Schema | undefined): Fields =>
  (schema as { entries?: Fields } | undefined)?.entries ?? {};

export interface Parsed {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/**
 * Reads a request. Rails does not ask where a parameter stands: what a row has in its body may be in the query and the
 * other way round, as the documentation shows both (a GET with a body, messages whose text is in the query).
 *
 * @throws Refusal as the operation documents it.
 */
export function readRequest(
  operation: ConnectedOperation,
  given: {
    readonly params: Readonly<Record<string, string>>;
    readonly search: string;
    readonly bytes: Buffer | 'too large';
    readonly contentType: string;
  },
): Parsed {
  if (given.bytes === 'too large') throw new Refusal(413, { status: 'error', errors: 'Too large.' });
  const query = queryOf(operation, given.search);
  const body = bodyOf(given.bytes, given.contentType);
  const known = named(operation.query);
  const inQuery = (name: string) =>
    !operation.body || (Object.hasOwn(known, name) && Object.hasOwn(query, name));
  const toQuery = Object.entries(query).filter(([name]) => inQuery(name));
  const toBody = Object.entries(query).filter(([name]) => !inQuery(name));
  const whole = operation.body ? Object.fromEntries(toQuery) : { ...query, ...body };
  const params = paramsOf(operation, given.params);
  if (!operation.query && Object.keys(whole).length > 0) {
    const unknown = Object.keys(whole).map((name) => [
      name,
      [problem('Unknown parameter.', 'unsupported_value')],
    ]);
    throw badRequest(Object.fromEntries(unknown));
  }
  return {
    params,
    query: operation.query ? parse(operation, operation.query, whole) : undefined,
    body: operation.body
      ? parse(operation, operation.body, { ...Object.fromEntries(toBody), ...body })
      : undefined,
  };
}
