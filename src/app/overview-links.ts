import { writeActionSearch } from '#src/meetings/model/action-search.ts';
import { noIndexSearch } from '#src/meetings/model/index-search.ts';
import { defaultPageSize, type MeetingSearch, writeMeetingSearch } from '#src/meetings/model/list-search.ts';
import { anyTime, dayOf } from '#src/meetings/model/periods.ts';
import { statusesOf } from '#src/overview/model/queries.ts';
import type { OverviewLinks } from '#src/overview/parts.ts';
import { paths } from './paths.ts';

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
