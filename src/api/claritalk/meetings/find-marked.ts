import { dashboardKey } from '#contract/claritalk/dashboard-metadata.ts';
import { getMeeting, listMeetings } from '#contract/claritalk/meetings.ts';
import { call } from '#src/api/client/client.ts';
import { fields, text } from '#src/lib/reader.ts';
import { sameName } from '#src/lib/same-name.ts';

/** The key of the dashboard's own metadata under which a meeting says what it was created for. */
export interface MeetingMark {
  readonly field: 'recording_id' | 'creation_id';
  readonly value: string;
}

/** The meeting was created moments ago, so it is among the newest of the list. */
const newestMeetings = 20;
const clockSkewMs = 24 * 60 * 60 * 1000;

/**
 * Finds the meeting created by a request whose response was lost. `saveMeeting` has no idempotency key, so each meeting
 * carries a mark, and the newest meetings of its name are searched for it.
 *
 * @param since instant before the request, ISO 8601
 * @returns its id; undefined when there is none (yet)
 * @throws ApiError
 */
export async function findMarked(
  { field, value }: MeetingMark,
  names: readonly string[],
  since: string,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const dateStart = new Date(Date.parse(since) - clockSkewMs).toISOString();
  const query = { limit: newestMeetings, offset: 0, order: 'desc', date_start: dateStart } as const;
  const meetings = await call(listMeetings, { query, signal });
  for (const item of Array.isArray(meetings) ? meetings : []) {
    const id = text(item.id);
    if (id === undefined || !names.some((name) => sameName(name, text(item.name) ?? ''))) continue;
    const meeting = fields(await call(getMeeting, { params: { id }, query: { detail: 'true' }, signal }));
    if (fields(fields(meeting.metadata)[dashboardKey])[field] === value) return id;
  }
  return undefined;
}
