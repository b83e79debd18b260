import type { QueryClient } from '@tanstack/react-query';
import { meetingOptions } from '#src/api/claritalk/meetings/meetings.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { within } from '#src/lib/sleep.ts';
import { hasClips } from '#src/services/evidence/on-device.ts';
import { placeOf } from './evidence-place.ts';

/** Where the gateway gives no key yet, the meeting is deleted all the same. */
const patienceMs = 5_000;

/**
 * Finds the pieces of sound that this device keeps of a meeting, which only the meeting itself tells: to be called while
 * it is still there. Returns what deletes them. What cannot be found out deletes nothing; they go when their time is over.
 */
export async function soundOfMeeting(queryClient: QueryClient, id: string): Promise<() => Promise<void>> {
  if (!(await hasClips())) return async () => undefined;
  const { evidence } = await import('#src/services/evidence/evidence.ts');
  const find = async () => {
    const person = await queryClient.fetchQuery({
      ...currentUserQuery(),
      staleTime: Number.POSITIVE_INFINITY,
    });
    // What was read of it before says it as well: which recording it comes from never changes.
    const meeting = await queryClient.fetchQuery({
      ...meetingOptions(id),
      staleTime: Number.POSITIVE_INFINITY,
    });
    const place = placeOf(meeting, person.uuid);
    return place ? evidence.list(place.user, place.recording) : [];
  };
  const clips = await within(find(), patienceMs).catch(() => undefined);
  return () => evidence.removeAll((clips ?? []).map((clip) => clip.id));
}
