import { Button, VisuallyHidden } from '@mantine/core';
import { Link, type LoaderFunctionArgs, useParams } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { ApiError } from '#src/api/errors.ts';
import { meetingOptions } from '#src/api/meetings.ts';
import type { Meeting } from '#src/api/meetings-normalise.ts';
import { queryClientContext } from '#src/api/query-client.ts';
import { meetingTypesOptions } from '#src/api/templates.ts';
import { paths, requiredParam } from '#src/app/paths.ts';
import { ErrorState } from '#src/ui/error-state.tsx';
import { Notice } from '#src/ui/notice.tsx';
import classes from './meeting-content.module.css';
import { MeetingContent } from './meeting-content.tsx';
import { BackLink, MeetingHeader } from './meeting-header.tsx';
import { HeaderSkeleton, MeetingSkeleton } from './meeting-skeleton.tsx';
import { useListedMeeting, useMeeting, useOutcome } from './use-meeting.ts';

/** Begins to load the meeting; the page shows itself meanwhile. */
export function loader({ params, context }: LoaderFunctionArgs) {
  const queryClient = context.get(queryClientContext);
  void queryClient.prefetchQuery(meetingOptions(requiredParam(params, 'id')));
  void queryClient.prefetchQuery(meetingTypesOptions());
  return null;
}

/** What the assistant made of a meeting. */
export function Component() {
  const id = requiredParam(useParams(), 'id');
  // Another meeting is another page: nothing of the one before may stay.
  return <MeetingPage key={id} id={id} />;
}

function MeetingPage({ id }: { readonly id: string }) {
  const query = useMeeting(id);
  const listed = useListedMeeting(id);
  if (query.data) {
    return (
      <LoadedMeeting
        meeting={query.data}
        failedAt={query.isError ? query.dataUpdatedAt : undefined}
        onRetry={query.refetch}
      />
    );
  }
  if (query.isError) return <MeetingError error={query.error} onRetry={query.refetch} />;
  return (
    <>
      {listed ? (
        <MeetingHeader meeting={listed} />
      ) : (
        <>
          <BackLink />
          <HeaderSkeleton />
        </>
      )}
      <MeetingSkeleton />
    </>
  );
}

interface LoadedMeetingProps {
  readonly meeting: Meeting;
  /** When the data on the screen arrived, if updating them has failed since. */
  readonly failedAt: number | undefined;
  readonly onRetry: () => unknown;
}

function LoadedMeeting({ meeting, failedAt, onRetry }: LoadedMeetingProps) {
  const t = useTranslations('meeting');
  const retry = useTranslations('errors')('retry');
  const format = useFormatter();
  const outcome = useOutcome(meeting.status);
  return (
    <div className={classes.page}>
      <MeetingHeader meeting={meeting} />
      <VisuallyHidden role="status">
        {outcome === 'final' && t('progress.announceReady')}
        {outcome === 'failed' && t('progress.announceFailed')}
      </VisuallyHidden>
      {failedAt !== undefined && (
        <div className={classes.problem}>
          <Notice kind="warning" action={{ label: retry, onClick: () => void onRetry() }}>
            <p>{t('refreshFailed', { time: format.dateTime(new Date(failedAt), { timeStyle: 'short' }) })}</p>
          </Notice>
        </div>
      )}
      <MeetingContent meeting={meeting} />
    </div>
  );
}

interface MeetingErrorProps {
  readonly error: unknown;
  readonly onRetry: () => unknown;
}

function MeetingError({ error, onRetry }: MeetingErrorProps) {
  const t = useTranslations('meeting');
  const app = useTranslations('app');
  const kind = error instanceof ApiError ? error.kind : undefined;
  // An address that no meeting can have is refused as invalid: for the reader there is no such meeting.
  const lost =
    kind === 'not-found' || kind === 'invalid' ? 'notFound' : kind === 'forbidden' ? kind : undefined;
  return (
    <>
      <title>{app('title', { page: t('documentTitle') })}</title>
      <BackLink />
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
