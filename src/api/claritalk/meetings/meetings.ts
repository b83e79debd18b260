import { queryOptions } from '@tanstack/react-query';
import { share } from '#src/lib/share.ts';
import { withFreshRows } from './live-rows.ts';
import type { MeetingListItem, MeetingPage } from './meetings-normalise.ts';
import { type MeetingListQuery, readMeeting, readPage } from './read-meetings.ts';

export const meetingKeys = {
  all: ['meetings'] as const,
  lists: ['meetings', 'list'] as const,
  /** Each of these is a page; what has another form is a choice. */
  list: (query: MeetingListQuery) => ['meetings', 'list', query] as const,
  /** Meetings to choose from, in any form: they are refetched when a meeting changes. */
  choices: ['meetings', 'choice'] as const,
  choice: (...what: readonly string[]) => ['meetings', 'choice', ...what] as const,
  /** Some meetings of a page as they are now; the page itself takes them over. */
  live: (query: MeetingListQuery, ids: readonly string[]) => ['meetings', 'live', query, ids] as const,
  detail: (id: string) => ['meetings', 'detail', id] as const,
};

/** A page of meetings. The query is sent as it is. */
export const meetingListOptions = (query: MeetingListQuery) =>
  queryOptions({
    queryKey: meetingKeys.list(query),
    queryFn: ({ signal }) => readPage(query, signal),
    structuralSharing: share,
  });

/** How many meetings are requested one by one, when they are on another page by now. */
const maxSingle = 3;

/**
 * Some meetings of a page as they are now: one request for all of them, and one for each of the few that are on
 * another page by now. The page that was read before takes them over; its other rows stay as they are.
 */
export const liveRowsOptions = (query: MeetingListQuery, ids: readonly string[]) =>
  queryOptions({
    queryKey: meetingKeys.live(query, ids),
    queryFn: async ({ client, signal }) => {
      const rows: MeetingListItem[] = (await readPage(query, signal)).items.filter(({ id }) =>
        ids.includes(id),
      );
      const lost = ids.filter((id) => rows.every((row) => row.id !== id)).slice(0, maxSingle);
      for (const id of lost) {
        // One that was deleted in the meantime stays until the page is read again.
        const meeting = await client
          .fetchQuery({ ...meetingOptions(id), staleTime: 0 })
          .catch(() => undefined);
        if (meeting) rows.push(meeting);
      }
      const updatedAt = client.getQueryState(meetingKeys.list(query))?.dataUpdatedAt;
      client.setQueryData<MeetingPage>(
        meetingKeys.list(query),
        (page) => page && withFreshRows(page, rows),
        // Keeps its age: the other rows are as old as before.
        updatedAt === undefined ? {} : { updatedAt },
      );
      return rows;
    },
    structuralSharing: share,
    // Rendering in slices begins with it before anyone subscribes: forgotten by then, the page would be drawn twice.
    gcTime: 5_000,
  });

/** A meeting with everything the assistant made of it. `id` is a UUID or the numeric id. */
export const meetingOptions = (id: string) =>
  queryOptions({
    queryKey: meetingKeys.detail(id),
    queryFn: ({ signal }) => readMeeting(id, signal),
    structuralSharing: share,
  });
