import type { QueryClient } from '@tanstack/react-query';
import type { Certain, PageWatch } from '#src/api/client/certain.ts';
import type { Batch } from './send-draft.ts';
import { type Sending, send } from './sending.ts';

/** How far the message to one recipient is. */
export interface SendingResult {
  readonly state: 'sending' | Certain<unknown>['kind'];
  /** Why it was refused. */
  readonly error: unknown;
}

export type Report = (recipient: string, result: SendingResult) => void;

const badness = { done: 0, refused: 1, unknown: 2 } as const;

/**
 * Sends messages one after another and reports what became of each; returns the worst. What an earlier try sent is looked
 * for first: who got it, or may have got it, gets no other message.
 */
export async function sendBatch(
  queryClient: QueryClient,
  { sendings }: Batch,
  { earlier, onlyLook = false, signal, onLooking }: PageWatch<Batch>,
  report: Report,
): Promise<Certain<unknown>> {
  let worst: Certain<unknown> = { kind: 'done', value: undefined, found: false };
  const settled = new Set<string>();
  const go = async (one: Sending, isLookedFor: boolean) => {
    if (settled.has(one.recipient)) return;
    report(one.recipient, { state: 'sending', error: undefined });
    const watch = { signal, ...(onLooking ? { onLooking } : {}), onlyLook: isLookedFor };
    const result = await send(queryClient, one, watch);
    report(one.recipient, { state: result.kind, error: result.kind === 'done' ? undefined : result.error });
    if (result.kind !== 'refused') settled.add(one.recipient);
    // Whether an earlier one failed says nothing about those that are sent now.
    const counts = !isLookedFor || onlyLook || result.kind === 'unknown';
    if (counts && badness[result.kind] >= badness[worst.kind]) worst = result;
  };
  if (!onlyLook) for (const one of earlier?.sendings ?? []) await go(one, true);
  for (const one of sendings) await go(one, onlyLook);
  return worst;
}
