import type { ConnectionView, ConnectionWebhook } from '#contract/gateway/connections.ts';
import type { LedgerEntry } from '#contract/gateway/ledger-entry.ts';
import type { Entry, Ledger } from './ledger.ts';
import type { OfferedSystem } from './offered.ts';
import { isLow, quotaOf } from './quota.ts';
import { effectFinders } from './sent/effect-finders.ts';
import type { EntryFacts } from './sent/entry-links.ts';
import type { SharedFiles } from './shared/shared-files.ts';
import type { ConnectionStore, StoredConnection } from './store.ts';

/** A connection, as those name it who keep what it tells. */
export type ConnectionId = Pick<StoredConnection, 'organisation' | 'system'>;

/** What is known of deliveries; undefined where none are taken. */
export interface Deliveries {
  /** When the newest came, ISO 8601. */
  lastAt(of: ConnectionId): Promise<string | undefined>;
  /** Deletes those of a connection that is gone. */
  forget(of: ConnectionId): Promise<void>;
}

export interface ViewOptions {
  readonly store: ConnectionStore;
  readonly ledger: Ledger;
  readonly shared: SharedFiles;
  readonly deliveries: Deliveries | undefined;
}

const instant = (at: number) => new Date(at).toISOString();

function stateOf({ isRefused, isWebhookOff }: StoredConnection, quota: ConnectionView['quota']) {
  if (isRefused) return 'key-refused';
  if (isWebhookOff) return 'webhook-off';
  return isLow(quota) ? 'quota-low' : 'connected';
}

/** How what the system reports stands; null where it does not, or nothing is taken. */
async function webhookOf(
  { store, deliveries }: ViewOptions,
  stored: StoredConnection,
  { system: { webhooks } }: OfferedSystem,
): Promise<ConnectionWebhook | null> {
  if (!webhooks || !deliveries) return null;
  const hook = await store.hooks.find(stored.organisation, stored.system);
  const { registered } = webhooks;
  const lastAt = (await deliveries.lastAt(stored)) ?? null;
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

/** Returns a connection as admins see it. */
export async function viewOf(
  options: ViewOptions,
  stored: StoredConnection,
  offered: OfferedSystem,
): Promise<ConnectionView> {
  const quota = await quotaOf(stored, offered, options.ledger);
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
    webhook: await webhookOf(options, stored, offered),
  };
}

/**
 * What adds something may be sent again later. A change of what exists, such as who is assigned, would undo what others
 * have changed since.
 */
const addsSomething = ({ operation, effect }: Entry) => effect === 'send' || operation === 'createTicket';

/** Returns how pages see the entries of the ledger; those of rows that are gone have the name of the operation. */
export function entriesOf(
  offered: readonly OfferedSystem[],
  { ledger, shared }: Pick<ViewOptions, 'ledger' | 'shared'>,
): (entries: readonly Entry[]) => Promise<LedgerEntry[]> {
  const titles = new Map(
    offered.flatMap(({ system, operations }) =>
      operations.map(({ name, title }) => [`${system.id} ${name}`, title] as const),
    ),
  );
  const viewOfEntry = async (entry: Entry, facts: EntryFacts): Promise<LedgerEntry> => {
    const { organisation: _, isKept, isWaiting: __, ...told } = entry;
    const { retryOf, retriedBy, dialog, meetings, lookedAt, isCut } = facts;
    const didNotHappen = entry.state === 'not-sent' || entry.state === 'refused';
    return {
      ...told,
      title: titles.get(`${entry.system} ${entry.operation}`) ?? entry.operation,
      at: instant(entry.at),
      endedAt: entry.endedAt === null ? null : instant(entry.endedAt),
      waiting: ledger.isWaiting(entry),
      canLook: entry.state === 'unknown' && Object.hasOwn(effectFinders, entry.operation),
      lookedAt: lookedAt === null ? null : instant(lookedAt),
      canRetry: didNotHappen && isKept && isCut !== 1 && addsSomething(entry) && retriedBy === null,
      retryOf,
      retriedBy,
      dialog,
      meetings: [...meetings],
      shared: (await shared.store.of({ ...entry, person: entry.person.uuid })) ?? null,
    };
  };
  return async (entries) => {
    const factsOf = await ledger.links.ofAll(entries.map(({ id }) => id));
    return Promise.all(entries.map((entry) => viewOfEntry(entry, factsOf(entry.id))));
  };
}
