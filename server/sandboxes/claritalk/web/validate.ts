import * as v from 'valibot';
import type { Operation, Schema } from '#contract/operation.ts';
import { ApiError, badRequest } from '../../lib/errors.ts';

function explain(issues: readonly v.BaseIssue<unknown>[]): string {
  const issue = issues[0];
  if (!issue) return 'The given data was invalid.';
  const path = issue.path?.map((item) => String(item.key)).join('.');
  return path
    ? `The field ${path} is invalid: ${issue.message}`
    : `The given data was invalid: ${issue.message}`;
}

const documents = (operation: Operation, status: number) =>
  operation.errors.some((error) => error.status === status);

/** Status for a malformed query or body: 400, or 422 where the documentation names only that. */
export const invalidStatus = (operation: Operation) =>
  !documents(operation, 400) && documents(operation, 422) ? 422 : 400;

/** Status for a malformed path parameter: 400 where documented, else nothing can be found there. */
const invalidPathStatus = (operation: Operation) =>
  !documents(operation, 400) && documents(operation, 404) ? 404 : 400;

function parse(schema: Schema, value: unknown, status: number): unknown {
  const result = v.safeParse(schema, value, { abortEarly: true, abortPipeEarly: true });
  if (result.success) return result.output;
  throw new ApiError(status, explain(result.issues));
}

export function validateParams(operation: Operation, params: Readonly<Record<string, string>>): unknown {
  return operation.params ? parse(operation.params, params, invalidPathStatus(operation)) : undefined;
}

/** Validates a query string; a parameter sent twice or unknown to the contract is refused. */
export function validateQuery(operation: Operation, search: string): unknown {
  const values: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(search)) {
    if (Object.hasOwn(values, name)) throw badRequest(`The parameter ${name} was sent more than once.`);
    Object.defineProperty(values, name, { value, enumerable: true });
  }
  if (operation.query) return parse(operation.query, values, invalidStatus(operation));
  const unknown = Object.keys(values)[0];
  if (unknown !== undefined) throw badRequest(`The parameter ${unknown} is not known.`);
  return undefined;
}

export function validateBody(operation: Operation, value: unknown): unknown {
  return operation.body ? parse(operation.body, value, invalidStatus(operation)) : undefined;
}
