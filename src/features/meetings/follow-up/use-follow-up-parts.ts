import { useQuery } from '@tanstack/react-query';
import { connectedSystemsOptions } from '#src/api/gateway/connected-systems.ts';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { reachesClients } from '../shared/reaches-clients.ts';

async function load() {
  const [todo, button] = await Promise.all([import('./todo-follow-up.tsx'), import('./remind-button.tsx')]);
  return { ...todo, ...button };
}

/** What to-dos show of clients; undefined where the organisation can write to nobody, and until that is known. */
export function useFollowUpParts() {
  const { data: systems } = useQuery(connectedSystemsOptions());
  return useOnDemand(load, reachesClients(systems));
}

export type FollowUpParts = NonNullable<ReturnType<typeof useFollowUpParts>>;
