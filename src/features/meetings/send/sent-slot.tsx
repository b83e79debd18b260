import { useQuery } from '@tanstack/react-query';
import { connectedSystemsOptions } from '#src/api/gateway/connected-systems.ts';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { reachesClients } from '../shared/reaches-clients.ts';

const load = () => import('./sent-strip.tsx');

/** What went out of a meeting, where the organisation writes to clients. */
export function SentSlot({ meeting }: { readonly meeting: string }) {
  const { data: systems } = useQuery(connectedSystemsOptions());
  const strip = useOnDemand(load, reachesClients(systems));
  return strip ? <strip.SentStrip meeting={meeting} /> : null;
}
