import { writeActionSearch } from '#src/features/meetings/action-items/action-search.ts';
import { noIndexSearch } from '#src/features/meetings/list/model/index-search.ts';
import {
  defaultPageSize,
  type MeetingSearch,
  writeMeetingSearch,
} from '#src/features/meetings/list/model/list-search.ts';
import { anyTime } from '#src/features/meetings/shared/periods.ts';
import { statusesOf } from '#src/features/overview/model/queries.ts';
import type { OverviewLinks } from '#src/features/overview/parts.ts';
import { dayOf } from '#src/lib/time/day-of.ts';
import { paths } from '../paths.ts';

const everything: MeetingSearch = {
  page: 1,
  pageSize: defaultPageSize,
  order: 'desc',
  statuses: [],
  ...anyTime,
  index: noIndexSearch,
};

const list = (search: Partial<MeetingSearch>) =>
  paths.meetings(writeMeetingSearch({ ...everything, ...search }));

/** Where the numbers of the overview lead: to the lists that they count. */
export const overviewLinks: OverviewLinks = {
  withStatus: (statuses, since) => list({ statuses, from: since && dayOf(since) }),
  toReview: (ownerUuid, since) =>
    list({
      statuses: statusesOf('final'),
      from: dayOf(since),
      index: { ...noIndexSearch, owners: [ownerUuid], reviews: ['none', 'begun', 'flagged'] },
    }),
  todosOf: (person) =>
    paths.actionItems(writeActionSearch({ page: 1, state: 'open', due: 'any', person, dossier: undefined })),
};
