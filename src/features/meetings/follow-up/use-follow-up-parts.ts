import { useQuery } from '@tanstack/react-query';
import type { SystemId } from '#contract/system.ts';
import { connectedSystemsOptions, rememberedSystems } from '#src/api/gateway/connected-systems.ts';
import { useOnDemand } from '#src/ui/use-on-demand.ts';

async function load() {
  const [todo, button] = await Promise.all([import('./todo-follow-up.tsx'), import('./remind-button.tsx')]);
  return { ...todo, ...button };
}

const writes = (systems: readonly SystemId[] = []) =>
  systems.some((system) => system === 'chat2desk' || system === 'courier');

/** What to-dos show of clients; undefined where the organisation can write to nobody, and until that is known. */
export function useFollowUpParts() {
  const { data: systems } = useQuery(connectedSystemsOptions());
  return useOnDemand(load, writes(systems));
}

/** Whether they will show it, as far as was known when someone last looked: its room is kept, so that nothing moves. */
export const followUpsExpected = (): boolean => writes(rememberedSystems.get());

export type FollowUpParts = NonNullable<ReturnType<typeof useFollowUpParts>>;
