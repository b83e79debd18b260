import { expect, it } from 'vitest';
import { forgetMeeting } from './forget-meeting.ts';
import { meetingKeys } from './meetings.ts';
import { normaliseMeeting, normaliseMeetingPage } from './meetings-normalise.ts';
import { createQueryClient } from './query-client.ts';

it('takes a meeting out of every page that has it, and leaves the other pages as they are', () => {
  const queryClient = createQueryClient();
  const [first, second] = [meetingKeys.list({ limit: 2 }), meetingKeys.list({ limit: 2, offset: 2 })];
  queryClient.setQueryData(first, normaliseMeetingPage([{ id: 'a' }, { id: 'b' }], '3', 2));
  queryClient.setQueryData(second, normaliseMeetingPage([{ id: 'c' }], '3', 2));
  queryClient.setQueryData(meetingKeys.detail('a'), normaliseMeeting({ id: 'a' }, 'a'));
  const untouched = queryClient.getQueryData(second);
  forgetMeeting(queryClient, 'a');
  expect(queryClient.getQueryData(first)).toMatchObject({ total: 2, items: [{ id: 'b' }] });
  expect(queryClient.getQueryData(second)).toBe(untouched);
  expect(queryClient.getQueryData(meetingKeys.detail('a'))).toBeUndefined();
  expect(queryClient.getQueryState(first)?.isInvalidated).toBe(false);
  forgetMeeting(queryClient, 'b');
  expect(queryClient.getQueryState(first)?.isInvalidated).toBe(true);
});
