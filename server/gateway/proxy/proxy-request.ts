import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import * as v from 'valibot';
import type { BodyKind, Operation, Schema } from '#contract/operation.ts';
import { measureJson } from '../http/json-measure.ts';
import { readBody } from '../http/read-body.ts';
import { Refusal, refusal } from '../http/refusal.ts';

/** A body of 1 MiB arrives in this time at 280 kbit/s. */
const bodyWithinMs = 30_000;

/** Free-form fields accept any JSON. Deeper than this, pages and servers that traverse it could run out of stack. */
const deepestBody = 200;

/** Far more than any operation has parameters. */
const maxPairs = 100;

/** Splits a raw request target at its first question mark; `query` is undefined without one. */
export function splitTarget(target: string): { path: string; query: string | undefined } {
  const at = target.indexOf('?');
  return at < 0
    ? { path: target, query: undefined }
    : { path: target.slice(0, at), query: target.slice(at + 1) };
}

type Place = 'query' | 'body';

/** Says which field is wrong, without the value. */
export function refusedField(place: Place, issues: readonly v.BaseIssue<unknown>[]): Refusal {
  const [issue] = issues;
  const keys = (issue?.path ?? []).map(
    (item) =>
      String(item.key)
        .replace(/[^\w.[\]-]/g, '')
        .slice(0, 64), // no text of people: ASCII
  );
  if (keys.length === 0) return new Refusal(400, `The ${place} is invalid.`);
  const code = issue?.expected === 'never' ? 'field-unknown' : 'field-invalid';
  return refusal(code, { field: keys.join('.'), place });
}

function validate(schema: Schema, value: unknown, place: Place): unknown {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (!result.success) throw refusedField(place, result.issues);
  return result.output;
}

/**
 * Reads the pairs of a query or form.
 * @param repeatable names that may occur several times; they are lists.
 * @throws Refusal with 400.
 */
function readPairs(text: string, place: Place, repeatable: readonly string[]): unknown {
  // Bounded first: reading pairs without an equals sign takes time that grows with the square of their number.
  if (text.split('&').length > maxPairs) throw new Refusal(400, `The ${place} has too many parameters.`);
  try {
    decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new Refusal(400, `The ${place} is not well encoded.`);
  }
  const values = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const known = values.get(name);
    if (repeatable.includes(name)) values.set(name, [known ?? [], value].flat());
    else if (known === undefined) values.set(name, value);
    else
      throw new Refusal(400, place === 'query' ? 'A query parameter is repeated.' : 'A field is repeated.');
  }
  return Object.fromEntries(values);
}

const writePairs = (values: unknown): string =>
  new URLSearchParams(
    Object.entries(Object(values)).flatMap(([name, value]) =>
      [value].flat().map((one) => [name, String(one)]),
    ),
  ).toString();

/** Changes values before they are checked; those of a body in a moment, if it has to find something out. */
export type Amend = (place: Place, values: unknown) => unknown;

const asTheyAre: Amend = (_place, values) => values;

/**
 * Checks a raw query against the operation and rewrites it.
 * @returns the query with its question mark, or ''.
 * @throws Refusal with 400; what `amend` throws.
 */
export function rebuildQuery(operation: Operation, query: string | undefined, amend?: Amend): string {
  if (query === undefined && (amend === undefined || operation.query === undefined)) return '';
  const values = (amend ?? asTheyAre)('query', readPairs(query ?? '', 'query', operation.repeatable));
  const rebuilt = writePairs(validate(operation.query ?? v.strictObject({}), values, 'query'));
  return rebuilt === '' ? '' : `?${rebuilt}`;
}

const mediaTypes: Readonly<Record<Exclude<BodyKind, 'none' | 'bytes'>, string>> = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  multipart: 'multipart/form-data',
};

/** Returns a body's media type as the operation has it. @throws Refusal with 400 for another. */
export function bodyTypeOf({ bodyKind, bodyTypes }: Operation, headers: IncomingHttpHeaders): string {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').split(';');
  const expected = bodyKind === 'bytes' ? bodyTypes : bodyKind === 'none' ? [] : [mediaTypes[bodyKind]];
  const known = expected.find((one) => one === type.trim().toLowerCase());
  if (known === undefined) throw new Refusal(400, `The body must be ${expected.join(' or ')}.`);
  const isText = bodyKind === 'json' || bodyKind === 'form';
  if (isText && !parameters.every((text) => /^\s*charset="?utf-8"?\s*$/i.test(text))) {
    throw new Refusal(400, 'The body must be UTF-8.');
  }
  return known;
}

/**
 * Checks the head of a request's body, whatever the method.
 * @returns the declared length in bytes; 0 without a body.
 * @throws Refusal with 400 or 413.
 */
export function checkBodyHead(operation: Operation, headers: IncomingHttpHeaders): number {
  const declared = headers['content-length'];
  const length = declared === undefined ? undefined : Number(declared);
  if (operation.bodyKind === 'none') {
    if (length || headers['transfer-encoding'] !== undefined) {
      throw new Refusal(400, 'This request takes no body.');
    }
    return 0;
  }
  bodyTypeOf(operation, headers);
  if (headers['content-encoding'] !== undefined) throw new Refusal(400, 'The body must not be compressed.');
  // Only bodies with a length: a chunked one would have to be held back to know its size.
  if (length === undefined || headers['transfer-encoding'] !== undefined || !Number.isSafeInteger(length)) {
    throw new Refusal(400, 'Content-Length is missing.');
  }
  if (length > operation.maxBodyBytes) throw refusal('too-large', { bytes: String(operation.maxBodyBytes) });
  return length;
}

async function readText({ maxBodyBytes }: Operation, request: IncomingMessage): Promise<string> {
  const body = await readBody(request, { maxBytes: maxBodyBytes, withinMs: bodyWithinMs });
  if (measureJson(body).depth > deepestBody) throw new Refusal(400, 'The body is nested too deeply.');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new Refusal(400, 'The body must be UTF-8.');
  }
}

/** Only such a text can have a number that is too large for any, and that would be sent as null. */
const enormous = /[eE]\+?\d{3}|\d{300}/;

function finite(_name: string, value: unknown): unknown {
  if (typeof value !== 'number' || Number.isFinite(value)) return value;
  throw new Refusal(400, 'The body has a number that is too large.');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text, enormous.test(text) ? finite : undefined);
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(400, 'The body is not JSON.');
  }
}

/**
 * Reads a JSON or form body, checks it and rewrites it: only what the schema knows remains.
 * @throws Refusal with 400, 408 or 413.
 */
export async function rebuildBody(
  operation: Operation,
  request: IncomingMessage,
  amend: Amend = asTheyAre,
): Promise<Buffer> {
  const text = await readText(operation, request);
  const isForm = operation.bodyKind === 'form';
  const given = isForm ? readPairs(text, 'body', operation.repeatable) : parse(text);
  const values = await amend('body', given);
  const checked = validate(operation.body ?? v.never(), values, 'body');
  return Buffer.from(isForm ? writePairs(checked) : JSON.stringify(checked));
}
