import { useQuery } from '@tanstack/react-query';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { hasClips } from '#src/services/evidence/on-device.ts';
import { evidenceKeys, placeOf } from './evidence-place.ts';

/** How many pieces of a meeting's sound this device keeps for the person; its code is loaded only where there may be some. */
export function useClipCount(meeting: Meeting): {
  readonly user: string | undefined;
  readonly clips: number;
} {
  const { data: person } = useQuery(currentUserQuery());
  const user = person?.uuid;
  const place = placeOf(meeting, user);
  const { data: clips } = useQuery({
    queryKey: evidenceKeys.clips(place ?? { user: '', meeting: '', recording: '' }),
    queryFn: async () => {
      if (!(await hasClips())) return [];
      const { evidence } = await import('#src/services/evidence/evidence.ts');
      return evidence.list(user ?? '', place?.recording ?? '');
    },
    enabled: place !== undefined,
    staleTime: 0,
  });
  return { user, clips: clips?.length ?? 0 };
}
