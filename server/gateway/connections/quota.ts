import type { ConnectionView } from '#contract/gateway/connections.ts';
import type { Ledger } from './ledger.ts';
import type { OfferedSystem } from './offered.ts';
import type { StoredConnection } from './store.ts';

type Quota = ConnectionView['quota'];

/** Of what is allowed; below it there is little left. */
const lowShare = 0.1;

/**
 * What is used of what a system allows: as it said itself and as was asked since; or, where each author has their own,
 * of the one with the least left, as the ledger counts; else null.
 */
export async function quotaOf(
  stored: StoredConnection,
  offered: OfferedSystem,
  ledger: Ledger,
): Promise<Quota> {
  if (stored.quota) return stored.quota;
  const { system, operations } = offered;
  const limit = system.limits.find(({ of }) => of === 'recordings');
  const creates = operations.find(({ name }) => name === 'createRecording');
  if (!limit || !creates || typeof limit.count !== 'number') return null;
  const { organisation } = stored;
  const counted = { organisation, system: system.id, operation: creates.name, perMs: limit.perMs };
  const used = await ledger.authors.most(counted);
  return { used, of: limit.count };
}

/** Whether a tenth or less is left. */
export const isLow = (quota: Quota): boolean =>
  quota !== null && quota.of !== null && quota.of - quota.used <= quota.of * lowShare;
