import type { QueryClient } from '@tanstack/react-query';
import { createBrowserRouter, RouterContextProvider, redirect } from 'react-router';
import { systemIds } from '#contract/system.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { queryClientContext } from '#src/api/client/query-client.ts';
import { loadMeetingPage } from '#src/features/meetings/detail/load-meeting-page.ts';
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

/** The routes of the application. Pages are loaded when they are first asked for. */
export function createRouter(queryClient: QueryClient) {
  const context = () => {
    const provider = new RouterContextProvider();
    provider.set(queryClientContext, queryClient);
    return provider;
  };
  nameEntry();
  return createBrowserRouter(
    [
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
                    path: '/meetings/:id/edit',
                    lazy: () => import('#src/features/meetings/edit/edit-meeting-page.tsx'),
                  },
                  {
                    path: '/meetings/:id',
                    lazy: loadMeetingPage,
                  },
                  {
                    path: '/verify',
                    lazy: () => import('#src/features/meetings/verify/verify-page.tsx'),
                  },
                  {
                    path: '/people',
                    lazy: () => import('#src/features/people/directory/people-page.tsx'),
                  },
                  {
                    path: '/people/invite',
                    lazy: () => import('#src/features/people/invite/invite-page.tsx'),
                  },
                  {
                    path: '/people/audit',
                    lazy: () => import('#src/features/people/audit/audit-page.tsx'),
                  },
                  {
                    path: '/people/:uuid',
                    lazy: () => import('#src/features/people/directory/person-page.tsx'),
                  },
                  {
                    path: '/templates',
                    lazy: () => import('#src/features/templates/columns/templates-page.tsx'),
                  },
                  {
                    path: '/teams',
                    lazy: () => import('#src/features/people/teams/teams-page.tsx'),
                  },
                  {
                    path: '/teams/:id',
                    lazy: () => import('#src/features/people/teams/team-page.tsx'),
                  },
                  {
                    path: '/organisations',
                    lazy: () => import('#src/features/organisations/organisations-page.tsx'),
                  },
                  {
                    path: '/templates/import',
                    lazy: () => import('#src/features/templates/import/import-page.tsx'),
                  },
                  {
                    path: '/templates/:id/preview',
                    lazy: () => import('#src/features/templates/preview/preview-page.tsx'),
                  },
                  {
                    path: '/action-items',
                    lazy: () => import('#src/features/meetings/action-items/action-items-page.tsx'),
                  },
                  {
                    path: '/dossiers',
                    lazy: () => import('#src/features/meetings/dossiers/dossiers-page.tsx'),
                  },
                  {
                    path: '/dossiers/:id',
                    lazy: () => import('#src/features/meetings/dossiers/dossier-page.tsx'),
                  },
                  {
                    path: '/conversations',
                    lazy: () => import('#src/features/conversations/conversations-page.tsx'),
                  },
                  {
                    path: '/conversations/chat2desk/:id',
                    lazy: () => import('#src/features/conversations/conversation-page.tsx'),
                  },
                  {
                    path: '/calls',
                    lazy: () => import('#src/features/calls/calls-page.tsx'),
                  },
                  {
                    path: '/calls/log',
                    lazy: () => import('#src/features/calls/log/log-page.tsx'),
                  },
                  {
                    path: '/calls/conferences',
                    lazy: () => import('#src/features/calls/log/conferences-page.tsx'),
                  },
                  {
                    path: '/calls/waiting',
                    lazy: () => import('#src/features/calls/log/waiting-page.tsx'),
                  },
                  {
                    path: '/calls/video',
                    lazy: () => import('#src/features/calls/video/video-page.tsx'),
                  },
                  {
                    path: '/calls/:id',
                    lazy: () => import('#src/features/calls/call-page.tsx'),
                  },
                  {
                    path: '/record',
                    lazy: () => import('#src/features/recorder/record-page.tsx'),
                  },
                  {
                    path: '/connect',
                    lazy: () => import('#src/features/connect/connect-page.tsx'),
                  },
                  {
                    path: '/sent/publications',
                    lazy: () => import('#src/features/sent/publications-page.tsx'),
                  },
                  {
                    path: '/sent',
                    lazy: () => import('#src/features/sent/sent-page.tsx'),
                  },
                  {
                    path: '/integrations',
                    lazy: () => import('#src/features/integrations/integrations-page.tsx'),
                  },
                  {
                    path: '/integrations/3cx',
                    lazy: () => import('#src/features/integrations/three-cx-page.tsx'),
                  },
                  // Their names are not ids: /integrations/:id is one of Claritalk's own.
                  ...systemIds.map((system) => ({
                    path: `${paths.connection(system)}/:tab?`,
                    lazy: () => import('#src/features/integrations/connections/connection-page.tsx'),
                  })),
                  {
                    path: '/integrations/:id',
                    lazy: () => import('#src/features/integrations/integration-page.tsx'),
                  },
                  {
                    path: '/settings',
                    lazy: () => import('./settings-page.tsx'),
                  },
                  {
                    path: '/webhooks',
                    lazy: () => import('#src/features/webhooks/webhooks-page.tsx'),
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
