import { Button, Skeleton } from '@mantine/core';
import { IconMicrophone, IconNotes } from '@tabler/icons-react';
import { type UseQueryResult, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { meetingOptions } from '#src/api/claritalk/meetings/meetings.ts';
import type { MeetingListItem, MeetingPage } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { kept } from '#src/lib/storage/kept.ts';
import { paths } from '#src/paths.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { StatusBadge } from '#src/ui/status-badge.tsx';
import { useInterest } from '#src/ui/use-interest.ts';
import { recentCount } from './model/queries.ts';
import classes from './overview.module.css';

/** Notes where the page shows its meetings: the document shows their names there when it is opened next (src/head-start/). */
function rememberPlace(card: HTMLElement) {
  const watching = new ResizeObserver(() => {
    const { left, top, width } = card.getBoundingClientRect();
    const first = card.lastElementChild?.getBoundingClientRect().top ?? top;
    kept.write(
      'claritalk.overview-place',
      JSON.stringify([window.innerWidth, left, top + window.scrollY, width, first - top]),
    );
  });
  // Whatever moves it changes the height of the page.
  for (const page of document.querySelectorAll('main')) watching.observe(page);
  return () => watching.disconnect();
}

interface RecentMeetingsProps {
  readonly query: UseQueryResult<MeetingPage>;
  /** Refetches everything on the page. */
  readonly onRetry: () => void;
  /** Loads the code of a meeting's page ahead of time. */
  readonly prepareMeeting: () => void;
}

/** The newest meetings, in whichever state the list is. */
export function RecentMeetings(props: RecentMeetingsProps) {
  const t = useTranslations('overview.recent');
  return (
    <section ref={rememberPlace} aria-labelledby="overview-recent" className="ui-card">
      <div className={`ui-ends ${classes.panelHead}`}>
        <h2 id="overview-recent" className={classes.heading}>
          {t('title')}
        </h2>
        <Link to={paths.meetings()} className="ui-small">
          {t('all')}
        </Link>
      </div>
      <Content {...props} />
    </section>
  );
}

function Content({ query: { data, error, isError }, onRetry, prepareMeeting }: RecentMeetingsProps) {
  const t = useTranslations('overview.recent');
  const meetings = useTranslations('meetings');
  if (!data && isError) {
    const refused = error instanceof ApiError && error.kind === 'forbidden';
    return <ErrorState error={error} {...(refused ? { title: meetings('notAllowed') } : { onRetry })} />;
  }
  if (data?.items.length === 0) {
    return (
      <EmptyState
        icon={IconNotes}
        text={meetings('empty')}
        action={
          <Button component={Link} to={paths.record()} leftSection={<IconMicrophone size={18} aria-hidden />}>
            {meetings('record')}
          </Button>
        }
      />
    );
  }
  return (
    <ul className="ui-list" aria-busy={!data} aria-label={data ? undefined : t('loading')}>
      {data
        ? data.items
            .slice(0, recentCount)
            .map((meeting) => (
              <RecentMeeting key={meeting.id} meeting={meeting} prepareMeeting={prepareMeeting} />
            ))
        : Array.from({ length: recentCount }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: skeletons have nothing else, and never change places.
            <li key={row} className={`ui-small ui-over ${classes.meeting}`} aria-hidden>
              <Skeleton height={13} width={`${60 - ((row * 17) % 25)}%`} radius="xl" />
              <Skeleton height={20} width={92} radius="xl" />
              <Skeleton height={11} width={70} radius="xl" />
            </li>
          ))}
    </ul>
  );
}

interface RecentMeetingProps {
  readonly meeting: MeetingListItem;
  readonly prepareMeeting: () => void;
}

function RecentMeeting({ meeting, prepareMeeting }: RecentMeetingProps) {
  const t = useTranslations('meetings');
  const queryClient = useQueryClient();
  const interest = useInterest(() => {
    void queryClient.prefetchQuery(meetingOptions(meeting.id));
    prepareMeeting();
  });
  return (
    <li className={`ui-small ui-over ${classes.meeting}`} {...interest}>
      <Link to={paths.meeting(meeting.id)} className={classes.name ?? ''} title={meeting.name} dir="auto">
        {meeting.name ?? t('untitled')}
      </Link>
      <span className={classes.status}>
        <StatusBadge status={meeting.status} />
      </span>
      <span className={`ui-note ${classes.when}`}>
        <Moment at={meeting.createdAt} relative />
      </span>
    </li>
  );
}
