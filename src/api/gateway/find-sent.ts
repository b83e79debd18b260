import { listLedger } from '#contract/gateway/connections.ts';
import type { SystemId } from '#contract/system.ts';
import { fields, list } from '#src/lib/reader.ts';
import type { Find } from '../client/certain.ts';
import { call } from '../client/client.ts';
import { normaliseSent, type SentEntry } from './sent.ts';

/** Entries of the ledger to search: what was sent a moment ago is among the newest. */
const recent = '50';

/**
 * Finds in the gateway's ledger what became of a request to a connected system, by its idempotency key. `untold` where
 * the system did not say: only the system itself may show it.
 */
export const findSent =
  (system: SystemId, key: string): Find<SentEntry> =>
  async (signal) => {
    const wire = await call(listLedger, { query: { system, limit: recent }, signal });
    const entry = list(fields(wire).entries, (one) =>
      fields(one).key === key ? normaliseSent(one) : undefined,
    )[0];
    if (!entry || entry.state === 'refused' || entry.state === 'not-sent') return 'absent';
    if (entry.state === 'unknown') return 'untold';
    return entry.state === 'done' ? { found: entry } : 'unseen';
  };
