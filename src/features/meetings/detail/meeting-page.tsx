import { Button, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, type LoaderFunctionArgs, useParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { meetingOptions } from '#src/api/claritalk/meetings/meetings.ts';
import { meetingTypesOptions, themesOptions } from '#src/api/claritalk/templates.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { queryClientContext } from '#src/api/client/query-client.ts';
import { paths, requiredParam } from '#src/paths.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { OutdatedNotice } from '#src/services/problems/outdated-notice.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import classes from './meeting-content.module.css';
import { MeetingContent } from './meeting-content.tsx';
import { BackToList, MeetingHeader } from './meeting-header.tsx';
import { MeetingSkeleton } from './meeting-skeleton.tsx';
import { useListedMeeting, useMeeting, useOutcome } from './use-meeting.ts';

/** Prefetches the meeting without blocking navigation. */
export function loader({ params, context }: LoaderFunctionArgs) {
  const queryClient = context.get(queryClientContext);
  void queryClient.prefetchQuery(meetingOptions(requiredParam(params, 'id')));
  void queryClient.prefetchQuery(meetingTypesOptions());
  void queryClient.prefetchQuery(themesOptions());
  return null;
}

/** What the assistant made of a meeting. */
export function Component() {
  const id = requiredParam(useParams(), 'id');
  // Another meeting is another page: nothing of the previous one may stay.
  return <MeetingPage key={id} id={id} />;
}

function MeetingPage({ id }: { readonly id: string }) {
  const t = useTranslations('meeting');
  const query = useMeeting(id);
  const listed = useListedMeeting(id);
  const outcome = useOutcome(query.data?.status);
  const waits = useDecisiveQueries().some(({ isLoading, failureCount }) => isLoading && failureCount === 0);
  if (query.isError && !query.data) return <MeetingError error={query.error} onRetry={query.refetch} />;
  // The heading stays the same element while the meeting arrives, because the focus is on it.
  return (
    <div className={`ui-breaks ${classes.page}`}>
      <MeetingHeader meeting={query.data ?? listed} />
      <Announcement outcome={outcome} />
      {query.isError && (
        <div className="ui-before">
          <OutdatedNotice of={query} text={(time) => t('refreshFailed', { time })} />
        </div>
      )}
      {query.data && !waits ? <MeetingContent meeting={query.data} /> : <MeetingSkeleton />}
    </div>
  );
}

/** What decides the order of the answers and whether they can be reviewed: nothing moves when it is there first. */
const useDecisiveQueries = () => [useQuery(currentUserQuery()), useQuery(themesOptions())];

function Announcement({ outcome }: { readonly outcome: 'final' | 'failed' | undefined }) {
  const t = useTranslations('meeting.progress');
  return (
    <VisuallyHidden role="status">
      {outcome && t(outcome === 'final' ? 'announceReady' : 'announceFailed')}
    </VisuallyHidden>
  );
}

interface MeetingErrorProps {
  readonly error: unknown;
  readonly onRetry: () => unknown;
}

function MeetingError({ error, onRetry }: MeetingErrorProps) {
  const t = useTranslations('meeting');
  const kind = error instanceof ApiError ? error.kind : undefined;
  // An impossible address is refused as invalid: for the reader there is no such meeting.
  const lost =
    kind === 'not-found' || kind === 'invalid' ? 'notFound' : kind === 'forbidden' ? kind : undefined;
  return (
    <>
      <BackToList />
      <PageHeader title={t('documentTitle')} />
      {lost ? (
        <ErrorState
          error={error}
          title={t(lost)}
          action={
            <Button component={Link} to={paths.meetings()}>
              {t('back')}
            </Button>
          }
        />
      ) : (
        <ErrorState error={error} onRetry={() => void onRetry()} />
      )}
    </>
  );
}
