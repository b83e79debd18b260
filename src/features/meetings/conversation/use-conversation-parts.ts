import { useQuery } from '@tanstack/react-query';
import { connectedSystemsOptions } from '#src/api/gateway/connected-systems.ts';
import { useOnDemand } from '#src/ui/use-on-demand.ts';

async function load() {
  const [section, client] = await Promise.all([
    import('./conversation-section.tsx'),
    import('./attendee-client.tsx'),
  ]);
  return { ...section, ...client };
}

/** What meetings show of conversations; undefined where the organisation has none, and until that is known. */
export function useConversationParts() {
  const { data: systems } = useQuery(connectedSystemsOptions());
  return useOnDemand(load, systems?.includes('chat2desk') ?? false);
}
