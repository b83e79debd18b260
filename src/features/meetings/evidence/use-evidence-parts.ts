import { useQuery } from '@tanstack/react-query';
import { mayHaveEvidence } from '#src/services/evidence/on-device.ts';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { type EvidencePlace, evidenceKeys } from './evidence-place.ts';

async function load() {
  const [section, here] = await Promise.all([
    import('./evidence-section.tsx'),
    import('./evidence-here.tsx'),
  ]);
  return { ...section, ...here };
}

/** What shows evidence; undefined where this browser has neither a clip nor a recording, and until that is known. */
export function useEvidenceParts(place: EvidencePlace | undefined) {
  const { data } = useQuery({
    queryKey: evidenceKeys.any,
    queryFn: mayHaveEvidence,
    enabled: place !== undefined,
    // The recorder may have kept the first one since.
    staleTime: 0,
  });
  return useOnDemand(load, data ?? false);
}

export type EvidenceParts = NonNullable<ReturnType<typeof useEvidenceParts>>;
