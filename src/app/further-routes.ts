import type { RouteObject } from 'react-router';
import { systemIds } from '#contract/system.ts';
import { paths } from '../paths.ts';

/** Pages that are not the first one that people open; the others stand in `router.tsx`. */
export const furtherRoutes: RouteObject[] = [
  {
    path: '/meetings/:id/edit',
    lazy: () => import('#src/features/meetings/edit/edit-meeting-page.tsx'),
  },
  {
    path: '/verify',
    lazy: () => import('#src/features/meetings/verify/verify-page.tsx'),
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
    path: '/insight/:side?',
    lazy: () => import('#src/features/insight/insight-page.tsx'),
  },
  {
    path: '/conversations',
    lazy: () => import('#src/features/conversations/conversations-page.tsx'),
  },
  {
    path: '/conversations/courier/:id',
    lazy: () => import('#src/features/conversations/channel/channel-page.tsx'),
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
    path: '/connect',
    lazy: () => import('#src/features/connect/connect-page.tsx'),
  },
  {
    path: '/sent/publications',
    lazy: () => import('#src/features/sent/publications-page.tsx'),
  },
  {
    path: '/sent/broadcast',
    lazy: () => import('#src/features/sent/broadcast/broadcasts-page.tsx'),
  },
  {
    path: '/sent/broadcast/new',
    lazy: () => import('#src/features/sent/broadcast/compose-page.tsx'),
  },
  {
    path: '/sent/broadcast/:id',
    lazy: () => import('#src/features/sent/broadcast/broadcast-page.tsx'),
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
];
