import type { QueryClient } from '@tanstack/react-query';
import { meetingKeys } from '#src/api/claritalk/meetings/meetings.ts';
import { recorderStore } from '#src/features/recorder/engine/recorder-store.ts';

/**
 * Lists that were read before know nothing of a meeting that a recording has made since: they are read again, at
 * once where they are on the screen.
 */
export function followUploads(queryClient: QueryClient): void {
  let known = new Map<string, string>();
  recorderStore.subscribe(() => {
    const { loaded, recordings } = recorderStore.getSnapshot();
    if (!loaded) return;
    const now = new Map(
      recordings.map(({ stored }) => [stored.id, `${stored.meetingId} ${stored.uploadedAt}`] as const),
    );
    // One that is seen for the first time was uploaded by another day’s or another tab’s work.
    const changed = [...now].some(([id, state]) => known.has(id) && known.get(id) !== state);
    known = now;
    if (changed) void queryClient.invalidateQueries({ queryKey: meetingKeys.lists });
  });
}
