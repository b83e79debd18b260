import { queryOptions } from '@tanstack/react-query';
import { getMeeting, listMeetings } from '#contract/claritalk.ts';
import type { QueryOf } from '#contract/operation.ts';
import { share } from '#src/lib/share.ts';
import { call, callForAnswer } from './client.ts';
import {
  type Meeting,
  type MeetingPage,
  normaliseMeeting,
  normaliseMeetingPage,
} from './meetings-normalise.ts';

export type MeetingListQuery = QueryOf<typeof listMeetings>;

export const meetingKeys = {
  all: ['meetings'] as const,
  lists: ['meetings', 'list'] as const,
  list: (query: MeetingListQuery) => ['meetings', 'list', query] as const,
  detail: (id: string) => ['meetings', 'detail', id] as const,
};

/** The total over all pages. */
const totalHeader = 'X-Total-Meetings-Of-User';
/** What the API takes when no limit is given. */
const defaultLimit = 10;

/** A page of meetings. The query is sent as it is. */
export const meetingListOptions = (query: MeetingListQuery) =>
  queryOptions({
    queryKey: meetingKeys.list(query),
    queryFn: async ({ signal }): Promise<MeetingPage> => {
      const { data, headers } = await callForAnswer(listMeetings, { query, signal });
      return normaliseMeetingPage(data, headers.get(totalHeader), Number(query?.limit ?? defaultLimit));
    },
    structuralSharing: share,
  });

/** A meeting with everything the assistant made of it. `id` is a UUID or the numeric id. */
export const meetingOptions = (id: string) =>
  queryOptions({
    queryKey: meetingKeys.detail(id),
    queryFn: async ({ signal }): Promise<Meeting> =>
      normaliseMeeting(await call(getMeeting, { params: { id }, query: { detail: 'true' }, signal }), id),
    structuralSharing: share,
  });
