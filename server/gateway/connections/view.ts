import type { ConnectionView, ConnectionWebhook, LedgerEntry } from '#contract/gateway/connections.ts';
import type { Entry, Ledger } from './ledger.ts';
import type { OfferedSystem } from './offered.ts';
import type { ConnectionStore, StoredConnection } from './store.ts';

/** A connection, as those name it who keep what it tells. */
export type ConnectionId = Pick<StoredConnection, 'organisation' | 'system'>;

/** What is known of deliveries; undefined where none are taken. */
export interface Deliveries {
  /** When the newest came, ISO 8601. */
  lastAt(of: ConnectionId): string | undefined;
  /** Deletes those of a connection that is gone. */
  forget(of: ConnectionId): void;
}

export interface ViewOptions {
  readonly store: ConnectionStore;
  readonly ledger: Ledger;
  readonly deliveries: Deliveries | undefined;
}

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

/** How what the system tells by itself stands; null where it does not, or nothing is taken. */
function webhookOf(
  { store, deliveries }: ViewOptions,
  stored: StoredConnection,
  { system: { webhooks } }: OfferedSystem,
): ConnectionWebhook | null {
  if (!webhooks || !deliveries) return null;
  const hook = store.hooks.find(stored.organisation, stored.system);
  const { registered } = webhooks;
  const lastAt = deliveries.lastAt(stored) ?? null;
  const byPeople = !hook?.hasToken ? 'not-set-up' : lastAt === null ? 'waiting' : 'working';
  const checkedAt = hook?.checkedAt ?? null;
  return {
    registered,
    state: registered === 'by-people' ? byPeople : (hook?.state ?? 'unchecked'),
    problem: hook?.problem ?? null,
    checkedAt: checkedAt === null ? null : instant(checkedAt),
    lastAt,
  };
}

/** A connection as admins see it. */
export function viewOf(
  options: ViewOptions,
  stored: StoredConnection,
  offered: OfferedSystem,
): ConnectionView {
  const quota = quotaOf(stored, offered, options.ledger);
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
    webhook: webhookOf(options, stored, offered),
  };
}

/** An entry of the ledger as pages see it. */
export const entryOf = ({ organisation: _, ...entry }: Entry): LedgerEntry => ({
  ...entry,
  at: instant(entry.at),
  endedAt: entry.endedAt === null ? null : instant(entry.endedAt),
});
