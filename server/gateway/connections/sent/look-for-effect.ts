import * as v from 'valibot';
import { arrivesWithinMs } from '#contract/gateway/sent.ts';
import { refusal } from '../../http/refusal.ts';
import type { AskCompany } from '../conversations/company.ts';
import type { FoundEntry, Ledger } from '../ledger.ts';
import { effectFinders } from './effect-finders.ts';

const keptBody = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown()));
const keptRequest = v.object({ path: v.string(), body: v.nullable(keptBody) });

/**
 * Looks at the system what became of an entry whose outcome is not known, and settles it: done, or not sent once it can
 * no longer arrive. @throws Refusal
 */
export async function lookForEffect(
  ledger: Ledger,
  ask: AskCompany,
  { entry, sent }: FoundEntry,
  arrivesMs: number = arrivesWithinMs,
): Promise<void> {
  // A report of the system may have come before whoever asks here.
  if (entry.state !== 'unknown') return;
  const finder = effectFinders[entry.operation];
  if (!finder) throw refusal('nothing-to-find', {});
  const kept = v.safeParse(keptRequest, sent);
  const found = await finder(ask, {
    entry,
    facts: await ledger.links.of(entry.id),
    isMade: (id: string) => ledger.links.isMade(entry.organisation, entry.operation, id),
    ...(kept.success ? kept.output : { path: null, body: null }),
  });
  // Of one that a killed gateway left, only the beginning is known.
  const isLate = Date.now() >= (entry.endedAt ?? entry.at) + arrivesMs;
  if (found) await ledger.links.answered(entry.id, found);
  await ledger.settle(entry.id, found ? 'done' : found === false && isLate ? 'not-sent' : undefined);
}
