import { useQuery } from '@tanstack/react-query';
import type { SystemId } from '#contract/system.ts';
import { connectedSystemsOptions } from '#src/api/gateway/connected-systems.ts';

/** Whether the organisation is connected to a system; false until that is known. */
export function useIsConnected(system: SystemId): boolean {
  const { data: systems } = useQuery(connectedSystemsOptions());
  return systems?.includes(system) ?? false;
}
