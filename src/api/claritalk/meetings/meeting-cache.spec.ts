import { QueryObserver } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { createQueryClient } from '#src/api/client/query-client.ts';
import { evictMeeting, showSaved } from './meeting-cache.ts';
import { meetingKeys } from './meetings.ts';
import { type Meeting, normaliseMeetingPage } from './meetings-normalise.ts';
import { normaliseMeeting } from './whole-meeting.ts';

it('removes a meeting from every page that has it, and leaves the other pages as they are', () => {
  const queryClient = createQueryClient();
  const [first, second] = [meetingKeys.list({ limit: 2 }), meetingKeys.list({ limit: 2, offset: 2 })];
  queryClient.setQueryData(first, normaliseMeetingPage([{ id: 'a' }, { id: 'b' }], '3', 2));
  queryClient.setQueryData(second, normaliseMeetingPage([{ id: 'c' }], '3', 2));
  queryClient.setQueryData(meetingKeys.detail('a'), normaliseMeeting({ id: 'a' }, 'a'));
  const untouched = queryClient.getQueryData(second);
  evictMeeting(queryClient, 'a');
  expect(queryClient.getQueryData(first)).toMatchObject({ total: 2, items: [{ id: 'b' }] });
  expect(queryClient.getQueryData(second)).toBe(untouched);
  expect(queryClient.getQueryData(meetingKeys.detail('a'))).toBeUndefined();
  expect(queryClient.getQueryState(first)?.isInvalidated).toBe(false);
  evictMeeting(queryClient, 'b');
  expect(queryClient.getQueryState(first)?.isInvalidated).toBe(true);
});

it('does not show a deleted meeting again when a list that was asked for before arrives', async () => {
  const queryClient = createQueryClient();
  const queryKey = meetingKeys.list({ limit: 2 });
  const page = (...ids: string[]) =>
    normaliseMeetingPage(
      ids.map((id) => ({ id })),
      `${ids.length}`,
      2,
    );
  type Page = ReturnType<typeof page>;
  const arrivals: ((page: Page) => void)[] = [];
  const list = new QueryObserver(queryClient, {
    queryKey,
    queryFn: () => new Promise<Page>((resolve) => void arrivals.push(resolve)),
    initialData: page('a', 'b'),
  });
  const leave = list.subscribe(() => undefined);
  void list.refetch();
  expect(arrivals).toHaveLength(1);
  evictMeeting(queryClient, 'a');
  await expect.poll(() => arrivals).toHaveLength(2);
  arrivals[0]?.(page('a', 'b'));
  arrivals[1]?.(page('b'));
  await expect.poll(() => queryClient.isFetching()).toBe(0);
  expect(queryClient.getQueryData(queryKey)).toMatchObject({ total: 1, items: [{ id: 'b' }] });
  leave();
});

it('shows what was saved, even while an older response is on its way', async () => {
  const queryClient = createQueryClient();
  const queryKey = meetingKeys.detail('a');
  let arrive = (_meeting: Meeting) => {};
  const older = queryClient
    .fetchQuery({ queryKey, queryFn: () => new Promise<Meeting>((resolve) => (arrive = resolve)) })
    .catch(() => 'given up');
  const saved = normaliseMeeting({ id: 'a', name: 'New' }, 'a');
  await showSaved(queryClient, saved);
  arrive(normaliseMeeting({ id: 'a', name: 'Old' }, 'a'));
  expect(await older).toBe('given up');
  expect(queryClient.getQueryData(queryKey)).toBe(saved);
});
