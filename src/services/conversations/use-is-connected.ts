import { useQuery } from '@tanstack/react-query';
import { connectedSystemsOptions } from '#src/api/gateway/connected-systems.ts';

/** Whether the organisation has conversations; false until that is known. */
export function useIsConnected(): boolean {
  const { data: systems } = useQuery(connectedSystemsOptions());
  return systems?.includes('chat2desk') ?? false;
}
