import { queryOptions } from '@tanstack/react-query';
import { getMeeting, listMeetings } from '#contract/claritalk.ts';
import type { QueryOf } from '#contract/operation.ts';
import { share } from '#src/lib/share.ts';
import { call, callForAnswer } from './client.ts';
import { withFreshRows } from './live-rows.ts';
import {
  type Meeting,
  type MeetingListItem,
  type MeetingPage,
  normaliseMeeting,
  normaliseMeetingPage,
} from './meetings-normalise.ts';
import { wholeMeeting } from './whole-meeting.ts';

export type MeetingListQuery = QueryOf<typeof listMeetings>;

export const meetingKeys = {
  all: ['meetings'] as const,
  lists: ['meetings', 'list'] as const,
  list: (query: MeetingListQuery) => ['meetings', 'list', query] as const,
  /** Some meetings of a page as they are now; the page itself takes them over. */
  live: (query: MeetingListQuery, ids: readonly string[]) => ['meetings', 'live', query, ids] as const,
  detail: (id: string) => ['meetings', 'detail', id] as const,
};

/** The total over all pages. */
const totalHeader = 'X-Total-Meetings-Of-User';
/** What the API takes when no limit is given. */
const defaultLimit = 10;

/** Reads a page of meetings past the cache. @throws ApiError */
export async function readPage(query: MeetingListQuery, signal: AbortSignal): Promise<MeetingPage> {
  const { data, headers } = await callForAnswer(listMeetings, { query, signal });
  return normaliseMeetingPage(data, headers.get(totalHeader), Number(query?.limit ?? defaultLimit));
}

/** A page of meetings. The query is sent as it is. */
export const meetingListOptions = (query: MeetingListQuery) =>
  queryOptions({
    queryKey: meetingKeys.list(query),
    queryFn: ({ signal }) => readPage(query, signal),
    structuralSharing: share,
  });

/** How many meetings are asked for one by one, when they are on another page by now. */
const mostSingle = 3;

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
      const lost = ids.filter((id) => rows.every((row) => row.id !== id)).slice(0, mostSingle);
      for (const id of lost) {
        // One that was deleted meanwhile stays until the page is read anew.
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
    gcTime: 0,
  });

/** A meeting with everything the assistant made of it. `id` is a UUID or the numeric id. */
export const meetingOptions = (id: string) =>
  queryOptions({
    queryKey: meetingKeys.detail(id),
    queryFn: async ({ signal }): Promise<Meeting> =>
      normaliseMeeting(await call(getMeeting, { ...wholeMeeting(id), signal }), id),
    structuralSharing: share,
  });
