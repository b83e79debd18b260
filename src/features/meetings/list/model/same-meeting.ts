import type { MeetingListItem } from '#src/api/claritalk/meetings/meetings-normalise.ts';

const at = (date: Date | undefined) => date?.getTime();

/** Whether two versions of a meeting in a list are the same. */
export const sameMeeting = (one: MeetingListItem, other: MeetingListItem): boolean =>
  one === other ||
  (one.id === other.id &&
    one.name === other.name &&
    one.ownerUuid === other.ownerUuid &&
    one.status === other.status &&
    one.qualityFlag === other.qualityFlag &&
    one.locale === other.locale &&
    at(one.createdAt) === at(other.createdAt) &&
    at(one.updatedAt) === at(other.updatedAt));
