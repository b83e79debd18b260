import * as v from 'valibot';
import type { Schema } from '#contract/operation.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import { Misfit, type Mistake, type Part } from './misfit.ts';

const wrong = (part: Part, text: string, path: readonly string[] = []): Misfit =>
  new Misfit([{ part, path, kind: 'wrong', text }]);

function kindOf({ expected, received }: v.BaseIssue<unknown>): Mistake['kind'] {
  if (expected === 'never') return 'unknown';
  return received === 'undefined' ? 'missing' : 'wrong';
}

function parse(part: Part, schema: Schema, value: unknown): unknown {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  throw new Misfit(
    result.issues.map((issue) => ({
      part,
      path: issue.path?.map(({ key }) => String(key)) ?? [],
      kind: kindOf(issue),
      text: issue.message,
    })),
  );
}

/** What a row has no schema for must not be sent. */
function nothing(part: Part, fields: object): undefined {
  const mistakes = Object.keys(fields).map((name) => ({
    part,
    path: [name],
    kind: 'unknown' as const,
    text: 'Not known here.',
  }));
  if (mistakes.length > 0) throw new Misfit(mistakes);
  return undefined;
}

/** Parameters by their names; those that may stand there several times are lists. */
function fieldsOf(part: Part, all: URLSearchParams, repeatable: readonly string[]) {
  return Object.fromEntries(
    [...new Set(all.keys())].map((name) => {
      const values = all.getAll(name);
      if (repeatable.includes(name)) return [name, values];
      if (values.length > 1) throw wrong(part, 'Given more than once.', [name]);
      return [name, values[0]];
    }),
  );
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw wrong('body', 'The body is not UTF-8.');
  }
}

function jsonOf(bytes: Buffer, contentType: string): unknown {
  if (bytes.length === 0) return {};
  if (!/^application\/(vnd\.api\+)?json\s*(;|$)/i.test(contentType)) {
    throw wrong('body', 'The Content-Type must be application/json.');
  }
  const text = textOf(bytes);
  try {
    return JSON.parse(text);
  } catch {
    throw wrong('body', 'The body is not valid JSON.');
  }
}

function bodyOf({ body, bodyKind }: ConnectedOperation, bytes: Buffer, contentType: string): unknown {
  // A file is read by its handler.
  if (bodyKind === 'bytes') return undefined;
  if (!body) return bytes.length > 0 ? nothing('body', { body: true }) : undefined;
  const value =
    bodyKind === 'form'
      ? fieldsOf('body', new URLSearchParams(textOf(bytes)), [])
      : jsonOf(bytes, contentType);
  return parse('body', body, value);
}

interface Given {
  readonly params: Readonly<Record<string, string>>;
  readonly search: URLSearchParams;
  readonly bytes: Buffer;
  readonly contentType: string;
}

/** Reads a request strictly by the schemas of its row. @throws Misfit */
export function readCall(operation: ConnectedOperation, { params, search, bytes, contentType }: Given) {
  const query = fieldsOf('query', search, operation.repeatable);
  // What an address bears that an answer gave is for the handler.
  const signed = operation.addressFrom !== undefined;
  return {
    params: operation.params ? parse('path', operation.params, params) : undefined,
    query: operation.query
      ? parse('query', operation.query, query)
      : signed
        ? undefined
        : nothing('query', query),
    body: bodyOf(operation, bytes, contentType),
  };
}
