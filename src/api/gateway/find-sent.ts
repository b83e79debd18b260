import type { SystemId } from '#contract/system.ts';
import type { Find, Finding } from '../client/certain.ts';
import { wishNow } from '../client/idempotency-key.ts';
import { orThrow } from '../client/write.ts';
import { recentEntry, type SentEntry } from './sent.ts';
import { lookThere } from './sent-actions.ts';

/**
 * Finds in the gateway's ledger what became of a request to a connected system, by its idempotency key. `untold` where
 * the system did not say: only the system itself may show it.
 */
export const findSent =
  (system: SystemId, key: string): Find<SentEntry> =>
  async (signal) =>
    findingOf(await recentEntry(system, key, signal));

/** The same for what the gateway can look for at the system: it does so before anything is said to be unknown. */
export const findSentThere =
  (system: SystemId, key: string): Find<SentEntry> =>
  async (signal) => {
    const entry = await recentEntry(system, key, signal);
    if (!entry?.canLook) return findingOf(entry);
    const looked = orThrow(await lookThere({ id: entry.id, signal, ...wishNow() }));
    // It may still arrive.
    return looked.state === 'unknown' ? 'unseen' : findingOf(looked);
  };

function findingOf(entry: SentEntry | undefined): Finding<SentEntry> {
  if (!entry || entry.state === 'refused' || entry.state === 'not-sent') return 'absent';
  if (entry.state === 'unknown') return 'untold';
  return entry.state === 'done' ? { found: entry } : 'unseen';
}
