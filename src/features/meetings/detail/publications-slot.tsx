import { useQuery } from '@tanstack/react-query';
import { connectedSystemsOptions } from '#src/api/gateway/connected-systems.ts';
import { useOnDemand } from '#src/ui/use-on-demand.ts';

const load = () => import('./publications-strip.tsx');

/** What was published of a meeting, where Claap is connected. */
export function PublicationsSlot({ meeting }: { readonly meeting: string }) {
  const { data: systems } = useQuery(connectedSystemsOptions());
  const strip = useOnDemand(load, systems?.includes('claap') ?? false);
  return strip ? <strip.PublicationsStrip meeting={meeting} /> : null;
}
