import { useQuery } from '@tanstack/react-query';
import { connectedSystemsOptions } from '#src/api/gateway/connected-systems.ts';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import type { PublishButtonProps } from './publish-button.tsx';

const load = () => import('./publish-button.tsx');

/** The way to publish a recording of a meeting, where Claap is connected. */
export function PublishSlot(props: PublishButtonProps) {
  const { data: systems } = useQuery(connectedSystemsOptions());
  const part = useOnDemand(load, systems?.includes('claap') ?? false);
  return part ? <part.PublishButton {...props} /> : null;
}
