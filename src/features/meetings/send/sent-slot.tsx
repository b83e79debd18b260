import { useQuery } from '@tanstack/react-query';
import { connectedSystemsOptions, sendingSystems } from '#src/api/gateway/connected-systems.ts';
import { useOnDemand } from '#src/ui/use-on-demand.ts';

const load = () => import('./sent-strip.tsx');

/** What went out of a meeting, where the organisation writes to clients. */
export function SentSlot({ meeting }: { readonly meeting: string }) {
  const { data: systems } = useQuery(connectedSystemsOptions());
  const isSending = sendingSystems.some((one) => systems?.includes(one));
  const strip = useOnDemand(load, isSending);
  return strip && systems ? <strip.SentStrip meeting={meeting} systems={systems} /> : null;
}
