import type { Method, Operation } from './operation.ts';
import { urlText } from './url-text.ts';

/** What a method and path mean in the contract. */
export type Match<O extends Operation = Operation> =
  | { readonly kind: 'operation'; readonly operation: O; readonly params: Readonly<Record<string, string>> }
  /** The path exists with other methods only. */
  | { readonly kind: 'method'; readonly allowed: readonly Method[] }
  | { readonly kind: 'none' };

interface Route<O extends Operation> {
  readonly operation: O;
  readonly segments: readonly string[];
}

function paramsOf(route: Route<Operation>, segments: readonly string[]) {
  if (route.segments.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, expected] of route.segments.entries()) {
    const actual = segments[index] ?? '';
    if (expected.startsWith(':')) {
      if (actual === '') return undefined;
      params[expected.slice(1)] = actual;
    } else if (expected !== actual) return undefined;
  }
  return params;
}

/**
 * Creates a matcher for rows of the contract. Fixed segments win over parameters (`/meetings/list` is never a meeting
 * called "list"). Paths are compared as raw text: no decoding, no trailing slash, no query.
 */
export function createMatcher<O extends Operation>(operations: readonly O[]) {
  const routes: Route<O>[] = operations
    .map((operation) => ({ operation, segments: operation.path.split('/') }))
    .sort((a, b) => parameterCount(a) - parameterCount(b));
  return (method: string, path: string): Match<O> => {
    const segments = path.split('/');
    const allowed: Method[] = [];
    for (const route of routes) {
      const params = paramsOf(route, segments);
      if (!params) continue;
      if (route.operation.method === method) return { kind: 'operation', operation: route.operation, params };
      allowed.push(route.operation.method);
    }
    return allowed.length > 0 ? { kind: 'method', allowed } : { kind: 'none' };
  };
}

const parameterCount = (route: Route<Operation>) =>
  route.segments.filter((segment) => segment.startsWith(':')).length;

/**
 * Returns `?a=1&b=2&b=3` from the defined values of an object, lists one by one, in order; empty when there are none.
 */
export function queryString(query: unknown): string {
  const search = new URLSearchParams();
  for (const [name, values] of Object.entries(query ?? {})) {
    for (const value of [values].flat()) if (value !== undefined) search.append(name, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

/** Returns a path template filled in; every value is percent-encoded. Throws when a parameter is missing. */
export function fillPath(template: string, params: Readonly<Record<string, string | number>> = {}): string {
  return template.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined || value === '') throw new Error(`path ${template} needs ${name}`);
    return urlText(value);
  });
}
