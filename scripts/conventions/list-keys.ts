import { all, type Convention, isPage } from './convention.ts';

const isLists = (source: string, node: { readonly start: number; readonly end: number }) =>
  source.slice(node.start, node.end) === 'meetingKeys.lists';

/** Code that changes rows of cached lists must treat each list as a page. */
export const listKeys: Convention = {
  name: 'what is kept among the lists of meetings is a page',
  applies: isPage,
  check: (program, source) =>
    all(program, 'SpreadElement')
      .filter(({ argument }) => isLists(source, argument))
      .map((node) => ({
        node,
        message: 'use meetingKeys.list for a page, meetingKeys.choice for anything else',
      })),
  refused: ["const key = [...meetingKeys.lists, 'own'];"],
  accepted: ["const key = meetingKeys.choice('own');", 'invalidateQueries({ queryKey: meetingKeys.lists });'],
};
