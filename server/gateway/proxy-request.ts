import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import * as v from 'valibot';
import { operations, receive3cxCall } from '#contract/claritalk.ts';
import { createMatcher } from '#contract/match.ts';
import type { Operation, Schema } from '#contract/operation.ts';
import { Refusal } from './refusal.ts';

/** Root of the API at Claritalk and at the gateway alike. */
export const apiRoot = '/api';

// Matched on the raw text: whatever needs decoding or resolving first is no path of the contract.
const safePath = /^\/api(\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+$/;
const proxied = operations.filter((operation) => operation.proxied);
const match = createMatcher(proxied);
// The telephone system itself calls Claritalk. Where that is the sandbox there is none, and the page stands in for it.
const matchInSandbox = createMatcher([...proxied, receive3cxCall]);

/** Splits a raw request target at its first question mark; `query` is undefined without one. */
export function splitTarget(target: string): { path: string; query: string | undefined } {
  const at = target.indexOf('?');
  return at < 0
    ? { path: target, query: undefined }
    : { path: target.slice(0, at), query: target.slice(at + 1) };
}

/**
 * The operation of the contract that a request asks for; `sandbox` when Claritalk is the local one.
 * @throws Refusal with 404 or 405.
 */
export function findOperation(method: string, path: string, sandbox: boolean): Operation {
  const find = sandbox ? matchInSandbox : match;
  const found = safePath.test(path) ? find(method, path.slice(apiRoot.length)) : { kind: 'none' as const };
  if (found.kind === 'method') {
    throw new Refusal(405, 'This method is not allowed here.', { allow: found.allowed.join(', ') });
  }
  const params = found.kind === 'none' ? undefined : found.operation.params;
  if (found.kind === 'none' || (params && !v.safeParse(params, found.params).success)) {
    throw new Refusal(404, 'The dashboard’s server does not know this path.');
  }
  return found.operation;
}

/** Says which field is wrong, without the value. */
export function describeIssue(place: string, issues: readonly v.BaseIssue<unknown>[]): string {
  const [issue] = issues;
  const keys = (issue?.path ?? []).map((item) =>
    String(item.key)
      .replace(/[^\w.-]/g, '')
      .slice(0, 64),
  );
  const problem = issue?.expected === 'never' ? 'is not known' : 'is missing or invalid';
  return keys.length === 0 ? `The ${place} is invalid.` : `${keys.join('.')} in the ${place} ${problem}.`;
}

function validate(schema: Schema, value: unknown, place: string): unknown {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (!result.success) throw new Refusal(400, describeIssue(place, result.issues));
  return result.output;
}

/**
 * Checks a raw query against the operation and writes it anew.
 * @returns the query with its question mark, or ''.
 * @throws Refusal with 400.
 */
export function rebuildQuery(operation: Operation, query: string | undefined): string {
  if (query === undefined) return '';
  const values: Record<string, string> = Object.create(null);
  let pairs: URLSearchParams;
  try {
    decodeURIComponent(query.replaceAll('+', ' '));
    pairs = new URLSearchParams(query);
  } catch {
    throw new Refusal(400, 'The query is not well encoded.');
  }
  for (const [name, value] of pairs) {
    if (name in values) throw new Refusal(400, 'A query parameter is repeated.');
    values[name] = value;
  }
  const checked = validate(operation.query ?? v.strictObject({}), { ...values }, 'query');
  const rebuilt = new URLSearchParams(
    Object.entries(checked as Record<string, unknown>).map(([name, value]) => [name, String(value)]),
  ).toString();
  return rebuilt === '' ? '' : `?${rebuilt}`;
}

/**
 * Checks the head of a request's body.
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
  const expected = operation.bodyKind === 'json' ? 'application/json' : 'multipart/form-data';
  const [type = '', ...parameters] = (headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== expected) throw new Refusal(400, `The body must be ${expected}.`);
  if (operation.bodyKind === 'json' && !parameters.every((text) => /^\s*charset="?utf-8"?\s*$/i.test(text))) {
    throw new Refusal(400, 'The body must be UTF-8.');
  }
  if (headers['content-encoding'] !== undefined) throw new Refusal(400, 'The body must not be compressed.');
  // Counted bodies only: a chunked one would have to be held back to know its size.
  if (length === undefined || headers['transfer-encoding'] !== undefined || !Number.isSafeInteger(length)) {
    throw new Refusal(400, 'Content-Length is missing.');
  }
  if (length > operation.maxBodyBytes) {
    throw new Refusal(413, `The body is larger than ${operation.maxBodyBytes} bytes.`);
  }
  return length;
}

/**
 * Reads a JSON body, checks it and writes it anew: only what the schema knows is left.
 * @throws Refusal with 400.
 */
export async function rebuildJson(operation: Operation, request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
    const checked = validate(operation.body ?? v.never(), JSON.parse(text), 'body');
    return Buffer.from(JSON.stringify(checked));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(400, 'The body is not JSON.');
  }
}
