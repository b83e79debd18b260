/**
 * Pages that are opened by their address, and what each needs before it can show anything. The build turns modules into
 * files, those of their texts too (scripts/vite/head-start.ts); head-start.spec.ts holds the requests to those that the
 * pages make.
 */
export interface HeadStartRoute {
  /** Its address; `*` at the end is an identifier, which stands for the `*` in the requests. */
  readonly path: string;
  readonly module: string;
  /**
   * What the page asks the API for when its address has no query, in the order of their urgency. `@week` is the Monday
   * with which the overview's chart begins, `@days` the day since which its news are.
   */
  readonly requests: readonly string[];
  /** Keys of the texts at its top, which the document's frame shows at once: the heading, and what stands below it. */
  readonly top?: readonly [title: string, lead?: string];
  /** Whether the first of them returns a meeting, whose name is the heading. */
  readonly showsName?: boolean;
  /**
   * Whether the first of them returns meetings, whose names the document's frame can show before the page is there: in
   * the table of the list, or in the card where the overview showed them last.
   */
  readonly showsNames?: 'table' | 'card';
}

const newest = (limit: number, more = '') => `/api/meetings/list?limit=${limit}&offset=0&order=desc${more}`;

export const headStartRoutes: readonly HeadStartRoute[] = [
  {
    path: '/meetings',
    module: 'src/features/meetings/list/meetings-page.tsx',
    top: ['meetings.title'],
    requests: [newest(25)],
    showsNames: 'table',
  },
  {
    path: '/',
    module: 'src/app/overview-page.tsx',
    top: ['overview.title'],
    showsNames: 'card',
    requests: [
      newest(10),
      newest(1, '&status=uploading%2Cprocessing'),
      newest(100, '&date_start=@week'),
      newest(1, '&status=failed&date_start=@days'),
    ],
  },
  {
    path: '/meetings/*',
    module: 'src/features/meetings/detail/meeting-page.tsx',
    requests: ['/api/meetings/*?detail=true', '/api/types/list'],
    showsName: true,
  },
  {
    path: '/record',
    module: 'src/features/recorder/record-page.tsx',
    top: ['recorder.title', 'recorder.lead'],
    requests: ['/api/types/list'],
  },
  {
    path: '/templates',
    module: 'src/features/templates/columns/templates-page.tsx',
    top: ['templates.title'],
    requests: ['/api/types/list', '/api/themes/list'],
  },
  {
    path: '/people',
    module: 'src/features/people/directory/people-page.tsx',
    top: ['people.title'],
    requests: ['/api/users/list'],
  },
];

/** What every page asks for. */
export const everyPageRequests: readonly string[] = ['/api/user/me'];
