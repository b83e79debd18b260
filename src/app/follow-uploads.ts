import type { QueryClient } from '@tanstack/react-query';
import { meetingKeys } from '#src/api/claritalk/meetings/meetings.ts';
import { recorderStore } from '#src/features/recorder/engine/recorder-store.ts';

/**
 * Lists that were read before do not include a meeting that a recording has created since: they are read again,
 * immediately where they are on screen.
 */
export function followUploads(queryClient: QueryClient): void {
  let known = new Map<string, string>();
  recorderStore.subscribe(() => {
    const { loaded, recordings } = recorderStore.getSnapshot();
    if (!loaded) return;
    const now = new Map(
      recordings.map(({ stored }) => [stored.id, `${stored.meetingId} ${stored.uploadedAt}`] as const),
    );
    // One that is seen for the first time was uploaded on another day or by another tab.
    const changed = [...now].some(([id, state]) => known.has(id) && known.get(id) !== state);
    known = now;
    if (changed) void queryClient.invalidateQueries({ queryKey: meetingKeys.lists });
  });
}
