import { share } from '#src/lib/share.ts';
import type { MeetingListItem, MeetingPage } from './meetings-normalise.ts';

/**
 * The page with some of its meetings as they are now. Meetings that came in or went in the meantime change nothing:
 * rows must not move while someone is reading. Nor does a response that is older than what is known. The page itself
 * when nothing differs.
 */
export function withFreshRows(page: MeetingPage, fresh: readonly MeetingListItem[]): MeetingPage {
  const byId = new Map(fresh.map((meeting) => [meeting.id, rowOf(meeting)]));
  return share(page, { ...page, items: page.items.map((meeting) => newerOf(meeting, byId.get(meeting.id))) });
}

const newerOf = (known: MeetingListItem, fresh: MeetingListItem | undefined): MeetingListItem =>
  fresh === undefined || (fresh.updatedAt && known.updatedAt && fresh.updatedAt < known.updatedAt)
    ? known
    : fresh;

/** Only what a list shows: a whole meeting carries much more. */
export function rowOf({
  id,
  name,
  ownerUuid,
  status,
  qualityFlag,
  locale,
  createdAt,
  updatedAt,
}: MeetingListItem): MeetingListItem {
  return { id, name, ownerUuid, status, qualityFlag, locale, createdAt, updatedAt };
}
