import type { MeetingListItem } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import type { IndexedMeeting } from '#src/services/search-index/model/document.ts';

const dateOf = (instant: number | undefined) => (instant === undefined ? undefined : new Date(instant));

/** A meeting of the local index in the form of the server's list: the same can be done with both. */
export const itemOfHit = ({ details: _, ...meeting }: IndexedMeeting): MeetingListItem => ({
  ...meeting,
  createdAt: dateOf(meeting.createdAt),
  updatedAt: dateOf(meeting.updatedAt),
});
