import * as v from 'valibot';
import { keyChecks } from '../../upstreams/connected.ts';
import { type Asking, askSystem } from './ask-system.ts';
import type { OfferedSystem } from './offered.ts';
import type { StoredConnection } from './store.ts';

const withinMs = 15_000;

/** What Chat2Desk reports for the month: what is used, and what is left of each kind. */
const apiCalls = v.looseObject({
  used_this_month: v.union([v.number(), v.pipe(v.string(), v.transform(Number))]),
  left_free_requests: v.optional(v.nullable(v.union([v.number(), v.pipe(v.string(), v.transform(Number))]))),
  left_paid_requests: v.optional(v.nullable(v.union([v.number(), v.pipe(v.string(), v.transform(Number))]))),
});
const withCalls = v.looseObject({ api_calls: apiCalls });

/**
 * Tries a key with a read that changes nothing.
 * @returns what the response says about a quota; null if nothing.
 * @throws Refusal
 */
export async function checkKey(offered: OfferedSystem, asking: Asking): Promise<StoredConnection['quota']> {
  const { operation, query } = keyChecks[offered.system.id];
  const row = offered.operations.find(({ name }) => name === operation);
  return quotaIn(await askSystem(offered, asking, { operation, path: `${row?.path}${query}`, withinMs }));
}

function quotaIn(body: unknown): StoredConnection['quota'] {
  const inside = v.safeParse(v.looseObject({ data: withCalls }), body);
  const bare = inside.success ? inside.output.data : body;
  const found = v.safeParse(withCalls, bare);
  if (!found.success) return null;
  const {
    used_this_month: used,
    left_free_requests: free,
    left_paid_requests: paid,
  } = found.output.api_calls;
  const isTold = typeof free === 'number' || typeof paid === 'number';
  return { used: Math.round(used), of: isTold ? Math.round(used + (free ?? 0) + (paid ?? 0)) : null };
}
