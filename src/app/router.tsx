import type { QueryClient } from '@tanstack/react-query';
import { createBrowserRouter, RouterContextProvider, redirect } from 'react-router';
import { queryClientContext } from '#src/api/query-client.ts';
import { currentUserQuery } from '#src/api/users.ts';
import { session } from '#src/auth/session.ts';
import { withTexts } from '#src/i18n/texts.ts';
import { loadMeetingPage } from '#src/meetings/load-meeting-page.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { paths } from './paths.ts';
import { RouteError } from './route-error.tsx';
import { Shell } from './shell.tsx';

/** Lets signed-in people pass and sends everybody else to the sign-in page, to come back afterwards. */
async function requireSession({ request }: { request: Request }) {
  const { pathname, search } = new URL(request.url);
  if ((await session.ready()) === 'signed-out') throw redirect(paths.signIn(`${pathname}${search}`));
  return null;
}

const Blank = () => null;

/** The routes of the application. Pages are loaded when they are first asked for. */
export function createRouter(queryClient: QueryClient) {
  const context = () => {
    const provider = new RouterContextProvider();
    provider.set(queryClientContext, queryClient);
    return provider;
  };
  return createBrowserRouter(
    [
      {
        // The document stays blank for the few milliseconds until the first page is there.
        HydrateFallback: Blank,
        ErrorBoundary: RouteError,
        children: [
          { path: '/sign-in', lazy: () => import('#src/auth/sign-in-page.tsx') },
          { path: '/auth/callback', lazy: () => import('#src/auth/callback-page.tsx') },
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
                ErrorBoundary: RouteError,
                children: [
                  { path: '/', lazy: withTexts(['overview'], () => import('./overview-page.tsx')) },
                  { path: '/meetings', lazy: () => import('#src/meetings/meetings-page.tsx') },
                  {
                    path: '/meetings/new',
                    lazy: withTexts(
                      ['meeting', 'documents', 'why'],
                      () => import('#src/meetings/new-meeting-page.tsx'),
                    ),
                  },
                  {
                    path: '/meetings/:id/edit',
                    lazy: withTexts(
                      ['meeting', 'documents', 'why'],
                      () => import('#src/meetings/edit-meeting-page.tsx'),
                    ),
                  },
                  {
                    path: '/meetings/:id',
                    lazy: loadMeetingPage,
                  },
                  {
                    path: '/verify',
                    lazy: withTexts(['documents'], () => import('#src/meetings/verify/verify-page.tsx')),
                  },
                  {
                    path: '/people',
                    lazy: withTexts(['people', 'why'], () => import('#src/people/people-page.tsx')),
                  },
                  {
                    path: '/people/invite',
                    lazy: withTexts(['people', 'why'], () => import('#src/people/invite-page.tsx')),
                  },
                  {
                    path: '/people/audit',
                    lazy: withTexts(['people', 'why'], () => import('#src/people/audit-page.tsx')),
                  },
                  {
                    path: '/people/:uuid',
                    lazy: withTexts(['people', 'why'], () => import('#src/people/person-page.tsx')),
                  },
                  {
                    path: '/templates',
                    lazy: withTexts(['templates', 'why'], () => import('#src/templates/templates-page.tsx')),
                  },
                  {
                    path: '/teams',
                    lazy: withTexts(['people'], () => import('#src/people/teams-page.tsx')),
                  },
                  {
                    path: '/teams/:id',
                    lazy: withTexts(['people'], () => import('#src/people/team-page.tsx')),
                  },
                  {
                    path: '/organisations',
                    lazy: withTexts(
                      ['organisations', 'why'],
                      () => import('#src/organisations/organisations-page.tsx'),
                    ),
                  },
                  {
                    path: '/templates/import',
                    lazy: withTexts(['templates', 'why'], () => import('#src/templates/import-page.tsx')),
                  },
                  {
                    path: '/templates/:id/preview',
                    lazy: withTexts(['templates', 'why'], () => import('#src/templates/preview-page.tsx')),
                  },
                  {
                    path: '/action-items',
                    lazy: withTexts(['find'], () => import('#src/meetings/action-items-page.tsx')),
                  },
                  {
                    path: '/dossiers',
                    lazy: withTexts(['find'], () => import('#src/meetings/dossiers-page.tsx')),
                  },
                  {
                    path: '/dossiers/:id',
                    lazy: withTexts(['find'], () => import('#src/meetings/dossier-page.tsx')),
                  },
                  {
                    path: '/record',
                    lazy: withTexts(['recorder'], () => import('#src/recorder/record-page.tsx')),
                  },
                  {
                    path: '/connect',
                    lazy: withTexts(
                      ['connect', 'integrations', 'why'],
                      () => import('#src/connect/connect-page.tsx'),
                    ),
                  },
                  {
                    path: '/integrations',
                    lazy: withTexts(
                      ['integrations'],
                      () => import('#src/integrations/integrations-page.tsx'),
                    ),
                  },
                  {
                    path: '/integrations/3cx',
                    lazy: withTexts(['integrations'], () => import('#src/integrations/calls-page.tsx')),
                  },
                  {
                    path: '/integrations/:id',
                    lazy: withTexts(
                      ['integrations', 'why'],
                      () => import('#src/integrations/integration-page.tsx'),
                    ),
                  },
                  {
                    path: '/settings',
                    lazy: withTexts(
                      ['settings', 'people', 'live', 'why', 'rates'],
                      () => import('./settings-page.tsx'),
                    ),
                  },
                  {
                    path: '/webhooks',
                    lazy: withTexts(
                      ['webhooks', 'integrations', 'why'],
                      () => import('#src/webhooks/webhooks-page.tsx'),
                    ),
                  },
                  { path: '*', Component: NotFoundPage },
                ],
              },
            ],
          },
        ],
      },
    ],
    { getContext: context },
  );
}
