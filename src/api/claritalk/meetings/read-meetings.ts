import { getMeeting, listMeetings } from '#contract/claritalk/meetings.ts';
import type { QueryOf } from '#contract/operation.ts';
import { call, callForAnswer } from '#src/api/client/client.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { fields, text } from '#src/lib/reader.ts';
import { detailRequest } from './detail-request.ts';
import { type Meeting, type MeetingPage, normaliseMeetingPage } from './meetings-normalise.ts';

export type MeetingListQuery = QueryOf<typeof listMeetings>;

/** The total over all pages. */
const totalHeader = 'X-Total-Meetings-Of-User';
/** What the API takes when no limit is given. */
const defaultLimit = 10;

/** Reads a page of meetings past the cache. @throws ApiError */
export async function readPage(
  query: MeetingListQuery,
  signal: AbortSignal | undefined,
): Promise<MeetingPage> {
  const { data, headers } = await callForAnswer(listMeetings, { query, signal });
  return normaliseMeetingPage(data, headers.get(totalHeader), Number(query?.limit ?? defaultLimit));
}

/** Reads a meeting with everything the assistant made of it past the cache. @throws ApiError */
export async function readMeeting(id: string, signal: AbortSignal | undefined): Promise<Meeting> {
  const [wire, { normaliseMeeting }] = await Promise.all([
    call(getMeeting, { ...detailRequest(id), signal }),
    wholeMeeting(),
  ]);
  return normaliseMeeting(wire, id);
}

/** A list does not need it: it arrives while the response is on its way, and its absence means a failing network. */
const wholeMeeting = () =>
  import('./whole-meeting.ts').catch((cause: unknown) => {
    throw new ApiError({ kind: 'network', operation: getMeeting.name, cause });
  });

/** The status of a meeting as the server writes it; undefined when it gives none. @throws ApiError */
export const readStatus = async (id: string, signal: AbortSignal | undefined): Promise<string | undefined> =>
  text(fields(await call(getMeeting, { params: { id }, signal })).status);
