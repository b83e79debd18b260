import type { ConnectionView, LedgerEntry } from '#contract/gateway/connections.ts';
import type { Entry, Ledger } from './ledger.ts';
import type { OfferedSystem } from './offered.ts';
import type { StoredConnection } from './store.ts';

/** Below this share of what is allowed there is little left. */
const lowShare = 0.1;

const instant = (at: number) => new Date(at).toISOString();

/** What is used of what the system allows: as it said itself, or as the ledger counts. */
function quotaOf(stored: StoredConnection, offered: OfferedSystem, ledger: Ledger): ConnectionView['quota'] {
  if (stored.quota) return stored.quota;
  const { system, operations } = offered;
  const limit = system.limits.find(({ of }) => of === 'recordings');
  const creates = operations.find(({ name }) => name === 'createRecording');
  if (!limit || !creates || typeof limit.count !== 'number') return null;
  const used = ledger.count(stored.organisation, system.id, creates.name, limit.perMs);
  return { used, of: limit.count };
}

function stateOf({ isRefused, isWebhookOff }: StoredConnection, quota: ConnectionView['quota']) {
  if (isRefused) return 'key-refused';
  if (isWebhookOff) return 'webhook-off';
  const isLow = quota !== null && quota.of !== null && quota.of - quota.used <= quota.of * lowShare;
  return isLow ? 'quota-low' : 'connected';
}

/** A connection as admins see it. */
export function viewOf(stored: StoredConnection, offered: OfferedSystem, ledger: Ledger): ConnectionView {
  const quota = quotaOf(stored, offered, ledger);
  const { system, version, lastFour, savedBy, savedAt, testedAt, url, isOpen } = stored;
  return {
    system,
    state: stateOf(stored, quota),
    version,
    lastFour,
    savedBy,
    savedAt: instant(savedAt),
    testedAt: testedAt === null ? null : instant(testedAt),
    url,
    open: isOpen,
    quota,
  };
}

/** An entry of the ledger as pages see it. */
export const entryOf = ({ organisation: _, ...entry }: Entry): LedgerEntry => ({
  ...entry,
  at: instant(entry.at),
  endedAt: entry.endedAt === null ? null : instant(entry.endedAt),
});
