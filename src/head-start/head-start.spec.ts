import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { meetingListOptions, meetingOptions } from '#src/api/claritalk/meetings/meetings.ts';
import { meetingTypesOptions, themesOptions } from '#src/api/claritalk/templates.ts';
import { currentUserQuery, usersOptions } from '#src/api/claritalk/users.ts';
import { setTokenSource } from '#src/api/client/client.ts';
import { createQueryClient } from '#src/api/client/query-client.ts';
import { meetingListQuery, readMeetingSearch } from '#src/features/meetings/list/model/list-search.ts';
import {
  chartQuery,
  newsQuery,
  newsSince,
  recentQuery,
  workingQuery,
} from '#src/features/overview/model/queries.ts';
import { everyPageRequests, headStartRoutes } from './routes.ts';

const id = '9d1c2f4e-0000-4000-8000-000000000001';
const now = new Date();
const overview = [recentQuery, workingQuery, chartQuery(now), newsQuery('failed', now)].map(
  meetingListOptions,
);
/** What these stand for in an address. */
const meant = {
  '*': id,
  '@week': encodeURIComponent(chartQuery(now).date_start ?? ''),
  '@days': encodeURIComponent(newsSince(now).toISOString()),
};
const firstPage = meetingListQuery(readMeetingSearch(new URLSearchParams()));

beforeEach(() => {
  setTokenSource({ accessToken: () => Promise.resolve('token'), sessionEnded: () => undefined });
});
afterEach(() => vi.unstubAllGlobals());

/** The address that a page's query asks for. */
async function askedBy(options: object): Promise<string> {
  const fetched = vi.fn((_url: string) => Promise.resolve(Response.json({}, { status: 404 })));
  vi.stubGlobal('fetch', fetched);
  const queryClient = createQueryClient();
  const given = options as Parameters<typeof queryClient.fetchQuery>[0];
  await queryClient.fetchQuery({ ...given, retry: false }).catch(() => undefined);
  expect(fetched).toHaveBeenCalledTimes(1);
  return String(fetched.mock.calls[0]?.[0]);
}

test('every page requests who is signed in', async () => {
  expect(everyPageRequests).toEqual([await askedBy(currentUserQuery())]);
});

test.each([
  ['/meetings', [meetingListOptions(firstPage)]],
  ['/', overview],
  ['/meetings/*', [meetingOptions(id), meetingTypesOptions()]],
  ['/record', [meetingTypesOptions()]],
  ['/templates', [meetingTypesOptions(), themesOptions()]],
  ['/people', [usersOptions()]],
])('what is sent ahead for %s is what its page asks for', async (path, options) => {
  const asked: string[] = [];
  for (const one of options) asked.push(await askedBy(one));
  const route = headStartRoutes.find((one) => one.path === path);
  const whole = (url: string) =>
    Object.entries(meant).reduce((text, [word, value]) => text.replace(word, value), url);
  expect(route?.requests.map(whole)).toEqual(asked);
});

test('every route is held by the row above', () => {
  expect(headStartRoutes.map(({ path }) => path)).toEqual([
    '/meetings',
    '/',
    '/meetings/*',
    '/record',
    '/templates',
    '/people',
  ]);
});

/** The module of a page of the router. */
function pageOf(path: string): string {
  const address = path.replace('*', ':id').replaceAll('/', '\\/');
  const route = new RegExp(`path: '${address}',\\s*lazy: ([^{}]*?)[,\\s]*}`).exec(
    read('src/app/router.tsx'),
  )?.[1];
  // The meeting's page is loaded from several places, which share a function.
  const isShared = route === 'loadMeetingPage';
  const loaded = isShared ? read('src/features/meetings/detail/load-meeting-page.ts') : route;
  const [, module = ''] = /import\('([^']*)'\)/.exec(loaded ?? '') ?? [];
  const folder = isShared ? 'src/features/meetings/detail' : 'src/app';
  return module.startsWith('#') ? module.slice(1) : `${folder}/${module.replace(/^\.\//, '')}`;
}

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

test.each(headStartRoutes)('what is fetched ahead for $path is what the router loads', ({ path, module }) => {
  expect(module).toBe(pageOf(path));
});
