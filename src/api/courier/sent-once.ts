import type { QueryClient } from '@tanstack/react-query';
import { type Certain, certain, type Find, type PageWatch } from '../client/certain.ts';
import type { IdempotencyKey } from '../client/idempotency-key.ts';
import type { Outcome } from '../client/write.ts';
import { callKeys } from '../gateway/calls/calls.ts';
import { findSent } from '../gateway/find-sent.ts';

/** How something of calls is changed at Courier. */
export interface Sending<V> {
  readonly send: (given: V) => Promise<Outcome<unknown>>;
  /** Reads whether it is so. Without it nothing that can be read shows it. */
  readonly isSo?: (given: V, signal: AbortSignal | undefined) => Promise<boolean>;
}

/**
 * Changes something once. When the response is lost, the gateway's ledger knows what became of the request; where that
 * does not, Courier is asked whether it is so.
 */
export async function sentOnce<V extends IdempotencyKey>(
  queryClient: QueryClient,
  given: V,
  { earlier, ...watch }: PageWatch<V>,
  { send, isSo }: Sending<V>,
): Promise<Certain<unknown>> {
  const finder =
    (of: V): Find<unknown> =>
    async (signal) => {
      const own = await findSent('courier', of.key)(signal);
      if (own !== 'untold' || !isSo) return own;
      return (await isSo(of, signal)) ? { found: of } : 'absent';
    };
  const before = earlier && finder(earlier);
  const result = await certain<unknown>(() => send(given), finder(given), watch, before);
  // Even after a refusal: someone else may have changed it.
  await queryClient.invalidateQueries({ queryKey: callKeys.all });
  return result;
}
