import type { QueryClient } from '@tanstack/react-query';
import { createBrowserRouter, type RouteObject, RouterContextProvider, redirect } from 'react-router';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { queryClientContext } from '#src/api/client/query-client.ts';
import { loadMeetingPage } from '#src/features/meetings/detail/load-meeting-page.ts';
import { addressUnderway } from '#src/lib/address/current-query.ts';
import { secondTry } from '#src/lib/second-try.ts';
import { session } from '#src/services/auth/session.ts';
import { paths } from '../paths.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { PageFrame } from './page-frame.tsx';
import { RouteError } from './route-error.tsx';
import { Shell } from './shell.tsx';

/** Lets signed-in people pass and sends everyone else to the sign-in page, from where they come back. */
async function requireSession({ request }: { request: Request }) {
  const { pathname, search } = new URL(request.url);
  if ((await session.ready()) === 'signed-out') throw redirect(paths.signIn(`${pathname}${search}`));
  return null;
}

const Blank = () => null;

/** The id of the route around all pages. */
const pages = 'pages';
/** Its address has a parameter, and nothing more precise can be meant. */
const isMeeting = /^\/meetings\/[^/]+$/;

/**
 * Names the document's entry of the history. The router calls every first page of a document "default", so that one that
 * is loaded again would be scrolled to where the one before it was.
 */
function nameEntry(): void {
  const state: unknown = window.history.state;
  if (typeof state === 'object' && state !== null && 'key' in state) return;
  const key = Math.random().toString(36).slice(2, 10);
  window.history.replaceState({ ...(typeof state === 'object' ? state : {}), key }, '');
}

/** Pages whose code is asked for a second time: whoever leaves while it is loading may come back to the page as it was. */
const triedTwice = (routes: readonly RouteObject[]): RouteObject[] =>
  routes.map((route) => {
    const { lazy } = route;
    if (typeof lazy === 'function') return { ...route, lazy: () => secondTry(lazy) };
    return route.children ? { ...route, children: triedTwice(route.children) } : route;
  });

/**
 * The routes of the application. Pages are loaded when they are first asked for, and all but those that people open
 * first are named in a file that is loaded then: one page more costs the others nothing.
 */
export function createRouter(queryClient: QueryClient) {
  const context = () => {
    const provider = new RouterContextProvider();
    provider.set(queryClientContext, queryClient);
    return provider;
  };
  nameEntry();
  const router = createBrowserRouter(
    triedTwice([
      {
        // The document stays blank for the few milliseconds until the first page is there.
        HydrateFallback: Blank,
        ErrorBoundary: RouteError,
        children: [
          { path: '/sign-in', lazy: () => import('./session/sign-in-page.tsx') },
          { path: '/auth/callback', lazy: () => import('./session/callback-page.tsx') },
          {
            loader: async (args) => {
              await requireSession(args);
              void queryClient.prefetchQuery(currentUserQuery());
              return null;
            },
            shouldRevalidate: () => session.getSnapshot() === 'signed-out',
            Component: Shell,
            children: [
              {
                id: pages,
                // Around the pages, so that one that fails is taken away as a whole.
                Component: PageFrame,
                ErrorBoundary: RouteError,
                children: [
                  { path: '/', lazy: () => import('./overview-page.tsx') },
                  { path: '/meetings', lazy: () => import('#src/features/meetings/list/meetings-page.tsx') },
                  {
                    path: '/meetings/new',
                    lazy: () => import('#src/features/meetings/edit/new-meeting-page.tsx'),
                  },
                  {
                    path: '/meetings/:id',
                    lazy: loadMeetingPage,
                  },
                  {
                    path: '/people',
                    lazy: () => import('#src/features/people/directory/people-page.tsx'),
                  },
                  {
                    path: '/templates',
                    lazy: () => import('#src/features/templates/columns/templates-page.tsx'),
                  },
                  {
                    path: '/record',
                    lazy: () => import('#src/features/recorder/record-page.tsx'),
                  },
                  { path: '*', Component: NotFoundPage },
                ],
              },
            ],
          },
        ],
      },
    ]),
    {
      getContext: context,
      patchRoutesOnNavigation: async ({ path, patch }) => {
        if (isMeeting.test(path)) return;
        const { furtherRoutes } = await secondTry(() => import('./further-routes.ts'));
        patch(pages, triedTwice(furtherRoutes));
      },
    },
  );
  router.subscribe(({ navigation }) => addressUnderway(navigation.location));
  return router;
}
