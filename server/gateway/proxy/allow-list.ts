import * as v from 'valibot';
import { createMatcher, fillPath } from '#contract/match.ts';
import type { Operation } from '#contract/operation.ts';
import type { Upstream } from '../../upstreams/upstream.ts';
import { Refusal } from '../http/refusal.ts';

// Matched on the raw text: whatever needs decoding or resolving first is not a path of the contract.
const safePath = /^(\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+\/?$/;

/** The operation that a request asks for. */
export interface Asked {
  readonly operation: Operation;
  /** Its path at the system, rebuilt from its parameters. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
}

/**
 * Finds the operation of a system that a request asks for, by its method and path at the gateway.
 * @throws Refusal with 404 or 405.
 */
export type FindOperation = (method: string, path: string) => Asked;

/** Creates a system's allow-list: what is not in it is never forwarded. */
export function allowList({
  root,
  prefix,
  operations,
}: Pick<Upstream, 'root' | 'prefix' | 'operations'>): FindOperation {
  const match = createMatcher(operations);
  return (method, path) => {
    const below = path.slice(root.length);
    const found =
      path.startsWith(root) && safePath.test(below) ? match(method, below) : { kind: 'none' as const };
    if (found.kind === 'method') {
      throw new Refusal(405, 'This method is not allowed here.', { allow: found.allowed.join(', ') });
    }
    const schema = found.kind === 'none' ? undefined : found.operation.params;
    if (found.kind === 'none' || (schema && !v.is(schema, found.params))) {
      throw new Refusal(404, 'The dashboard’s server does not know this path.');
    }
    const { operation, params } = found;
    return { operation, path: prefix + fillPath(operation.path, params), params };
  };
}
