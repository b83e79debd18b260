import { useQuery } from '@tanstack/react-query';
import type { LoaderFunctionArgs } from 'react-router';
import { meetingListOptions } from '#src/api/meetings.ts';
import { queryClientContext } from '#src/api/query-client.ts';
import { currentUserQuery } from '#src/api/users.ts';
import { withTexts } from '#src/i18n/texts.ts';
import { draftsOf } from '#src/lib/drafts.ts';
import { loadMeetingPage } from '#src/meetings/load-meeting-page.ts';
import { chartQuery, newsQuery, recentQuery, workingQuery } from '#src/overview/model/queries.ts';
import { OverviewPage } from '#src/overview/overview-page.tsx';
import type { OwnDevice } from '#src/overview/parts.ts';
import { deviceStanding } from '#src/recorder/device-standing.ts';
import { useRecorder } from '#src/recorder/use-recorder.ts';
import { overviewLinks } from './overview-links.ts';
import { paths } from './paths.ts';

/** Begins to load; the page shows itself meanwhile. The boot module has begun with the first two. */
export function loader({ context }: LoaderFunctionArgs) {
  const queryClient = context.get(queryClientContext);
  const now = new Date();
  for (const query of [recentQuery, workingQuery, chartQuery(now), newsQuery('failed', now)]) {
    void queryClient.prefetchQuery(meetingListOptions(query));
  }
  return null;
}

const loadActionItem = withTexts(['find'], () => import('#src/meetings/action-item.tsx'));
const loadTodoRow = async () => (await loadActionItem()).ActionItem;

/** The overview, put together from what the rooms give. */
export function Component() {
  return (
    <OverviewPage
      parts={{
        links: overviewLinks,
        device: useOwnDevice(),
        steps: { invite: paths.invitePeople(), template: paths.templates(), record: paths.record() },
        loadTodoRow,
        prepareMeeting: () => void loadMeetingPage().catch(() => undefined),
      }}
    />
  );
}

function useOwnDevice(): OwnDevice {
  const { data: user } = useQuery(currentUserQuery());
  const standing = deviceStanding(useRecorder().recordings);
  const drafts = user ? draftsOf(user.uuid).length : 0;
  const to = standing.recordings === 0 && drafts > 0 ? paths.settings('storage') : paths.record();
  return { ...standing, drafts, to };
}
