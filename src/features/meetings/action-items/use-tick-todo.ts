import type { QueryClient } from '@tanstack/react-query';
import { showSaved } from '#src/api/claritalk/meetings/meeting-cache.ts';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { readReview } from '#src/api/claritalk/meetings/review.ts';
import { readStored, updateMeeting } from '#src/api/claritalk/meetings/save-meeting.ts';
import { markAt, reviewPaths, writeMarks } from '#src/api/claritalk/meetings/write-review.ts';
import { type Certain, certain, type Find, type PageWatch } from '#src/api/client/certain.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { outcomeOf } from '#src/api/client/write.ts';
import type { Write } from '#src/services/problems/use-write.ts';
import { useWriteInTurn } from '#src/services/problems/use-write-in-turn.ts';
import { timeAfter } from '../shared/review-merge.ts';

interface Tick {
  readonly meetingId: string;
  readonly todoKey: string;
  readonly done: boolean;
}

/** Records in a meeting's review that a to-do is done, or is not. */
export function useTickTodo(userUuid: string | undefined): Write<Tick, Meeting> {
  return useWriteInTurn((queryClient, tick, watch) => tickTodo(queryClient, userUuid, tick, watch));
}

async function tickTodo(
  queryClient: QueryClient,
  userUuid: string | undefined,
  { meetingId, todoKey, done }: Tick,
  { earlier, ...watch }: PageWatch<Tick>,
): Promise<Certain<Meeting>> {
  const path = reviewPaths.todo(todoKey, 'done');
  const find: Find<Meeting> = async (signal) => {
    const { meeting, metadata } = await readStored(meetingId, signal);
    return markAt(metadata, path)?.value === done ? { found: meeting } : 'absent';
  };
  const save = () =>
    updateMeeting(meetingId, ({ metadata }) => {
      // Written by a later version of the dashboard, or by something else: hands off.
      if (readReview(metadata).access !== 'writable') {
        throw new ApiError({ kind: 'conflict', operation: 'saveMeeting' });
      }
      const before = markAt(metadata, path);
      if (before?.value === done) return undefined;
      const mark = { value: done, by: userUuid, at: timeAfter(before) };
      return { metadata: writeMarks(metadata, [[path, mark]]) };
    });
  const result = await certain(
    () => outcomeOf(save()),
    find,
    watch,
    earlier?.done === done ? find : undefined,
  );
  // The index learns it from there, and with it the page, which may be another one by now.
  if (result.kind === 'done') await showSaved(queryClient, result.value);
  return result;
}
