import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiError } from '#src/api/errors.ts';
import { meetingKeys } from '#src/api/meetings.ts';
import { markAt, readReview, reviewPaths, writeMarks } from '#src/api/review.ts';
import { updateMeeting } from '#src/api/save-meeting.ts';
import { timeAfter } from './model/review-merge.ts';

interface Tick {
  readonly meetingId: string;
  readonly todoKey: string;
  readonly done: boolean;
}

/** Notes in a meeting's review that a to-do is done, or is not. */
export function useTickTodo(userUuid: string | undefined) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ meetingId, todoKey, done }: Tick) =>
      updateMeeting(meetingId, ({ metadata }) => {
        // Written by a later version of the dashboard, or by something else: hands off.
        if (readReview(metadata).access !== 'writable') {
          throw new ApiError({ kind: 'conflict', operation: 'saveMeeting' });
        }
        const path = reviewPaths.todo(todoKey, 'done');
        const before = markAt(metadata, path);
        if (before?.value === done) return undefined;
        const mark = { value: done, by: userUuid, at: timeAfter(before) };
        return { metadata: writeMarks(metadata, [[path, mark]]) };
      }),
    // The index learns it from there, and with it this page.
    onSuccess: (meeting, { meetingId }) => queryClient.setQueryData(meetingKeys.detail(meetingId), meeting),
  });
}
