import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { SystemId } from '#contract/system.ts';
import { type Certain, certain, type Find, type Finding, type PageWatch } from '../../client/certain.ts';
import type { IdempotencyKey } from '../../client/idempotency-key.ts';
import type { Outcome } from '../../client/write.ts';
import { findSent } from '../find-sent.ts';

/** How something is changed at a connected system. */
export interface Changing<V, T> {
  readonly send: (given: V) => Promise<Outcome<unknown>>;
  /** Reads whether it is so: what was changed, or undefined. Without it nothing that can be read shows it. */
  readonly read?: (given: V, signal: AbortSignal | undefined) => Promise<T | undefined>;
  /** Keys of what is sent before it, in order. */
  readonly first?: (given: V) => readonly string[];
  /** What was read before and may be different now. */
  readonly renews: readonly QueryKey[];
}

/**
 * Changes something once. When the response is lost, the gateway's ledger knows what became of the request; where that
 * does not, the system is asked whether it is so.
 */
export async function changeOnce<V extends IdempotencyKey, T>(
  system: SystemId,
  queryClient: QueryClient,
  given: V,
  { earlier, ...watch }: PageWatch<V>,
  { send, read, first, renews }: Changing<V, T>,
): Promise<Certain<unknown>> {
  const finder =
    (of: V): Find<unknown> =>
    async (signal): Promise<Finding<unknown>> => {
      const own = await findSent(system, of.key)(signal);
      if (own === 'untold' && read) {
        const found = await read(of, signal);
        return found === undefined ? 'absent' : { found };
      }
      if (own !== 'absent') return own;
      // It was never sent, but what comes before it may have been.
      for (const key of first?.(of) ?? []) {
        const before = await findSent(system, key)(signal);
        if (before === 'untold' || before === 'unseen') return before;
      }
      return 'absent';
    };
  // What became of another change says nothing about this one.
  const before = earlier && isSame(earlier, given) ? finder(earlier) : undefined;
  const result = await certain<unknown>(() => send(given), finder(given), watch, before);
  // Even after a refusal: someone else may have changed it.
  await Promise.all(renews.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
  return result;
}

function isSame(one: IdempotencyKey, other: IdempotencyKey): boolean {
  const contentOf = ({ key: _key, since: _since, signal: _signal, ...content }: IdempotencyKey) =>
    JSON.stringify(content);
  return contentOf(one) === contentOf(other);
}
