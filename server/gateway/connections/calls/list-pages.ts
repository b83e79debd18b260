import type { Context } from 'hono';
import type { Operation } from '#contract/operation.ts';
import type { GatewayEnv } from '../../http/gateway-env.ts';
import { rebuildQuery, splitTarget } from '../../proxy/proxy-request.ts';

const usualLimit = 25;
const maxLimit = 100;

interface Asked {
  readonly offset?: string | undefined;
  readonly limit?: string | undefined;
}

/** Returns a part of a list. A page that has become empty is no longer there; a count never leads to an empty list. */
export function pageOf<T>(found: readonly T[], asked: Asked) {
  const limit = Math.max(1, Math.min(maxLimit, Number(asked.limit ?? usualLimit)));
  const lastPage = Math.max(0, Math.ceil(found.length / limit) - 1) * limit;
  const offset = Math.min(Number(asked.offset ?? 0), lastPage);
  return { rows: found.slice(offset, offset + limit), offset, total: found.length };
}

/** @throws Refusal for a query that its operation does not take. */
export function queryOf(operation: Operation, context: Context<GatewayEnv>): URLSearchParams {
  const { query } = splitTarget(context.env.incoming.url ?? '');
  return new URLSearchParams(rebuildQuery(operation, query ?? ''));
}
