import { useQuery } from '@tanstack/react-query';
import type { LoaderFunctionArgs } from 'react-router';
import { meetingListOptions } from '#src/api/claritalk/meetings/meetings.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { queryClientContext } from '#src/api/client/query-client.ts';
import { loadMeetingPage } from '#src/features/meetings/detail/load-meeting-page.ts';
import { chartQuery, newsQuery, recentQuery, workingQuery } from '#src/features/overview/model/queries.ts';
import { OverviewPage } from '#src/features/overview/overview-page.tsx';
import type { OwnDevice } from '#src/features/overview/parts.ts';
import { deviceSummary } from '#src/features/recorder/ui/recordings/device-summary.ts';
import { useRecorder } from '#src/features/recorder/ui/shared/use-recorder.ts';
import { serverDate } from '#src/lib/clock.ts';
import { draftsOf } from '#src/lib/storage/drafts.ts';
import { paths } from '../paths.ts';
import { overviewLinks } from './overview-links.ts';

/** Prefetches without blocking navigation. The boot module has started the first two. */
export function loader({ context }: LoaderFunctionArgs) {
  const queryClient = context.get(queryClientContext);
  const now = serverDate();
  for (const query of [recentQuery, workingQuery, chartQuery(now), newsQuery('failed', now)]) {
    void queryClient.prefetchQuery(meetingListOptions(query));
  }
  return null;
}

const loadActionItem = () => import('#src/features/meetings/action-items/action-item.tsx');
const loadTodoRow = async () => (await loadActionItem()).ActionItem;

/** The overview, assembled from what the features provide. */
export function Component() {
  return (
    <OverviewPage
      parts={{
        links: overviewLinks,
        device: useOwnDevice(),
        loadTodoRow,
        prepareMeeting: () => void loadMeetingPage().catch(() => undefined),
      }}
    />
  );
}

function useOwnDevice(): OwnDevice {
  const { data: user } = useQuery(currentUserQuery());
  const standing = deviceSummary(useRecorder().recordings);
  const drafts = user ? draftsOf(user.uuid).length : 0;
  const to = standing.recordings === 0 && drafts > 0 ? paths.settings('storage') : paths.record();
  return { ...standing, drafts, to };
}
